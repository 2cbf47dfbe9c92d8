/** Keeps a server taking in clients when the process runs out of file descriptors. */
import type { Server } from "node:http";
import type { Log } from "../../log.ts";

/** How often it is looked whether files can be opened, in milliseconds. */
const PERIOD_MS = 250;
/** Below so many free file descriptors the next clients may use up all; a chemistry process takes six for a moment. */
const RESERVE = 16;
/** So many file descriptors are kept in mind for what else is open, and for clients that come between two looks. */
const CROWDED = 128;

/**
 * Listens anew once file descriptors are free again.
 *
 * When a connection cannot be taken in because no file descriptor is free, `node:http` tells nobody and never takes in
 * another one, nor do those that are waiting get their turn (Deno 2.9.6). The streams that are open go on, and are not touched
 * by listening anew. `listen` listens as before; `limit` is how many files the process may have open, null if that is not known.
 */
export function watchListening(
  server: Server,
  { listen, limit, log }: { readonly listen: () => void; readonly limit: number | null; readonly log: Log },
): Disposable {
  const crowd = limit === null ? Infinity : Math.max(limit / 2, limit - CROWDED);
  let connections = 0;
  let wasCrowded = false;
  let isExhausted = false;
  server.on("connection", (socket) => {
    if (++connections >= crowd) wasCrowded = true;
    socket.once("close", () => connections--);
  });
  // An address that is not free yet is tried again at the next look.
  server.on("error", (error) => log.warn("Cannot listen anew", { error }));

  function look(): void {
    if (!hasReserve()) {
      if (!isExhausted) {
        log.error(
          "No file descriptor is free: new clients wait until others leave; raise the limit (ulimit -n)",
          {
            connections,
            limit,
          },
        );
      }
      isExhausted = true;
      return;
    }
    if (isExhausted) log.info("File descriptors are free again", { connections });
    // Between two looks they may have been used up for a moment.
    const mayBeDeaf = isExhausted || wasCrowded && connections < crowd || !server.listening;
    if (!mayBeDeaf) return;
    isExhausted = false;
    wasCrowded = false;
    if (server.listening) server.close();
    listen();
  }

  const timer = setInterval(look, PERIOD_MS);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

/** How many files this process may have open, where the system tells (Linux); null for no limit. */
export function openFilesLimit(): number | null {
  try {
    const limits = Deno.readTextFileSync("/proc/self/limits");
    const soft = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1]);
    return Number.isInteger(soft) ? soft : null;
  } catch {
    return null;
  }
}

function hasReserve(): boolean {
  const files: Deno.FsFile[] = [];
  try {
    for (let count = 0; count < RESERVE; count++) files.push(Deno.openSync("/dev/null"));
    return true;
  } catch (error) {
    // Where there is no such file (Windows), there is no such limit.
    return !(error instanceof Error && "code" in error && /^E[MN]FILE$/.test(String(error.code)));
  } finally {
    for (const file of files) file.close();
  }
}
