const PERIOD_MS = 500;

/**
 * Kills this process when its parent, the process `parent`, is gone, even while RDKit keeps the main thread busy
 * for ever: only another thread can notice then, and only a signal ends the process. The thread costs about 20 MB.
 */
export function watchParent(parent: number): Disposable {
  const source =
    `setInterval(() => { if (Deno.ppid !== ${parent}) Deno.kill(Deno.pid, "SIGKILL"); }, ${PERIOD_MS});`;
  // A data: URL, because `deno compile` does not find a worker's file by itself.
  const worker = new Worker(`data:text/javascript,${encodeURIComponent(source)}`, { type: "module" });
  // Without its watch a process still ends with its input; an error here must not end it before.
  worker.addEventListener("error", (event) => event.preventDefault());
  return { [Symbol.dispose]: () => worker.terminate() };
}
