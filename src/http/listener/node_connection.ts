/**
 * The fast path of a stream: once `streamSSE` has opened it, events go straight to the client's socket.
 *
 * Through Hono's streams every event costs each client a chain of promises, and its own framing in chunks. With 20
 * events a second to 1,000 clients the server takes 10.3 µs of a core for each delivery by the fast path, 18.8 µs
 * without it, and half of the clients have an event 13 ms after the agent made it instead of 167 ms (Deno 2.9.6 on
 * two busy cores): `deno task bench delivery --only fast_path`. A stream is the same without it, as
 * `node_connection_test.ts` shows.
 */
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Connection } from "../../delivery/connection.ts";
import type { ResponseChannel } from "./transport.ts";

const encoder = new TextEncoder();
const LINE_END = encoder.encode("\r\n");

/**
 * Frames parts of bodies in the chunked transfer coding (RFC 9112, section 7.1), once for all clients that get the
 * same part in a row.
 */
export class ChunkedCoding {
  #bytes: Uint8Array | undefined;
  #coded: Uint8Array = LINE_END;

  of(bytes: Uint8Array): Uint8Array {
    if (this.#bytes === bytes) return this.#coded;
    const size = encoder.encode(`${bytes.length.toString(16)}\r\n`);
    const coded = new Uint8Array(size.length + bytes.length + LINE_END.length);
    coded.set(size);
    coded.set(bytes, size.length);
    coded.set(LINE_END, size.length + bytes.length);
    this.#bytes = bytes;
    this.#coded = coded;
    return coded;
  }
}

class NodeConnection implements Connection {
  readonly signal: AbortSignal;
  readonly #socket: Socket;
  readonly #coding: ChunkedCoding;

  constructor(socket: Socket, coding: ChunkedCoding, signal: AbortSignal) {
    this.#socket = socket;
    this.#coding = coding;
    this.signal = signal;
  }

  send(bytes: Uint8Array): boolean {
    // The coding is made once for all clients, and one write of the socket is one call of the system.
    return !this.#socket.destroyed && this.#socket.write(this.#coding.of(bytes));
  }

  drained(): Promise<void> {
    const socket = this.#socket;
    if (socket.destroyed || !socket.writableNeedDrain) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        socket.off("drain", done);
        socket.off("close", done);
        resolve();
      };
      socket.on("drain", done);
      socket.on("close", done);
    });
  }
}

/** `coding` is null if the answers of this server have no fast path. */
export function nodeResponseChannel(
  outgoing: ServerResponse,
  coding: ChunkedCoding | null,
  signal: AbortSignal,
): ResponseChannel {
  const opened = Promise.withResolvers<Connection | null>();
  let isCutAtEnd = false;

  function open(): void {
    const { socket } = outgoing;
    // A client that does not know the coding (HTTP/1.0) gets its body as it comes.
    const isFast = coding !== null && outgoing.headersSent && outgoing.chunkedEncoding && socket !== null;
    opened.resolve(isFast ? new NodeConnection(socket, coding, signal) : null);
  }

  return {
    opened: () => opened.promise,
    cutAtEnd: () => void (isCutAtEnd = true),
    through(body) {
      const reader = body.getReader();
      let isBegun = false;
      // Nothing is read ahead: whoever asks for a second part has sent the head and the first one, and has room for
      // more.
      return new ReadableStream({
        async pull(controller) {
          if (isBegun) open();
          isBegun = true;
          const { value, done } = await reader.read();
          if (!done) controller.enqueue(value);
          else if (isCutAtEnd && canBeCut(outgoing.socket)) outgoing.socket.destroySoon();
          else controller.close();
        },
        async cancel(reason) {
          open();
          await reader.cancel(reason);
        },
      }, { highWaterMark: 0 });
    },
  };
}

/** Answers of runtimes before Deno 2.9 have a socket that cannot be cut: their streams end like complete ones. */
function canBeCut(socket: Socket | null): socket is Socket {
  return typeof socket?.destroySoon === "function";
}
