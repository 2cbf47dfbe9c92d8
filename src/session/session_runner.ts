/** Admits sessions: a bounded number runs, the rest waits, first come first served. */
import type { ServiceAgent } from "../agent/service_agent.ts";
import { RxnstreamError } from "../errors.ts";
import type { Log } from "../log.ts";
import { LoopTurn } from "../std/event_loop.ts";
import { OneAtATime } from "../std/one_at_a_time.ts";
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
  readonly session: Session;
  readonly worker: SessionWorker;
  readonly ended: Promise<unknown>;
}

/** Owns the live session workers. Sessions run whether or not anybody watches. */
export class SessionRunner implements AsyncDisposable {
  readonly #deps: SessionRunnerDeps;
  /** In the order of arrival. */
  readonly #queue = new Map<SessionId, Session>();
  readonly #running = new Map<SessionId, Running>();
  /** Sessions that are being deleted: they may be queued, but are not admitted. */
  readonly #deleting = new Map<SessionId, Promise<boolean>>();
  readonly #retries = new Set<ReturnType<typeof setTimeout>>();
  readonly #turn = new LoopTurn();
  readonly #largeLogs = new OneAtATime();
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
    if (this.#running.has(sessionId) || this.#queue.has(sessionId)) return;
    this.#queue.set(sessionId, session);
    this.#admit();
  }

  /** The worker that drives the session now. */
  workerOf(sessionId: SessionId): { readonly workerId: string } | null {
    return this.#running.get(sessionId)?.worker ?? null;
  }

  get counts(): { readonly running: number; readonly queued: number } {
    return { running: this.#running.size, queued: this.#queue.size };
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
    const status = nextStatus(session.status, "cancel");
    if (status === undefined) {
      throw new RxnstreamError(
        "session_ended",
        `Cannot cancel session ${sessionId}: it is ${session.status}`,
      );
    }
    this.#queue.delete(sessionId);
    await appendCompletion(this.#deps, sessionId, status, null);
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

  /**
   * Deletes a session and its log, and ends its streams; false if there is none. Rejects with `store_unavailable` if the
   * database cannot do it: the session then goes on, and its clients come back.
   */
  delete(sessionId: SessionId): Promise<boolean> {
    const underWay = this.#deleting.get(sessionId);
    if (underWay !== undefined) return underWay;
    const deletion = this.#delete(sessionId);
    this.#deleting.set(sessionId, deletion);
    return deletion;
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

  async #delete(sessionId: SessionId): Promise<boolean> {
    const { log, store, broadcast } = this.#deps;
    const running = this.#running.get(sessionId);
    try {
      // A worker whose events wait for a full disk would not end before the disk has room.
      using _refused = log.drop(sessionId);
      running?.worker.park();
      await running?.ended;
      const deleted = await store.deleteSession(sessionId);
      this.#queue.delete(sessionId);
      return deleted;
    } catch (error) {
      if (running !== undefined) this.submit(running.session);
      throw error;
    } finally {
      // Also after a failure: the deletion may be on disk all the same, or events that were dropped, which nobody was sent.
      broadcast.close(sessionId);
      this.#deleting.delete(sessionId);
      this.#admit();
    }
  }

  #nextQueued(): Session | undefined {
    for (const session of this.#queue.values()) {
      if (!this.#deleting.has(session.sessionId)) return session;
    }
    return undefined;
  }

  #admit(): void {
    while (!this.#stopping && this.#running.size < this.#deps.maxRunning) {
      const session = this.#nextQueued();
      if (session === undefined) return;
      this.#queue.delete(session.sessionId);
      const worker = new SessionWorker(session.sessionId, {
        ...this.#deps,
        agent: this.#deps.agents.get(session.agent),
        turn: this.#turn,
        largeLogs: this.#largeLogs,
      });
      const ended = worker.run().then((outcome) => {
        this.#running.delete(session.sessionId);
        if (outcome === "interrupted") this.#retryLater(session);
        this.#admit();
      });
      this.#running.set(session.sessionId, { session, worker, ended });
    }
  }
}
