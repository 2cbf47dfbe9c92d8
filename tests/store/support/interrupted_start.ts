/**
 * Opens the database at the path in the first argument, and before the statement numbered by the third (from 0)
 * kills itself or fills the disk, as the second says. Prints the number of statements, or the error's message.
 */
import { openDatabase } from "../../../src/store/open_database.ts";
import { Interruption, killThisProcess } from "./interruption.ts";

const [path = "", fault = "", at = ""] = Deno.args;

/** Fills the remaining space on the disk of the database. */
function fill(): void {
  using ballast = Deno.openSync(`${path}.ballast`, { create: true, append: true });
  for (let bytes = 65_536; bytes >= 1; bytes = Math.floor(bytes / 2)) {
    const block = new Uint8Array(bytes);
    try {
      while (true) ballast.writeSync(block);
    } catch {
      // There is no room for a block of this size.
    }
  }
}

const interruption = new Interruption(Number(at), fault === "kill" ? killThisProcess : fill);
await interruption.watchDatabases("statements");
try {
  await openDatabase(path, Infinity);
  interruption.step();
  // deno-lint-ignore no-console -- what the test reads
  console.log(interruption.steps);
} catch (error) {
  // deno-lint-ignore no-console -- what the test reads
  console.log(error instanceof Error ? error.message : error);
}
Deno.exit();
