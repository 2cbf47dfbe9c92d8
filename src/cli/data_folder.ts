/** The folder of the database. */
import { deadline } from "@std/async";
import { RxnstreamError } from "../errors.ts";

/** How long a starting server waits for one that is stopping, in milliseconds. */
const PATIENCE_MS = 1_000;

/** The database in a data folder. */
export function databasePath(folder: string): string {
  return `${folder}/rxnstream.db`;
}

/** The file in a data folder that says which sessions were being taken up again. */
export function resumptionsPath(folder: string): string {
  return `${folder}/resuming.json`;
}

/** Makes the folder if there is none, with those above it; rejects with `store_unavailable` if that is not possible. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    // Whoever can read the files needs no token.
    await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw cannotWrite(folder, cause);
  }
}

/**
 * Keeps others off the same database; rejects with `store_unavailable` if there is one, or the folder cannot be written.
 *
 * The lock is on the file `rxnstream.lock` and on the folder itself: somebody may delete the file, and with it only a name
 * goes. The folder is the one in which the database really lies, however many names lead there.
 */
export async function lockFolder(folder: string): Promise<AsyncDisposable> {
  using locks = new DisposableStack();
  try {
    const file = locks.use(await Deno.open(`${folder}/rxnstream.lock`, { create: true, write: true }));
    if (!await isLocked(file)) throw inUse(folder);
    // Windows locks no folders, and lets nobody delete a file that is open.
    if (Deno.build.os !== "windows") {
      for (const place of await placesOf(folder)) {
        const itself = locks.use(await Deno.open(place, { read: true }));
        // Some network file systems have no locks of folders: there the file alone must do.
        if (!await isLocked(itself).catch(() => true)) throw inUse(folder);
      }
    }
  } catch (error) {
    throw error instanceof RxnstreamError ? error : cannotWrite(folder, error);
  }
  const owned = locks.move();
  return { [Symbol.asyncDispose]: () => Promise.resolve(owned.dispose()) };
}

/** The folder, and the one with the database if that is elsewhere. */
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
    `The data folder "${folder}" is in use by another rxnstream; stop it, or take another --data folder`,
  );
}

function cannotWrite(folder: string, cause: unknown): RxnstreamError {
  return new RxnstreamError("store_unavailable", `Cannot write to the data folder "${folder}"`, { cause });
}
