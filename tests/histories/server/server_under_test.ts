/** The server under test: a process with one port and one data folder across all its restarts. */
import { deadline, delay } from "@std/async";
import { databasePath } from "../../../src/cli/data_folder.ts";
import { finishCli } from "../../support/cli_process.ts";
import {
  freePort,
  type ServerOptions,
  type ServerProcess,
  spawnServer,
  startServer,
} from "../../support/server_process.ts";
import type { StartKill } from "../plan.ts";

/** Which program serves, and its options. */
export interface ServerSetup {
  /** A URL of an entry that takes the options of `serve`; null for the program itself. */
  readonly entry: string | null;
  readonly options: Readonly<Record<string, string>>;
}

/** How many times to look for a chemistry process: one that has died is replaced when it is needed. */
const MOST_TRIES = 100;
/** About how long opening and migrating a small database takes, in milliseconds. */
const DATABASE_MS = 60;
/** A start that takes longer than this is no longer killed, in milliseconds. */
const MOST_START_MS = 30_000;

export class ServerUnderTest implements AsyncDisposable {
  readonly url: string;
  kills = 0;
  restarts = 0;
  /** Kills before a start was complete. */
  startKills = 0;
  chemKills = 0;
  /** The longest of the undisturbed starts, in milliseconds: the busier the machine, the longer. */
  longestStartMs = 0;
  readonly #setup: ServerSetup;
  readonly #data: string;
  readonly #port: number;
  /** How long the latest start took, in milliseconds. */
  #startMs = 1_000;
  #process: ServerProcess | undefined;

  private constructor(setup: ServerSetup, data: string) {
    this.#setup = setup;
    this.#data = data;
    this.#port = freePort();
    this.url = `http://127.0.0.1:${this.#port}`;
  }

  /** Starts with the content of `data`, after starts that are killed. */
  static async start(
    setup: ServerSetup,
    data: string,
    kills: readonly StartKill[] = [],
  ): Promise<ServerUnderTest> {
    const server = new ServerUnderTest(setup, data);
    for (const kill of kills) await server.#killStart(kill);
    await server.#start();
    return server;
  }

  /** How often it was started. */
  get lives(): number {
    return 1 + this.kills + this.restarts + this.startKills;
  }

  /**
   * Ends the process with the signal, and starts it again after this many milliseconds, or when `whileAway` has settled.
   * Rejects if it does not come back.
   */
  async comeBack(
    signal: "SIGKILL" | "SIGTERM",
    awayMs: number,
    whileAway: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    if (signal === "SIGKILL") this.kills++;
    else this.restarts++;
    await this.#end(signal);
    await Promise.all([delay(awayMs), whileAway()]);
    await this.#start();
  }

  /** Kills the process, kills it once more while it starts, and then lets it start. */
  async comeBackLate(kill: StartKill, whileAway: () => Promise<void>): Promise<void> {
    this.kills++;
    await this.#end("SIGKILL");
    await this.#killStart(kill);
    await whileAway();
    await this.#start();
  }

  /** Kills a chemistry process, if there is one soon. */
  async killChemistry(): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const [pid] = await this.#process?.children() ?? [];
      try {
        if (pid !== undefined) {
          Deno.kill(pid, "SIGKILL");
          this.chemKills++;
          return;
        }
      } catch {
        // It has ended on its own, and another will replace it.
      }
      await delay(20);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process?.end("SIGKILL");
  }

  get #options(): ServerOptions {
    const { entry, options } = this.#setup;
    const args = Object.entries({ "log-level": "warn", ...options })
      .flatMap(([name, value]) => [`--${name}`, value]);
    const program = entry === null ? {} : { entry, command: null };
    return { data: this.#data, port: this.#port, args, ...program };
  }

  async #start(): Promise<void> {
    const began = performance.now();
    this.#process = await startServer(this.#options);
    this.#startMs = performance.now() - began;
    this.longestStartMs = Math.max(this.longestStartMs, this.#startMs);
  }

  async #end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const process = this.#process;
    if (process === undefined) return;
    const { code } = await process.end(signal);
    if (signal === "SIGTERM" && code !== 0) {
      throw new Error(`The server ended with ${code} on SIGTERM: ${process.stderr.slice(-2_000)}`);
    }
  }

  /** Starts, and kills at the given point, whether the start is complete by then or not. */
  async #killStart({ point, share }: StartKill): Promise<void> {
    this.startKills++;
    const path = databasePath(this.#data);
    const before = stateOf(path);
    const child = spawnServer(this.#options);
    const ended = finishCli(child);
    await child.stdin.close();
    if (point === "database") {
      const until = performance.now() + MOST_START_MS;
      while (stateOf(path) === before && performance.now() < until) await delay(1);
    }
    await delay(share * (point === "database" ? DATABASE_MS : this.#startMs));
    try {
      child.kill("SIGKILL");
    } catch {
      // It could not start; the next start says why.
    }
    await deadline(ended, MOST_START_MS);
  }
}

/** Changes whenever something was written to the database. */
function stateOf(path: string): string {
  return [path, `${path}-wal`].map((file) => {
    try {
      const { size, mtime } = Deno.statSync(file);
      return `${size} ${mtime?.getTime()}`;
    } catch {
      return "none";
    }
  }).join();
}
