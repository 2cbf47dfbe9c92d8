/** A fault between two steps of this process, for scripts that tests run. */
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

  /** Counts every call of these methods as a step. */
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

  /** Counts every statement of every libSQL client, or only each transaction, as a step. */
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

/** Kills this process, as the out-of-memory killer or an operator would. */
export function killThisProcess(): void {
  Deno.kill(Deno.pid, "SIGKILL");
}
