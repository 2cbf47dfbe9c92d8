/** A client's connection that records what it is sent, as slowly as the test wants. */
import type { Connection } from "../../src/delivery/connection.ts";
import { parseEvents } from "./sse/parse_events.ts";

export interface RecordingOptions {
  /** Awaited by `drained`. */
  readonly pause?: () => Promise<void> | void;
  /** Answers each `send`. */
  readonly isFull?: () => boolean;
  readonly signal?: AbortSignal;
}

export class RecordingConnection implements Connection {
  readonly signal: AbortSignal;
  readonly ids: number[] = [];
  readonly data: string[] = [];
  /** Pieces of the log as they were sent. */
  readonly sent: Uint8Array[] = [];
  comments = 0;
  readonly #pause: () => Promise<void> | void;
  readonly #isFull: () => boolean;
  readonly #waiting = new Set<() => void>();

  constructor(
    { pause = () => {}, isFull = () => false, signal = new AbortController().signal }: RecordingOptions = {},
  ) {
    this.#pause = pause;
    this.#isFull = isFull;
    this.signal = signal;
  }

  send(bytes: Uint8Array<ArrayBuffer>): boolean {
    const text = new TextDecoder().decode(bytes);
    if (text === ": keep-alive\n") this.comments++;
    else {
      const { ids, data } = parseEvents(text);
      this.sent.push(bytes);
      this.ids.push(...ids);
      this.data.push(...data);
    }
    for (const look of this.#waiting) look();
    return !this.#isFull();
  }

  async drained(): Promise<void> {
    await this.#pause();
  }

  /** Resolves when the sent data meets the condition. */
  until(condition: (connection: this) => boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = () => {
      if (!condition(this)) return;
      this.#waiting.delete(look);
      resolve();
    };
    this.#waiting.add(look);
    look();
    return promise;
  }

  /** Resolves when the event with this number has been sent. */
  untilSent(id: number): Promise<void> {
    return this.until(({ ids }) => ids.includes(id));
  }
}
