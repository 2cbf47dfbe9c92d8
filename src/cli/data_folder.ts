/** The data folder, which holds the database. */
import { deadline } from "@std/async";
import { RxnstreamError } from "../errors.ts";

/** How long a starting server waits for another one to release the folder, in milliseconds. */
const PATIENCE_MS = 1_000;

/** The database in a data folder. */
export function databasePath(folder: string): string {
  return `${folder}/rxnstream.db`;
}

/** The file in a data folder that records which sessions were being resumed. */
export function resumptionsPath(folder: string): string {
  return `${folder}/resuming.json`;
}

/** Creates the folder and its parents if missing; rejects with `store_unavailable` if that is not possible. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    // For others the tokens mean nothing: they could read the files.
    await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw cannotWrite(folder, cause);
  }
}

/**
 * Locks the database against other processes; rejects with `store_unavailable` if it is in use, or the folder is not writable.
 *
 * Both the file `rxnstream.lock` and the folder itself are locked, since somebody may delete the file. The folder is the one in
 * which the database really is, even if links lead there.
 */
export async function lockFolder(folder: string): Promise<AsyncDisposable> {
  using locks = new DisposableStack();
  try {
    const file = locks.use(await Deno.open(`${folder}/rxnstream.lock`, { create: true, write: true }));
    if (!await isLocked(file)) throw inUse(folder);
    // Windows cannot lock folders, and does not delete a file that is open.
    if (Deno.build.os !== "windows") {
      for (const place of await placesOf(folder)) {
        const itself = locks.use(await Deno.open(place, { read: true }));
        // Some network file systems cannot lock folders: there the file alone must do.
        if (!await isLocked(itself).catch(() => true)) throw inUse(folder);
      }
    }
  } catch (error) {
    throw error instanceof RxnstreamError ? error : cannotWrite(folder, error);
  }
  const owned = locks.move();
  return { [Symbol.asyncDispose]: () => Promise.resolve(owned.dispose()) };
}

/** The folder, and that of the database if it is elsewhere. */
async function placesOf(folder: string): Promise<ReadonlySet<string>> {
  const database = await Deno.realPath(databasePath(folder)).catch(() => null);
  const places = [await Deno.realPath(folder)];
  if (database !== null) places.push(database.slice(0, database.lastIndexOf("/")) || "/");
  return new Set(places);
}

async function isLocked(file: Deno.FsFile): Promise<boolean> {
  try {
    await deadline(file.lock(true), PATIENCE_MS);
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === "TimeoutError") return false;
    throw error;
  }
}

function inUse(folder: string): RxnstreamError {
  return new RxnstreamError(
    "store_unavailable",
    `The data folder "${folder}" is in use by another rxnstream; stop it, or choose another --data folder`,
  );
}

function cannotWrite(folder: string, cause: unknown): RxnstreamError {
  return new RxnstreamError("store_unavailable", `Cannot write to the data folder "${folder}"`, { cause });
}
