/** Files that show that there was a database where there is none now. */

const DAMAGED = ".damaged-";

/** Path of a complete recovered database before it replaces the damaged one. */
export function recoveredPath(path: string): string {
  return `${path}.recovered`;
}

/** Path at which the damaged database is kept that was recovered at this time. */
export function damagedPath(path: string, time: Date): string {
  return `${path}${DAMAGED}${time.toISOString().replaceAll(/[-:.]/g, "")}`;
}

/** The newest damaged database that a recovery has kept; null if there is none. */
export function newestDamaged(path: string): string | null {
  const [folder = ".", name = ""] = split(path);
  const names = [...Deno.readDirSync(folder)].map((entry) => entry.name)
    .filter((entry) => entry.startsWith(name + DAMAGED) && !/-(wal|shm)$/.test(entry));
  const newest = names.sort().at(-1);
  return newest === undefined ? null : `${folder}/${newest}`;
}

/**
 * Why a new database must not be created at `path`, where there is none, and what to do, each as part of a sentence; null if one
 * may be created.
 */
export function hintOfLostDatabase(
  path: string,
): { readonly reason: string; readonly wayOut: string } | null {
  if (sizeOf(recoveredPath(path)) !== null) {
    return {
      reason: `its recovery was interrupted: what was saved is in "${recoveredPath(path)}"`,
      wayOut: 'let "rxnstream recover" finish',
    };
  }
  const damaged = newestDamaged(path);
  if (damaged !== null) {
    return {
      reason: `there is none, but a damaged one, "${damaged}"`,
      wayOut: "put one there or move that away",
    };
  }
  const log = `${path}-wal`;
  if ((sizeOf(log) ?? 0) === 0) return null;
  return {
    reason: `there is none, but "${log}" with the newest changes of one`,
    wayOut: "put it back or move that away",
  };
}

function split(path: string): readonly [folder: string, name: string] {
  const end = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return end === -1 ? [".", path] : [path.slice(0, end) || "/", path.slice(end + 1)];
}

/** Null if there is no such file. */
function sizeOf(path: string): number | null {
  try {
    return Deno.statSync(path).size;
  } catch {
    return null;
  }
}
