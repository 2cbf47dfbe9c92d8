/** Decides which waiting call is next: fair by time used, between owners and then their sessions. */
import { FairShare, type Sharer, usedMore } from "./fair_share.ts";
import type { PendingCall } from "./pending_call.ts";

/** Calls of these two priorities share the time of the processes by these weights as long as calls of both wait. */
const PRIORITIES = { urgent: 2, ordinary: 1 } as const;

/**
 * So much more than the others, in milliseconds, a session may have used and still have the next turn of a process that
 * knows what its call is about: a reaction or two, begun and finished there.
 */
const HEAD_START_MS = 100;

/** The calls of one session that wait, each in the order in which they came. */
interface Waiting {
  readonly quick: Set<PendingCall>;
  readonly slow: Set<PendingCall>;
}

/**
 * Calls that wait, and who of them is next: fair by the time that calls have used, between priorities, then between owners, then
 * between the sessions of an owner, in each of which they are served first come first served. Unbounded; its users
 * bound what they ask. `Server` is what may know what a call is about.
 */
export class CallQueue<Server extends object> {
  readonly #shares = new FairShare(PRIORITIES);
  readonly #waiting = new Map<Sharer, Waiting>();
  /** Those about something that a server knows: few at any time. */
  readonly #knowing = new Map<PendingCall, Server>();
  readonly #known = new Map<Server, Set<PendingCall>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Urgent calls that wait: those of `owner`, and all. */
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

  /** Adds a call about something that `knowing` knows, or nobody; again if it was taken out and not served. */
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
   * Takes a call out, one of those that are not known to be slow unless `slow` ones may be served; null if none waits. It is
   * the one that has its turn, or one that an `idle` server knows about and that has it soon.
   */
  take(idle: Iterable<Server>, isAlive: (server: Server) => boolean, slow: boolean): PendingCall | null {
    const sharer = this.#next(slow);
    if (sharer === null) return null;
    const call = this.#knownSoon(idle, sharer, slow) ?? this.#first(sharer, isAlive, slow);
    if (call !== null) this.#remove(call);
    return call;
  }

  /** Does somebody wait with a call that is not known to be slow, and has used less than the one whose `call` runs? */
  keepsWaiting(call: PendingCall): boolean {
    const next = this.#next(false);
    return next !== null && call.sharer !== null && usedMore(call.sharer, next) > 0;
  }

  /** Has everybody who waits the same account as `call`? */
  isAllOf(call: PendingCall): boolean {
    return this.#waiting.size === 0 ||
      this.#waiting.size === 1 && call.sharer !== null && this.#waiting.has(call.sharer);
  }

  /** A call that was taken out has used a process for so long. */
  charge(call: PendingCall, ms: number): void {
    if (call.sharer !== null) this.#shares.charge(call.sharer, ms);
  }

  /** A call that was taken out does not come back. */
  end(call: PendingCall): void {
    if (call.sharer !== null) this.#shares.leave(call.sharer);
    call.sharer = null;
  }

  /** Takes a call out for good, if it waits. */
  delete(call: PendingCall): void {
    if (this.#remove(call)) this.end(call);
  }

  /** Takes all out and rejects them. */
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

  /** Whose turn it is, of those who have a call that may be served; urgent ones first where nobody has used more. */
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

  /** The first call of a session of which no living server knows, otherwise the first. */
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

/** Have both the same priority, that is, the same ancestor two levels above? */
function haveSamePriority(a: Sharer, b: Sharer): boolean {
  return a.parent?.parent === b.parent?.parent;
}
