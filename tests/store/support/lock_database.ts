/** Holds the write lock of the database given as the first argument until its standard input ends. */
import { createClient } from "@libsql/client";

const client = createClient({ url: `file:${Deno.args[0]}`, concurrency: 1, timeout: 10_000 });
const transaction = await client.transaction("write");
await Deno.stdout.write(new TextEncoder().encode("locked\n"));
for await (const _ of Deno.stdin.readable);
await transaction.rollback();
client.close();
