/** How long the event loop of this process is held while something runs. */

/** For each call of a timer of one millisecond, in milliseconds. */
export interface LoopSamples {
  /** Between two calls. */
  readonly gaps: readonly number[];
  /** The part of it in which this thread was on a core, which leaves out the time of other programs; NaN if unknown. */
  readonly held: readonly number[];
}

/** Watches the loop while `load` runs. */
export async function watchLoop<Result>(
  load: () => Promise<Result>,
): Promise<{ readonly samples: LoopSamples; readonly result: Result }> {
  const gaps: number[] = [];
  const held: number[] = [];
  let last = performance.now();
  let lastCore = onCore();
  const timer = setInterval(() => {
    const now = performance.now();
    const core = onCore();
    gaps.push(now - last);
    held.push(core - lastCore);
    last = now;
    lastCore = core;
  }, 1);
  try {
    return { samples: { gaps, held }, result: await load() };
  } finally {
    clearInterval(timer);
  }
}

/** Time that the main thread has been on a core, in milliseconds (Linux, /proc/self/schedstat). */
function onCore(): number {
  try {
    return Number(Deno.readTextFileSync("/proc/self/schedstat").split(" ")[0]) / 1e6;
  } catch {
    return NaN;
  }
}
