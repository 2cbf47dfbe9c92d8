import process from "node:process";

/** CPU time that this process spends while `work` runs, in milliseconds; other processes do not count. */
export function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
