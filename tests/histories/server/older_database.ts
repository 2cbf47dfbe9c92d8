/** Makes a database like those of earlier versions of the program, with sessions in it. */
import { createClient } from "@libsql/client";
import { databasePath } from "../../../src/cli/data_folder.ts";
import type { LogEntry, StampedEvent } from "../../../src/types.ts";
import { FIRST_VERSION, SECOND_VERSION } from "../../store/support/older_database.ts";
import type { UndisturbedRun } from "../reference.ts";

/** A session as stored in the database. */
export interface OlderSession {
  readonly sessionId: string;
  readonly title: string;
  readonly fileName: string;
  readonly text: string;
  /** Its complete final log. */
  readonly run: UndisturbedRun;
  /** How far it has got: a share of its reactions; 1 is completed. */
  readonly share: number;
}

/** Makes the database in a new data folder. */
export async function makeOlderDatabase(
  data: string,
  version: 1 | 2,
  sessions: readonly OlderSession[],
): Promise<void> {
  await Deno.mkdir(data, { recursive: true, mode: 0o700 });
  const client = createClient({ url: `file:${databasePath(data)}` });
  await client.execute("pragma auto_vacuum=incremental");
  await client.execute("pragma journal_mode=wal");
  await client.batch([...FIRST_VERSION, ...(version === 2 ? SECOND_VERSION : [])], "write");
  for (const [index, session] of sessions.entries()) {
    const { facts, log } = session.run;
    const kept = beginningOf(log, session.share);
    const status = session.share === 1 ? "completed" : kept.length === 0 ? "queued" : "running";
    const done = kept.filter(({ data }) => data.includes('"info_type":"reaction_complete"'));
    await client.batch([
      {
        sql:
          `insert into sessions (ordinal, session_id, title, status, agent, max_reactions, worker_id, created_at,
          updated_at, found, done, failed, last_event_id) values (?, ?, ?, ?, ?, 100000, ?, ?, ?, ?, ?, ?, ?)`,
        args: [
          ...[index + 1, session.sessionId, session.title, status, facts.agent],
          ...[kept.length === 0 ? null : facts.worker_id, facts.created_at, facts.updated_at],
          kept.filter(({ data }) => data.includes('"info_type":"reaction_text"')).length,
          ...[
            done.length,
            done.filter(({ data }) => data.includes('"verdict":"broken"')).length,
            kept.length,
          ],
        ],
      },
      {
        sql: "insert into queries values (?, ?, 'csv', ?)",
        args: [index + 1, session.text, session.fileName],
      },
      ...kept.map(({ id, data }) => {
        const { aux } = JSON.parse(data) as Partial<StampedEvent>;
        const isLast = data.startsWith('{"_type":"completion"') ? 1 : 0;
        const args = [index + 1, id, data, aux?.reaction_index ?? null, isLast];
        return { sql: "insert into events values (?, ?, ?, ?, ?)", args };
      }),
    ], "write");
  }
  await client.execute("pragma wal_checkpoint(truncate)");
  client.close();
}

/** Up to where the work on a reaction begins; nothing for a share of 0. */
function beginningOf(log: readonly LogEntry[], share: number): readonly LogEntry[] {
  if (share === 0 || share === 1) return share === 0 ? [] : log;
  const begins = log.filter(({ data }) => data.includes('"info_type":"reaction_init"'));
  const next = begins[Math.floor(share * begins.length)];
  return log.slice(0, next === undefined ? 0 : next.id - 1);
}
