import type { ChemCommand } from "./chem_command.ts";
import { EventLoopShare } from "../../scheduling/event_loop_share.ts";
import type { FoundReaction } from "../../chem_results.ts";
import type {
  ChemOperation,
  ChemOperations,
  ChemRequest,
  ChemResponse,
  InstanceHealth,
} from "../protocol/chem_protocol.ts";
import { MAX_ANSWER_BYTES, MAX_REQUEST_BYTES, textLines } from "../../encoding/json_lines.ts";
import { requestLines } from "../protocol/message_lines.ts";
import { residentBytes, type Work, workOf } from "./process_usage.ts";
import { requestText } from "./request_text.ts";

/** The outcome of a request; after `broken`, the instance is unusable. */
export type Outcome<Answer> =
  | { readonly state: "answer"; readonly answer: Answer; readonly saidInvalid: boolean }
  | { readonly state: "invalid"; readonly message: string }
  | Breakage;

/** What a process did instead of answering, as a predicate for a sentence about it; `detail` is for the log. */
export interface Breakage {
  readonly state: "broken";
  readonly fault: string;
  readonly detail: string;
  /**
   * Why it was stopped. `time`: the request used all of its time. `still`: the time passed while the process was
   * stalled. `order`: the request held up others. Null if the process stopped by itself.
   */
  readonly stopped: "time" | "still" | "order" | null;
}

/** A complete response. */
type WholeResponse = Exclude<ChemResponse, { readonly type: "part" }>;

const STDERR_TAIL = 2000;

/** How often the memory of a busy process is checked, in milliseconds. */
const MEMORY_CHECK_MS = 100;
const MIB = 1024 * 1024;
/** A process that wanted a processor for less than this share of the time was stalled. */
const AT_WORK = 0.5;
/**
 * Time spent waiting for a busy processor does not count towards the time limit, up to this multiple of the limit in
 * total.
 */
const MAX_WAITS = 3;

/** Limits on the cost of a request. */
export interface RequestLimits {
  readonly timeoutMs: number;
  /** Resident memory of the whole process; enforced only where the system reports it (Linux). */
  readonly maxRssBytes: number;
  /** Polled during the request, which is aborted once this returns true. */
  readonly isInTheWay?: () => boolean;
}

/**
 * One chem process, which handles one request at a time.
 *
 * - **`ask` never rejects:** every way in which a process can fail is an outcome.
 * - **`exited`** resolves when the process is gone and its pipes are closed, whatever ended it.
 */
export class ProcessHandle {
  readonly pid: number;
  readonly exited: Promise<void>;
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #lines: AsyncGenerator<string, void, undefined>;
  #health: InstanceHealth = { rssBytes: 0, caught: 0, molecules: 0, live: 0 };
  #alive = true;
  #fate = "";
  #lastId = 0;
  #stderr = "";

  private constructor(command: ChemCommand) {
    this.#child = new Deno.Command(command.cmd, {
      args: [...command.args],
      ...(command.env ? { clearEnv: true, env: { ...command.env } } : {}),
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.pid = this.#child.pid;
    this.#input = this.#child.stdin.getWriter();
    this.#lines = textLines(this.#child.stdout, MAX_ANSWER_BYTES);
    this.exited = this.#end(this.#drainStderr());
  }

  /**
   * Starts a process and waits until it is ready. If that fails, throws an error that says why, after the process is
   * gone. `signal` aborts the start at once.
   */
  static async start(
    command: ChemCommand,
    options: {
      readonly timeoutMs: number;
      readonly signal: AbortSignal;
      readonly onSpawn: (instance: ProcessHandle) => void;
    },
  ): Promise<ProcessHandle> {
    options.signal.throwIfAborted();
    const instance = new ProcessHandle(command);
    options.onSpawn(instance);
    const kill = () => instance.kill();
    options.signal.addEventListener("abort", kill);
    const received = await instance.#receive({ timeoutMs: options.timeoutMs, maxRssBytes: Infinity });
    options.signal.removeEventListener("abort", kill);
    if ("type" in received && received.type === "ready") return instance;
    instance.kill();
    await instance.exited;
    options.signal.throwIfAborted();
    const { fault, detail } = "type" in received ? broken("answered before it was ready") : received;
    const details = [detail, instance.lastWords].filter((words) => words !== "").join(": ");
    throw new Error(`Cannot start a chem process: it ${fault}${details === "" ? "" : ` (${details})`}`);
  }

  /** Health as of the latest answer. */
  get health(): InstanceHealth {
    return this.#health;
  }

  /** False as soon as the process is known to be gone. */
  get alive(): boolean {
    return this.#alive;
  }

  /** The last part of what the process wrote to standard error. */
  get lastWords(): string {
    return this.#stderr.trim();
  }

  /** Requests one operation; kills the process if it exceeds a limit before it has answered. */
  async ask<Op extends ChemOperation>(
    op: Op,
    request: ChemOperations[Op]["request"],
    limits: RequestLimits,
  ): Promise<Outcome<ChemOperations[Op]["answer"]>> {
    const id = ++this.#lastId;
    if (requestText(request).length >= MAX_REQUEST_BYTES) {
      return { state: "invalid", message: "the text is too large" };
    }
    // A failed write needs no handling here: the process is gone, or the request will run into its limit.
    this.#send({ id, op, request } as ChemRequest).catch(() => {});
    const received = await this.#receive(limits);
    if ("state" in received) return received;
    if (received.type === "ready" || received.id !== id) return broken("answered another question");
    if (received.type === "answer") {
      // The answer has the type of the request: both sides are the same program.
      const answer = received.answer as ChemOperations[Op]["answer"];
      return { state: "answer", answer, saidInvalid: received.saidInvalid };
    }
    if (received.kind === "invalid") return { state: "invalid", message: received.message };
    return broken("broke down", received.message);
  }

  /** Kills the process at once. */
  kill(): void {
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It is already gone, as intended.
    }
  }

  /** Ends the process by closing its input, kills it after `graceMs`, and waits until it is gone. */
  async retire(graceMs: number): Promise<void> {
    this.#input.close().catch(() => {});
    const timer = setTimeout(() => this.kill(), graceMs);
    await this.exited;
    clearTimeout(timer);
  }

  async #send(request: ChemRequest): Promise<void> {
    const loop = new EventLoopShare();
    for (const line of requestLines(request)) {
      if (loop.shouldYield) await loop.yield();
      await this.#input.write(line);
    }
  }

  /** The next response, assembled from its parts, or what the process did instead. */
  async #receive({ timeoutMs, maxRssBytes, isInTheWay }: RequestLimits): Promise<WholeResponse | Breakage> {
    const found: FoundReaction[] = [];
    let excess: Breakage | null = null;
    const end = (breakage: Breakage) => {
      excess ??= breakage;
      this.kill();
    };
    const began = performance.now();
    let limit = timeoutMs;
    let first: { readonly at: number; readonly work: Work | null } | null = null;
    // A single timer; most answers arrive before it fires.
    const watch = () => {
      first ??= { at: performance.now(), work: workOf(this.pid) };
      let left = began + limit - performance.now();
      const work = left <= 0 ? workOf(this.pid) : null;
      if (work !== null && first.work !== null) {
        limit = Math.min(timeoutMs + work.waited - first.work.waited, MAX_WAITS * timeoutMs);
        left = began + limit - performance.now();
      }
      if (left <= 0) {
        const stopped = isAtWork(first.work, work, performance.now() - first.at) ? "time" : "still";
        end({ ...broken(`exceeded its time limit of ${timeoutMs / 1000} s`), stopped });
      } else if ((residentBytes(this.pid) ?? 0) > maxRssBytes) {
        end(broken(`needed more than ${Math.round(maxRssBytes / MIB)} MiB of memory`));
      } else if (isInTheWay?.()) {
        end({ ...broken("was broken off"), stopped: "order" });
      } else timer = setTimeout(watch, Math.min(Math.max(left, 1), MEMORY_CHECK_MS));
    };
    let timer = setTimeout(watch, Math.min(timeoutMs, MEMORY_CHECK_MS));
    try {
      while (true) {
        const next = await this.#lines.next();
        // The limit still applies while a process that has closed its output takes its time to exit.
        if (next.done && excess === null) await this.exited;
        if (excess !== null) return excess;
        if (next.done) return broken("died", this.#fate);
        const response = readResponse(next.value);
        if (!response) return broken("answered gibberish");
        if (response.type !== "part") {
          this.#health = response.health;
          return withFound(response, found);
        }
        if (response.id !== this.#lastId) return broken("answered another question");
        for (const reaction of response.reactions) found.push(reaction);
      }
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return broken(
        error instanceof RangeError ? "gave an answer that is too large" : "answered gibberish",
        detail,
      );
    } finally {
      clearTimeout(timer);
    }
  }

  async #end(stderrDrained: Promise<void>): Promise<void> {
    const status = await this.#child.status;
    this.#alive = false;
    this.#fate = status.signal ? `signal ${status.signal}` : `exit code ${status.code}`;
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

/** Was the process busy for most of the last `ms` milliseconds, as far as the system reports it? */
function isAtWork(first: Work | null, last: Work | null, ms: number): boolean {
  return first === null || last === null || last.wanted - first.wanted >= AT_WORK * ms;
}

function broken(fault: string, detail = ""): Breakage {
  return { state: "broken", fault, detail, stopped: null };
}

function readResponse(line: string): ChemResponse | null {
  const value: unknown = JSON.parse(line);
  if (typeof value !== "object" || value === null || !("type" in value)) return null;
  return "health" in value || value.type === "part" ? value as ChemResponse : null;
}

/** The response, with the reactions of its parts before its own. */
function withFound(response: WholeResponse, found: readonly FoundReaction[]): WholeResponse {
  if (response.type !== "answer" || !("reactions" in response.answer) || found.length === 0) return response;
  const { answer } = response;
  return { ...response, answer: { ...answer, reactions: [...found, ...answer.reactions] } };
}
