/** The server that the histories are about: a process with one port and one data folder over all its lives. */
import { delay } from "@std/async";
import { freePort, type ServerProcess, startServer } from "../../support/server_process.ts";

/** Which program serves, and its options. */
export interface ServerSetup {
  /** A URL of an entry that takes the options of `serve`; null for the program itself. */
  readonly entry: string | null;
  readonly options: Readonly<Record<string, string>>;
}

/** How often a chemistry process is looked for: one that has died is replaced when it is needed. */
const MOST_TRIES = 100;

export class ServerUnderTest implements AsyncDisposable {
  readonly url: string;
  kills = 0;
  restarts = 0;
  chemKills = 0;
  readonly #setup: ServerSetup;
  readonly #data: string;
  readonly #port: number;
  #process: ServerProcess;

  private constructor(setup: ServerSetup, data: string, port: number, process: ServerProcess) {
    this.#setup = setup;
    this.#data = data;
    this.#port = port;
    this.#process = process;
    this.url = process.url;
  }

  /** Starts with what `data` holds. */
  static async start(setup: ServerSetup, data: string): Promise<ServerUnderTest> {
    const port = freePort();
    return new ServerUnderTest(setup, data, port, await start(setup, data, port));
  }

  /** Ends the process with the signal, and starts it again after so many milliseconds. Rejects if it does not come back. */
  async comeBack(signal: "SIGKILL" | "SIGTERM", awayMs: number): Promise<void> {
    if (signal === "SIGKILL") this.kills++;
    else this.restarts++;
    const { code } = await this.#process.end(signal);
    if (signal === "SIGTERM" && code !== 0) {
      throw new Error(`The server ended with ${code} on SIGTERM: ${this.#process.stderr.slice(-2_000)}`);
    }
    await delay(awayMs);
    this.#process = await start(this.#setup, this.#data, this.#port);
  }

  /** Kills a chemistry process, if there is one soon. */
  async killChemistry(): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const [pid] = await this.#process.children();
      try {
        if (pid !== undefined) {
          Deno.kill(pid, "SIGKILL");
          this.chemKills++;
          return;
        }
      } catch {
        // It has ended by itself, and another one will come.
      }
      await delay(20);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process.end("SIGKILL");
  }
}

function start({ entry, options }: ServerSetup, data: string, port: number): Promise<ServerProcess> {
  const args = Object.entries({ "log-level": "warn", ...options }).flatMap((
    [name, value],
  ) => [`--${name}`, value]);
  return startServer({ data, port, args, ...(entry === null ? {} : { entry, command: null }) });
}
