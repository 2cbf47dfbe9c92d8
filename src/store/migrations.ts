/** Migrations as code, so that the executable can bring any earlier database up to date. */
import { type Kysely, sql } from "kysely";
import { RxnstreamError } from "../errors.ts";
import type { Database } from "./schema.ts";

/**
 * One step from an earlier schema to the current one. What it creates may already exist: earlier versions were not atomic here, so a
 * kill could leave some of a step's tables without the entry that records the step.
 */
interface Migration {
  up(tx: Kysely<unknown>): Promise<void>;
}

const sessionsAndEvents: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.createTable("sessions").ifNotExists()
      .addColumn("ordinal", "integer", (c) => c.primaryKey().autoIncrement())
      .addColumn("session_id", "text", (c) => c.notNull().unique())
      .addColumn("title", "text", (c) => c.notNull())
      .addColumn("status", "text", (c) => c.notNull())
      .addColumn("agent", "text", (c) => c.notNull())
      .addColumn("max_reactions", "integer", (c) => c.notNull())
      .addColumn("worker_id", "text")
      .addColumn("created_at", "text", (c) => c.notNull())
      .addColumn("updated_at", "text", (c) => c.notNull())
      .addColumn("error", "text")
      .addColumn("found", "integer", (c) => c.notNull().defaultTo(0))
      .addColumn("done", "integer", (c) => c.notNull().defaultTo(0))
      .addColumn("failed", "integer", (c) => c.notNull().defaultTo(0))
      .addColumn("last_event_id", "integer", (c) => c.notNull().defaultTo(0))
      .addColumn("resumed_from", "text")
      .addColumn("idempotency_key", "text", (c) => c.unique())
      .addColumn("idempotency_digest", "text")
      .execute();
    await db.schema.createIndex("sessions_status").ifNotExists().on("sessions").columns(["status", "ordinal"])
      .execute();
    await db.schema.createTable("queries").ifNotExists()
      .addColumn(
        "session",
        "integer",
        (c) => c.primaryKey().references("sessions.ordinal").onDelete("cascade"),
      )
      .addColumn("text", "text", (c) => c.notNull())
      .addColumn("format", "text", (c) => c.notNull())
      .addColumn("file_name", "text")
      .execute();
    // Without rowid, the log is on disk in the order in which it is replayed.
    await db.schema.createTable("events").ifNotExists()
      .addColumn("session", "integer", (c) => c.notNull().references("sessions.ordinal").onDelete("cascade"))
      .addColumn("id", "integer", (c) => c.notNull())
      .addColumn("data", "text", (c) => c.notNull())
      .addColumn("reaction_index", "integer")
      .addColumn("is_last", "integer", (c) => c.notNull())
      .addPrimaryKeyConstraint("events_primary_key", ["session", "id"])
      .modifyEnd(sql`without rowid`)
      .execute();
    await db.schema.createIndex("events_reaction").ifNotExists().on("events").columns([
      "session",
      "reaction_index",
    ])
      .where(sql.ref("reaction_index"), "is not", null).execute();
  },
};

const oneContinuation: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Earlier versions could resume a session several times; the first one remains its continuation.
    await sql`update sessions set resumed_from = null where resumed_from is not null and ordinal not in
      (select min(ordinal) from sessions where resumed_from is not null group by resumed_from)`.execute(db);
    await db.schema.createIndex("sessions_resumed_from").ifNotExists().unique().on("sessions")
      .columns(["resumed_from"]).where(sql.ref("resumed_from"), "is not", null).execute();
    // `not in`, for which SQLite uses no index: pages of sessions are read in the order of the ordinals.
    await sql`create view if not exists visible_sessions as
      select * from sessions where status not in ('copying', 'deleted')`.execute(db);
  },
};

const owners: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    if (!await hasColumn(db, "owner")) {
      await db.schema.alterTable("sessions").addColumn("owner", "text").execute();
    }
    await makeView(db);
  },
};

const keptBytes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    if (!await hasColumn(db, "kept_bytes")) {
      await db.schema.alterTable("sessions")
        .addColumn("kept_bytes", "integer", (c) => c.notNull().defaultTo(0)).execute();
      // An estimate per event: reading the logs of a large database takes minutes.
      await sql`update sessions set kept_bytes = 512 * last_event_id +
        coalesce((select octet_length(text) from queries where session = ordinal), 0)`.execute(db);
    }
    await makeView(db);
  },
};

const exchanges: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.createTable("exchanges").ifNotExists()
      .addColumn("number", "integer", (c) => c.primaryKey().autoIncrement())
      .addColumn("session", "integer", (c) => c.notNull().references("sessions.ordinal").onDelete("cascade"))
      .addColumn("digest", "text", (c) => c.notNull())
      .addColumn("request", "text", (c) => c.notNull())
      .addColumn("answer", "text", (c) => c.notNull())
      .addColumn("created_at", "text", (c) => c.notNull())
      .addUniqueConstraint("exchanges_of_session", ["session", "digest"])
      .execute();
  },
};

async function hasColumn(db: Kysely<unknown>, name: string): Promise<boolean> {
  const { rows } = await sql`select 1 from pragma_table_info('sessions') where name = ${name}`.execute(db);
  return rows.length > 0;
}

/** A view has the columns that its table had when the view was created. */
async function makeView(db: Kysely<unknown>): Promise<void> {
  await sql`drop view if exists visible_sessions`.execute(db);
  await sql`create view visible_sessions as
    select * from sessions where status not in ('copying', 'deleted')`.execute(db);
}

const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001_sessions_and_events": sessionsAndEvents,
  "0002_one_continuation": oneContinuation,
  "0003_owners": owners,
  "0004_kept_bytes": keptBytes,
  "0005_exchanges": exchanges,
};

/**
 * Brings the database up to date in one transaction: if the process is killed, it is unchanged or complete. Throws the first
 * migration's error, and `store_unavailable` for a database of a newer version, which is left unchanged.
 */
export async function migrate(db: Kysely<Database>): Promise<void> {
  const applied = await appliedMigrations(db);
  const unknown = applied.find((name) => !Object.hasOwn(MIGRATIONS, name));
  if (unknown !== undefined) {
    throw new RxnstreamError(
      "store_unavailable",
      `it belongs to a newer version of rxnstream (it has "${unknown}"), which is required to use it`,
    );
  }
  const missing = Object.entries(MIGRATIONS).filter(([name]) => !applied.includes(name));
  if (missing.length === 0) return;
  await db.transaction().execute(async (tx) => {
    // The same table as Kysely's Migrator, which earlier versions read.
    await sql`create table if not exists kysely_migration
      (name varchar(255) not null primary key, timestamp varchar(255) not null)`.execute(tx);
    for (const [name, { up }] of missing) {
      // During a step, the tables are not yet those of the current types.
      await up(tx as unknown as Kysely<unknown>);
      await sql`insert into kysely_migration values (${name}, ${new Date().toISOString()})`.execute(tx);
    }
  });
}

async function appliedMigrations(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows: tables } = await sql`select 1 from sqlite_master where name = 'kysely_migration'`.execute(db);
  if (tables.length === 0) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}
