/** Decides which sessions run: in turns between owners, and between the sessions of each owner. */
import type { SessionId } from "../types.ts";

/** How a session waits: it has not run yet, it rests in memory, or its log must be read before it can continue. */
export type Waiting = "new" | "resting" | "cold";

export interface SessionSchedulerOptions {
  /** Sessions that have a place at the same time. */
  readonly places: number;
  /** How long a session keeps its place while others wait, in milliseconds; `Infinity` for as long as it runs. */
  readonly turnMs: number;
}

/**
 * Length of a turn, by what is waiting for the place. Turns are shortest while a new session waits, or one whose owner has no place,
 * since most sessions are small. A resting session continues at no cost; reading a large log again takes seconds.
 */
const TURNS = { new: 1, resting: 5, cold: 30 } as const satisfies Record<Waiting, number>;

interface Owner {
  /** Sessions that have not run yet, and the others, in the order of arrival. */
  readonly fresh: Set<SessionId>;
  readonly others: Map<SessionId, Waiting>;
  /** When each session got its place. */
  readonly placed: Map<SessionId, number>;
  wasNew: boolean;
}

interface Candidate {
  readonly sessionId: SessionId;
  readonly owner: Owner;
  readonly waiting: Waiting;
}

/** A place that is free, or will be in `left` milliseconds, when the turn of its session is over. */
interface Place {
  readonly sessionId: SessionId | null;
  readonly left: number;
}

const FREE: Place = { sessionId: null, left: 0 };

/** What `give` has decided, and in how many milliseconds to call it again; null if no turn ends by time. */
export interface Given {
  readonly granted: readonly SessionId[];
  readonly taken: readonly SessionId[];
  readonly nextMs: number | null;
}

/**
 * - **Between owners,** a free place goes to the one with the fewest; among equals, to the one served longest ago.
 * - **Within an owner,** new sessions and those that have run alternate, each first come first served.
 * - **While others wait,** a session gives up its place after a turn, unless its owner would then have fewer than the next.
 */
export class SessionScheduler {
  readonly #options: SessionSchedulerOptions;
  /** Owners with sessions, the one served longest ago first. */
  readonly #owners = new Map<string, Owner>();
  readonly #ownerOf = new Map<SessionId, string>();
  #placed = 0;

  constructor(options: SessionSchedulerOptions) {
    this.#options = options;
  }

  get counts(): { readonly running: number; readonly queued: number } {
    return { running: this.#placed, queued: this.#ownerOf.size - this.#placed };
  }

  /** Waiting sessions of one owner. */
  waitingOf(ownerName: string): number {
    const owner = this.#owners.get(ownerName);
    return owner === undefined ? 0 : owner.fresh.size + owner.others.size;
  }

  has(sessionId: SessionId): boolean {
    return this.#ownerOf.has(sessionId);
  }

  /** Adds a session to those that wait. */
  wait(sessionId: SessionId, ownerName: string, waiting: Waiting): void {
    const owner = this.#owners.get(ownerName) ?? {
      fresh: new Set(),
      others: new Map(),
      placed: new Map(),
      wasNew: false,
    };
    this.#owners.set(ownerName, owner);
    this.#ownerOf.set(sessionId, ownerName);
    if (waiting === "new") owner.fresh.add(sessionId);
    else owner.others.set(sessionId, waiting);
  }

  /** Removes a session, whether it waits or has a place. */
  leave(sessionId: SessionId): void {
    const ownerName = this.#ownerOf.get(sessionId);
    const owner = ownerName === undefined ? undefined : this.#owners.get(ownerName);
    if (ownerName === undefined || owner === undefined) return;
    this.#ownerOf.delete(sessionId);
    owner.fresh.delete(sessionId);
    owner.others.delete(sessionId);
    if (owner.placed.delete(sessionId)) this.#placed--;
    if (owner.fresh.size + owner.others.size + owner.placed.size === 0) this.#owners.delete(ownerName);
  }

  /** Gives places to sessions that `mayRun`, and takes places away, at the time `now`. */
  give(now: number, mayRun: (sessionId: SessionId) => boolean): Given {
    const granted: SessionId[] = [];
    const taken: SessionId[] = [];
    for (;;) {
      const { candidate, place } = this.#best(now, mayRun);
      if (candidate === undefined || place.left > 0) {
        return { granted, taken, nextMs: Number.isFinite(place.left) ? place.left : null };
      }
      if (place.sessionId !== null) {
        this.#rest(place.sessionId);
        taken.push(place.sessionId);
      }
      this.#place(candidate, now);
      granted.push(candidate.sessionId);
    }
  }

  /** The first session that can have a place now; if there is none, when the next turn ends. */
  #best(
    now: number,
    mayRun: (sessionId: SessionId) => boolean,
  ): { readonly candidate?: Candidate; readonly place: Place } {
    const owners = [...this.#owners.values()].sort((a, b) => a.placed.size - b.placed.size);
    const placed = owners.filter(({ placed }) => placed.size > 0);
    let soonest = Infinity;
    for (const owner of owners) {
      for (const candidate of candidatesOf(owner, mayRun)) {
        const isFree = this.#placed < this.#options.places;
        const place = isFree ? FREE : this.#longest(candidate, placed, now);
        if (place.left <= 0) return { candidate, place };
        soonest = Math.min(soonest, place.left);
      }
    }
    return { place: { sessionId: null, left: soonest } };
  }

  /** The place whose turn has ended or ends first, of those that `candidate` may have. */
  #longest({ owner, waiting }: Candidate, owners: readonly Owner[], now: number): Place {
    let longest: Place = { sessionId: null, left: Infinity };
    const own = owner.placed.size;
    for (const other of owners) {
      if (other !== owner && other.placed.size <= own) continue;
      const isDue = own === 0 && other.placed.size > 1 || waiting === "resting" && owner.fresh.size > 0;
      const ms = (isDue ? TURNS.new : TURNS[waiting]) * this.#options.turnMs;
      for (const [sessionId, since] of other.placed) {
        const left = since + ms - now;
        if (left < longest.left) longest = { sessionId, left };
      }
    }
    return longest;
  }

  #rest(sessionId: SessionId): void {
    const owner = this.#owners.get(this.#ownerOf.get(sessionId) ?? "");
    if (!owner?.placed.delete(sessionId)) return;
    this.#placed--;
    owner.others.set(sessionId, "resting");
  }

  #place({ sessionId, owner, waiting }: Candidate, now: number): void {
    const ownerName = this.#ownerOf.get(sessionId) ?? "";
    owner.fresh.delete(sessionId);
    owner.others.delete(sessionId);
    owner.placed.set(sessionId, now);
    owner.wasNew = waiting === "new";
    this.#placed++;
    this.#owners.delete(ownerName);
    this.#owners.set(ownerName, owner);
  }
}

/** The next new session and the next that has run; the kind that was not served last comes first. */
function candidatesOf(owner: Owner, mayRun: (sessionId: SessionId) => boolean): readonly Candidate[] {
  const fresh = owner.fresh.values().find(mayRun);
  const other = owner.others.entries().find(([sessionId]) => mayRun(sessionId));
  const candidates: Candidate[] = [];
  if (fresh !== undefined) candidates.push({ sessionId: fresh, owner, waiting: "new" });
  if (other !== undefined) candidates.push({ sessionId: other[0], owner, waiting: other[1] });
  return owner.wasNew ? candidates.reverse() : candidates;
}
