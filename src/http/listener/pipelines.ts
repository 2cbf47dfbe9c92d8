/** Answers the requests of a connection one after another. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * Requests that may wait behind the one being answered: on one connection, and on all. A connection with more is cut,
 * since `node:http` cannot be told to stop reading, and each request costs some kilobytes.
 */
const MOST_WAITING = 256;
const MOST_WAITING_IN_ALL = 4_096;

type Serve = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** The requests of one connection. */
interface Line {
  answering: ServerResponse | undefined;
  readonly waiting: (readonly [IncomingMessage, ServerResponse])[];
}

/**
 * Delays pipelined requests until the answer before them has been sent (RFC 9112, section 9.3.2): `node:http` passes
 * on all requests of a connection as they arrive, and their answers would be computed and kept for a client that may
 * read none of them.
 */
export class Pipelines {
  readonly #serve: Serve;
  readonly #lines = new Map<Socket, Line>();
  #waiting = 0;

  constructor(serve: Serve) {
    this.#serve = serve;
  }

  /** The answer being sent on a connection. */
  answering(socket: Socket): ServerResponse | undefined {
    return this.#lines.get(socket)?.answering;
  }

  /**
   * Serves the request now, or once the earlier answers on its connection have been sent; never if the client
   * disconnects before.
   */
  take(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { socket } = incoming;
    const line = this.#line(socket);
    if (line.answering === undefined) return this.#begin(line, incoming, outgoing);
    if (line.waiting.length >= MOST_WAITING || this.#waiting >= MOST_WAITING_IN_ALL) {
      socket.destroy();
      return;
    }
    line.waiting.push([incoming, outgoing]);
    this.#waiting++;
  }

  #line(socket: Socket): Line {
    let line = this.#lines.get(socket);
    if (line === undefined) {
      line = { answering: undefined, waiting: [] };
      this.#lines.set(socket, line);
      socket.once("close", () => this.#forget(socket));
    }
    return line;
  }

  #begin(line: Line, incoming: IncomingMessage, outgoing: ServerResponse): void {
    line.answering = outgoing;
    outgoing.once("close", () => {
      line.answering = undefined;
      const next = incoming.socket.destroyed ? undefined : line.waiting.shift();
      if (next === undefined) return;
      this.#waiting--;
      this.#begin(line, ...next);
    });
    this.#serve(incoming, outgoing);
  }

  #forget(socket: Socket): void {
    this.#waiting -= this.#lines.get(socket)?.waiting.length ?? 0;
    this.#lines.delete(socket);
  }
}
