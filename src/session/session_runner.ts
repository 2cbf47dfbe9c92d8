/** Admits sessions: a limited number runs, the others wait for their turn. */
import type { ServiceAgent } from "../agent/service_agent.ts";
import { RxnstreamError } from "../errors.ts";
import type { Log } from "../log.ts";
import { EventLoopShare } from "../scheduling/event_loop_share.ts";
import { OneAtATime } from "../scheduling/one_at_a_time.ts";
import type { ResumedSession, Store } from "../store/store.ts";
import type { Session, SessionId } from "../types.ts";
import { appendCompletion, type SessionLogDeps } from "./append_and_publish.ts";
import type { Partials } from "./partials.ts";
import { type Resumptions, SET_ASIDE } from "./resumptions.ts";
import { isFinal, nextStatus } from "./session_state.ts";
import { SessionWorker } from "./session_worker.ts";
import { SessionScheduler, type Waiting } from "./session_scheduler.ts";

export interface SessionRunnerDeps extends SessionLogDeps {
  readonly store: Store;
  /** The agents by name. */
  readonly agents: ReadonlyMap<string, ServiceAgent>;
  readonly log: Log;
  /** Sessions that run at the same time. */
  readonly maxRunning: number;
  /** How long a session runs while others wait, in milliseconds; see `SessionScheduler`. */
  readonly turnMs: number;
  readonly resumptions: Resumptions;
  readonly partials?: Partials;
}

/** Time after which a session that the database interrupted is tried again, in milliseconds. */
const RETRY_MS = 2_000;
/** Sessions resting in memory until their next turn, for each running one; others are parked and must read their logs again. */
const RESTING_PER_PLACE = 4;

/** A session in memory, running or resting. */
interface Resident {
  readonly session: Session;
  readonly worker: SessionWorker;
  readonly ended: Promise<unknown>;
}

/** Owns the live session workers. Sessions run whether or not anybody watches. */
export class SessionRunner implements AsyncDisposable {
  readonly #deps: SessionRunnerDeps;
  readonly #scheduler: SessionScheduler;
  /** Waiting sessions that are not in memory. */
  readonly #queue = new Map<SessionId, Session>();
  readonly #residents = new Map<SessionId, Resident>();
  /** Accounts of sessions, if they differ from their owners. Not stored, since an account may be a client's address. */
  readonly #accounts = new Map<SessionId, string>();
  /** Sessions that are being deleted: they may be queued, but are not admitted. */
  readonly #deleting = new Map<SessionId, Promise<boolean>>();
  readonly #retries = new Set<ReturnType<typeof setTimeout>>();
  readonly #loop = new EventLoopShare();
  readonly #largeLogs = new OneAtATime();
  /** Sessions that an earlier run of the server left behind. */
  readonly #resumed = new Set<SessionId>();
  /** Those of them that still have to be resumed, one at a time. */
  readonly #suspects: Session[] = [];
  #nextTurn: ReturnType<typeof setTimeout> | undefined;
  #stopping = false;

  constructor(deps: SessionRunnerDeps) {
    this.#deps = deps;
    this.#scheduler = new SessionScheduler({ places: deps.maxRunning, turnMs: deps.turnMs });
  }

  /** Resumes what an earlier run of the server left queued or running, in the order of arrival. */
  async start(): Promise<void> {
    const sessions = await this.#deps.store.unfinished();
    if (sessions.length > 0) this.#deps.log.info("Resuming sessions", { sessions: sessions.length });
    const { setAside, suspects } = this.#deps.resumptions.start(sessions.map(({ sessionId }) => sessionId));
    for (const session of sessions) {
      const { sessionId } = session;
      this.#resumed.add(sessionId);
      if (setAside.has(sessionId)) this.#setAside(session);
      else if (suspects.has(sessionId)) this.#suspects.push(session);
      else this.submit(session);
    }
    this.#nextSuspect();
  }

  /** True while sessions that the server crashed on are being resumed one at a time. */
  get isCareful(): boolean {
    return this.#deps.resumptions.isCareful;
  }

  /**
   * Runs the session as soon as there is room; one that is queued or running already is left alone. Places and chemistry are shared
   * between accounts; without one, and after a restart of the server, the account is the owner, or the session if it has none.
   */
  submit(session: Session, account?: string): void {
    if (this.#scheduler.has(session.sessionId)) return;
    if (account !== undefined) this.#accounts.set(session.sessionId, account);
    this.#wait(session, session.lastEventId === 0 ? "new" : "cold");
    this.#admit();
  }

  /** The worker that is running the session. */
  workerOf(sessionId: SessionId): { readonly workerId: string } | null {
    return this.#residents.get(sessionId)?.worker ?? null;
  }

  /** Sessions that have a place, and those that wait for one, resting ones included. */
  get counts(): { readonly running: number; readonly queued: number } {
    return this.#scheduler.counts;
  }

  /** Sessions that wait for a place: those of one account, and all. */
  waiting(account: string): { readonly own: number; readonly all: number } {
    return { own: this.#scheduler.waitingOf(account), all: this.counts.queued };
  }

  /** Ends a queued or running session as `cancelled`; resolves when its completion event is in the log. Rejects with `session_ended`. */
  async cancel(session: Session): Promise<void> {
    const { sessionId } = session;
    const resident = this.#residents.get(sessionId);
    if (resident !== undefined) {
      resident.worker.cancel();
      await resident.ended;
      return;
    }
    const status = nextStatus(session.status, "cancel");
    if (status === undefined) {
      throw new RxnstreamError(
        "session_ended",
        `Cannot cancel session ${sessionId}: it is ${session.status}`,
      );
    }
    this.#forget(sessionId);
    await appendCompletion(this.#deps, sessionId, status, null);
  }

  /**
   * Resumes a session. A queued or running one is returned as it is. The log of an ended one is closed for good, so a new session
   * takes over what it had finished (`created`), once: later calls return the same new session, whatever its state. Rejects with
   * `session_ended` for a completed one: there is nothing left to do.
   */
  async resume(session: Session, account?: string): Promise<ResumedSession> {
    if (!isFinal(session.status)) {
      this.submit(session, account);
      return { session, created: false };
    }
    if (session.status === "completed") {
      throw new RxnstreamError(
        "session_ended",
        `Cannot resume session ${session.sessionId}: it is completed`,
      );
    }
    const taken = await this.#deps.store.resumeSession(session.sessionId, crypto.randomUUID());
    if (!isFinal(taken.session.status)) this.submit(taken.session, account);
    return taken;
  }

  /**
   * Deletes a session and its log, and ends its streams; false if there is none. Rejects with `store_unavailable` if the
   * database cannot do it: the session then continues, and its clients reconnect.
   */
  delete(sessionId: SessionId): Promise<boolean> {
    const underWay = this.#deleting.get(sessionId);
    if (underWay !== undefined) return underWay;
    const deletion = this.#delete(sessionId);
    this.#deleting.set(sessionId, deletion);
    return deletion;
  }

  /** Stops admitting and parks running sessions; resolves when all workers have stopped. Idempotent. */
  async close(): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#retries) clearTimeout(timer);
    clearTimeout(this.#nextTurn);
    this.#deps.resumptions.close();
    for (const { worker } of this.#residents.values()) worker.park();
    await Promise.all([...this.#residents.values()].map(({ ended }) => ended));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Ends a session that the server crashed on again and again; its log is kept, and it can be resumed. */
  #setAside(session: Session): void {
    const { sessionId, status } = session;
    this.#deps.log.error("Session set aside", { session: sessionId, error: SET_ASIDE });
    const failed = nextStatus(status, "fail");
    if (failed === undefined) return;
    appendCompletion(this.#deps, sessionId, failed, SET_ASIDE).catch((error: unknown) => {
      this.#deps.log.warn("Session could not be set aside", { session: sessionId, error });
    });
  }

  #nextSuspect(): void {
    const session = this.#suspects.shift();
    if (session !== undefined) this.submit(session);
  }

  #wentOn(sessionId: SessionId): void {
    if (this.#resumed.has(sessionId) && this.#deps.resumptions.wentOn(sessionId)) this.#nextSuspect();
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
    const { eventLog, store, delivery } = this.#deps;
    const resident = this.#residents.get(sessionId);
    try {
      // Otherwise a worker whose events wait for a full disk would not end before there is space.
      using _refused = eventLog.drop(sessionId);
      resident?.worker.park();
      await resident?.ended;
      const deleted = await store.deleteSession(sessionId);
      this.#forget(sessionId);
      return deleted;
    } catch (error) {
      if (resident !== undefined) this.submit(resident.session);
      throw error;
    } finally {
      // Also after a failure: the deletion may have reached the disk nevertheless, or dropped events that nobody was sent.
      delivery.close(sessionId);
      this.#deleting.delete(sessionId);
      this.#admit();
    }
  }

  #wait(session: Session, waiting: Waiting): void {
    const { sessionId } = session;
    this.#queue.set(sessionId, session);
    this.#scheduler.wait(sessionId, this.#accountOf(session), waiting);
  }

  #accountOf({ sessionId, owner }: Session): string {
    // Nobody knows after a restart whose sessions without an owner are: one of them must not wait for all the others.
    return this.#accounts.get(sessionId) ?? owner ?? sessionId;
  }

  #forget(sessionId: SessionId): void {
    this.#queue.delete(sessionId);
    this.#scheduler.leave(sessionId);
    this.#accounts.delete(sessionId);
  }

  #admit(): void {
    clearTimeout(this.#nextTurn);
    if (this.#stopping) return;
    const { granted, taken, nextMs } = this.#scheduler.give(
      performance.now(),
      (sessionId) => !this.#deleting.has(sessionId),
    );
    for (const sessionId of taken) this.#residents.get(sessionId)?.worker.rest();
    for (const sessionId of granted) {
      const session = this.#queue.get(sessionId);
      if (session !== undefined) this.#start(session);
      else this.#residents.get(sessionId)?.worker.goOn();
    }
    if (nextMs !== null) this.#nextTurn = setTimeout(() => this.#admit(), Math.ceil(nextMs));
  }

  #start(session: Session): void {
    const { sessionId } = session;
    this.#queue.delete(sessionId);
    const worker = new SessionWorker(sessionId, {
      ...this.#deps,
      agent: this.#deps.agents.get(session.agent),
      account: this.#accountOf(session),
      loop: this.#loop,
      largeLogs: this.#largeLogs,
      onBegin: () => {
        if (this.#resumed.has(sessionId)) this.#deps.resumptions.begin(sessionId);
      },
      onEvent: () => this.#wentOn(sessionId),
      mayRest: () => this.#residents.size <= (1 + RESTING_PER_PLACE) * this.#deps.maxRunning,
    });
    const ended = worker.run().then((outcome) => {
      this.#residents.delete(sessionId);
      this.#scheduler.leave(sessionId);
      this.#wentOn(sessionId);
      if (outcome === "interrupted") this.#retryLater(session);
      else if (outcome !== "parked") this.#accounts.delete(sessionId);
      // It lost its place, and no more sessions may rest in memory.
      if (outcome === "parked" && !this.#stopping && !this.#deleting.has(sessionId)) {
        this.#wait(session, "cold");
      }
      this.#admit();
    });
    this.#residents.set(sessionId, { session, worker, ended });
  }
}
