/** The body of an answer of `node:http`, which can be written to past the web streams that it comes by. */
import type { ServerResponse } from "node:http";
import type { Writable } from "node:stream";
import type { ConnectionBody } from "./connection.ts";

const encoder = new TextEncoder();
const LINE_END = encoder.encode("\r\n");

/** What was framed last: live events go to many clients, one chunk after the other. */
let framed: { readonly bytes: Uint8Array; readonly coded: Uint8Array } | undefined;

/** A chunk of the chunked transfer coding (RFC 9112, section 7.1), made once for all connections that it goes to in a row. */
export function chunkedCoding(bytes: Uint8Array): Uint8Array {
  if (framed?.bytes === bytes) return framed.coded;
  const size = encoder.encode(`${bytes.length.toString(16)}\r\n`);
  const coded = new Uint8Array(size.length + bytes.length + LINE_END.length);
  coded.set(size);
  coded.set(bytes, size.length);
  coded.set(LINE_END, size.length + bytes.length);
  framed = { bytes, coded };
  return coded;
}

/**
 * Counts what is written to `outgoing` from now on, so that somebody who has written so much to a stream in front of it knows
 * when it has arrived here.
 */
export function nodeBody(outgoing: ServerResponse): ConnectionBody {
  let written = 0;
  let waiting: { readonly bytes: number; readonly resolve: () => void } | undefined;
  let isAbandoned = false;
  let socket: ServerResponse["socket"] = null;

  /** What has to drain before more is written; undefined if there is room. */
  function full(): Writable | undefined {
    if (outgoing.writableNeedDrain) return outgoing;
    return outgoing.socket?.writableNeedDrain ? outgoing.socket : undefined;
  }

  function look(): void {
    if (waiting === undefined) return;
    if (!isAbandoned) {
      if (written < waiting.bytes) return;
      const stream = full();
      if (stream !== undefined) return void stream.once("drain", look);
    }
    waiting.resolve();
    waiting = undefined;
  }

  const write: (bytes: Uint8Array) => boolean = outgoing.write.bind(outgoing);
  outgoing.write = (bytes: Uint8Array) => {
    const hasRoom = write(bytes);
    written += bytes.length;
    look();
    return hasRoom;
  };
  return {
    reached(bytes) {
      if (isAbandoned || written >= bytes && full() === undefined) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting = { bytes, resolve };
      look();
      return promise;
    },
    abandon() {
      isAbandoned = true;
      look();
    },
    cut() {
      outgoing.socket?.destroySoon();
    },
    write(bytes) {
      socket ??= outgoing.chunkedEncoding ? outgoing.socket : null;
      // The coding is made once for all clients, and one write of the socket is one call of the system.
      if (socket !== null) return !socket.destroyed && socket.write(chunkedCoding(bytes));
      // Answers before this one on the same connection, or a client that does not know the coding (HTTP/1.0).
      return !outgoing.destroyed && write(bytes);
    },
  };
}
