/** Limits the disk space of each owner's sessions, and keeps some of the disk free. */
import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { type Kysely, sql } from "kysely";
import { RxnstreamError } from "../errors.ts";
import { type Database, HIDDEN_STATUSES } from "./schema.ts";
import type { StorageLimits } from "./store.ts";

type Owner = string | null;

/** Bytes of an event in the file in addition to its data: its numbers, and its index entry. */
const BYTES_PER_EVENT = 32;

/** Approximate bytes of an event with this data in the file. */
export function eventBytes(data: string): number {
  return data.length + BYTES_PER_EVENT;
}

/**
 * Counts the bytes kept, by owner. Each session's bytes are in its row, updated in the transaction that appends; this class adds them
 * up once and then follows the changes. Sessions being deleted no longer count.
 */
export class KeptBytes {
  readonly #limits: StorageLimits;
  readonly #folder: string;
  readonly #byOwner: Map<Owner, number>;

  private constructor(path: string, limits: StorageLimits, byOwner: Map<Owner, number>) {
    this.#folder = dirname(path);
    this.#limits = limits;
    this.#byOwner = byOwner;
  }

  /** Counts the bytes in the open database at `path`. */
  static async of(db: Kysely<Database>, path: string, limits: StorageLimits): Promise<KeptBytes> {
    const { rows } = await sql<
      { owner: Owner; bytes: number }
    >`select owner, sum(kept_bytes) as bytes from sessions
      where status not in (${sql.join(HIDDEN_STATUSES)}) group by owner`.execute(db);
    return new KeptBytes(path, limits, new Map(rows.map(({ owner, bytes }) => [owner, bytes])));
  }

  add(owner: Owner, bytes: number): void {
    this.#byOwner.set(owner, (this.#byOwner.get(owner) ?? 0) + bytes);
  }

  /** Whether the owner may keep this many more bytes. */
  hasRoom(owner: Owner, bytes: number): boolean {
    const { perOwner } = this.#limits;
    return perOwner === 0 || (this.#byOwner.get(owner) ?? 0) + bytes <= perOwner;
  }

  /**
   * Throws `storage_full_for_owner` or `store_full` if there is no space for a new session of this size. Running sessions may use the
   * reserve of the disk, so that they can end.
   */
  assertRoomFor(owner: Owner, bytes: number): void {
    if (!this.hasRoom(owner, bytes)) throw new RxnstreamError("storage_full_for_owner", this.ownersBound());
    const { free } = this.#limits;
    if (free === 0) return;
    const { bavail, blocks, bsize } = statfsSync(this.#folder);
    const reserve = Math.min(free, blocks * bsize / 10);
    if (bavail * bsize - bytes >= reserve) return;
    throw new RxnstreamError(
      "store_full",
      `The disk of the database is full: free some space, or delete sessions (${
        mebibytes(bavail * bsize)
      } MiB are left, ` +
        `and ${mebibytes(reserve)} are reserved for running sessions)`,
    );
  }

  /** Message for an owner who may keep no more. */
  ownersBound(): string {
    return `Your sessions take up all of the ${
      mebibytes(this.#limits.perOwner)
    } MiB that the server keeps for one owner: delete ` +
      "some of them, or ask for a higher --max-kept-mib-per-owner";
  }
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024 * 10) / 10;
}
