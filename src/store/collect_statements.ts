/** Gives back the memory of SQLite's statements. */

/** Between two collections, in milliseconds: each takes some 10 ms of the thread. */
const PERIOD_MS = 10_000;

/**
 * Collects the garbage of this thread every ten seconds in which it has worked; call the result at each piece of work.
 *
 * libSQL frees a statement when V8 collects its handle, and V8, which sees the handle alone, seldom finds that worth its while:
 * a million inserts left more than 100 MB behind. Does nothing where a program cannot collect (Deno 2.6).
 */
export function collectStatements(): () => void {
  let last = performance.now();
  let collector: Promise<() => void> | undefined;
  return () => {
    const now = performance.now();
    if (now - last < PERIOD_MS) return;
    last = now;
    collector ??= loadCollector();
    collector.then((collect) => collect());
  };
}

/** Loaded when it is needed: the modules would take a tenth of the time in which the server starts. */
async function loadCollector(): Promise<() => void> {
  const [{ setFlagsFromString }, { runInNewContext }] = await Promise.all([
    import("node:v8"),
    import("node:vm"),
  ]);
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("globalThis.gc");
  return typeof collect === "function" ? () => collect() : () => {};
}
