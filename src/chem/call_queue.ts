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
  /** Whose share of the processes the call is served from. */
  readonly share?: { readonly owner: string; readonly session: string };
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

/** Calls that wait. Unbounded; its users bound what they ask. `Server` is what may know what a call is about. */
export class CallQueue<Server extends object> {
  readonly #urgent = new Lane<Server>();
  readonly #ordinary = new Lane<Server>();

  get size(): number {
    return this.#urgent.size + this.#ordinary.size;
  }

  /** Adds a call about something that `knowing` knows, or nobody. */
  add(call: PendingCall, knowing: Server | undefined): void {
    (call.urgent ? this.#urgent : this.#ordinary).add(call, knowing);
  }

  /**
   * Takes the next call out, urgent ones first: one that an `idle` server knows about, otherwise the oldest of which no living
   * one knows, otherwise the oldest; null if none waits.
   */
  take(idle: Iterable<Server>, isAlive: (server: Server) => boolean): PendingCall | null {
    const lane = this.#urgent.size > 0 ? this.#urgent : this.#ordinary;
    return lane.take(idle, isAlive);
  }

  delete(call: PendingCall): void {
    this.#urgent.delete(call);
    this.#ordinary.delete(call);
  }

  /** Takes all out and rejects them. */
  rejectAll(error: unknown): void {
    for (const call of [...this.#urgent.clear(), ...this.#ordinary.clear()]) call.reject(error);
  }
}

/** Calls of one urgency, in the order in which they came. */
class Lane<Server extends object> {
  readonly #calls = new Map<PendingCall, Server | undefined>();
  /** Those about something that a server knows: few at any time. */
  readonly #known = new Map<Server, Set<PendingCall>>();

  get size(): number {
    return this.#calls.size;
  }

  add(call: PendingCall, knowing: Server | undefined): void {
    this.#calls.set(call, knowing);
    if (knowing === undefined) return;
    const known = this.#known.get(knowing) ?? new Set();
    this.#known.set(knowing, known.add(call));
  }

  take(idle: Iterable<Server>, isAlive: (server: Server) => boolean): PendingCall | null {
    const call = this.#next(idle, isAlive);
    if (call !== null) this.delete(call);
    return call;
  }

  delete(call: PendingCall): void {
    const knowing = this.#calls.get(call);
    this.#calls.delete(call);
    if (knowing === undefined) return;
    const known = this.#known.get(knowing);
    known?.delete(call);
    if (known?.size === 0) this.#known.delete(knowing);
  }

  clear(): readonly PendingCall[] {
    const calls = [...this.#calls.keys()];
    this.#calls.clear();
    this.#known.clear();
    return calls;
  }

  #next(idle: Iterable<Server>, isAlive: (server: Server) => boolean): PendingCall | null {
    for (const server of idle) {
      const [known] = this.#known.get(server) ?? [];
      if (known !== undefined) return known;
    }
    let oldest: PendingCall | null = null;
    for (const [call, knowing] of this.#calls) {
      if (knowing === undefined || !isAlive(knowing)) return call;
      oldest ??= call;
    }
    return oldest;
  }
}
