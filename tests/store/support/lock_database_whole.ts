/** Locks everybody, readers included, out of the database given as the first argument until its standard input ends. */
import { createClient } from "@libsql/client";

const client = createClient({ url: `file:${Deno.args[0]}`, concurrency: 1, timeout: 10_000 });
await client.execute("PRAGMA locking_mode=EXCLUSIVE");
await client.execute("PRAGMA user_version = 1");
await Deno.stdout.write(new TextEncoder().encode("locked\n"));
for await (const _ of Deno.stdin.readable);
client.close();
