/** Admits sessions: a bounded number runs, the rest waits, first come first served. */
import type { ServiceAgent } from "../agent/service_agent.ts";
import { RxnstreamError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Store, TakenOver } from "../store/store.ts";
import type { Session, SessionId } from "../types.ts";
import { appendCompletion, type SessionLogDeps } from "./session_log.ts";
import { isFinal, nextStatus } from "./session_state.ts";
import { SessionWorker } from "./session_worker.ts";

export interface SessionRunnerDeps extends SessionLogDeps {
  readonly store: Store;
  /** The agents by name. */
  readonly agents: ReadonlyMap<string, ServiceAgent>;
  readonly logger: Log;
  /** Sessions that run at the same time. */
  readonly maxRunning: number;
}

/** A session that the database failed is taken up again after this long, in milliseconds. */
const RETRY_MS = 2_000;

interface Running {
  readonly worker: SessionWorker;
  readonly ended: Promise<unknown>;
}

/** Owns the live session workers. Sessions run whether or not anybody watches. */
export class SessionRunner implements AsyncDisposable {
  readonly #deps: SessionRunnerDeps;
  readonly #queue: Session[] = [];
  readonly #running = new Map<SessionId, Running>();
  readonly #retries = new Set<ReturnType<typeof setTimeout>>();
  #stopping = false;

  constructor(deps: SessionRunnerDeps) {
    this.#deps = deps;
  }

  /** Takes up what an earlier run of the server left queued or running, in the order of arrival. */
  async start(): Promise<void> {
    const sessions = await this.#deps.store.unfinished();
    if (sessions.length > 0) this.#deps.logger.info("Going on with sessions", { sessions: sessions.length });
    for (const session of sessions) this.submit(session);
  }

  /** Runs the session as soon as there is room; one that is queued or running already is left alone. */
  submit(session: Session): void {
    const { sessionId } = session;
    if (this.#running.has(sessionId) || this.#queue.some((queued) => queued.sessionId === sessionId)) return;
    this.#queue.push(session);
    this.#admit();
  }

  /** The worker that drives the session now. */
  workerOf(sessionId: SessionId): { readonly workerId: string } | null {
    return this.#running.get(sessionId)?.worker ?? null;
  }

  get counts(): { readonly running: number; readonly queued: number } {
    return { running: this.#running.size, queued: this.#queue.length };
  }

  /** Ends a queued or running session as `cancelled`; resolves when its completion event is in the log. Rejects with `session_ended`. */
  async cancel(session: Session): Promise<void> {
    const { sessionId } = session;
    const running = this.#running.get(sessionId);
    if (running !== undefined) {
      running.worker.cancel();
      await running.ended;
      return;
    }
    if (nextStatus(session.status, "cancel") === undefined) {
      throw new RxnstreamError(
        "session_ended",
        `Cannot cancel session ${sessionId}: it is ${session.status}`,
      );
    }
    this.#unqueue(sessionId);
    await appendCompletion(this.#deps, sessionId, "cancelled", null);
  }

  /**
   * Lets a session go on. A queued or running one is given back as it is. The log of an ended one is closed for good, so a
   * new session takes over what it had finished (`created`), once: later calls give the same one back, whatever has become
   * of it. Rejects with `session_ended` for a completed one: there is nothing left to do.
   */
  async resume(session: Session): Promise<TakenOver> {
    if (!isFinal(session.status)) {
      this.submit(session);
      return { session, created: false };
    }
    if (session.status === "completed") {
      throw new RxnstreamError(
        "session_ended",
        `Cannot resume session ${session.sessionId}: it is completed`,
      );
    }
    const taken = await this.#deps.store.takeOver(session.sessionId, crypto.randomUUID());
    if (!isFinal(taken.session.status)) this.submit(taken.session);
    return taken;
  }

  /** Deletes a session and its log, and ends its streams; false if there is none. */
  async delete(sessionId: SessionId): Promise<boolean> {
    this.#unqueue(sessionId);
    const running = this.#running.get(sessionId);
    running?.worker.park();
    await running?.ended;
    const deleted = await this.#deps.store.deleteSession(sessionId);
    this.#deps.broadcast.close(sessionId);
    return deleted;
  }

  /** Admits nothing more and parks what runs; resolves when all workers have stopped. Idempotent. */
  async close(): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#retries) clearTimeout(timer);
    for (const { worker } of this.#running.values()) worker.park();
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #retryLater(session: Session): void {
    if (this.#stopping) return;
    const timer = setTimeout(() => {
      this.#retries.delete(timer);
      this.submit(session);
    }, RETRY_MS);
    this.#retries.add(timer);
  }

  #unqueue(sessionId: SessionId): void {
    const index = this.#queue.findIndex((queued) => queued.sessionId === sessionId);
    if (index >= 0) this.#queue.splice(index, 1);
  }

  #admit(): void {
    while (!this.#stopping && this.#running.size < this.#deps.maxRunning) {
      const session = this.#queue.shift();
      if (session === undefined) return;
      const worker = new SessionWorker(session.sessionId, {
        ...this.#deps,
        agent: this.#deps.agents.get(session.agent),
      });
      const ended = worker.run().then((outcome) => {
        this.#running.delete(session.sessionId);
        if (outcome === "interrupted") this.#retryLater(session);
        this.#admit();
      });
      this.#running.set(session.sessionId, { worker, ended });
    }
  }
}
