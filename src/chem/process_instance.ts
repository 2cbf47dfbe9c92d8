import { type ChemCommand, chemEnvironment } from "./chem_command.ts";
import type { ChemOperation, ChemOperations, ChemResponse, InstanceHealth } from "./chem_protocol.ts";
import { jsonLine, MAX_LINE_BYTES, textLines } from "./json_lines.ts";

/** What came of a request; after `broken` the instance is good for nothing. */
export type Outcome<Answer> =
  | { readonly state: "answer"; readonly answer: Answer; readonly saidInvalid: boolean }
  | { readonly state: "invalid"; readonly message: string }
  | { readonly state: "broken"; readonly fault: string; readonly overTime: boolean };

const STDERR_TAIL = 2000;

/**
 * One chem process, asked one thing at a time.
 *
 * - **`ask` never rejects:** every way in which a process can fail is an outcome.
 * - **`exited`** resolves when the process is gone and its pipes are closed, whoever ended it.
 */
export class ProcessInstance {
  readonly pid: number;
  readonly exited: Promise<void>;
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #lines: AsyncGenerator<string, void, undefined>;
  #health: InstanceHealth = { rssBytes: 0, caught: 0, molecules: 0, live: 0 };
  #alive = true;
  #fate = "died";
  #lastId = 0;
  #stderr = "";

  private constructor(command: ChemCommand) {
    this.#child = new Deno.Command(command.cmd, {
      args: [...command.args],
      clearEnv: true,
      env: chemEnvironment(),
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.pid = this.#child.pid;
    this.#input = this.#child.stdin.getWriter();
    this.#lines = textLines(this.#child.stdout);
    this.exited = this.#end(this.#drainStderr());
  }

  /**
   * Starts a process and waits until it is ready.
   * Throws an error that says what went wrong; the process is gone then. `signal` gives up at once.
   */
  static async start(
    command: ChemCommand,
    options: {
      readonly timeoutMs: number;
      readonly signal: AbortSignal;
      readonly onSpawn: (instance: ProcessInstance) => void;
    },
  ): Promise<ProcessInstance> {
    options.signal.throwIfAborted();
    const instance = new ProcessInstance(command);
    options.onSpawn(instance);
    const kill = () => instance.kill();
    options.signal.addEventListener("abort", kill);
    const received = await instance.#receive(options.timeoutMs);
    options.signal.removeEventListener("abort", kill);
    if (typeof received !== "string" && received.type === "ready") return instance;
    instance.kill();
    await instance.exited;
    options.signal.throwIfAborted();
    const fault = typeof received === "string" ? received : "answered before it was ready";
    throw new Error(`Cannot start a chem process: it ${fault}${instance.lastWords}`);
  }

  /** Health after the newest answer. */
  get health(): InstanceHealth {
    return this.#health;
  }

  /** False as soon as the process is known to be gone. */
  get alive(): boolean {
    return this.#alive;
  }

  /** The end of what the process wrote to standard error, as the tail of a message; often empty. */
  get lastWords(): string {
    const text = this.#stderr.trim();
    return text === "" ? "" : ` (${text})`;
  }

  /** Asks for one operation; kills the process when it has not answered after `timeoutMs`. */
  async ask<Op extends ChemOperation>(
    op: Op,
    request: ChemOperations[Op]["request"],
    timeoutMs: number,
  ): Promise<Outcome<ChemOperations[Op]["answer"]>> {
    const id = ++this.#lastId;
    const line = jsonLine({ id, op, request });
    if (line.length > MAX_LINE_BYTES) return { state: "invalid", message: "the text is too large" };
    // A write that fails needs no answer of its own: the process is gone, or runs into the limit.
    this.#input.write(line).catch(() => {});
    const received = await this.#receive(timeoutMs);
    if (typeof received === "string") {
      return { state: "broken", fault: received, overTime: received.startsWith(OVER_TIME) };
    }
    if (received.type === "ready" || received.id !== id) {
      return { state: "broken", fault: "answered another question", overTime: false };
    }
    if (received.type === "answer") {
      // The process answers what it was asked: both sides are the same program.
      const answer = received.answer as ChemOperations[Op]["answer"];
      return { state: "answer", answer, saidInvalid: received.saidInvalid };
    }
    if (received.kind === "invalid") return { state: "invalid", message: received.message };
    return { state: "broken", fault: `broke down: ${received.message}`, overTime: false };
  }

  /** Ends the process at once. */
  kill(): void {
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It is gone already, which is what was asked for.
    }
  }

  /** Lets the process end by itself (its input ends), kills it after `graceMs`, and waits until it is gone. */
  async retire(graceMs: number): Promise<void> {
    this.#input.close().catch(() => {});
    const timer = setTimeout(() => this.kill(), graceMs);
    await this.exited;
    clearTimeout(timer);
  }

  /** The next line as a message, or what the process did instead. */
  async #receive(timeoutMs: number): Promise<ChemResponse | string> {
    let overTime = false;
    const timer = setTimeout(() => {
      overTime = true;
      this.kill();
    }, timeoutMs);
    try {
      const next = await this.#lines.next();
      // The limit holds on while a process that has closed its output makes up its mind to end.
      if (next.done && !overTime) await this.exited;
      if (overTime) return `${OVER_TIME} of ${timeoutMs / 1000} s`;
      if (next.done) return this.#fate;
      const response = readResponse(next.value);
      if (!response) return "answered gibberish";
      this.#health = response.health;
      return response;
    } catch (error) {
      return error instanceof RangeError ? "gave an answer that is too large" : "answered gibberish";
    } finally {
      clearTimeout(timer);
    }
  }

  async #end(stderrDrained: Promise<void>): Promise<void> {
    const status = await this.#child.status;
    this.#alive = false;
    this.#fate = status.signal ? `died (${status.signal})` : `died (exit code ${status.code})`;
    await this.#input.abort().catch(() => {});
    await this.#lines.return();
    await stderrDrained;
  }

  async #drainStderr(): Promise<void> {
    for await (const text of this.#child.stderr.pipeThrough(new TextDecoderStream())) {
      this.#stderr = (this.#stderr + text).slice(-STDERR_TAIL);
    }
  }
}

const OVER_TIME = "ran over its limit";

function readResponse(line: string): ChemResponse | null {
  const value: unknown = JSON.parse(line);
  if (typeof value !== "object" || value === null || !("type" in value) || !("health" in value)) return null;
  return value as ChemResponse;
}
