/** Disconnects clients that stop reading, whatever the answer. */
import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { Log } from "../../log.ts";
import { clientKey, unacknowledged } from "./unacknowledged.ts";

/** The bytes waiting for the client, and when they last changed. */
interface Waiting {
  readonly waiting: number;
  readonly written: number;
  /** In milliseconds of `performance.now()`. */
  readonly since: number;
}

/** The bytes that the client has acknowledged, and since when it has acknowledged no more. */
interface Silent {
  readonly acknowledged: number;
  readonly since: number;
}

/** Shortest time between two queries of the kernel for unacknowledged bytes, in milliseconds. */
const MOST_OFTEN_MS = 15_000;

/** Most bytes that may wait for all clients together. */
const MOST_WAITING_BYTES = 256 * 1024 * 1024;

/**
 * Destroys a connection that has bytes to send and has sent none for `deadlineMs`, and, where the system reports it
 * (Linux), one whose client has acknowledged none of the kernel's bytes in that time: it has vanished, or reads
 * nothing. This applies to event streams as to exports and drawings; the log keeps what was missed. While more than
 * `mostBytes` wait for all clients together, those that have been stalled longest are cut earlier.
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
      log.warn("The system does not report unacknowledged bytes", { error });
      clearInterval(asking);
    }
  }

  /** The clients with unacknowledged bytes, and since when; cuts those that have acknowledged none for too long. */
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
