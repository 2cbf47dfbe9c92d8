/** `rxnstream recover`: a new database out of what can be read of a damaged one. */
import { RxnstreamError } from "../errors.ts";
import { DatabaseFile } from "../store/database_file.ts";
import { recoverDatabase } from "../store/recover_database.ts";
import { EXIT_CODES } from "./exit_codes.ts";
import { databasePath, lockFolder } from "./data_folder.ts";
import { printLine } from "./output.ts";

/** A database has these beside its file, by the endings of their names. */
const FILES = ["", "-wal", "-shm"];

/** Puts a sound database in the place of the damaged one, which keeps its content under another name; prints what was saved. */
export async function recover(folder: string): Promise<number> {
  await using _lock = await lockFolder(folder);
  const path = databasePath(folder);
  const unfit = new DatabaseFile(path).unfitness();
  if (unfit !== null || new DatabaseFile(path).size === 0) {
    throw new RxnstreamError(
      "input_invalid",
      `Cannot recover "${path}": ${unfit ?? "there is no database"}`,
    );
  }
  const recovered = `${path}.recovered`;
  for (const ending of FILES) await remove(recovered + ending);
  const { whole, cutShort, events } = await recoverDatabase(path, recovered);
  const damaged = `${path}.damaged-${new Date().toISOString().replaceAll(/[-:.]/g, "")}`;
  for (const ending of FILES) await rename(path + ending, damaged + ending);
  await rename(recovered, path);
  for (const ending of FILES) await remove(recovered + ending);
  await printLine(`${whole} sessions recovered whole, ${cutShort} cut short, ${events} events`);
  await printLine(`The damaged database is ${damaged}`);
  return EXIT_CODES.ok;
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
