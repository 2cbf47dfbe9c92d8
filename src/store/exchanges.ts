/** The exchanges of sessions with a language model. */
import { type Kysely, sql } from "kysely";
import type { SessionId } from "../types.ts";
import { eventBytes } from "./kept_bytes.ts";
import type { Database } from "./schema.ts";
import type { Exchange, StoredExchange } from "./store.ts";

/** Keeps an exchange; whose session has grown by how many bytes, or null if there was one with its digest. */
export function keepExchange(
  db: Kysely<Database>,
  sessionId: SessionId,
  { digest, request, answer }: Exchange,
): Promise<{ readonly owner: string | null; readonly bytes: number } | null> {
  return db.transaction().execute(async (tx) => {
    const session = await tx.selectFrom("visible_sessions").where("session_id", "=", sessionId)
      .select(["ordinal", "owner"]).executeTakeFirst();
    if (session === undefined) return null;
    const kept = await tx.insertInto("exchanges")
      .values({ session: session.ordinal, digest, request, answer, created_at: new Date().toISOString() })
      .onConflict((conflict) => conflict.doNothing()).returning("number").executeTakeFirst();
    if (kept === undefined) return null;
    const bytes = eventBytes(digest + request + answer);
    await tx.updateTable("sessions").where("ordinal", "=", session.ordinal)
      .set({ kept_bytes: sql<number>`kept_bytes + ${bytes}` }).execute();
    return { owner: session.owner, bytes };
  });
}

export async function answerTo(
  db: Kysely<Database>,
  sessionId: SessionId,
  digest: string,
): Promise<string | null> {
  const row = await db.selectFrom("exchanges").innerJoin("visible_sessions", "ordinal", "session")
    .where("session_id", "=", sessionId).where("digest", "=", digest).select("answer").executeTakeFirst();
  return row?.answer ?? null;
}

export async function exchangesAfter(
  db: Kysely<Database>,
  sessionId: SessionId,
  after: number,
  limit: number,
): Promise<readonly StoredExchange[]> {
  return await db.selectFrom("exchanges").innerJoin("visible_sessions", "ordinal", "session")
    .where("session_id", "=", sessionId).where("number", ">", after).orderBy("number").limit(limit)
    .select(["number", "digest", "request", "answer", "exchanges.created_at as createdAt"]).execute();
}
