/** Answers the requests of a connection one after the other. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * Requests that may wait behind the one that is answered: on one connection, and on all. A connection with more is cut; `node:http`
 * cannot be told to read no further, and each costs some kilobytes.
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
 * Holds back what is asked for behind an answer that has not been taken yet (RFC 9112, section 9.3.2): `node:http` hands over all
 * requests of a connection as they come, and their answers would be made and kept for a client that reads none of them.
 */
export class Pipelines {
  readonly #serve: Serve;
  readonly #lines = new Map<Socket, Line>();
  #waiting = 0;

  constructor(serve: Serve) {
    this.#serve = serve;
  }

  /** The answer under way on a connection. */
  answering(socket: Socket): ServerResponse | undefined {
    return this.#lines.get(socket)?.answering;
  }

  /** Serves the request now, or once the answers before it on its connection have been taken; never if the client leaves before. */
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
