/** Reads a server's database directly: what is on disk, whatever the server says. */
import { temporaryFolder } from "../../support/folders.ts";
import { databasePath } from "../../../src/cli/data_folder.ts";
import { openLibsqlStore } from "../../../src/store/libsql_store.ts";
import { textOf } from "../../../src/encoding/text_pieces.ts";
import type { LogEntry, Query, Session, SessionId } from "../../../src/types.ts";

export interface StoredSession {
  readonly session: Session;
  readonly query: Query | null;
  readonly log: readonly LogEntry[];
}

const PAGE = { limit: 2_000, maxBytes: 4 * 1024 * 1024 } as const;

/**
 * Copies the database of a data folder, which nobody may be writing to, and reads the copy. Rejects with `store_damaged` if
 * its pages do not fit together.
 */
export async function readStoredSessions(data: string): Promise<ReadonlyMap<SessionId, StoredSession>> {
  await using folder = await temporaryFolder();
  const path = databasePath(folder.path);
  for (const suffix of ["", "-wal"]) {
    await Deno.copyFile(databasePath(data) + suffix, path + suffix).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
  await using store = await openLibsqlStore(path);
  const sessions = new Map<SessionId, StoredSession>();
  for (let after: number | null = null;;) {
    const { items, nextAfter } = await store.sessions({ status: null, limit: 500, after });
    for (const session of items) {
      const { sessionId } = session;
      const log: LogEntry[] = [];
      for (let at = 0;;) {
        const page = await store.entriesAfter(sessionId, at, PAGE);
        log.push(...page);
        const last = page.at(-1);
        if (last === undefined) break;
        at = last.id;
      }
      const work = await store.work(sessionId);
      const query = work && { ...work.query, text: textOf(work.query.text) };
      sessions.set(sessionId, { session, query, log });
    }
    if (nextAfter === null) return sessions;
    after = nextAfter;
  }
}
