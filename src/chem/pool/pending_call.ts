import type { ChemOperation, ChemOperations } from "../protocol/chem_protocol.ts";
import type { Sharer } from "./fair_share.ts";

/** The account of a call: time is shared between owners, then between the sessions of each. */
export interface CallShare {
  readonly owner: string;
  readonly session: string;
}

/** Options of a call. */
export interface CallOptions {
  /** When it aborts, the call rejects at once. */
  readonly signal?: AbortSignal;
  /** Someone is waiting to see the answer. The number of such calls that may wait is limited. */
  readonly urgent?: boolean;
  readonly timeoutMs?: number;
  /** Calls about the same thing go to the same process if that costs no waiting, because the process caches its work. */
  readonly about?: object;
  /** Calls without one all belong to the same nameless owner. */
  readonly share?: CallShare;
}

type AnyRequest = ChemOperations[ChemOperation]["request"];
type AnyAnswer = ChemOperations[ChemOperation]["answer"];

const NOBODY: CallShare = { owner: "", session: "" };

/** A call in progress; it settles once, by answer, failure or abort, whichever comes first. */
export class PendingCall {
  readonly op: ChemOperation;
  readonly request: AnyRequest;
  readonly timeoutMs: number;
  readonly urgent: boolean;
  readonly about: object | null;
  readonly share: CallShare;
  readonly answered: Promise<AnyAnswer>;
  /** Known to take long. */
  slow: boolean;
  /** The account that its time is charged to, once it has been in the queue. */
  sharer: Sharer | null = null;
  readonly #signal: AbortSignal | undefined;
  readonly #resolve: (answer: AnyAnswer) => void;
  readonly #reject: (error: unknown) => void;
  readonly #onAbort: () => void;
  #settled = false;

  constructor(
    op: ChemOperation,
    request: AnyRequest,
    options: CallOptions & {
      readonly timeoutMs: number;
      readonly slow: boolean;
      readonly onAbort: (call: PendingCall) => void;
    },
  ) {
    this.op = op;
    this.request = request;
    this.timeoutMs = options.timeoutMs;
    this.urgent = options.urgent ?? false;
    this.about = options.about ?? null;
    this.share = options.share ?? NOBODY;
    this.slow = options.slow;
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
