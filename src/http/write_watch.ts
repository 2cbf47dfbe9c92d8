/** Cuts clients that take nothing of an answer, whatever the answer. */
import type { Server } from "node:http";
import type { Socket } from "node:net";

/** What waits for the client was this when it last changed. */
interface Waiting {
  readonly waiting: number;
  readonly written: number;
  /** In milliseconds of `performance.now()`. */
  readonly since: number;
}

/**
 * Destroys a connection that has bytes to send and has sent none for `deadlineMs`; the kernel's buffer for it counts as sent.
 * Streams of events are cut so, like exports and drawings; the log keeps what they missed.
 */
export function watchWrites(server: Server, deadlineMs: number): Disposable {
  const sockets = new Map<Socket, Waiting | null>();
  server.on("connection", (socket) => {
    sockets.set(socket, null);
    socket.once("close", () => sockets.delete(socket));
  });

  function look(): void {
    const now = performance.now();
    for (const [socket, last] of sockets) {
      const { writableLength: waiting, bytesWritten: written } = socket;
      if (waiting === 0) {
        if (last !== null) sockets.set(socket, null);
      } else if (last === null || last.waiting !== waiting || last.written !== written) {
        sockets.set(socket, { waiting, written, since: now });
      } else if (now - last.since >= deadlineMs) {
        socket.destroy();
      }
    }
  }

  const timer = setInterval(look, Math.max(10, Math.min(1_000, deadlineMs / 4)));
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
