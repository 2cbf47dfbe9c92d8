/** A transaction whose commit failed but which may be on disk nevertheless. */
import type { Kysely } from "kysely";
import type { Database } from "./schema.ts";
import type { Append, AppendResult } from "./store.ts";

/**
 * The results that a transaction of appends would have had.
 *
 * SQLite also reports an error when only its index of the write-ahead log, or the last sync, fails: then the events are in the log, and
 * may appear when the file is reopened. They must be looked for before a retry, or they would be there twice.
 */
export class InDoubtCommit {
  readonly #results = new Map<string, AppendResult>();
  readonly #byAppend = new Map<Append, AppendResult>();

  add(append: Append, result: AppendResult): void {
    this.#byAppend.set(append, result);
    const key = keyOf(append);
    if (key !== null && result.ok) this.#results.set(key, result);
  }

  result(append: Append): AppendResult {
    const result = this.#byAppend.get(append);
    if (result === undefined) throw new TypeError("The append was not in this transaction");
    return result;
  }

  /** True as long as any of its appends may be retried. */
  get isOpen(): boolean {
    return this.#results.size > 0;
  }

  /** Forgets appends that are settled and will not be retried. */
  settle(appends: readonly Append[]): void {
    for (const append of appends) this.#results.delete(keyOf(append) ?? "");
  }

  /**
   * The results of those of `appends` that are on disk after all, or null if the transaction is not. Appends without events are left
   * out: they can be repeated.
   */
  async landed(db: Kysely<Database>, appends: readonly Append[]): Promise<Map<Append, AppendResult> | null> {
    const landed = new Map<Append, AppendResult>();
    for (const append of appends) {
      const key = keyOf(append);
      const result = key === null ? undefined : this.#results.get(key);
      if (result === undefined || !result.ok) continue;
      const row = await db.selectFrom("events").innerJoin("sessions", "ordinal", "session")
        .where("session_id", "=", append.sessionId).where("id", "=", result.firstId).select("data")
        .executeTakeFirst();
      // A transaction is on disk completely or not at all.
      if (row === undefined || row.data !== append.events[0]?.data) return null;
      landed.set(append, result);
    }
    return landed;
  }
}

/** Identifies an append across threads: an event contains its time and its worker. */
function keyOf({ sessionId, events }: Append): string | null {
  const [first] = events;
  return first === undefined ? null : `${sessionId} ${events.length} ${first.data}`;
}
