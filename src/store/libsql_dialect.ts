/**
 * Kysely over one connection of @libsql/client.
 *
 * libSQL resets a statement that failed only when it is garbage-collected; until then its connection says "cannot commit
 * transaction - SQL statements in progress" (seen after a lock by another process). So a connection on which anything
 * failed is replaced before its next use.
 *
 * Only one connection, because those of @libsql/client's pool have separate PRAGMAs, and a write next to an open transaction would
 * block the thread for the whole busy timeout. The packaged dialects depend on a second version of the client.
 */
import type { Client, InArgs, Transaction } from "@libsql/client";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { DatabaseFile } from "./database_file.ts";

/** What the connection needs in addition to its client. */
export interface ConnectionOptions {
  /** Sets the options that SQLite keeps per connection. */
  readonly configure: (client: Client) => Promise<void>;
  /** Must be in place before anything is written, and before the client reconnects. */
  readonly file: Pick<DatabaseFile, "assertInPlace">;
}

/**
 * Frees one page per step and has no columns: libSQL steps such a statement only once and leaves it open, and with it a transaction.
 * A script is run to its end.
 */
const STEPWISE = /^PRAGMA incremental_vacuum\b/;

class LibsqlConnection implements DatabaseConnection {
  readonly #client: Client;
  readonly #options: ConnectionOptions;
  #transaction: Transaction | undefined;
  #failed = false;

  constructor(client: Client, options: ConnectionOptions) {
    this.#client = client;
    this.#options = options;
  }

  /** Ensures that the next user gets a connection on which nothing has failed. */
  async renew(): Promise<void> {
    if (!this.#failed) return;
    this.#options.file.assertInPlace();
    await this.#client.reconnect();
    await this.#options.configure(this.#client);
    this.#failed = false;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#transaction === undefined && query.query.kind !== "SelectQueryNode") {
      this.#options.file.assertInPlace();
    }
    if (STEPWISE.test(query.sql)) {
      await this.#watch(this.#client.executeMultiple(query.sql));
      return { rows: [] };
    }
    const statement = { sql: query.sql, args: query.parameters as InArgs };
    const result = await this.#watch((this.#transaction ?? this.#client).execute(statement));
    return {
      rows: result.rows as Row[],
      numAffectedRows: BigInt(result.rowsAffected),
      ...(result.lastInsertRowid === undefined ? {} : { insertId: result.lastInsertRowid }),
    };
  }

  // deno-lint-ignore require-yield -- the interface requires a generator; the log is read in pages instead
  async *streamQuery<Row>(): AsyncGenerator<QueryResult<Row>> {
    await Promise.reject(new Error("Cannot stream a query: read it in pages"));
  }

  async begin(): Promise<void> {
    this.#options.file.assertInPlace();
    this.#transaction = await this.#watch(this.#client.transaction("write"));
  }

  async commit(): Promise<void> {
    await this.#watch(this.#end()?.commit());
  }

  async rollback(): Promise<void> {
    await this.#watch(this.#end()?.rollback());
  }

  async #watch<Value>(call: Value): Promise<Awaited<Value>> {
    try {
      return await call;
    } catch (error) {
      this.#failed = true;
      throw error;
    }
  }

  #end(): Transaction | undefined {
    const transaction = this.#transaction;
    this.#transaction = undefined;
    return transaction;
  }
}

/** Gives the connection to one user after another, first come first served. */
class LibsqlDriver implements Driver {
  readonly #client: Client;
  readonly #connection: LibsqlConnection;
  readonly #waiting: Array<() => void> = [];
  #taken = false;

  constructor(client: Client, options: ConnectionOptions) {
    this.#client = client;
    this.#connection = new LibsqlConnection(client, options);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<LibsqlConnection> {
    if (this.#taken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#taken = true;
    try {
      await this.#connection.renew();
      return this.#connection;
    } catch (error) {
      this.#release();
      throw error;
    }
  }

  releaseConnection(): Promise<void> {
    this.#release();
    return Promise.resolve();
  }

  beginTransaction(connection: LibsqlConnection): Promise<void> {
    return connection.begin();
  }

  commitTransaction(connection: LibsqlConnection): Promise<void> {
    return connection.commit();
  }

  rollbackTransaction(connection: LibsqlConnection): Promise<void> {
    return connection.rollback();
  }

  destroy(): Promise<void> {
    this.#client.close();
    return Promise.resolve();
  }

  #release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#taken = false;
    else next();
  }
}

/**
 * A Kysely dialect over an open client with a `concurrency` of 1, for which `configure` sets up every new connection except
 * the first; `destroy()` of the Kysely instance closes the client.
 */
export function libsqlDialect(client: Client, options: ConnectionOptions): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new LibsqlDriver(client, options),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}
