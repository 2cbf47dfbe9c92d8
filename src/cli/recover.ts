/** `rxnstream recover`: makes a new database from what can be read of a damaged one. */
import { RxnstreamError } from "../errors.ts";
import { databaseFault } from "../store/database_fault.ts";
import { DatabaseFile } from "../store/database_file.ts";
import { damagedPath, newestDamaged, recoveredPath } from "../store/database_leftovers.ts";
import { recoverDatabase } from "../store/recover_database.ts";
import { EXIT_CODES } from "./exit_codes.ts";
import { databasePath, lockFolder } from "./data_folder.ts";
import { printLine } from "./output.ts";

/** Endings of the names of the files that accompany a database. */
const BESIDE = ["-wal", "-shm"];

/**
 * Replaces the damaged database, which is kept under another name, by a recovered one; prints what was saved. Leaves a sound
 * database alone unless `isForced`.
 *
 * If killed at any point, either the damaged database is still in place, or it is gone and the recovered one is complete; in that
 * case a server refuses to start, and the next recovery finishes this one.
 */
export async function recover(folder: string, isForced = false): Promise<number> {
  const path = databasePath(folder);
  const recovered = recoveredPath(path);
  // Before locking, which would create a file in a folder whose name was mistyped.
  if (!await exists(path) && !await exists(recovered)) throw cannotRecover(path, "there is no database");
  await using _lock = await lockFolder(folder);
  const said: string[] = [];
  if (await exists(path)) {
    const file = new DatabaseFile(path);
    const unfit = file.unfitness() ?? (file.size === 0 ? "it is empty" : null);
    if (unfit !== null) throw cannotRecover(path, unfit);
    if (!isForced && await databaseFault(path) === null) {
      await printLine(
        `The database "${path}" is sound: there is nothing to recover (--force rebuilds it anyway)`,
      );
      return EXIT_CODES.ok;
    }
    said.push(await makeRecovered(path));
    await Deno.rename(path, damagedPath(path, new Date()));
  } else {
    said.push(`An interrupted recovery is now complete: "${recovered}" is the database`);
  }
  const damaged = newestDamaged(path) ?? damagedPath(path, new Date());
  // A write-ahead log left behind would be applied to the new database.
  for (const ending of BESIDE) {
    const isTaken = await exists(damaged + ending);
    await rename(path + ending, (isTaken ? damagedPath(path, new Date()) : damaged) + ending);
  }
  await Deno.rename(recovered, path);
  if (await exists(damaged)) said.push(`The damaged database is ${damaged}`);
  // Only now, since the reader of the output may close it.
  for (const line of said) await printLine(line);
  return EXIT_CODES.ok;
}

/** Makes the recovered database, which appears under its name once it is complete; resolves with what was saved. */
async function makeRecovered(path: string): Promise<string> {
  const unfinished = `${path}.recovering`;
  for (const ending of ["", ...BESIDE]) await remove(unfinished + ending);
  const { whole, cutShort, events } = await recoverDatabase(path, unfinished);
  for (const ending of BESIDE) {
    await remove(unfinished + ending);
    // Left by an earlier version, which worked under this name.
    await remove(recoveredPath(path) + ending);
  }
  await Deno.rename(unfinished, recoveredPath(path));
  return `${whole} sessions recovered completely, ${cutShort} in part, ${events} events`;
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
