/** The folder of the database. */
import { deadline } from "@std/async";
import { RxnstreamError } from "../errors.ts";

/** The database in a data folder. */
export function databasePath(folder: string): string {
  return `${folder}/rxnstream.db`;
}

/** Keeps others off the same database; rejects with `store_unavailable` if there is one, or the folder cannot be written. */
export async function lockFolder(folder: string): Promise<AsyncDisposable> {
  let file: Deno.FsFile;
  try {
    // Whoever can read the files needs no token.
    await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
    file = await Deno.open(`${folder}/rxnstream.lock`, { create: true, write: true });
  } catch (cause) {
    throw new RxnstreamError("store_unavailable", `Cannot write to the data folder "${folder}"`, { cause });
  }
  try {
    await deadline(file.lock(true), 1_000);
  } catch (cause) {
    throw new RxnstreamError(
      "store_unavailable",
      `The data folder "${folder}" is in use by another rxnstream; stop it, or take another --data folder`,
      { cause },
    );
  }
  return { [Symbol.asyncDispose]: () => Promise.resolve(file.close()) };
}
