/** Removes what sessions leave behind in the database, a slice at a time, while everybody else continues. */
import { delay } from "@std/async";
import { type Kysely, sql } from "kysely";
import { type Database, HIDDEN_STATUSES } from "./schema.ts";

/** Events copied or deleted in one transaction: takes tens of milliseconds, in which everything else waits. */
export const EVENTS_PER_SLICE = 2_000;
/** Pages returned to the file system at once, of 4 KiB each. */
const PAGES_PER_STEP = 500;

/**
 * - **Removes** the events and rows of deleted sessions and of abandoned copies, then the free pages of the file.
 * - **Never fails:** if the database cannot write, the rest stays until the next `sweep`, which there is at every start.
 */
export class Sweeper {
  readonly #db: Kysely<Database>;
  readonly #isInUse: (ordinal: number) => boolean;
  #sweeping: Promise<void> | undefined;
  #wanted = false;
  #stopped = false;

  /** `isInUse` is true for a hidden session that is still being worked on. */
  constructor(db: Kysely<Database>, isInUse: (ordinal: number) => boolean) {
    this.#db = db;
    this.#isInUse = isInUse;
  }

  /** Starts to sweep in the background, or makes a running sweep look again. */
  sweep(): void {
    this.#wanted = true;
    this.#sweeping ??= this.#sweep();
  }

  /** Resolves when the current step is done; nothing is swept afterwards. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#sweeping;
  }

  async #sweep(): Promise<void> {
    while (this.#wanted) {
      this.#wanted = false;
      try {
        do {
          // A turn of the event loop, in which the thread receives the calls that have arrived.
          await delay(0);
        } while (!this.#stopped && (await this.#deleteSlice() || await this.#shrink()));
      } catch {
        // The rest is hidden from everybody, and the next sweep finds it again.
      }
    }
    this.#sweeping = undefined;
  }

  /** True if there was something to delete. */
  async #deleteSlice(): Promise<boolean> {
    const hidden = await this.#db.selectFrom("sessions").where("status", "in", HIDDEN_STATUSES)
      .select("ordinal").execute();
    const session = hidden.find(({ ordinal }) => !this.#isInUse(ordinal))?.ordinal;
    if (session === undefined) return false;
    const { first } = await this.#db.selectFrom("events").where("session", "=", session)
      .select((eb) => eb.fn.min<number | null>("id").as("first")).executeTakeFirstOrThrow();
    if (first === null) {
      await this.#db.deleteFrom("sessions").where("ordinal", "=", session).execute();
    } else {
      await this.#db.deleteFrom("events").where("session", "=", session)
        .where("id", "<", first + EVENTS_PER_SLICE).execute();
    }
    return true;
  }

  /** Removes free pages from the file; true if there are more. Files of earlier versions without auto_vacuum keep theirs. */
  async #shrink(): Promise<boolean> {
    const before = await this.#freePages();
    if (before === 0) return false;
    await sql`PRAGMA incremental_vacuum(${sql.lit(PAGES_PER_STEP)})`.execute(this.#db);
    const after = await this.#freePages();
    return after > 0 && after < before;
  }

  async #freePages(): Promise<number> {
    const { rows } = await sql<{ freelist_count: number }>`PRAGMA freelist_count`.execute(this.#db);
    return rows[0]?.freelist_count ?? 0;
  }
}
