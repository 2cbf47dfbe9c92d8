/**
 * Opens the database at the path in the first argument, and before the statement whose number is in the third (from 0)
 * kills itself or fills the disk, as the second says. Prints how many statements there were, or the error's message.
 */
import { createClient } from "@libsql/client";
import { openDatabase } from "../../../src/store/open_database.ts";

type Method = (...args: unknown[]) => unknown;

const [path = "", fault = "", at = ""] = Deno.args;
let statements = 0;

function interrupt(): void {
  if (statements++ !== Number(at)) return;
  if (fault === "kill") Deno.kill(Deno.pid, "SIGKILL");
  if (fault === "fill") fill();
}

/** Takes all the room that is left on the disk of the database. */
function fill(): void {
  using ballast = Deno.openSync(`${path}.ballast`, { create: true, append: true });
  for (let bytes = 65_536; bytes >= 1; bytes = Math.floor(bytes / 2)) {
    const block = new Uint8Array(bytes);
    try {
      while (true) ballast.writeSync(block);
    } catch {
      // No room for a block of this size.
    }
  }
}

/** Lets every call of these methods begin with `interrupt`. */
function watch(object: object, names: readonly string[]): void {
  const methods = Object.getPrototypeOf(object) as Record<string, Method>;
  for (const name of names) {
    const method = methods[name];
    if (method === undefined) throw new Error(`The client has no ${name}`);
    methods[name] = function (this: unknown, ...args: unknown[]): unknown {
      interrupt();
      return method.apply(this, args);
    };
  }
}

const client = createClient({ url: ":memory:", concurrency: 1 });
const transaction = await client.transaction("write");
await transaction.rollback();
watch(client, ["execute", "executeMultiple", "transaction"]);
watch(transaction, ["execute", "commit"]);
client.close();
try {
  await openDatabase(path, Infinity);
  interrupt();
  // deno-lint-ignore no-console -- what the test reads
  console.log(statements);
} catch (error) {
  // deno-lint-ignore no-console -- what the test reads
  console.log(error instanceof Error ? error.message : error);
}
Deno.exit();
