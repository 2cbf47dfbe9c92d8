/** Logs that grow far beyond what was sent, and starts after a server was killed. */
import { delay } from "@std/async";
import { Database } from "./database.ts";
import type { Attack } from "./attack.ts";
import { after, startAttacked, until } from "./attacked_server.ts";
import { finished, gzip, ORDINARY, submit } from "./requests.ts";

/** Sessions that a killed server leaves unfinished, and their reactions. */
const LEFT = { sessions: 8, reactions: 65_000 } as const;
/** The most memory that each thread of the server may use for JavaScript objects, in MiB. */
const HEAP_MIB = 256;
/** Starts that are killed, each this much later than the one before after the database's file has appeared, in milliseconds. */
const KILLS = { count: 25, stepMs: 6 } as const;
/** A server that is not listening after this long never will be, in milliseconds. */
const PATIENCE_MS = 30_000;

/** Resolves this long after the file has appeared. */
async function afterFile(path: string, ms: number): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end;) {
    if (await Deno.stat(path).then(() => true, () => false)) break;
    await delay(1);
  }
  await delay(ms);
}

export const DISK_ATTACKS: readonly Attack[] = [
  {
    name: "63 empty columns with long names, 100,000 rows (23 kB compressed)",
    async run({ url }) {
      const names = Array.from({ length: 63 }, (_, index) => `${"x".repeat(97)}${index}`);
      const table = `rxn,${names.join(",")}\n${`C>>C${",".repeat(63)}\n`.repeat(100_000)}`;
      const id = await submit(url, await gzip(table), { type: "application/gzip" });
      const begin = performance.now();
      for (;;) {
        const { reactions, status } = await (await fetch(`${url}/sessions/${id}`)).json();
        if (reactions.found >= 100_000 || status === "error") break;
        if (performance.now() - begin > 120_000) break;
        await delay(200);
      }
      await fetch(`${url}/sessions/${id}/cancel`, { method: "POST" });
      return "all found, then cancelled";
    },
  },
  {
    name: "cancel and resume a session of 1,000 reactions, 20 times",
    async prepare({ url }) {
      return await submit(url, "CCO>>CC=O\n".repeat(1_000) + "CCCCO>>CCCC=O\n".repeat(20_000));
    },
    async run({ url, server }, first) {
      let id = first;
      let refused = 0;
      await until(server, 30_000, async () => {
        const { reactions } = await (await fetch(`${url}/sessions/${id}`)).json();
        return reactions.done >= 1_000 ? true : null;
      });
      for (let turn = 0; turn < 20; turn++) {
        await fetch(`${url}/sessions/${id}/cancel`, { method: "POST" });
        const resumed = await fetch(`${url}/sessions/${id}/resume`, { method: "POST" });
        if (!resumed.ok) refused++;
        else id = (await resumed.json()).session_id;
      }
      await fetch(`${url}/sessions/${id}/cancel`, { method: "POST" });
      return `${refused} refused`;
    },
  },
  {
    name: `a start beside ${LEFT.sessions} sessions of ${
      LEFT.reactions.toLocaleString("en")
    } reactions under way, with a heap of ${HEAP_MIB} MiB`,
    isAlone: true,
    async run({ url, data, server, checkout, scale }) {
      const id = await finished(url, ORDINARY);
      await server.end("SIGTERM");
      const reactions = Math.round(LEFT.reactions * scale);
      const sessions = await new Database(data).multiply(id, { sessions: LEFT.sessions, reactions });
      const begin = performance.now();
      const again = await startAttacked(checkout, data, {
        runtimeArgs: [`--v8-flags=--max-old-space-size=${HEAP_MIB}`],
      });
      if (again === null) return { said: "does not start", survived: false };
      await using _again = again;
      const first = await until(again, 300_000, async () => {
        for (const session of sessions) {
          const { last_event_id: lastEventId } =
            await (await fetch(`${again.url}/sessions/${session}/streaming-status`))
              .json();
          if (lastEventId > reactions * 13) return true;
        }
        return null;
      });
      const seconds = ((performance.now() - begin) / 1_000).toFixed(0);
      const peak = `${again.peakMib().toFixed(0)} MiB`;
      const survived = again.isAlive && first === true;
      const said = `${survived ? "goes on" : "dead"} after ${seconds} s, ${peak}`;
      return { said, survived, peakMib: again.peakMib() };
    },
  },
  {
    name: `${KILLS.count} servers killed in their first start`,
    isAlone: true,
    async run({ checkout }) {
      let lost = 0;
      for (let kill = 0; kill < KILLS.count; kill++) {
        const folder = await Deno.makeTempDir({ prefix: "rxnstream-attack-" });
        const first = await startAttacked(checkout, folder, {
          kill: afterFile(`${folder}/rxnstream.db`, kill * KILLS.stepMs),
        });
        await first?.end("SIGKILL");
        const second = await startAttacked(checkout, folder, {
          kill: after(PATIENCE_MS),
        });
        if (second === null) lost++;
        else await second.end("SIGTERM");
        await Deno.remove(folder, { recursive: true });
      }
      return { said: `${lost} never start again`, survived: lost === 0 };
    },
  },
];
