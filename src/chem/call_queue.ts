import type { ChemOperation, ChemOperations } from "./chem_protocol.ts";

/** How a call is made. */
export interface CallOptions {
  /** Frees the caller at once when it aborts. */
  readonly signal?: AbortSignal;
  /** Is served before all calls that are not. */
  readonly urgent?: boolean;
  readonly timeoutMs?: number;
  /** Calls about the same thing go to the same process if that costs no wait: it remembers what it has worked out. */
  readonly about?: object;
}

type AnyRequest = ChemOperations[ChemOperation]["request"];
type AnyAnswer = ChemOperations[ChemOperation]["answer"];

/** A call on its way; settles once, by the first of answer, failure and abort. */
export class PendingCall {
  readonly op: ChemOperation;
  readonly request: AnyRequest;
  readonly timeoutMs: number;
  readonly urgent: boolean;
  readonly about: object | null;
  readonly answered: Promise<AnyAnswer>;
  readonly #signal: AbortSignal | undefined;
  readonly #resolve: (answer: AnyAnswer) => void;
  readonly #reject: (error: unknown) => void;
  readonly #onAbort: () => void;
  #settled = false;

  constructor(
    op: ChemOperation,
    request: AnyRequest,
    options: CallOptions & { readonly timeoutMs: number; readonly onAbort: (call: PendingCall) => void },
  ) {
    this.op = op;
    this.request = request;
    this.timeoutMs = options.timeoutMs;
    this.urgent = options.urgent ?? false;
    this.about = options.about ?? null;
    this.#signal = options.signal;
    const { promise, resolve, reject } = Promise.withResolvers<AnyAnswer>();
    this.answered = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#onAbort = () => {
      this.reject(options.signal?.reason);
      options.onAbort(this);
    };
    options.signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  get settled(): boolean {
    return this.#settled;
  }

  resolve(answer: AnyAnswer): void {
    if (this.#settle()) this.#resolve(answer);
  }

  reject(error: unknown): void {
    if (this.#settle()) this.#reject(error);
  }

  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    this.#signal?.removeEventListener("abort", this.#onAbort);
    return true;
  }
}

/** Calls that wait. Unbounded; its users bound what they ask. */
export class CallQueue {
  readonly #urgent = new Set<PendingCall>();
  readonly #ordinary = new Set<PendingCall>();

  get size(): number {
    return this.#urgent.size + this.#ordinary.size;
  }

  add(call: PendingCall): void {
    (call.urgent ? this.#urgent : this.#ordinary).add(call);
  }

  /** Takes the next call out: urgent ones first, then those of the lowest rank, then the oldest; null if none waits. */
  take(rank: (call: PendingCall) => number): PendingCall | null {
    const calls = this.#urgent.size > 0 ? this.#urgent : this.#ordinary;
    let best: PendingCall | null = null;
    let lowest = Infinity;
    for (const call of calls) {
      const ranked = rank(call);
      if (ranked >= lowest) continue;
      best = call;
      lowest = ranked;
      if (lowest === 0) break;
    }
    if (best) calls.delete(best);
    return best;
  }

  delete(call: PendingCall): void {
    this.#urgent.delete(call);
    this.#ordinary.delete(call);
  }

  /** Takes all out and rejects them. */
  rejectAll(error: unknown): void {
    const calls = [...this.#urgent, ...this.#ordinary];
    this.#urgent.clear();
    this.#ordinary.clear();
    for (const call of calls) call.reject(error);
  }
}
