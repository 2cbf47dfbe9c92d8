/** Drives one session from its query to its completion event. */
import { deadline } from "@std/async";
import { countReactions } from "../agent/agent_log.ts";
import type { AgentTask, ServiceAgent } from "../agent/service_agent.ts";
import { RxnstreamError } from "../errors.ts";
import { errorText, type Log } from "../log.ts";
import type { EventLoopShare } from "../scheduling/event_loop_share.ts";
import type { OneAtATime } from "../scheduling/one_at_a_time.ts";
import type { Store } from "../store/store.ts";
import type { AgentEvent, FinalStatus, SessionId } from "../types.ts";
import { appendCompletion, appendGroup, appendStart, type SessionLogDeps } from "./append_and_publish.ts";
import type { Partials } from "./partials.ts";
import { nextStatus } from "./session_state.ts";
import { StoredLog } from "./stored_log.ts";

/** Groups of events being committed while the agent continues: enough to fill a transaction, few enough to lose little. */
const MAX_UNCOMMITTED_GROUPS = 64;
/** Logs with more events than this are searched one at a time. */
const LARGE_LOG = 10_000;
const FREE_TURN: Disposable = { [Symbol.dispose]: () => {} };

/** Why a worker stops before its agent is done. */
type StopReason = "cancel" | "park";

export interface SessionWorkerDeps extends SessionLogDeps {
  readonly store: Store;
  readonly agent: ServiceAgent | undefined;
  /** To whom the chemistry is charged. */
  readonly account: string;
  readonly log: Log;
  /** Where viewers see what is not in the log yet. */
  readonly partials?: Partials;
  /** Shared by all workers: together, too, agents that never wait must not block the event loop. */
  readonly loop: EventLoopShare;
  /** Shared by all workers: reading many large logs at once would block the database for everybody else. */
  readonly largeLogs: OneAtATime;
  /** Whether a session that has to rest may stay in memory; otherwise it is parked. */
  readonly mayRest: () => boolean;
  /** Called before the log of an earlier run is read. */
  readonly onBegin: () => void;
  /** Called when an event is committed: the session has made progress. */
  readonly onEvent: () => void;
}

/**
 * Runs one session.
 *
 * - **Append, then publish:** nobody sees an event that is not committed.
 * - **Resumes:** what the log has from an earlier run is not repeated.
 * - **Ends once:** with a completion event, unless it is parked or the session is deleted.
 */
export class SessionWorker {
  readonly workerId: string = crypto.randomUUID();
  readonly sessionId: SessionId;
  readonly #deps: SessionWorkerDeps;
  readonly #stop = new AbortController();
  #stopReason: StopReason | undefined;
  #rest: PromiseWithResolvers<void> | null = null;

  constructor(sessionId: SessionId, deps: SessionWorkerDeps) {
    this.sessionId = sessionId;
    this.#deps = deps;
  }

  /**
   * Runs to the end. Never rejects: failures become the session's error. `gone` means that the session was deleted or ended by
   * somebody else, `interrupted` that the database failed and the session has to be tried again, `stuck` that the database does not
   * even accept its end.
   */
  async run(): Promise<FinalStatus | "parked" | "interrupted" | "gone" | "stuck"> {
    const { log } = this.#deps;
    const facts = { session: this.sessionId, worker: this.workerId };
    try {
      const events = await appendStart(this.#deps, this.sessionId, this.workerId);
      const status = await this.#work(events);
      log.info(status === "parked" ? "Session parked" : "Session ended", { ...facts, status });
      return status;
    } catch (error) {
      const code = error instanceof RxnstreamError ? error.code : undefined;
      if (code === "session_not_found" || code === "session_ended") return "gone";
      if (this.#stopReason === "park") return "parked";
      if (code === "store_refused" || code === "store_damaged") {
        log.error("Session cannot continue until the server restarts", {
          ...facts,
          error: errorText(error),
        });
        return "stuck";
      }
      log.warn("Session interrupted", { ...facts, error: errorText(error) });
      return "interrupted";
    }
  }

  /** Ends the session as `cancelled`. */
  cancel(): void {
    this.#abort("cancel");
  }

  /** Stops without ending the session, which continues when the server restarts. */
  park(): void {
    this.#abort("park");
  }

  /** Pauses the session between two reactions, or while it lists them, until `goOn` is called. */
  rest(): void {
    this.#rest ??= Promise.withResolvers();
  }

  goOn(): void {
    this.#rest?.resolve();
    this.#rest = null;
  }

  #abort(reason: StopReason): void {
    this.#stopReason ??= reason;
    this.#stop.abort(new DOMException(`Session ${this.sessionId}: ${reason}`, "AbortError"));
  }

  async #work(events: number): Promise<FinalStatus | "parked"> {
    let failure: string | null = null;
    try {
      await this.#runAgent(events);
    } catch (error) {
      if (this.#stopReason === undefined) {
        if (error instanceof RxnstreamError && isLogError(error)) throw error;
        failure = error instanceof RxnstreamError ? error.message : "The agent failed unexpectedly";
        this.#deps.log.error("Agent failed", { session: this.sessionId, error: errorText(error) });
      }
    }
    if (this.#stopReason === "park") return "parked";
    const action = this.#stopReason === "cancel" ? "cancel" : failure === null ? "complete" : "fail";
    const status = nextStatus("running", action);
    if (status === undefined) {
      throw new RxnstreamError("session_ended", `Session ${this.sessionId} cannot ${action}`);
    }
    await appendCompletion(this.#deps, this.sessionId, status, failure);
    return status;
  }

  /** Runs the agent, which continues after the `length` events of the log. */
  async #runAgent(length: number): Promise<void> {
    const { store, agent, loop, largeLogs, onBegin, onEvent } = this.#deps;
    const signal = this.#stop.signal;
    if (agent === undefined) {
      throw new RxnstreamError(
        "input_invalid",
        "The session requires an agent that this server does not have",
      );
    }
    const session = await store.session(this.sessionId);
    if (session === null) {
      throw new RxnstreamError("session_not_found", `Session ${this.sessionId} is gone`);
    }
    signal.throwIfAborted();
    const uncommitted: Promise<void>[] = [];
    const log = new StoredLog(store, { ...session, lastEventId: length }, {
      committed: () => Promise.all(uncommitted),
      turn: async () => {
        const turn = length > LARGE_LOG ? await largeLogs.turn(signal) : FREE_TURN;
        onBegin();
        return turn;
      },
    });
    if (length <= LARGE_LOG) onBegin();
    const groups = agent.run(() => this.#task(), {
      signal,
      log,
      share: { owner: this.#deps.account, session: this.sessionId },
      transcript: {
        answer: (digest) => store.answerTo(this.sessionId, digest),
        keep: (exchange) => store.keepExchange(this.sessionId, exchange),
      },
      onPartial: (partial) => this.#deps.partials?.publish(this.sessionId, partial),
    });
    try {
      for await (const group of groups) {
        const append = appendGroup(this.#deps, this.sessionId, this.workerId, group);
        // Awaited below, in order; a rejection in between must not count as unhandled.
        append.then(onEvent, () => {});
        uncommitted.push(append);
        if (uncommitted.length >= MAX_UNCOMMITTED_GROUPS) await uncommitted.shift();
        if (loop.shouldYield) await loop.yield();
        if (this.#rest !== null && this.#mayRestAfter(group)) await this.#whileResting(this.#rest);
      }
    } finally {
      await Promise.all(uncommitted);
    }
  }

  /**
   * Between two reactions any session may rest, in memory or parked. While it lists its reactions, which may take seconds, it may
   * rest in memory only: if parked, it would have to find them all again.
   */
  #mayRestAfter(group: readonly AgentEvent[]): boolean {
    const { found, done } = countReactions(group);
    return done > 0 || found > 0 && this.#deps.mayRest();
  }

  /** The agent finishes what it has started, and starts nothing new. */
  async #whileResting({ promise: goesOn }: PromiseWithResolvers<void>): Promise<void> {
    if (!this.#deps.mayRest()) this.park();
    await deadline(goesOn, Infinity, { signal: this.#stop.signal });
  }

  async #task(): Promise<AgentTask> {
    const task = await this.#deps.store.work(this.sessionId);
    // If the whole session is gone, its log refuses the completion event.
    if (task === null) throw new RxnstreamError("input_invalid", "The session's query is lost");
    return task;
  }
}

/** Errors of the log that are not the session's own; an event that the database refuses or has lost is the session's error. */
function isLogError(error: RxnstreamError): boolean {
  return error.code === "session_not_found" || error.code === "session_ended" ||
    error.code === "store_unavailable" || error.code === "store_full";
}
