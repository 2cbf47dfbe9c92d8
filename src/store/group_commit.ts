/** Makes `synchronous=FULL` cheap: while one transaction runs, arriving events of all sessions wait and go into the next. */
import { errorText, type Log } from "../log.ts";
import { RxnstreamError } from "../errors.ts";
import type { Append, AppendResult, Store } from "./store.ts";

/** Events of one transaction: enough to share the disk's sync among many, few enough that readers wait only milliseconds. */
const MAX_EVENTS = 2_000;
/** Delays between tries while the database cannot write, in milliseconds; the last one repeats. */
const RETRY_DELAYS = [50, 200, 1_000, 2_000];

interface Waiting {
  readonly append: Append;
  readonly settled: PromiseWithResolvers<AppendResult>;
}

/**
 * The one way into the logs.
 *
 * - **Order:** appends are committed in the order of the calls, so those of one session too.
 * - **Nothing is lost or overtaken:** when the database cannot write (disk full, locked), the transaction is tried again
 *   until it can; what comes later waits behind it.
 * - **Settling:** a promise resolves once its events are on disk; it rejects with `store_unavailable` only after `close`.
 */
export class GroupCommit implements AsyncDisposable {
  readonly #store: Pick<Store, "appendAll">;
  readonly #log: Log;
  readonly #waiting: Waiting[] = [];
  readonly #closed = new AbortController();
  #running: Promise<void> | undefined;
  #failure: string | null = null;

  constructor(store: Pick<Store, "appendAll">, log: Log) {
    this.#store = store;
    this.#log = log;
  }

  /** Why the database cannot write at the moment; null if it can. */
  get failure(): string | null {
    return this.#failure;
  }

  append(append: Append): Promise<AppendResult> {
    if (this.#closed.signal.aborted) return Promise.reject(closedError());
    const settled = Promise.withResolvers<AppendResult>();
    this.#waiting.push({ append, settled });
    this.#running ??= this.#run();
    return settled.promise;
  }

  /** Gives up on what cannot be written, and waits for the transaction under way; idempotent. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#running;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #run(): Promise<void> {
    // Appends of the same turn of the event loop share the first transaction.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup();
      const results = await this.#commit(group.map((waiting) => waiting.append));
      group.forEach(({ settled }, index) => {
        const result = results?.[index];
        if (result === undefined) settled.reject(closedError());
        else settled.resolve(result);
      });
    }
    this.#running = undefined;
  }

  #takeGroup(): Waiting[] {
    let events = 0;
    let length = 0;
    for (const { append } of this.#waiting) {
      events += append.events.length;
      if (length > 0 && events > MAX_EVENTS) break;
      length++;
    }
    return this.#waiting.splice(0, length);
  }

  async #commit(appends: readonly Append[]): Promise<readonly AppendResult[] | undefined> {
    for (let attempt = 0;; attempt++) {
      try {
        const results = await this.#store.appendAll(appends);
        if (this.#failure !== null) this.#log.info("The database can write again");
        this.#failure = null;
        return results;
      } catch (error) {
        if (this.#closed.signal.aborted) return undefined;
        const first = this.#failure === null;
        this.#failure = errorText(error);
        if (first) {
          this.#log.error("The database cannot write; sessions wait until it can", {
            error: errorText(error),
          });
        }

        await retryDelay(RETRY_DELAYS[Math.min(attempt, RETRY_DELAYS.length - 1)] ?? 0, this.#closed.signal);
      }
    }
  }
}

function closedError(): RxnstreamError {
  return new RxnstreamError("store_unavailable", "The log is closed: the server is stopping");
}

/** Resolves after `ms`, or at once when `signal` is aborted. */
function retryDelay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done, { once: true });
    if (signal.aborted) done();
  });
}
