/** Records which requests for streams pass through a proxy, and how they are answered. */
import type { Connection } from "../history.ts";
import { ResponseReader } from "../../support/http/response_reader.ts";

const decoder = new TextDecoder("latin1");

export class Tap {
  readonly #byClient = new Map<string, { readonly cursor: number | null; status: number | null }[]>();
  readonly #waiting = new Set<() => void>();

  /** The requests of a client so far, by the `client_id` of their query. */
  of(client: string): readonly Connection[] {
    return this.#byClient.get(client) ?? [];
  }

  /** Resolves when `test` holds; it is checked after every request and every answer. */
  async until(test: () => boolean): Promise<void> {
    while (!test()) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting.add(resolve);
      await promise;
      this.#waiting.delete(resolve);
    }
  }

  /** Listens to a new connection: give it the bytes of both directions. */
  listen(): {
    readonly request: (bytes: Uint8Array<ArrayBuffer>) => void;
    readonly response: (bytes: Uint8Array<ArrayBuffer>) => void;
  } {
    const unanswered: { status: number | null }[] = [];
    const responses = new ResponseReader({
      onHead: ({ status }) => {
        const request = unanswered.shift();
        if (request !== undefined) request.status = status;
        this.#changed();
      },
      onBody: () => {},
      onEnd: () => {},
    });
    let head = "";
    return {
      request: (bytes) => {
        head += decoder.decode(bytes);
        // Clients of streams send only heads.
        for (let end = head.indexOf("\r\n\r\n"); end >= 0; end = head.indexOf("\r\n\r\n")) {
          unanswered.push(this.#note(head.slice(0, end)));
          head = head.slice(end + 4);
        }
      },
      response: (bytes) => responses.feed(bytes),
    };
  }

  #note(head: string): { status: number | null } {
    const target = /^GET (\S+)/.exec(head)?.[1] ?? "/";
    const { pathname, searchParams } = new URL(target, "http://localhost");
    const client = searchParams.get("client_id");
    const cursor = /\r\nlast-event-id: *(\d+)/i.exec(head)?.[1] ?? searchParams.get("last_event_id");
    const request = { cursor: cursor === null ? null : Number(cursor), status: null };
    if (client === null || !pathname.endsWith("/stream")) return request;
    const requests = this.#byClient.get(client) ?? [];
    this.#byClient.set(client, requests);
    requests.push(request);
    this.#changed();
    return request;
  }

  #changed(): void {
    for (const resolve of [...this.#waiting]) resolve();
  }
}
