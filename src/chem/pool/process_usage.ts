/** Resource usage of a process, where the system reports it (Linux). */

const NANOSECONDS = 1e6;

/** Resident memory of a process in bytes (proc_pid_status(5)); null if the system does not report it. */
export function residentBytes(pid: number): number | null {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1];
  return kib === undefined ? null : Number(kib) * 1024;
}

/** How long a process has been busy, in milliseconds. */
export interface Work {
  /** Total for all threads: time spent running, or waiting for a processor in use by others. */
  readonly wanted: number;
  /** Waiting time of the thread that has waited longest. */
  readonly waited: number;
}

/** The work of a process so far (schedstat in proc_pid_task(5)); null if the system does not report it. */
export function workOf(pid: number): Work | null {
  try {
    const threads = [...Deno.readDirSync(`/proc/${pid}/task`)].map(({ name }) =>
      read(`/proc/${pid}/task/${name}/schedstat`).split(" ").map((text) => Number(text) / NANOSECONDS)
    );
    const wanted = threads.reduce((sum, [ran = 0, waited = 0]) => sum + ran + waited, 0);
    return wanted > 0 ? { wanted, waited: Math.max(...threads.map(([, waited = 0]) => waited)) } : null;
  } catch {
    return null;
  }
}

function read(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}
