import type { ChemOperation, ChemOperations } from "./chem_protocol.ts";

/** How a call is made. `urgent` calls are served before all others. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly urgent?: boolean;
  readonly timeoutMs?: number;
}

type AnyRequest = ChemOperations[ChemOperation]["request"];
type AnyAnswer = ChemOperations[ChemOperation]["answer"];

/** A call on its way; settles once, by the first of answer, failure and abort. */
export class PendingCall {
  readonly op: ChemOperation;
  readonly request: AnyRequest;
  readonly timeoutMs: number;
  readonly urgent: boolean;
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

/** Calls that wait: urgent ones first, each kind first come first served. Unbounded; its users bound what they ask. */
export class CallQueue {
  readonly #urgent = new Set<PendingCall>();
  readonly #ordinary = new Set<PendingCall>();

  get size(): number {
    return this.#urgent.size + this.#ordinary.size;
  }

  add(call: PendingCall): void {
    (call.urgent ? this.#urgent : this.#ordinary).add(call);
  }

  /** Takes the next call out; null if none waits. */
  take(): PendingCall | null {
    for (const calls of [this.#urgent, this.#ordinary]) {
      for (const call of calls) {
        calls.delete(call);
        return call;
      }
    }
    return null;
  }

  delete(call: PendingCall): void {
    this.#urgent.delete(call);
    this.#ordinary.delete(call);
  }

  /** Rejects all that wait. */
  rejectAll(error: unknown): void {
    for (let call = this.take(); call; call = this.take()) call.reject(error);
  }
}
