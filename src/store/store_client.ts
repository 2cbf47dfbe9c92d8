/** The store in its own thread: every call is a message, answered in the order of the database. */
import { type ErrorCode, RxnstreamError } from "../errors.ts";
import { createLog, type Log } from "../log.ts";
import type { FileVerdict } from "./check_thread.ts";
import { type NewSession, NO_STORAGE_LIMITS, type StorageLimits, type Store } from "./store.ts";

type StoreMethod = Exclude<keyof Store, typeof Symbol.asyncDispose>;

/** A message to the thread. `open` comes first, with the path of the file and the size up to which it is checked at once. */
export type StoreRequest =
  | {
    readonly id: number;
    readonly method: "open";
    readonly args: readonly [path: string, checkedBytes: number, limits: StorageLimits];
  }
  | { readonly id: number; readonly method: StoreMethod; readonly args: readonly unknown[] };

/** The answer to the request with the same `id`. */
export type StoreReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: ErrorCode; readonly message: string };

/** The answer to `open`: whether the file was checked. */
export interface Opened {
  readonly isChecked: boolean;
}

export interface StoreOptions {
  /** Files up to this size are integrity-checked before use, larger ones in the background. */
  readonly checkedBytes?: number;
  readonly log?: Log;
  /** None if absent. */
  readonly limits?: StorageLimits;
  /** The thread to use; a new one if absent. */
  readonly thread?: Worker;
}

/** 128 MiB: checking takes 0.1 s on two shared cores if the file is cached, 2 s from a slow disk. */
const CHECKED_BYTES = 128 * 1024 * 1024;

/**
 * Opens or creates the database file at `path` in its own thread; rejects with `store_damaged` or `store_unavailable` if it
 * cannot be used.
 */
export async function openStore(path: string, options: StoreOptions = {}): Promise<WorkerStore> {
  const store = new WorkerStore(options.thread ?? startStoreThread(), options.log);
  try {
    await store.open(path, options.checkedBytes ?? CHECKED_BYTES, options.limits);
  } catch (error) {
    store.terminate();
    throw error;
  }
  return store;
}

/** Once any part of the file has proved to be damaged, `check` reports it until the store is reopened. */
export class WorkerStore implements Store {
  readonly #worker: Worker;
  readonly #log: Log;
  readonly #calls = new Map<number, PromiseWithResolvers<unknown>>();
  #checker: Worker | undefined;
  #isOpen = false;
  #damage: RxnstreamError | undefined;
  #lastId = 0;
  /** Why the thread no longer answers. */
  #end: string | undefined;
  #closing: Promise<void> | undefined;

  /** `worker` answers every `StoreRequest` with a `StoreReply`. */
  constructor(worker: Worker, log: Log = createLog("silent")) {
    this.#worker = worker;
    this.#log = log;
    this.#worker.onmessage = (event: MessageEvent<StoreReply>) => this.#settle(event.data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(`The database's thread failed: ${event.message}`);
    };
  }

  async open(path: string, checkedBytes: number, limits = NO_STORAGE_LIMITS): Promise<void> {
    const { isChecked } = await this.#call("open", [path, checkedBytes, limits]) as Opened;
    this.#isOpen = true;
    if (!isChecked) this.#checkMeanwhile(path);
  }

  createSession: Store["createSession"] = (...args) => this.#forward("createSession", args);
  resumeSession: Store["resumeSession"] = (...args) => this.#forward("resumeSession", args);
  session: Store["session"] = (...args) => this.#forward("session", args);
  sessions: Store["sessions"] = (...args) => this.#forward("sessions", args);
  unfinished: Store["unfinished"] = (...args) => this.#forward("unfinished", args);
  work: Store["work"] = (...args) => this.#forward("work", args);
  deleteSession: Store["deleteSession"] = (...args) => this.#forward("deleteSession", args);
  appendAll: Store["appendAll"] = (...args) => this.#forward("appendAll", args);
  entriesAfter: Store["entriesAfter"] = (...args) => this.#forward("entriesAfter", args);
  entriesOfKind: Store["entriesOfKind"] = (...args) => this.#forward("entriesOfKind", args);
  pageAfter: Store["pageAfter"] = (...args) => this.#forward("pageAfter", args);
  reactionEntries: Store["reactionEntries"] = (...args) => this.#forward("reactionEntries", args);
  keepExchange: Store["keepExchange"] = (...args) => this.#forward("keepExchange", args);
  answerTo: Store["answerTo"] = (...args) => this.#forward("answerTo", args);
  exchangesAfter: Store["exchangesAfter"] = (...args) => this.#forward("exchangesAfter", args);
  check: Store["check"] = (...args) =>
    this.#damage === undefined ? this.#forward("check", args) : Promise.reject(this.#damage);

  close(): Promise<void> {
    this.#closing ??= this.#call("close", []).then(() => {}).finally(() => this.terminate());
    return this.#closing;
  }

  /** Ends the thread without closing the file; committed transactions are safe in the write-ahead log. */
  terminate(): void {
    this.#worker.terminate();
    this.#endCheck();
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
    this.#worker.postMessage({ id, method, args }, handedOver(method, args));
    return call.promise;
  }

  #settle(reply: StoreReply): void {
    const call = this.#calls.get(reply.id);
    this.#calls.delete(reply.id);
    if (reply.ok) {
      call?.resolve(reply.value);
      return;
    }
    const error = new RxnstreamError(reply.code, reply.message);
    if (reply.code === "store_damaged" && this.#isOpen) this.#noteDamage(error);
    call?.reject(error);
  }

  #noteDamage(error: RxnstreamError): void {
    if (this.#damage === undefined) this.#log.error("The database file is damaged", { error });
    this.#damage ??= error;
  }

  #checkMeanwhile(path: string): void {
    this.#log.info("The database is large; it is being checked in the background", { path });
    const checker = new Worker(new URL("./check_thread.ts", import.meta.url), {
      type: "module",
      name: "check",
    });
    this.#checker = checker;
    checker.onmessage = ({ data: verdict }: MessageEvent<FileVerdict>) => {
      this.#endCheck();
      if ("hindrance" in verdict) {
        this.#log.warn("The database could not be checked", { path, error: verdict.hindrance });
        return;
      }
      const { damage } = verdict;
      if (damage === null) {
        this.#log.info("The database has been checked and is sound", { path });
        return;
      }
      this.#noteDamage(
        new RxnstreamError(
          "store_damaged",
          `The database file is damaged (${damage}): stop the server and run "rxnstream recover"`,
        ),
      );
    };
    checker.onerror = (event) => {
      event.preventDefault();
      this.#endCheck();
      this.#log.warn("The database could not be checked", { path, error: event.message });
    };
    checker.postMessage(path);
  }

  #endCheck(): void {
    this.#checker?.terminate();
    this.#checker = undefined;
  }

  /** The thread no longer answers: pending and later calls are rejected. */
  #fail(message: string): void {
    this.#end ??= message;
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const call of calls) call.reject(new RxnstreamError("store_unavailable", message));
  }
}

/** Transfers the bytes of a new session's query to the thread without copying. */
function handedOver(method: StoreRequest["method"], args: readonly unknown[]): Transferable[] {
  if (method !== "createSession") return [];
  const { query: { text } } = args[0] as NewSession;
  return typeof text === "string" ? [] : [text.buffer];
}

/** Starts a thread for `openStore`, which loads its modules at once. It must be terminated if it is not passed to `openStore`. */
export function startStoreThread(): Worker {
  return new Worker(new URL("./store_thread.ts", import.meta.url), { type: "module", name: "store" });
}
