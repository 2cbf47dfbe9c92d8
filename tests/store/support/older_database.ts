/** Databases like those of earlier versions, made statement by statement, each in its own transaction. */
import { createClient } from "@libsql/client";

const ENTRIES = [
  'create table "kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null)',
  'create table "kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null)',
  "insert into kysely_migration_lock values ('migration_lock', 0)",
];

/** The statements of the first version: those of its tables, then the entry that says that they exist. */
const FIRST = [
  `create table "sessions" ("ordinal" integer primary key autoincrement, "session_id" text not null unique,
    "title" text not null, "status" text not null, "agent" text not null, "max_reactions" integer not null,
    "worker_id" text, "created_at" text not null, "updated_at" text not null, "error" text,
    "found" integer default 0 not null, "done" integer default 0 not null, "failed" integer default 0 not null,
    "last_event_id" integer default 0 not null, "resumed_from" text, "idempotency_key" text unique,
    "idempotency_digest" text)`,
  'create index "sessions_status" on "sessions" ("status", "ordinal")',
  `create table "queries" ("session" integer primary key references "sessions" ("ordinal") on delete cascade,
    "text" text not null, "format" text not null, "file_name" text)`,
  `create table "events" ("session" integer not null references "sessions" ("ordinal") on delete cascade,
    "id" integer not null, "data" text not null, "reaction_index" integer, "is_last" integer not null,
    constraint "events_primary_key" primary key ("session", "id")) without rowid`,
  `create index "events_reaction" on "events" ("session", "reaction_index") where "reaction_index" is not null`,
  "insert into kysely_migration values ('0001_sessions_and_events', '2026-01-01T00:00:00.000Z')",
];

/** A session that ended, and its continuation, as the first version wrote them. */
const CONTENT = [
  `insert into sessions (session_id, title, status, agent, max_reactions, created_at, updated_at, last_event_id)
    values ('old', 'A title', 'cancelled', 'rdkit', 10, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 2)`,
  `insert into sessions (session_id, title, status, agent, max_reactions, created_at, updated_at, resumed_from)
    values ('next', 'A title', 'queued', 'rdkit', 10, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 'old')`,
  "insert into queries values (1, 'CCO>>CC=O', 'auto', null)",
  "insert into queries values (2, 'CCO>>CC=O', 'auto', null)",
  "insert into events values (1, 1, 'one', 0, 0)",
  "insert into events values (1, 2, 'end', null, 1)",
];

const SECOND = [
  `update sessions set resumed_from = null where resumed_from is not null and ordinal not in
    (select min(ordinal) from sessions where resumed_from is not null group by resumed_from)`,
  `create unique index if not exists "sessions_resumed_from" on "sessions" ("resumed_from")
    where "resumed_from" is not null`,
  "create view if not exists visible_sessions as select * from sessions where status not in ('copying', 'deleted')",
  "insert into kysely_migration values ('0002_one_continuation', '2026-01-02T00:00:00.000Z')",
];

const THIRD = [
  'alter table "sessions" add column "owner" text',
  "drop view visible_sessions",
  "create view visible_sessions as select * from sessions where status not in ('copying', 'deleted')",
  "insert into kysely_migration values ('0003_owners', '2026-01-03T00:00:00.000Z')",
];

/** What each of the first two versions did to the database, whose sessions are not those of `CONTENT`. */
export const FIRST_VERSION: readonly string[] = [...ENTRIES, ...FIRST];
export const SECOND_VERSION: readonly string[] = SECOND;

/** What every earlier version in turn has written into the database, in order. */
export const OLDER_STATEMENTS: readonly string[] = [...ENTRIES, ...FIRST, ...CONTENT, ...SECOND, ...THIRD];

/** The number of `OLDER_STATEMENTS` after which the sessions of `CONTENT` are there. */
export const FILLED = ENTRIES.length + FIRST.length + CONTENT.length;

/** The numbers of `OLDER_STATEMENTS` after which the database is one that an earlier version has finished. */
export const FINISHED = [FILLED, FILLED + SECOND.length, OLDER_STATEMENTS.length] as const;

/** Makes the database with the first `count` statements; each but the last of an interrupted migration. */
export async function makeOlderDatabase(path: string, count: number): Promise<void> {
  const client = createClient({ url: `file:${path}`, concurrency: 1 });
  try {
    await client.execute("PRAGMA auto_vacuum=INCREMENTAL");
    await client.execute("PRAGMA journal_mode=WAL");
    for (const statement of OLDER_STATEMENTS.slice(0, count)) await client.execute(statement);
    await client.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  } finally {
    client.close();
  }
}
