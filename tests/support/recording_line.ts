/** A client's connection that records what it is given, as slow as the test wants. */
import type { Chunk } from "../../src/broadcast/frame_window.ts";
import type { SseLine } from "../../src/sse/follow_log.ts";
import { messagesOf } from "../../src/sse/sse_message.ts";

const decoder = new TextDecoder();

export class RecordingLine implements SseLine {
  taken: number;
  readonly ids: number[] = [];
  readonly data: string[] = [];
  comments = 0;
  /** How many chunks were given to it as a follower. */
  followed = 0;
  readonly #pause: () => Promise<void> | void;
  readonly #isFull: () => boolean;

  /** `pause` is awaited by every `write` and `flushed`; `isFull` answers each `take`. */
  constructor(
    taken: number,
    { pause = () => {}, isFull = () => false }: {
      readonly pause?: () => Promise<void> | void;
      readonly isFull?: () => boolean;
    } = {},
  ) {
    this.taken = taken;
    this.#pause = pause;
    this.#isFull = isFull;
  }

  async write(chunk: Chunk): Promise<void> {
    await this.#pause();
    this.#record(chunk);
  }

  async flushed(): Promise<void> {
    await this.#pause();
  }

  take(chunk: Chunk): boolean {
    this.followed++;
    this.#record(chunk);
    return !this.#isFull();
  }

  sendComment(): void {
    this.comments++;
  }

  #record(chunk: Chunk): void {
    this.taken = chunk.lastId;
    this.data.push(...messagesOf(chunk));
    for (const [, id] of decoder.decode(chunk.bytes).matchAll(/^id: (\d+)$/gm)) this.ids.push(Number(id));
  }
}
