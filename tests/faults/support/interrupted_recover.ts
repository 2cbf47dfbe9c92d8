/**
 * Recovers the database in the folder in the first argument, and kills itself before the step whose number is in the second
 * (from 0): a step is a transaction, or a file that is renamed or removed.
 */
import { recover } from "../../../src/cli/recover.ts";
import { Interruption, killThisProcess } from "../../store/support/interruption.ts";

const [folder = "", at = ""] = Deno.args;
const interruption = new Interruption(Number(at), killThisProcess);
await interruption.watchDatabases("transactions");
interruption.watch(Deno, ["rename", "remove"]);
Deno.exit(await recover(folder));
