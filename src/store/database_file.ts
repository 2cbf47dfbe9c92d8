import { RxnstreamError } from "../errors.ts";

/** The first bytes of every file of SQLite (sqlite.org/fileformat.html, section 1.3). */
const MAGIC = "SQLite format 3\0";

/**
 * The file of the database, as the file system has it.
 *
 * SQLite goes on writing into a file that somebody has deleted or replaced, where nobody will ever find it; and it makes
 * a new, empty one when it connects anew.
 */
export class DatabaseFile {
  readonly path: string;
  #identity: string | null = null;

  constructor(path: string) {
    this.path = path;
  }

  /** True if there is nothing at all at its path. */
  get isMissing(): boolean {
    return statOf(this.path) === null;
  }

  /** Bytes of the file with its write-ahead log; 0 if there is none. */
  get size(): number {
    return [this.path, `${this.path}-wal`].reduce((sum, path) => sum + (statOf(path)?.size ?? 0), 0);
  }

  /** Why the file cannot be one of SQLite, as the rest of a sentence about it; null if it can, or if there is none. */
  unfitness(): string | null {
    const stat = statOf(this.path);
    if (stat === null || stat.size === 0 && stat.isFile) return null;
    if (!stat.isFile) return "it is not a file";
    using file = Deno.openSync(this.path);
    const head = new Uint8Array(MAGIC.length);
    file.readSync(head);
    return new TextDecoder().decode(head) === MAGIC ? null : "it is not a database";
  }

  /** Takes the file that is there now for the one that must stay. */
  remember(): void {
    this.#identity = identityOf(statOf(this.path));
  }

  /** Throws `store_unavailable` if the remembered file is not in its place. */
  assertInPlace(): void {
    if (this.#identity === null || this.#identity === identityOf(statOf(this.path))) return;
    throw new RxnstreamError(
      "store_unavailable",
      // Clients read this: where the file lies is none of their business.
      "The database file has been moved, deleted or replaced while the server runs: put it back, or start the server anew",
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

/** Windows has no inodes, and keeps open files in their place. */
function identityOf(stat: Deno.FileInfo | null): string {
  return stat === null ? "missing" : `${stat.dev}:${stat.ino}`;
}
