/** Frees the memory of SQLite's statements. */

/**
 * Times between two collections, in milliseconds. Each blocks the thread, and with it commits, for 10 to 40 ms: so it is done in a
 * pause, and rarely while there is none.
 */
const PERIOD_MS = { least: 10_000, most: 60_000 } as const;
/** A pause: nothing to do for this long, in milliseconds. */
const PAUSE_MS = 50;

/**
 * Collects the garbage of this thread now and then while it works; call the result for each piece of work.
 *
 * libSQL frees a statement when V8 collects its handle, which V8 rarely does, since the handle itself is small: a million inserts left
 * more than 100 MB behind. Does nothing where a program cannot trigger a collection (Deno 2.6).
 */
export function collectGarbage(): () => void {
  let last = performance.now();
  let pause: ReturnType<typeof setTimeout> | undefined;
  let collector: Promise<() => void> | undefined;
  const collect = () => {
    last = performance.now();
    collector ??= loadCollector();
    collector.then((run) => run());
  };
  return () => {
    const since = performance.now() - last;
    if (since < PERIOD_MS.least) return;
    clearTimeout(pause);
    if (since < PERIOD_MS.most) pause = setTimeout(collect, PAUSE_MS);
    else collect();
  };
}

/** Loaded on demand: the modules would take a tenth of the server's start. */
async function loadCollector(): Promise<() => void> {
  const [{ setFlagsFromString }, { runInNewContext }] = await Promise.all([
    import("node:v8"),
    import("node:vm"),
  ]);
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("globalThis.gc");
  return typeof collect === "function" ? () => collect() : () => {};
}
