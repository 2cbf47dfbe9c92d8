/** `rxnstream recover`: a new database out of what can be read of a damaged one. */
import { RxnstreamError } from "../errors.ts";
import { databaseFault } from "../store/database_fault.ts";
import { DatabaseFile } from "../store/database_file.ts";
import { damagedPath, newestDamaged, recoveredPath } from "../store/database_leftovers.ts";
import { recoverDatabase } from "../store/recover_database.ts";
import { EXIT_CODES } from "./exit_codes.ts";
import { databasePath, lockFolder } from "./data_folder.ts";
import { printLine } from "./output.ts";

/** A database has these beside its file, by the endings of their names. */
const BESIDE = ["-wal", "-shm"];

/**
 * Puts a sound database in the place of the damaged one, which keeps its content under another name; prints what was saved.
 * Leaves a sound one alone unless `isForced`.
 *
 * Killed at any point, it leaves the damaged database in its place, or a whole recovered one beside an empty place; then a
 * server does not start, and the next recovery finishes this one.
 */
export async function recover(folder: string, isForced = false): Promise<number> {
  const path = databasePath(folder);
  const recovered = recoveredPath(path);
  // Before the lock, whose file would be the first in a folder that somebody has mistyped.
  if (!await exists(path) && !await exists(recovered)) throw cannotRecover(path, "there is no database");
  await using _lock = await lockFolder(folder);
  const said: string[] = [];
  if (await exists(path)) {
    const file = new DatabaseFile(path);
    const unfit = file.unfitness() ?? (file.size === 0 ? "there is nothing in it" : null);
    if (unfit !== null) throw cannotRecover(path, unfit);
    if (!isForced && await databaseFault(path) === null) {
      await printLine(
        `The database "${path}" is sound: nothing is to be recovered (--force does it all the same)`,
      );
      return EXIT_CODES.ok;
    }
    said.push(await makeRecovered(path));
    await Deno.rename(path, damagedPath(path, new Date()));
  } else {
    said.push(`A recovery that was interrupted is finished: "${recovered}" is the database now`);
  }
  const damaged = newestDamaged(path) ?? damagedPath(path, new Date());
  // A write-ahead log that stayed would be taken for one of the new database.
  for (const ending of BESIDE) {
    const isTaken = await exists(damaged + ending);
    await rename(path + ending, (isTaken ? damagedPath(path, new Date()) : damaged) + ending);
  }
  await Deno.rename(recovered, path);
  if (await exists(damaged)) said.push(`The damaged database is ${damaged}`);
  // Only now: whoever reads the lines may leave.
  for (const line of said) await printLine(line);
  return EXIT_CODES.ok;
}

/** Makes the recovered database, whole at once under its name; resolves with what was saved. */
async function makeRecovered(path: string): Promise<string> {
  const unfinished = `${path}.recovering`;
  for (const ending of ["", ...BESIDE]) await remove(unfinished + ending);
  const { whole, cutShort, events } = await recoverDatabase(path, unfinished);
  for (const ending of BESIDE) {
    await remove(unfinished + ending);
    // Of a recovery by an earlier version, which worked under this name.
    await remove(recoveredPath(path) + ending);
  }
  await Deno.rename(unfinished, recoveredPath(path));
  return `${whole} sessions recovered whole, ${cutShort} cut short, ${events} events`;
}

function cannotRecover(path: string, reason: string): RxnstreamError {
  return new RxnstreamError("input_invalid", `Cannot recover "${path}": ${reason}`);
}

async function exists(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, () => false);
}

async function remove(path: string): Promise<void> {
  await Deno.remove(path).catch(ignoreMissing);
}

async function rename(path: string, to: string): Promise<void> {
  await Deno.rename(path, to).catch(ignoreMissing);
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
