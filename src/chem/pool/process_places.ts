/** Gives calls to processes, and keeps slow ones from taking all of them. */
import type { PendingCall } from "./pending_call.ts";

/** A call that has run for so long, in milliseconds, is slow. Most take a few; mapping the largest may take some hundred. */
const QUICK_MS = 1_000;
/** Where a machine is so busy that starts of processes take long, calls do, too. */
const QUICK_STARTS = 2;

/** A call in its place. */
export interface Run {
  readonly call: PendingCall;
  /** When the process was asked, and up to when that is charged; null before. */
  asked: number | null;
  charged: number;
  /** Holds one of the places for slow calls. */
  slow: boolean;
}

/**
 * Places for calls, one for each process. With several, slow calls may have all but one: whoever else comes finds one in
 * which no call is left for long while others wait.
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

  /** May one more slow call run? */
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

  /** The newest process took so long to start. */
  started(ms: number): void {
    this.#quickMs = Math.max(QUICK_MS, QUICK_STARTS * ms);
  }

  /** Is this run to be broken off, because nobody waits for it any more, or because it `keepsWaiting` others? */
  isInTheWay(run: Run, keepsWaiting: (call: PendingCall) => boolean): boolean {
    if (run.asked === null || performance.now() - run.asked < this.#quickMs) return false;
    if (run.call.settled) return true;
    run.slow ||= this.isFreeForSlow;
    return !run.slow && keepsWaiting(run.call);
  }
}
