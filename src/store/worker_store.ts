/** The store in a thread of its own: every call is a message, answered in the order of the database. */
import { type ErrorCode, RxnstreamError } from "../errors.ts";
import type { Store } from "./store.ts";

type StoreMethod = Exclude<keyof Store, typeof Symbol.asyncDispose>;

/** A message to the thread. `open` comes first, with the path of the file. */
export type StoreRequest =
  | { readonly id: number; readonly method: "open"; readonly args: readonly [path: string] }
  | { readonly id: number; readonly method: StoreMethod; readonly args: readonly unknown[] };

/** The answer to the request with the same `id`. */
export type StoreReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: ErrorCode; readonly message: string };

/** Opens or creates the database file at `path` in a new thread; rejects with `store_unavailable` if it cannot be used. */
export async function openStore(path: string): Promise<WorkerStore> {
  const store = new WorkerStore();
  try {
    await store.open(path);
  } catch (error) {
    store.terminate();
    throw error;
  }
  return store;
}

export class WorkerStore implements Store {
  readonly #worker: Worker;
  readonly #calls = new Map<number, PromiseWithResolvers<unknown>>();
  #lastId = 0;
  /** Why the thread answers no more. */
  #end: string | undefined;
  #closing: Promise<void> | undefined;

  /** `worker` answers every `StoreRequest` with a `StoreReply`. */
  constructor(worker: Worker = storeThread()) {
    this.#worker = worker;
    this.#worker.onmessage = (event: MessageEvent<StoreReply>) => this.#settle(event.data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(`The database's thread failed: ${event.message}`);
    };
  }

  async open(path: string): Promise<void> {
    await this.#call("open", [path]);
  }

  createSession: Store["createSession"] = (...args) => this.#forward("createSession", args);
  takeOver: Store["takeOver"] = (...args) => this.#forward("takeOver", args);
  session: Store["session"] = (...args) => this.#forward("session", args);
  sessions: Store["sessions"] = (...args) => this.#forward("sessions", args);
  unfinished: Store["unfinished"] = (...args) => this.#forward("unfinished", args);
  work: Store["work"] = (...args) => this.#forward("work", args);
  deleteSession: Store["deleteSession"] = (...args) => this.#forward("deleteSession", args);
  appendAll: Store["appendAll"] = (...args) => this.#forward("appendAll", args);
  entriesAfter: Store["entriesAfter"] = (...args) => this.#forward("entriesAfter", args);
  reactionEntries: Store["reactionEntries"] = (...args) => this.#forward("reactionEntries", args);
  check: Store["check"] = (...args) => this.#forward("check", args);

  close(): Promise<void> {
    this.#closing ??= this.#call("close", []).then(() => {}).finally(() => this.terminate());
    return this.#closing;
  }

  /** Ends the thread without closing the file; committed transactions are safe in the write-ahead log. */
  terminate(): void {
    this.#worker.terminate();
    this.#fail("The database is closed");
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #forward<Method extends StoreMethod>(
    method: Method,
    args: Parameters<Store[Method]>,
  ): ReturnType<Store[Method]> {
    const answer = this.#closing === undefined
      ? this.#call(method, args)
      : Promise.reject(new RxnstreamError("store_unavailable", "The database is closed"));
    // The thread runs the same method of the same interface.
    return answer as ReturnType<Store[Method]>;
  }

  #call(method: StoreRequest["method"], args: readonly unknown[]): Promise<unknown> {
    if (this.#end !== undefined) return Promise.reject(new RxnstreamError("store_unavailable", this.#end));
    const id = ++this.#lastId;
    const call = Promise.withResolvers<unknown>();
    this.#calls.set(id, call);
    this.#worker.postMessage({ id, method, args });
    return call.promise;
  }

  #settle(reply: StoreReply): void {
    const call = this.#calls.get(reply.id);
    this.#calls.delete(reply.id);
    if (reply.ok) call?.resolve(reply.value);
    else call?.reject(new RxnstreamError(reply.code, reply.message));
  }

  /** Nothing comes from the thread any more: what waits for it is rejected, and so are later calls. */
  #fail(message: string): void {
    this.#end ??= message;
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const call of calls) call.reject(new RxnstreamError("store_unavailable", message));
  }
}

function storeThread(): Worker {
  return new Worker(new URL("./store_worker.ts", import.meta.url), { type: "module", name: "store" });
}
