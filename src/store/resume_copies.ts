/** Sessions that continue ended ones: their logs are copied a slice at a time, while everybody else continues. */
import { delay } from "@std/async";
import { type Kysely, sql } from "kysely";
import { RxnstreamError } from "../errors.ts";
import type { Session, SessionId } from "../types.ts";
import type { KeptBytes } from "./kept_bytes.ts";
import type { Database } from "./schema.ts";
import { toSession } from "./session_row.ts";
import type { ResumedSession } from "./store.ts";
import { EVENTS_PER_SLICE } from "./sweeper.ts";

/** A copy that nobody sees until it is complete. Sessions are given by their ordinals. */
interface Copy {
  readonly from: number;
  readonly to: number;
  readonly owner: string | null;
  readonly bytes: number;
  /** Id of the last event of the session being copied. */
  readonly lastEventId: number;
}

/** Implements `Store.resumeSession`. */
export class ResumeCopies {
  readonly #db: Kysely<Database>;
  readonly #underWay = new Map<SessionId, Promise<ResumedSession>>();
  readonly #copies = new Set<number>();
  readonly #kept: KeptBytes;
  #stopped = false;

  constructor(db: Kysely<Database>, kept: KeptBytes) {
    this.#db = db;
    this.#kept = kept;
  }

  /** True for the ordinal of a copy that is being made. */
  isCopying(ordinal: number): boolean {
    return this.#copies.has(ordinal);
  }

  /** See `Store.resumeSession`. What a rejected call leaves behind is hidden and no longer in use. */
  async resumeSession(ended: SessionId, sessionId: SessionId): Promise<ResumedSession> {
    const underWay = this.#underWay.get(ended);
    if (underWay !== undefined) return { ...await underWay, created: false };
    const taken = this.#take(ended, sessionId);
    this.#underWay.set(ended, taken);
    try {
      return await taken;
    } finally {
      this.#underWay.delete(ended);
    }
  }

  /** Stops running copies after their current slices; resolves when all have stopped. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.allSettled(this.#underWay.values());
  }

  async #take(ended: SessionId, sessionId: SessionId): Promise<ResumedSession> {
    const begun = await this.#begin(ended, sessionId);
    if ("sessionId" in begun) return { session: begun, created: false };
    try {
      for (let after = 0; after < begun.lastEventId; after += EVENTS_PER_SLICE) {
        // A turn of the event loop, in which the thread receives the calls that have arrived.
        await delay(0);
        await this.#copySlice(ended, begun, after);
      }
      return { session: await this.#finish(begun), created: true };
    } catch (error) {
      this.#kept.add(begun.owner, -begun.bytes);
      throw error;
    } finally {
      this.#copies.delete(begun.to);
    }
  }

  /** A new, hidden session with the query of the ended one, or the session that already continues it. */
  async #begin(ended: SessionId, sessionId: SessionId): Promise<Session | Copy> {
    let copy: Copy | undefined;
    const begun = this.#db.transaction().execute(async (tx) => {
      const old = await tx.selectFrom("visible_sessions").selectAll().where("session_id", "=", ended)
        .executeTakeFirst();
      if (old === undefined) throw notFound(ended);
      if (old.status === "queued" || old.status === "running") return toSession(old);
      const earlier = await tx.selectFrom("visible_sessions").selectAll().where("resumed_from", "=", ended)
        .executeTakeFirst();
      if (earlier !== undefined) return toSession(earlier);
      this.#kept.assertRoomFor(old.owner, old.kept_bytes);
      // A copy that was abandoned, since running ones are known: its place is needed.
      await tx.updateTable("sessions").where("resumed_from", "=", ended)
        .set({ status: "deleted", resumed_from: null }).execute();
      const now = new Date().toISOString();
      const { ordinal: from, ...kept } = old;
      const { ordinal: to } = await tx.insertInto("sessions").values({
        ...kept,
        session_id: sessionId,
        status: "copying",
        worker_id: null,
        created_at: now,
        updated_at: now,
        error: null,
        last_event_id: 0,
        resumed_from: ended,
        idempotency_key: null,
        idempotency_digest: null,
      }).returning("ordinal").executeTakeFirstOrThrow();
      await tx.insertInto("queries").columns(["session", "text", "format", "file_name"]).expression(
        tx.selectFrom("queries").where("session", "=", from)
          .select([sql.lit(to).as("session"), "text", "format", "file_name"]),
      ).execute();
      await tx.insertInto("exchanges").columns(["session", "digest", "request", "answer", "created_at"])
        .expression(
          tx.selectFrom("exchanges").where("session", "=", from).orderBy("number")
            .select([sql.lit(to).as("session"), "digest", "request", "answer", "created_at"]),
        ).execute();
      copy = { from, to, owner: old.owner, bytes: old.kept_bytes, lastEventId: old.last_event_id };
      // Before the commit: afterwards it could be swept as an abandoned copy.
      this.#copies.add(to);
      return copy;
    });
    try {
      const done = await begun;
      // Reserves the space for all of it at once, before others take it.
      if (copy !== undefined) this.#kept.add(copy.owner, copy.bytes);
      return done;
    } catch (error) {
      if (copy !== undefined) this.#copies.delete(copy.to);
      throw error;
    }
  }

  #copySlice(ended: SessionId, { from, to }: Copy, after: number): Promise<void> {
    return this.#db.transaction().execute(async (tx) => {
      if (this.#stopped) throw new RxnstreamError("store_unavailable", "The database is closed");
      // A session deleted meanwhile loses its events from the first on.
      const old = await tx.selectFrom("visible_sessions").where("ordinal", "=", from).select("ordinal")
        .executeTakeFirst();
      if (old === undefined) throw notFound(ended);
      await tx.insertInto("events").columns(["session", "id", "data", "reaction_index", "is_last"])
        .expression(
          tx.selectFrom("events").where("session", "=", from).where("id", ">", after)
            .where("id", "<=", after + EVENTS_PER_SLICE).where("is_last", "=", 0).orderBy("id")
            .select([sql.lit(to).as("session"), "id", "data", "reaction_index", "is_last"]),
        ).execute();
    });
  }

  async #finish({ to }: Copy): Promise<Session> {
    const now = new Date().toISOString();
    const row = await this.#db.updateTable("sessions").where("ordinal", "=", to).set({
      status: "queued",
      created_at: now,
      updated_at: now,
      last_event_id: sql<
        number
      >`(select coalesce(max(id), 0) from events where session = ${sql.lit(to)})`,
    }).returningAll().executeTakeFirstOrThrow();
    return toSession(row);
  }
}

function notFound(ended: SessionId): RxnstreamError {
  return new RxnstreamError("session_not_found", `Cannot resume session ${ended}: not found`);
}
