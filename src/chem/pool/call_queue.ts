/** Decides which waiting call comes next: fair by time used, between owners and then between their sessions. */
import { FairShare, type Sharer, usedMore } from "./fair_share.ts";
import type { PendingCall } from "./pending_call.ts";

/** While calls of both priorities are waiting, these weights divide the processes' time between them. */
const PRIORITIES = { urgent: 2, ordinary: 1 } as const;

/**
 * How much more time than others, in milliseconds, a session may have used and still get a process that already knows
 * what its call is about. This covers a reaction or two, started and finished on the same process.
 */
const HEAD_START_MS = 100;

/** The waiting calls of one session, each set in order of arrival. */
interface Waiting {
  readonly quick: Set<PendingCall>;
  readonly slow: Set<PendingCall>;
}

/**
 * Waiting calls, and the choice of the next one: fair by time used, first between priorities, then between owners,
 * then between the sessions of an owner; within a session, first come, first served. The queue is unbounded; its
 * users limit what they ask. A `Server` is something that may know what a call is about.
 */
export class CallQueue<Server extends object> {
  readonly #shares = new FairShare(PRIORITIES);
  readonly #waiting = new Map<Sharer, Waiting>();
  /** Waiting calls about something that a server knows; there are few at any time. */
  readonly #knowing = new Map<PendingCall, Server>();
  readonly #known = new Map<Server, Set<PendingCall>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Number of waiting urgent calls: those of `owner`, and all. */
  urgent(owner: string): { readonly own: number; readonly all: number } {
    let own = 0;
    let all = 0;
    for (const { quick, slow } of this.#waiting.values()) {
      const [first = null] = quick.size > 0 ? quick : slow;
      if (!first?.urgent) continue;
      all += quick.size + slow.size;
      if (first.share.owner === owner) own += quick.size + slow.size;
    }
    return { own, all };
  }

  /**
   * Adds a call about something that `knowing` knows, if given. A call that was taken but not served may be added
   * again.
   */
  add(call: PendingCall, knowing: Server | undefined): void {
    const { owner, session } = call.share;
    const sharer = call.sharer ??= this.#shares.enter([call.urgent ? "urgent" : "ordinary", owner, session]);
    const waiting = this.#waiting.get(sharer) ?? { quick: new Set(), slow: new Set() };
    this.#waiting.set(sharer, waiting);
    waiting[call.slow ? "slow" : "quick"].add(call);
    this.#size++;
    if (knowing === undefined) return;
    this.#knowing.set(call, knowing);
    const known = this.#known.get(knowing) ?? new Set();
    this.#known.set(knowing, known.add(call));
  }

  /**
   * Removes and returns the next call; null if none can be served. Calls known to be slow are considered only if
   * `slow`. The result is the call whose turn it is, or one that an `idle` server knows about and whose turn is soon.
   */
  take(idle: Iterable<Server>, isAlive: (server: Server) => boolean, slow: boolean): PendingCall | null {
    const sharer = this.#next(slow);
    if (sharer === null) return null;
    const call = this.#knownSoon(idle, sharer, slow) ?? this.#first(sharer, isAlive, slow);
    if (call !== null) this.#remove(call);
    return call;
  }

  /**
   * Is a call waiting that is not known to be slow, and whose session has used less time than that of the running
   * `call`?
   */
  keepsWaiting(call: PendingCall): boolean {
    const next = this.#next(false);
    return next !== null && call.sharer !== null && usedMore(call.sharer, next) > 0;
  }

  /** Do all waiting calls belong to the same account as `call`? */
  isAllOf(call: PendingCall): boolean {
    return this.#waiting.size === 0 ||
      this.#waiting.size === 1 && call.sharer !== null && this.#waiting.has(call.sharer);
  }

  /** Charges time on a process to the account of a call that was taken. */
  charge(call: PendingCall, ms: number): void {
    if (call.sharer !== null) this.#shares.charge(call.sharer, ms);
  }

  /** Call this when a taken call will not be added again. */
  end(call: PendingCall): void {
    if (call.sharer !== null) this.#shares.leave(call.sharer);
    call.sharer = null;
  }

  /** Removes a call for good, if it is waiting. */
  delete(call: PendingCall): void {
    if (this.#remove(call)) this.end(call);
  }

  /** Removes all calls and rejects them. */
  rejectAll(error: unknown): void {
    for (const { quick, slow } of [...this.#waiting.values()]) {
      for (const call of [...quick, ...slow]) {
        this.delete(call);
        call.reject(error);
      }
    }
  }

  #remove(call: PendingCall): boolean {
    if (call.sharer === null) return false;
    const waiting = this.#waiting.get(call.sharer);
    if (waiting === undefined) return false;
    if (!waiting.quick.delete(call) && !waiting.slow.delete(call)) return false;
    this.#size--;
    if (waiting.quick.size + waiting.slow.size === 0) this.#waiting.delete(call.sharer);
    const knowing = this.#knowing.get(call);
    this.#knowing.delete(call);
    if (knowing === undefined) return true;
    const known = this.#known.get(knowing);
    known?.delete(call);
    if (known?.size === 0) this.#known.delete(knowing);
    return true;
  }

  /** The session whose turn it is, among those with a call that may be served. In a tie, urgent calls come first. */
  #next(slow: boolean): Sharer | null {
    let next: Sharer | null = null;
    let isUrgent = false;
    for (const [sharer, waiting] of this.#waiting) {
      const [call] = slow && waiting.slow.size > 0 ? waiting.slow : waiting.quick;
      if (call === undefined) continue;
      const more = next === null ? -1 : usedMore(sharer, next);
      if (more > 0 || more === 0 && (isUrgent || !call.urgent)) continue;
      next = sharer;
      isUrgent = call.urgent;
    }
    return next;
  }

  #knownSoon(idle: Iterable<Server>, next: Sharer, slow: boolean): PendingCall | null {
    for (const server of idle) {
      for (const call of this.#known.get(server) ?? []) {
        if (call.sharer === null || call.slow && !slow) continue;
        if (usedMore(call.sharer, next) <= HEAD_START_MS && haveSamePriority(call.sharer, next)) return call;
      }
    }
    return null;
  }

  /** The first call of a session that no living server knows about, otherwise simply the first. */
  #first(sharer: Sharer, isAlive: (server: Server) => boolean, slow: boolean): PendingCall | null {
    const waiting = this.#waiting.get(sharer);
    const calls = slow && waiting?.slow.size ? waiting.slow : waiting?.quick ?? [];
    let first: PendingCall | null = null;
    for (const call of calls) {
      const knowing = this.#knowing.get(call);
      if (knowing === undefined || !isAlive(knowing)) return call;
      first ??= call;
    }
    return first;
  }
}

/** Do both have the same priority, that is, the same ancestor two levels up? */
function haveSamePriority(a: Sharer, b: Sharer): boolean {
  return a.parent?.parent === b.parent?.parent;
}
