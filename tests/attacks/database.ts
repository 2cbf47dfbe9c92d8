/** A database that is written to directly, while the server is not running. */
import { createClient } from "@libsql/client";
import { ORDINARY } from "./requests.ts";

export class Database {
  readonly #url: string;

  constructor(folder: string) {
    this.#url = `file:${folder}/rxnstream.db`;
  }

  /**
   * Makes unfinished sessions out of one that has ended with a single reaction: each with a number of copies of it, all
   * found, and all but the last ten finished. Returns their ids.
   */
  async multiply(
    sessionId: string,
    { sessions, reactions }: { readonly sessions: number; readonly reactions: number },
  ): Promise<readonly string[]> {
    const client = createClient({ url: this.#url });
    try {
      await client.execute("PRAGMA synchronous=OFF");
      const { rows: [row] } = await client.execute({
        sql: "select * from sessions where session_id = ?",
        args: [sessionId],
      });
      if (row === undefined) throw new Error("Session not found");
      const { rows: events } = await client.execute({
        sql: "select data, reaction_index, is_last from events where session = ? order by id",
        args: [row["ordinal"] as number],
      });
      const { columns } = await client.execute("select * from sessions limit 0");
      const copied = columns.filter((name) => name !== "ordinal");
      const found = events.find(({ data }) => String(data).includes('"reaction_text"'));
      const worked = events.filter((event) => event["reaction_index"] !== null && event !== found);
      if (found === undefined) throw new Error("The session has found nothing");
      const ids: string[] = [];
      for (let session = 0; session < sessions; session++) {
        const id = crypto.randomUUID();
        const last = reactions + (reactions - 10) * worked.length;
        const values = {
          ...row,
          session_id: id,
          status: "running",
          found: reactions,
          done: reactions - 10,
          max_reactions: 100_000,
          last_event_id: last,
          idempotency_key: null,
          idempotency_digest: null,
        } as unknown as Record<string, string | number | null>;
        const transaction = await client.transaction("write");
        const { lastInsertRowid } = await transaction.execute({
          sql: `insert into sessions (${copied.join(",")}) values (${copied.map(() => "?").join(",")})`,
          args: copied.map((name) => values[name] ?? null),
        });
        const ordinal = Number(lastInsertRowid);
        const text = ORDINARY.repeat(reactions);
        await transaction.execute({
          sql: "insert into queries (session, text, format, file_name) values (?, ?, 'auto', null)",
          args: [ordinal, text],
        });
        // One statement per event, for all reactions: SQLite fills in the numbers.
        const listed = `with recursive n(i) as (select 0 union all select i + 1 from n where i < ?)
          insert into events (session, id, data, reaction_index, is_last) select ?, `;
        await transaction.execute({
          sql: `${listed} i + 1, replace(?, '"reaction_index":0', '"reaction_index":' || i), i, 0 from n`,
          args: [reactions - 1, ordinal, String(found["data"])],
        });
        for (const [place, event] of worked.entries()) {
          await transaction.execute({
            sql:
              `${listed} ? + i * ? + ? + 1, replace(?, '"reaction_index":0', '"reaction_index":' || i), i, 0 from n`,
            args: [reactions - 11, ordinal, reactions, worked.length, place, String(event["data"])],
          });
        }
        await transaction.commit();
        ids.push(id);
      }
      await client.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      return ids;
    } finally {
      client.close();
    }
  }
}
