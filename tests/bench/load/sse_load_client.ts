/** The load client as seen by the bench: a process on the load's core. */
import { BenchProcess, LOAD_CORE } from "../support/processes.ts";
import type { LoadOptions, LoadReady, LoadReport } from "./sse_load_report.ts";

export class LoadClient implements AsyncDisposable {
  readonly #process: BenchProcess;

  private constructor(process: BenchProcess) {
    this.#process = process;
  }

  /** Resolves when every client has the head of its answer; `nice` lets other processes on its core go first. */
  static async connect(options: LoadOptions, { nice = false } = {}): Promise<LoadClient> {
    const program = [...(nice ? ["nice", "-n", "19"] : []), Deno.execPath(), "run", "-A"];
    const process = new BenchProcess(new URL("./sse_load.ts", import.meta.url).pathname, [
      JSON.stringify(options),
    ], {
      core: LOAD_CORE,
      program,
    });
    const ready: LoadReady = JSON.parse(await process.line());
    if (ready.connected !== options.readers + (options.stalled ?? 0)) throw new Error("Clients are missing");
    return new LoadClient(process);
  }

  /** Resolves once, when all readers are done, and never without readers. Their connections stay open. */
  async report(): Promise<LoadReport> {
    return JSON.parse(await this.#process.line());
  }

  /** Cuts all connections. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
  }
}

/** What is wrong with the events that the readers got, or "" if they have every event once and in order. */
export function flawOf({ incomplete, gaps, duplicates, reordered }: LoadReport): string {
  const found = Object.entries({ incomplete, gaps, duplicates, reordered }).filter(([, count]) => count > 0);
  return found.map(([what, count]) => `${count} ${what}`).join(", ");
}
