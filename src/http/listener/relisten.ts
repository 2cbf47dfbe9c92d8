/** Keeps a server accepting clients when the process runs out of file descriptors. */
import type { Server } from "node:http";
import type { Log } from "../../log.ts";

/** Time between two checks, in milliseconds. */
const PERIOD_MS = 250;
/** Descriptors count as used up when fewer than this many are free: a chemistry process takes six for a moment. */
const RESERVE = 16;
/** Descriptors allowed for whatever is open beside clients, and for clients that come between two checks. */
const CROWDED = 128;
/**
 * Part of the limit that clients take before descriptors are tried at all: a server with few clients opens no files
 * for nothing.
 */
const BUSY = 1 / 4;
/** Assumed limit where the system does not report it: macOS's usual one. */
const UNKNOWN_LIMIT = 256;

export interface ListeningOptions {
  /** Listens as before. */
  readonly listen: () => void;
  /** How many files the process may have open; null if that is not known. */
  readonly limit: number | null;
  readonly log: Log;
  /** Returns true if few descriptors are free, which it finds out by trying. */
  readonly isShort?: () => boolean;
  readonly periodMs?: number;
}

/**
 * Listens again once file descriptors are free again.
 *
 * When a connection cannot be accepted because no file descriptor is free, `node:http` reports nothing and never
 * accepts another one, nor those that are already waiting (Deno 2.9.6). Open streams continue, and listening again
 * does not touch them.
 */
export function watchListening(
  server: Server,
  { listen, limit, log, isShort = isShortOfFiles, periodMs = PERIOD_MS }: ListeningOptions,
): Disposable {
  const crowd = limit === null ? Infinity : Math.max(limit / 2, limit - CROWDED);
  const busy = BUSY * (limit ?? UNKNOWN_LIMIT);
  let connections = 0;
  /** Most connections since the last check. */
  let most = 0;
  let wasCrowded = false;
  let isExhausted = false;
  server.on("connection", (socket) => {
    most = Math.max(most, ++connections);
    if (connections >= crowd) wasCrowded = true;
    socket.once("close", () => connections--);
  });
  // An address that is not free yet is tried again at the next check.
  server.on("error", (error) => log.warn("Cannot listen again", { error }));

  function check(): void {
    const isBusy = isExhausted || most >= busy;
    most = connections;
    if (isBusy && isShort()) {
      if (!isExhausted) {
        const message =
          "No file descriptor is free: new clients wait until others leave; raise the limit (ulimit -n)";
        log.error(message, { connections, limit });
      }
      isExhausted = true;
      return;
    }
    if (isExhausted) log.info("File descriptors are free again", { connections });
    // They may have been used up for a moment between two checks.
    const mayBeDeaf = isExhausted || wasCrowded && connections < crowd || !server.listening;
    if (!mayBeDeaf) return;
    isExhausted = false;
    wasCrowded = false;
    if (server.listening) server.close();
    listen();
  }

  const timer = setInterval(check, periodMs);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

/** How many files this process may have open, if the system reports it (Linux); null if unknown or unlimited. */
export function openFilesLimit(): number | null {
  try {
    const limits = Deno.readTextFileSync("/proc/self/limits");
    const soft = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1]);
    return Number.isInteger(soft) ? soft : null;
  } catch {
    return null;
  }
}

function isShortOfFiles(): boolean {
  const files: Deno.FsFile[] = [];
  try {
    for (let count = 0; count < RESERVE; count++) files.push(Deno.openSync("/dev/null"));
    return false;
  } catch (error) {
    // Windows has no such file, and no such limit either.
    return error instanceof Error && "code" in error && /^E[MN]FILE$/.test(String(error.code));
  } finally {
    for (const file of files) file.close();
  }
}
