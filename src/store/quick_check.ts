import type { Client } from "@libsql/client";

/**
 * Reads the whole file and gives the first thing that is wrong with its structure, or null. Throws what SQLite throws if
 * it cannot even begin.
 *
 * On two shared cores, 0.9 s for a GiB that is in memory; from a slow disk its reading counts, here 16 s.
 */
export async function quickCheck(client: Client): Promise<string | null> {
  const { rows } = await client.execute("PRAGMA quick_check(1)");
  const verdict = String(rows[0]?.[0]);
  return verdict === "ok" ? null : verdict.replaceAll(/\s*\n\s*/g, " ");
}
