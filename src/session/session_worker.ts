/** Drives one session from its query to its completion event. */
import type { ServiceAgent } from "../agent/service_agent.ts";
import { RxnstreamError } from "../errors.ts";
import { errorText, type Log } from "../log.ts";
import type { LoopTurn } from "../std/event_loop.ts";
import type { Store } from "../store/store.ts";
import type { AgentEvent, ContentEvent, FinalStatus, SessionId } from "../types.ts";
import { appendCompletion, appendGroup, appendStart, type SessionLogDeps } from "./session_log.ts";
import { nextStatus } from "./session_state.ts";

/** Groups of events on their way to the disk while the agent works on: enough to fill a transaction, few enough to lose little. */
const MAX_UNCOMMITTED_GROUPS = 64;
/** Events read at once when a session is taken up again: reading them in holds the event loop for a few milliseconds. */
const PAGE = { limit: 500, maxBytes: 256 * 1024 } as const;

/** Why a worker stops before its agent is done. */
type StopReason = "cancel" | "park";

export interface SessionWorkerDeps extends SessionLogDeps {
  readonly store: Store;
  readonly agent: ServiceAgent | undefined;
  readonly logger: Log;
  /** The turns of the event loop, shared by all workers: agents that never wait must not hold it together either. */
  readonly turn: LoopTurn;
}

/**
 * One session's driver.
 *
 * - **Append, then publish:** nobody sees an event that is not committed.
 * - **Goes on:** what the log holds of an earlier run is handed to the agent and not done again.
 * - **Ends once:** with a completion event, unless it is parked or the session is deleted.
 */
export class SessionWorker {
  readonly workerId: string = crypto.randomUUID();
  readonly sessionId: SessionId;
  readonly #deps: SessionWorkerDeps;
  readonly #stop = new AbortController();
  #stopReason: StopReason | undefined;

  constructor(sessionId: SessionId, deps: SessionWorkerDeps) {
    this.sessionId = sessionId;
    this.#deps = deps;
  }

  /**
   * Runs to the end. Never rejects: what goes wrong is the session's error. `gone` means that the session was deleted or
   * ended by somebody else, `interrupted` that the database failed it and it has to be taken up again, `stuck` that the
   * database will not even take its end.
   */
  async run(): Promise<FinalStatus | "parked" | "interrupted" | "gone" | "stuck"> {
    const { logger } = this.#deps;
    const facts = { session: this.sessionId, worker: this.workerId };
    try {
      await appendStart(this.#deps, this.sessionId, this.workerId);
      const status = await this.#work();
      logger.info(status === "parked" ? "Session parked" : "Session ended", { ...facts, status });
      return status;
    } catch (error) {
      const code = error instanceof RxnstreamError ? error.code : undefined;
      if (code === "session_not_found" || code === "session_ended") return "gone";
      if (this.#stopReason === "park") return "parked";
      if (code === "store_refused" || code === "store_damaged") {
        logger.error("Session cannot go on before the server is started anew", {
          ...facts,
          error: errorText(error),
        });
        return "stuck";
      }
      logger.warn("Session interrupted", { ...facts, error: errorText(error) });
      return "interrupted";
    }
  }

  /** Ends the session as `cancelled`. */
  cancel(): void {
    this.#abort("cancel");
  }

  /** Stops without an end: the session goes on when the server starts again. */
  park(): void {
    this.#abort("park");
  }

  #abort(reason: StopReason): void {
    this.#stopReason ??= reason;
    this.#stop.abort(new DOMException(`Session ${this.sessionId}: ${reason}`, "AbortError"));
  }

  async #work(): Promise<FinalStatus | "parked"> {
    let failure: string | null = null;
    try {
      await this.#runAgent();
    } catch (error) {
      if (this.#stopReason === undefined) {
        if (error instanceof RxnstreamError && isLogError(error)) throw error;
        failure = error instanceof RxnstreamError ? error.message : "The agent failed unexpectedly";
        this.#deps.logger.error("Agent failed", { session: this.sessionId, error: errorText(error) });
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

  async #runAgent(): Promise<void> {
    const { store, agent, turn } = this.#deps;
    const signal = this.#stop.signal;
    if (agent === undefined) {
      throw new RxnstreamError(
        "input_invalid",
        "The session asks for an agent that this server does not have",
      );
    }
    const work = await store.work(this.sessionId);
    // If it is the whole session that is gone, its log refuses the end.
    if (work === null) throw new RxnstreamError("input_invalid", "The session's query is lost");
    const done = await this.#readLog();
    signal.throwIfAborted();
    const groups = agent.run(work.query, { signal, done, maxReactions: work.maxReactions });
    const uncommitted: Promise<void>[] = [];
    try {
      for await (const group of groups) {
        const append = appendGroup(this.#deps, this.sessionId, this.workerId, group);
        // Awaited below, in order; a rejection in between must not count as unhandled.
        append.catch(() => {});
        uncommitted.push(append);
        if (uncommitted.length >= MAX_UNCOMMITTED_GROUPS) await uncommitted.shift();
        if (turn.due) await turn.next();
      }
    } finally {
      await Promise.all(uncommitted);
    }
  }

  /** The agent's events of an earlier run. */
  async #readLog(): Promise<readonly AgentEvent[]> {
    const events: AgentEvent[] = [];
    let after = 0;
    for (;;) {
      const page = await this.#deps.store.entriesAfter(this.sessionId, after, PAGE);
      const last = page.at(-1);
      if (last === undefined) return events;
      after = last.id;
      for (const { data } of page) {
        const event = JSON.parse(data) as ContentEvent;
        if ("type" in event) events.push({ type: event.type, message: event.message, aux: event.aux });
      }
    }
  }
}

/** Errors that the session cannot have as its own; that the database refuses an event or has lost some, it can. */
function isLogError(error: RxnstreamError): boolean {
  return error.code === "session_not_found" || error.code === "session_ended" ||
    error.code === "store_unavailable" || error.code === "store_full";
}
