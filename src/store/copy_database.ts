/** Copies of the database, for backups. */
import { createClient } from "@libsql/client";
import { RxnstreamError } from "../errors.ts";
import { storeError } from "./store_error.ts";

/** A session that goes on under another id. */
export interface RenamedSession {
  readonly before: string;
  readonly after: string;
}

/**
 * Writes the database at `from` as it is now, with what is in its write-ahead log, to a new file `to`, which is on the disk when this
 * resolves. A server may use the database meanwhile. Rejects with `store_unavailable` or `store_damaged`.
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const client = createClient({ url: `file:${from}`, concurrency: 1 });
  try {
    await client.execute({ sql: "vacuum into ?", args: [to] });
  } catch (cause) {
    const { code, message } = storeError(cause);
    throw new RxnstreamError(code, `Cannot copy the database "${from}" to "${to}": ${message}`, { cause });
  } finally {
    client.close();
  }
  using file = await Deno.open(to, { read: true, write: true });
  await file.sync();
}

/**
 * Gives each unfinished session of a copy a new id. What such a session did after the copy was made is lost, and it will do it again
 * with other events: under its old id, a client's cursor would mean events that the client has never had.
 */
export async function renameUnfinished(path: string): Promise<readonly RenamedSession[]> {
  const client = createClient({ url: `file:${path}`, concurrency: 1 });
  try {
    const { rows } = await client.execute(
      "select session_id from sessions where status in ('queued', 'running')",
    );
    const renamed = rows.map(({ session_id: before }) => ({
      before: String(before),
      after: crypto.randomUUID(),
    }));
    await client.batch(
      renamed.map(({ before, after }) => ({
        sql: "update sessions set session_id = ? where session_id = ?",
        args: [after, before],
      })),
      "write",
    );
    // Whatever is in a write-ahead log goes into the file, which is renamed alone.
    await client.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    return renamed;
  } finally {
    client.close();
  }
}
