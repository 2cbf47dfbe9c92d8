/** `rxnstream backup` and `restore`: a copy of the database while the server runs, and a data folder made from one. */
import { RxnstreamError } from "../errors.ts";
import { copyDatabase, renameUnfinished } from "../store/copy_database.ts";
import { databaseFault } from "../store/database_fault.ts";
import { DatabaseFile } from "../store/database_file.ts";
import { databasePath, lockFolder, makeFolder } from "./data_folder.ts";
import { EXIT_CODES } from "./exit_codes.ts";
import { printLine } from "./output.ts";

/** Copies the database of the data folder to a new file. */
export async function backup(file: string, folder: string): Promise<number> {
  const path = databasePath(folder);
  if (new DatabaseFile(path).isMissing) throw unusable(`Cannot back up "${path}": there is no database`);
  if (!new DatabaseFile(file).isMissing) {
    throw unusable(`Cannot back up to "${file}": there is a file already`);
  }
  await copyDatabase(path, file);
  await printLine(`${file}: ${new DatabaseFile(file).size} bytes`);
  return EXIT_CODES.ok;
}

/**
 * Makes the database of a data folder that has none from a backup. Ended sessions are as they were; unfinished ones get new ids,
 * which are printed. If killed at any point, there is no database, or the restored one is complete.
 */
export async function restore(file: string, folder: string): Promise<number> {
  const source = new DatabaseFile(file);
  const unfit = source.isMissing ? "there is no such file" : source.unfitness();
  if (unfit !== null) throw unusable(`Cannot restore "${file}": ${unfit}`);
  await makeFolder(folder);
  await using _lock = await lockFolder(folder);
  const path = databasePath(folder);
  if (!new DatabaseFile(path).isMissing) {
    throw unusable(
      `Cannot restore to "${path}": there is a database; move it away first, with its -wal and -shm`,
    );
  }
  const [checked, unfinished] = [`${path}.checking`, `${path}.restoring`];
  // The write-ahead log of another database would be applied to the restored one and damage it.
  const stale = new Date().toISOString().replaceAll(/[-:.]/g, "");
  for (const ending of ["-wal", "-shm"]) await rename(path + ending, `${path}${ending}.stale-${stale}`);
  await removeAll(checked);
  await removeAll(unfinished);
  // Looked for in a copy: looking brings a database up to date, and the backup stays as it is.
  await copyDatabase(file, checked);
  const fault = await databaseFault(checked);
  if (fault === null) await copyDatabase(checked, unfinished);
  await removeAll(checked);
  if (fault !== null) throw unusable(`Cannot restore "${file}": it is damaged (${fault})`);
  const renamed = await renameUnfinished(unfinished);
  await Deno.rename(unfinished, path);
  for (const { before, after } of renamed) await printLine(`session ${before} continues as ${after}`);
  await printLine(`${path}: ${new DatabaseFile(path).size} bytes`);
  return EXIT_CODES.ok;
}

function unusable(message: string): RxnstreamError {
  return new RxnstreamError("input_invalid", message);
}

/** Removes a database and the files that accompany it. */
async function removeAll(path: string): Promise<void> {
  for (const ending of ["", "-wal", "-shm", "-journal"]) {
    await Deno.remove(path + ending).catch(ignoreMissing);
  }
}

async function rename(path: string, to: string): Promise<void> {
  await Deno.rename(path, to).catch(ignoreMissing);
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
