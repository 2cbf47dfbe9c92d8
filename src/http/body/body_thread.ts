/** Reads large bodies in a separate thread, one after another. */
import type { StoredQuery } from "../../types.ts";
import { RxnstreamError } from "../../errors.ts";
import { HttpProblem } from "../problem.ts";
import type { ReceivedBody } from "./read_body.ts";
import type { BodyDescription, SessionRequest } from "./session_request.ts";

/** A message to the thread, which gets one at a time. */
export interface BodyTask {
  readonly received: ReceivedBody;
  readonly description: BodyDescription;
}

/** The thread's answer. */
export type BodyReply =
  | {
    readonly state: "read";
    readonly request: Omit<SessionRequest, "query"> & { readonly query: Omit<StoredQuery, "text"> };
    readonly text: Uint8Array<ArrayBuffer>;
  }
  | {
    readonly state: "refused";
    readonly problem: Pick<HttpProblem, "status" | "code" | "message" | "headers">;
  }
  | { readonly state: "failed"; readonly message: string };

/** The thread ends after this long without work, which frees its memory, in milliseconds. */
const IDLE_MS = 10_000;

interface Waiting extends BodyTask {
  readonly answered: PromiseWithResolvers<SessionRequest>;
}

/**
 * The thread, started on demand.
 *
 * - **Bounded** by its input: it waits for nobody, and its work is linear in the bytes, so there is no time limit (Deno 2.9.6 cannot end
 *   a busy thread). The caller must limit the bytes that wait.
 * - **Smallest first**, so that a body of some hundred KiB does not wait for many of tens of MiB.
 * - **Transfers** the bytes both ways; `received` is empty afterwards.
 */
export class BodyThread implements Disposable {
  #worker: Worker | undefined;
  #current: Waiting | undefined;
  readonly #waiting: Waiting[] = [];
  #idle: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  /** Rejects with the problem of the body. */
  read(received: ReceivedBody, description: BodyDescription): Promise<SessionRequest> {
    if (this.#isClosed) return Promise.reject(new RxnstreamError("stopping", "The server is stopping"));
    const task: Waiting = { received, description, answered: Promise.withResolvers() };
    this.#waiting.push(task);
    this.#next();
    return task.answered.promise;
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#end(new RxnstreamError("stopping", "The server is stopping"));
    for (const { answered } of this.#waiting.splice(0)) {
      answered.reject(new RxnstreamError("stopping", "The server is stopping"));
    }
  }

  #next(): void {
    if (this.#current !== undefined) return;
    clearTimeout(this.#idle);
    if (this.#waiting.length === 0) {
      this.#idle = setTimeout(() => this.#end(), IDLE_MS);
      return;
    }
    const smallest = this.#waiting.reduce((least, task) =>
      task.received.length < least.received.length ? task : least
    );
    this.#waiting.splice(this.#waiting.indexOf(smallest), 1);
    this.#current = smallest;
    const { received, description } = smallest;
    this.#worker ??= this.#start();
    this.#worker.postMessage(
      { received, description } satisfies BodyTask,
      received.blocks.map(({ buffer }) => buffer),
    );
  }

  #start(): Worker {
    const worker = new Worker(new URL("./body_reader_thread.ts", import.meta.url), {
      type: "module",
      name: "body",
    });
    worker.onmessage = ({ data }: MessageEvent<BodyReply>) => {
      const task = this.#current;
      this.#current = undefined;
      if (task !== undefined) settle(task, data);
      this.#next();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#end(new Error(`The thread that reads bodies failed: ${event.message}`));
      this.#next();
    };
    return worker;
  }

  /** Ends the thread and whatever it is doing. */
  #end(reason?: Error): void {
    clearTimeout(this.#idle);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#current?.answered.reject(reason);
    this.#current = undefined;
  }
}

function settle({ answered }: Waiting, reply: BodyReply): void {
  if (reply.state === "read") {
    const { request, text } = reply;
    answered.resolve({ ...request, query: { ...request.query, text } });
  } else if (reply.state === "refused") {
    const { status, code, message, headers } = reply.problem;
    answered.reject(new HttpProblem(status, code, message, headers));
  } else answered.reject(new Error(reply.message));
}
