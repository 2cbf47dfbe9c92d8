/** Makes `synchronous=FULL` cheap: while one transaction runs, new events of all sessions are gathered for the next. */
import { delay } from "@std/async";
import { errorText, type Log } from "../log.ts";
import { RxnstreamError } from "../errors.ts";
import { EventLoopShare } from "../scheduling/event_loop_share.ts";
import type { SessionId } from "../types.ts";
import type { Append, AppendResult, Store } from "./store.ts";

/** Events of one transaction: enough to share one disk sync, few enough that readers wait only milliseconds. */
const MAX_EVENTS = 2_000;
/** Events whose appends are settled in one turn of the event loop. */
const EVENTS_PER_TURN = 250;
/**
 * Time between the starts of two transactions, in milliseconds for each running session but the first, and at most: a further
 * transaction, and sending its events, costs more than a further event in it. A single session never waits.
 */
const GATHER = { perSession: 1, most: 20 } as const;
/** Delays between attempts while the database cannot write, in milliseconds; the last one repeats. */
const RETRY_DELAYS = [50, 200, 1_000, 2_000];

interface Waiting {
  readonly append: Append;
  readonly settled: PromiseWithResolvers<AppendResult>;
}

/** A transaction that is on disk. */
interface Committed {
  readonly group: readonly Waiting[];
  readonly results: readonly AppendResult[];
}

/** Appends to the logs; see `GroupCommit` for its guarantees. */
export interface EventLog {
  /** Why the database cannot write at the moment; null if it can. */
  readonly failure: string | null;
  append(append: Append): Promise<AppendResult>;
  /** Rejects waiting and new appends of a session until the result is disposed. */
  drop(sessionId: SessionId): Disposable;
}

/**
 * The only way to append to the logs.
 *
 * - **Order:** appends are committed in the order of the calls.
 * - **Nothing is lost or overtaken:** when the database cannot write (disk full, locked), the transaction is retried until it can;
 *   later appends wait behind it.
 * - **A permanent failure** does not delay others: when the database refuses a transaction, its appends are committed one by one, and
 *   only one that is refused alone, on a new connection, is given up; so are later appends of its session, except for the session's
 *   end or its next start.
 * - **Settling:** a promise resolves once its events are on disk; it rejects with `store_unavailable` only after `close`,
 *   with `session_not_found` only after `drop`, and with `store_refused` or `store_damaged` only if it was given up, in which case its
 *   events never reach the disk.
 */
export class GroupCommit implements EventLog, AsyncDisposable {
  readonly #store: Pick<Store, "appendAll">;
  readonly #log: Log;
  /** In the order of the calls; those of the running transaction stay until it is committed. */
  readonly #waiting = new Set<Waiting>();
  #underWay: ReadonlySet<Waiting> = new Set();
  /** Number of undisposed drops by session. */
  readonly #dropped = new Map<SessionId, number>();
  /** Number of appends still to be committed one by one because their transaction was refused. */
  #alone = 0;
  /** Sessions of which an append was given up, and why. */
  readonly #givenUp = new Map<SessionId, RxnstreamError>();
  readonly #closed = new AbortController();
  #running: Promise<void> | undefined;
  /** Sessions that have started and not yet ended. */
  readonly #open = new Set<SessionId>();
  /** When the newest transaction began. */
  #begun = -Infinity;
  /** Resolves when the appends of all committed transactions are settled. */
  #settling: Promise<void> = Promise.resolve();
  readonly #loop = new EventLoopShare();
  #failure: string | null = null;

  constructor(store: Pick<Store, "appendAll">, log: Log) {
    this.#store = store;
    this.#log = log;
  }

  get failure(): string | null {
    return this.#failure;
  }

  append(append: Append): Promise<AppendResult> {
    if (this.#closed.signal.aborted) return Promise.reject(closedError());
    if (this.#dropped.has(append.sessionId)) return Promise.reject(droppedError(append.sessionId));
    const refusal = this.#givenUp.get(append.sessionId);
    if (refusal !== undefined && append.start === undefined && append.end === undefined) {
      return Promise.reject(refusal);
    }
    this.#givenUp.delete(append.sessionId);
    if (append.start !== undefined) this.#open.add(append.sessionId);
    if (append.end !== undefined) this.#open.delete(append.sessionId);
    const settled = Promise.withResolvers<AppendResult>();
    this.#waiting.add({ append, settled });
    this.#running ??= this.#run();
    return settled.promise;
  }

  /**
   * Rejects waiting and new appends of a session until the result is disposed. An append in the running transaction is settled by this
   * attempt: it is on disk, or it is rejected too.
   */
  drop(sessionId: SessionId): Disposable {
    this.#dropped.set(sessionId, (this.#dropped.get(sessionId) ?? 0) + 1);
    this.#open.delete(sessionId);
    this.#rejectDropped();
    return {
      [Symbol.dispose]: () => {
        const others = (this.#dropped.get(sessionId) ?? 0) - 1;
        if (others > 0) this.#dropped.set(sessionId, others);
        else this.#dropped.delete(sessionId);
      },
    };
  }

  /** Gives up what cannot be written, and waits for the running transaction; idempotent. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#running;
    await this.#settling;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #run(): Promise<void> {
    // Appends of the same turn of the event loop share the first transaction.
    await Promise.resolve();
    let failures = 0;
    let committed: Committed | undefined;
    while (this.#waiting.size > 0) {
      const ms = this.#gatherMs();
      if (ms > 0) {
        this.#settle(committed);
        committed = undefined;
        await this.#wait(ms);
        continue;
      }
      const trying = this.#tryGroup();
      // The database continues with the next transaction while the callers of the last one do.
      this.#settle(committed);
      const outcome = await trying;
      committed = typeof outcome === "string" ? undefined : outcome;
      if (outcome !== "failed") failures = 0;
      if (committed !== undefined || outcome === "given up") continue;
      if (this.#closed.signal.aborted) break;
      const retryMs = RETRY_DELAYS[Math.min(failures++, RETRY_DELAYS.length - 1)] ?? 0;
      if (outcome === "failed") await this.#wait(retryMs);
    }
    this.#settle(committed);
    for (const { settled } of this.#waiting) settled.reject(closedError());
    this.#waiting.clear();
    this.#running = undefined;
  }

  /** How long further appends may join the next transaction, unless it is full. */
  #gatherMs(): number {
    const period = Math.min(GATHER.perSession * (this.#open.size - 1), GATHER.most);
    const ms = this.#begun + period - performance.now();
    if (ms <= 0 || this.#closed.signal.aborted) return 0;
    return this.#nextGroup().length < this.#waiting.size ? 0 : ms;
  }

  /** Closing ends the wait early, for one last attempt. */
  async #wait(ms: number): Promise<void> {
    await delay(ms, { signal: this.#closed.signal }).catch(() => {});
  }

  /** Commits the next transaction: `failed` if the database cannot write, `refused` if its appends must be tried alone. */
  async #tryGroup(): Promise<Committed | "failed" | "refused" | "given up"> {
    const group = this.#nextGroup();
    this.#underWay = new Set(group);
    this.#begun = performance.now();
    try {
      const results = await this.#store.appendAll(group.map(({ append }) => append));
      if (this.#failure !== null) this.#log.info("The database can write again");
      this.#failure = null;
      for (const waiting of group) this.#waiting.delete(waiting);
      this.#alone = Math.max(0, this.#alone - 1);
      return { group, results };
    } catch (error) {
      return isForGood(error) ? this.#refused(group, error) : this.#failed(error);
    } finally {
      this.#underWay = new Set();
      this.#rejectDropped();
    }
  }

  /** Settles the appends of a transaction, after those of the previous one: each caller publishes its events and continues at once. */
  #settle(committed: Committed | undefined): void {
    if (committed !== undefined) this.#settling = this.#settling.then(() => this.#settleSome(committed));
  }

  async #settleSome({ group, results }: Committed): Promise<void> {
    let events = 0;
    for (const [index, { append, settled }] of group.entries()) {
      const result = results[index];
      if (result !== undefined) settled.resolve(result);
      events += append.events.length;
      if (events < EVENTS_PER_TURN) continue;
      await this.#loop.yield();
      events = 0;
    }
  }

  #failed(error: unknown): "failed" {
    if (this.#failure === null) {
      this.#log.error("The database cannot write; sessions wait until it can", { error: errorText(error) });
    }
    this.#failure = errorText(error);
    return "failed";
  }

  /** Has the appends of a refused transaction tried alone, and gives up one that was alone already. */
  #refused(group: readonly Waiting[], error: RxnstreamError): "given up" | "refused" {
    const [first] = group;
    if (first === undefined || this.#alone === 0) {
      this.#alone = group.length;
      return "refused";
    }
    this.#alone--;
    const { sessionId, events } = first.append;
    this.#log.error("The database refuses events of a session, which are lost", {
      session: sessionId,
      events: events.length,
      error: errorText(error),
    });
    if (first.append.end === undefined) this.#givenUp.set(sessionId, error);
    for (const waiting of this.#waiting) {
      if (waiting.append.sessionId !== sessionId) continue;
      this.#waiting.delete(waiting);
      waiting.settled.reject(error);
    }
    return "given up";
  }

  #nextGroup(): readonly Waiting[] {
    const group: Waiting[] = [];
    let events = 0;
    for (const waiting of this.#waiting) {
      events += waiting.append.events.length;
      if (group.length > 0 && (events > MAX_EVENTS || this.#alone > 0)) break;
      group.push(waiting);
    }
    return group;
  }

  #rejectDropped(): void {
    if (this.#dropped.size === 0) return;
    for (const waiting of this.#waiting) {
      const { sessionId } = waiting.append;
      if (!this.#dropped.has(sessionId) || this.#underWay.has(waiting)) continue;
      this.#waiting.delete(waiting);
      waiting.settled.reject(droppedError(sessionId));
    }
  }
}

function isForGood(error: unknown): error is RxnstreamError {
  return error instanceof RxnstreamError &&
    (error.code === "store_refused" || error.code === "store_damaged");
}

function closedError(): RxnstreamError {
  return new RxnstreamError("store_unavailable", "The log is closed: the server is stopping");
}

function droppedError(sessionId: SessionId): RxnstreamError {
  return new RxnstreamError(
    "session_not_found",
    `Cannot append to session ${sessionId}: it is being deleted`,
  );
}
