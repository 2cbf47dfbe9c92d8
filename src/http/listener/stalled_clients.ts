/** Cuts clients that take nothing of an answer, whatever the answer. */
import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { Log } from "../../log.ts";
import { clientKey, unacknowledged } from "./unacknowledged.ts";

/** What waits for the client was this when it last changed. */
interface Waiting {
  readonly waiting: number;
  readonly written: number;
  /** In milliseconds of `performance.now()`. */
  readonly since: number;
}

/** Since when the client has acknowledged so many bytes and no more, of those that the kernel has for it. */
interface Silent {
  readonly acknowledged: number;
  readonly since: number;
}

/** The system is asked at most this often for what clients have not acknowledged, in milliseconds. */
const MOST_OFTEN_MS = 15_000;

/** So many bytes may wait for all clients together. */
const MOST_WAITING_BYTES = 256 * 1024 * 1024;

/**
 * Destroys a connection that has bytes to send and has sent none for `deadlineMs`, and, where the system tells (Linux), one whose client
 * has acknowledged none of what the kernel has for it in that time: it has vanished, or reads nothing.
 * Streams of events are cut so, like exports and drawings; the log keeps what they missed. While more than `mostBytes` wait for all
 * together, those that have stood still longest are cut before.
 */
export function cutStalledClients(
  server: Server,
  { deadlineMs, port, log, mostBytes = MOST_WAITING_BYTES }: {
    readonly deadlineMs: number;
    readonly port: number;
    readonly log: Log;
    readonly mostBytes?: number;
  },
): AsyncDisposable {
  const sockets = new Map<Socket, Waiting | null>();
  const byClient = new Map<string, Socket>();
  let silent: ReadonlyMap<Socket, Silent> = new Map();
  server.on("connection", (socket) => {
    const client = clientKey(socket.remoteAddress ?? "", socket.remotePort ?? 0);
    sockets.set(socket, null);
    byClient.set(client, socket);
    socket.once("close", () => {
      sockets.delete(socket);
      if (byClient.get(client) === socket) byClient.delete(client);
    });
  });

  function look(): void {
    const now = performance.now();
    let bytes = 0;
    for (const [socket, last] of sockets) {
      const { writableLength: waiting, bytesWritten: written } = socket;
      bytes += waiting;
      if (waiting === 0) {
        if (last !== null) sockets.set(socket, null);
      } else if (last === null || last.waiting !== waiting || last.written !== written) {
        sockets.set(socket, { waiting, written, since: now });
      } else if (now - last.since >= deadlineMs) {
        socket.destroy();
      }
    }
    if (bytes > mostBytes) cutLongest(bytes - mostBytes);
  }

  function cutLongest(bytes: number): void {
    const standing = [...sockets].filter((entry): entry is [Socket, Waiting] => entry[1] !== null)
      .sort(([, a], [, b]) => a.since - b.since);
    let cut = 0;
    for (const [socket, { waiting }] of standing) {
      if (cut >= bytes) return;
      cut += waiting;
      socket.destroy();
    }
  }

  let asked: Promise<void> | undefined;
  async function ask(): Promise<void> {
    try {
      const bytes = await unacknowledged(port);
      if (bytes === null) return clearInterval(asking);
      silent = stillSilent(bytes);
    } catch (error) {
      log.warn("The system does not tell what clients have not acknowledged", { error });
      clearInterval(asking);
    }
  }

  /** Who has bytes on the way, and since when; cuts who has acknowledged none for too long. */
  function stillSilent(bytes: ReadonlyMap<string, number>): ReadonlyMap<Socket, Silent> {
    const now = performance.now();
    const still = new Map<Socket, Silent>();
    for (const [client, queued] of bytes) {
      const socket = byClient.get(client);
      if (socket === undefined) continue;
      const acknowledged = socket.bytesWritten - socket.writableLength - queued;
      const last = silent.get(socket);
      if (last === undefined || last.acknowledged < acknowledged) {
        still.set(socket, { acknowledged, since: now });
      } else if (now - last.since < deadlineMs) still.set(socket, last);
      else socket.destroy();
    }
    return still;
  }

  const timer = setInterval(look, Math.max(10, Math.min(1_000, deadlineMs / 4)));
  const asking = setInterval(() => {
    if (sockets.size > 0) asked ??= ask().finally(() => asked = undefined);
  }, Math.max(10, Math.min(MOST_OFTEN_MS, deadlineMs / 4)));
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      clearInterval(asking);
      await asked;
    },
  };
}
