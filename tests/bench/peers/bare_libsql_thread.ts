/** The least that a log does for each event: reads its session, appends the event, counts it, and syncs it all to disk. */
import { createClient } from "@libsql/client";

/** An event on its way to the disk, where it gets a number that continues from history to history. */
export interface ToCommit {
  readonly id: number;
  readonly data: string;
}

const scope = self as unknown as DedicatedWorkerGlobalScope;
const folder = await Deno.makeTempDir({ prefix: "rxnstream-bench-" });
const client = createClient({ url: `file:${folder}/log.db`, concurrency: 1 });
for (
  const statement of [
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "create table sessions (ordinal integer primary key, status text, updated_at text, last_event_id integer)",
    "create table events (session integer, id integer, data text, primary key (session, id)) without rowid",
    "insert into sessions values (1, 'running', '', 0)",
  ]
) await client.execute(statement);
let newest = 0;
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

async function commit(events: readonly ToCommit[]): Promise<void> {
  const transaction = await client.transaction("write");
  await transaction.execute("select status, last_event_id from sessions where ordinal = 1");
  for (const { data } of events) {
    await transaction.execute({ sql: "insert into events values (1, ?, ?)", args: [++newest, data] });
  }
  await transaction.execute({
    sql: "update sessions set last_event_id = last_event_id + ?, updated_at = ? where ordinal = 1",
    args: [events.length, new Date().toISOString()],
  });
  await transaction.commit();
}

scope.onmessage = async ({ data }: MessageEvent<readonly ToCommit[]>) => {
  await commit(data);
  scope.postMessage(null);
};
scope.postMessage(null);
