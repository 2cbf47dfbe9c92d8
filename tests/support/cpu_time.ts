import process from "node:process";

/** Linux's times of the calling thread: the first number is that on a processor, in nanoseconds. */
const THREAD_TIMES = "/proc/thread-self/schedstat";

/**
 * CPU time that this thread spends while `work` runs, in milliseconds; neither other processes nor test files that run
 * beside it in this one count. Where the system does not tell, the time of the whole process.
 */
export function cpuMs(work: () => void): number {
  const before = usedMs();
  work();
  return usedMs() - before;
}

function usedMs(): number {
  if (Deno.build.os === "linux") return Number(Deno.readTextFileSync(THREAD_TIMES).split(" ", 1)[0]) / 1e6;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
