/** Something that goes wrong between two steps of this process: a helper of scripts that tests run. */
import { createClient } from "@libsql/client";

type Method = (...args: unknown[]) => unknown;

/** What counts as steps, and what happens at one of them. */
export class Interruption {
  readonly #at: number;
  readonly #fault: () => void;
  /** Steps so far. */
  steps = 0;

  /** `fault` happens before step `at`, counted from 0. */
  constructor(at: number, fault: () => void) {
    this.#at = at;
    this.#fault = fault;
  }

  step(): void {
    if (this.steps++ === this.#at) this.#fault();
  }

  /** Lets every call of these methods be a step. */
  watch(object: object, names: readonly string[]): void {
    const methods = object as Record<string, Method>;
    for (const name of names) {
      const method = methods[name];
      if (method === undefined) throw new Error(`There is no ${name}`);
      const step = () => this.step();
      methods[name] = function (this: unknown, ...args: unknown[]): unknown {
        step();
        return method.apply(this, args);
      };
    }
  }

  /** Lets every statement of every client of libSQL, or each transaction alone, be a step. */
  async watchDatabases(what: "statements" | "transactions"): Promise<void> {
    const client = createClient({ url: ":memory:", concurrency: 1 });
    const transaction = await client.transaction("write");
    await transaction.rollback();
    client.close();
    const isEach = what === "statements";
    this.watch(Object.getPrototypeOf(client), [
      "transaction",
      ...(isEach ? ["execute", "executeMultiple"] : []),
    ]);
    if (isEach) this.watch(Object.getPrototypeOf(transaction), ["execute", "commit"]);
  }
}

/** Ends this process as a lack of memory or an operator does. */
export function killThisProcess(): void {
  Deno.kill(Deno.pid, "SIGKILL");
}
