/** Assigns calls to processes, and keeps slow calls from taking all of them. */
import type { PendingCall } from "./pending_call.ts";

/**
 * A call that has run for this long, in milliseconds, counts as slow. Most take a few milliseconds, mapping the
 * largest reactions a few hundred.
 */
const QUICK_MS = 1_000;
/**
 * On a machine so busy that processes start slowly, calls are slow too: the limit is at least this multiple of the
 * start time.
 */
const QUICK_STARTS = 2;

/** A call in one of the places. */
export interface Run {
  readonly call: PendingCall;
  /** When the process was asked, and the time up to which that has been charged; null before it is asked. */
  asked: number | null;
  charged: number;
  /** Occupies one of the places for slow calls. */
  slow: boolean;
}

/**
 * Places for calls, one per process. If there are several, slow calls may take all but one, so that other calls
 * always find a place that no call occupies for long while they wait.
 */
export class ProcessPlaces {
  readonly count: number;
  readonly #forSlow: number;
  readonly #runs = new Set<Run>();
  #quickMs = QUICK_MS;

  constructor(count: number) {
    this.count = count;
    this.#forSlow = Math.max(1, count - 1);
  }

  get taken(): number {
    return this.#runs.size;
  }

  get isFree(): boolean {
    return this.#runs.size < this.count;
  }

  /** May another slow call run? */
  get isFreeForSlow(): boolean {
    let slow = 0;
    for (const run of this.#runs) if (run.slow) slow++;
    return slow < this.#forSlow;
  }

  get runs(): Iterable<Run> {
    return this.#runs;
  }

  take(call: PendingCall): Run {
    const run = { call, asked: null, charged: 0, slow: call.slow };
    this.#runs.add(run);
    return run;
  }

  leave(run: Run): void {
    this.#runs.delete(run);
  }

  /** Reports how long the newest process took to start. */
  started(ms: number): void {
    this.#quickMs = Math.max(QUICK_MS, QUICK_STARTS * ms);
  }

  /** Should this run be aborted, because nobody is waiting for it any more, or because it `keepsWaiting` others? */
  isInTheWay(run: Run, keepsWaiting: (call: PendingCall) => boolean): boolean {
    if (run.asked === null || performance.now() - run.asked < this.#quickMs) return false;
    if (run.call.settled) return true;
    run.slow ||= this.isFreeForSlow;
    return !run.slow && keepsWaiting(run.call);
  }
}
