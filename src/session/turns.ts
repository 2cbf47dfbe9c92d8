/** Who has a place to run: in turns between owners, and between the sessions of each. */
import type { SessionId } from "../types.ts";

/** How a session waits: it has not run yet, it rests in memory, or its log has to be read before it goes on. */
export type Waiting = "new" | "resting" | "cold";

export interface TurnsOptions {
  /** Sessions that have a place at the same time. */
  readonly places: number;
  /** How long a session keeps its place while others wait, in milliseconds; `Infinity` for as long as it runs. */
  readonly turnMs: number;
}

/**
 * Turns of sessions that wait for one that has not run yet, and for one whose owner has no place, are the shortest: most
 * sessions are small. What rests goes on at no cost; reading a large log again takes seconds.
 */
const TURNS = { new: 1, resting: 5, cold: 30 } as const satisfies Record<Waiting, number>;

interface Owner {
  /** Those that have not run yet, and the others, in the order of arrival. */
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

/** A place that is free, or becomes so in `left` milliseconds, when its session has had its turn. */
interface Place {
  readonly sessionId: SessionId | null;
  readonly left: number;
}

const FREE: Place = { sessionId: null, left: 0 };

/** What `give` has decided, and in how many milliseconds a place can change hands; null if nothing will by time alone. */
export interface Given {
  readonly granted: readonly SessionId[];
  readonly taken: readonly SessionId[];
  readonly nextMs: number | null;
}

/**
 * - **Between owners** a free place goes to the one with fewest, of equal ones to the one that was served longest ago.
 * - **Of one owner** those that have not run yet and those that have get places by turns, each first come first served.
 * - **While others wait,** who has had a place for a turn gives it up, unless its owner then had fewer than the one that gets it.
 */
export class Turns {
  readonly #options: TurnsOptions;
  /** The one that was served longest ago comes first; only those with sessions. */
  readonly #owners = new Map<string, Owner>();
  readonly #ownerOf = new Map<SessionId, string>();
  #placed = 0;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  get counts(): { readonly running: number; readonly queued: number } {
    return { running: this.#placed, queued: this.#ownerOf.size - this.#placed };
  }

  /** Sessions of one owner that wait. */
  waitingOf(ownerName: string): number {
    const owner = this.#owners.get(ownerName);
    return owner === undefined ? 0 : owner.fresh.size + owner.others.size;
  }

  has(sessionId: SessionId): boolean {
    return this.#ownerOf.has(sessionId);
  }

  /** Lets a session wait that does not yet. */
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

  /** Forgets a session, wherever it is. */
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

  /** Gives places to sessions that `mayRun`, and takes places away, as it stands at the time `now`. */
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

  /** The first that can have a place now; if there is none, when the first place can change hands. */
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

  /** Whose turn is over, or is next, if `candidate` may have the place. */
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

/** Of those that have not run and those that have, the next of each, by turns. */
function candidatesOf(owner: Owner, mayRun: (sessionId: SessionId) => boolean): readonly Candidate[] {
  const fresh = owner.fresh.values().find(mayRun);
  const other = owner.others.entries().find(([sessionId]) => mayRun(sessionId));
  const candidates: Candidate[] = [];
  if (fresh !== undefined) candidates.push({ sessionId: fresh, owner, waiting: "new" });
  if (other !== undefined) candidates.push({ sessionId: other[0], owner, waiting: other[1] });
  return owner.wasNew ? candidates.reverse() : candidates;
}
