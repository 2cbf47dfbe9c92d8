import { RxnstreamError } from "../errors.ts";

/** The first bytes of every SQLite file (sqlite.org/fileformat.html, section 1.3). */
const MAGIC = "SQLite format 3\0";

/**
 * The database's file in the file system.
 *
 * If somebody deletes or replaces the file, SQLite continues to write to the old one, where the data is lost, and creates a new,
 * empty one when it reconnects.
 */
export class DatabaseFile {
  readonly path: string;
  #identity: string | null = null;

  constructor(path: string) {
    this.path = path;
  }

  /** True if nothing exists at its path. */
  get isMissing(): boolean {
    return statOf(this.path) === null;
  }

  /** Bytes of the file and its write-ahead log; 0 if there is no file. */
  get size(): number {
    return [this.path, `${this.path}-wal`].reduce((sum, path) => sum + (statOf(path)?.size ?? 0), 0);
  }

  /** Why the file cannot be an SQLite database, as part of a sentence; null if it can be, or does not exist. */
  unfitness(): string | null {
    const stat = statOf(this.path);
    if (stat === null || stat.size === 0 && stat.isFile) return null;
    if (!stat.isFile) return "it is not a file";
    using file = Deno.openSync(this.path);
    const head = new Uint8Array(MAGIC.length);
    file.readSync(head);
    return new TextDecoder().decode(head) === MAGIC ? null : "it is not a database";
  }

  /** Remembers the file that is there now: it must stay in place. */
  remember(): void {
    this.#identity = identityOf(statOf(this.path));
  }

  /** Throws `store_unavailable` if the remembered file is no longer in place. */
  assertInPlace(): void {
    if (this.#identity === null || this.#identity === identityOf(statOf(this.path))) return;
    throw new RxnstreamError(
      "store_unavailable",
      // Clients read this, so it does not reveal the path.
      "The database file was moved, deleted or replaced while the server was running: put it back, or restart the server",
    );
  }
}

function statOf(path: string): Deno.FileInfo | null {
  try {
    return Deno.statSync(path);
  } catch {
    return null;
  }
}

/** Windows has no inodes, and does not allow open files to be moved. */
function identityOf(stat: Deno.FileInfo | null): string {
  return stat === null ? "missing" : `${stat.dev}:${stat.ino}`;
}
