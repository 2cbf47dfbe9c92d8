/** Opens the database, or says in one sentence why it cannot be used and what to do. */
import { type Client, createClient } from "@libsql/client";
import { Kysely } from "kysely";
import { RxnstreamError } from "../errors.ts";
import { errorText } from "../log.ts";
import { DatabaseFile } from "./database_file.ts";
import { hintOfLostDatabase } from "./database_leftovers.ts";
import { libsqlDialect } from "./libsql_dialect.ts";
import { migrate } from "./migrations.ts";
import { quickCheck } from "./quick_check.ts";
import type { Database } from "./schema.ts";
import { storeError } from "./store_error.ts";

/** Size to which the write-ahead log is truncated after a checkpoint. */
const WAL_BYTES = 16 * 1024 * 1024;

/**
 * Pages of the write-ahead log, of 4 KiB each, at which a checkpoint copies it into the file: the size that it is truncated to. A page
 * that many transactions change is then copied once, and clients rarely wait for it.
 */
const CHECKPOINT_PAGES = WAL_BYTES / 4096;

/** How long a write waits for another process's lock: short, since it blocks this thread; group commit retries. */
const BUSY_TIMEOUT_MS = 1_000;

const RECOVER = 'save what can be read of it with "rxnstream recover"';

/** An open database. */
export interface OpenDatabase {
  readonly db: Kysely<Database>;
  /** False for a file too large to be checked before use. */
  readonly isChecked: boolean;
}

/**
 * Opens or creates the database at `path` and brings it up to date. A file of at most `checkedBytes` is checked
 * first. Rejects with `store_unavailable` or `store_damaged`; an unusable file is left unchanged.
 */
export async function openDatabase(path: string, checkedBytes: number): Promise<OpenDatabase> {
  let client: Client | undefined;
  try {
    const file = new DatabaseFile(path);
    const unfit = file.unfitness();
    if (unfit !== null) throw unusable(path, unfit, "move it away");
    const lost = file.isMissing ? hintOfLostDatabase(path) : null;
    if (lost !== null) throw unusable(path, lost.reason, lost.wayOut);
    const isChecked = file.size <= checkedBytes;
    client = createClient({ url: `file:${path}`, concurrency: 1, timeout: BUSY_TIMEOUT_MS });
    const damage = isChecked ? await quickCheck(client) : null;
    if (damage !== null) throw damaged(path, damage);
    // Takes effect only in an empty file, so before the journal mode is set: deleted logs give back their pages.
    await client.execute("PRAGMA auto_vacuum=INCREMENTAL");
    await client.execute("PRAGMA journal_mode=WAL");
    await configure(client);
    file.remember();
    const db = new Kysely<Database>({ dialect: libsqlDialect(client, { configure, file }) });
    await migrate(db);
    return { db, isChecked };
  } catch (error) {
    client?.close();
    throw openingError(path, error);
  }
}

async function configure(client: Client): Promise<void> {
  await client.execute("PRAGMA synchronous=FULL");
  await client.execute(`PRAGMA wal_autocheckpoint=${CHECKPOINT_PAGES}`);
  await client.execute("PRAGMA foreign_keys=ON");
  await client.execute(`PRAGMA journal_size_limit=${WAL_BYTES}`);
}

function openingError(path: string, error: unknown): RxnstreamError {
  if (error instanceof RxnstreamError && error.code === "store_damaged") return error;
  const { code, message } = storeError(error);
  if (code === "store_damaged") return damaged(path, errorText(error));
  // An error that recurs with every attempt: no version has made such tables.
  if (code === "store_refused") return unusable(path, message, RECOVER);
  const wayOut = error instanceof RxnstreamError
    ? "use that"
    : "check its folder's permissions and free space";
  return new RxnstreamError(
    "store_unavailable",
    `Cannot open the database "${path}": ${message}; ${wayOut}, or start with another --data folder`,
    { cause: error },
  );
}

function damaged(path: string, damage: string): RxnstreamError {
  return unusable(path, `it is damaged (${damage})`, `restore it from a backup, ${RECOVER}`);
}

function unusable(path: string, reason: string, wayOut: string): RxnstreamError {
  return new RxnstreamError(
    "store_damaged",
    `Cannot open the database "${path}": ${reason}; ${wayOut}, or start with another --data folder`,
  );
}
