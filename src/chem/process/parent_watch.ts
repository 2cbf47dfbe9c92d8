const PERIOD_MS = 500;

/**
 * Kills this process when its parent process `parent` is gone, even if RDKit keeps the main thread busy for ever:
 * then only another thread can notice, and only a signal can end the process. The thread costs about 20 MB.
 */
export function watchParent(parent: number): Disposable {
  const source =
    `setInterval(() => { if (Deno.ppid !== ${parent}) Deno.kill(Deno.pid, "SIGKILL"); }, ${PERIOD_MS});`;
  // A data: URL, because `deno compile` does not include a worker's file on its own.
  const worker = new Worker(`data:text/javascript,${encodeURIComponent(source)}`, { type: "module" });
  // Without the watch, the process still ends when its input closes, so an error here must not end it earlier.
  worker.addEventListener("error", (event) => event.preventDefault());
  return { [Symbol.dispose]: () => worker.terminate() };
}
