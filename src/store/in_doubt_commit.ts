/** A transaction whose commit failed, and which may be on disk nevertheless. */
import type { Kysely } from "kysely";
import type { Database } from "./schema.ts";
import type { Append, AppendResult } from "./store.ts";

/**
 * What a transaction of appends would have given.
 *
 * SQLite reports an error also when only its index of the write-ahead log, or the last sync, fails: the events are in the log
 * then, and may come to light when the file is opened anew. Whoever tries again must ask first, or they are there twice.
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

  /** True as long as something of it may be tried again. */
  get isOpen(): boolean {
    return this.#results.size > 0;
  }

  /** Forgets appends that are settled and will not be tried again. */
  settle(appends: readonly Append[]): void {
    for (const append of appends) this.#results.delete(keyOf(append) ?? "");
  }

  /**
   * The results of those of `appends` that are on disk after all, or null if nothing of the transaction is. Those without
   * events are not told: they can be repeated.
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
      // A transaction is on disk as a whole or not at all.
      if (row === undefined || row.data !== append.events[0]?.data) return null;
      landed.set(append, result);
    }
    return landed;
  }
}

/** Tells appends apart across threads; an event carries its time and its worker. */
function keyOf({ sessionId, events }: Append): string | null {
  const [first] = events;
  return first === undefined ? null : `${sessionId} ${events.length} ${first.data}`;
}
