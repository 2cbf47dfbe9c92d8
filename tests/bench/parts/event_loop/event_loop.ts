/**
 * Measures how long the event loop of the server is held: `deno task bench event_loop [--sessions <n>]
 * [--reactions <n>] [--seconds <n>]`.
 *
 * A timer of one millisecond runs alongside the load. `gap` is the time between two of its calls; `held` is the part of it
 * in which this thread was on a core (Linux, /proc/self/schedstat), which leaves out the time of other programs. The
 * loads, in one process: none; the database alone (writers through group commit and readers of pages, the loop otherwise
 * idle); the whole service with that many sessions at once and three clients each, which are a process of their own, just
 * started and then once more; and sessions taken up again after a stop in their middle.
 */
import { delay } from "@std/async";
import { readServeConfig } from "../../../../src/config/read_config.ts";
import { type RunningService, startService } from "../../../../src/cli/serve.ts";
import { createLog } from "../../../../src/log.ts";
import { GroupCommit } from "../../../../src/store/group_commit.ts";
import { openStore } from "../../../../src/store/store_client.ts";
import { type LoopSamples, watchLoop } from "./loop_watch.ts";

/** The longest that the database may hold the loop, in milliseconds. */
const BOUND_MS = 20;
const CLIENTS = 3;

function report(name: string, { gaps, held }: LoopSamples, rest: string): void {
  const figures = [gaps, held].map((values) => {
    const sorted = values.toSorted((a, b) => a - b);
    const at = (share: number) =>
      (sorted[Math.ceil(share * sorted.length) - 1] ?? NaN).toFixed(1).padStart(6);
    return `${at(0.5)} ${at(0.99)} ${at(1)}`;
  });
  const over = held.filter((ms) => ms > BOUND_MS).length;
  print(
    `${name.padEnd(16)} ${String(gaps.length).padStart(7)}  ${figures.join("  ")}  ${
      String(over).padStart(4)
    }  ${rest}`,
  );
}

function print(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
}

/** Writers that append groups as sessions do, and as many readers that page through the logs as replays do. */
async function storeAlone(path: string, sessions: number, seconds: number): Promise<string> {
  await using store = await openStore(path);
  await using commit = new GroupCommit(store, createLog("silent"));
  const ids = Array.from({ length: sessions }, () => crypto.randomUUID());
  for (const sessionId of ids) {
    const query = { text: "a query", format: "auto", fileName: null } as const;
    await store.createSession({
      sessionId,
      title: "",
      agent: "rdkit",
      maxReactions: 1,
      query,
      idempotency: null,
    });
  }
  const until = performance.now() + seconds * 1_000;
  const group = Array.from(
    { length: 13 },
    () => ({ data: JSON.stringify({ text: "C".repeat(500) }), reactionIndex: 1 }),
  );
  let written = 0;
  let read = 0;
  async function write(sessionId: string): Promise<void> {
    for (; performance.now() < until; written += group.length) {
      await commit.append({ sessionId, events: group, reactions: { found: 0, done: 1, failed: 0 } });
    }
  }
  async function replay(sessionId: string): Promise<void> {
    for (let after = 0; performance.now() < until;) {
      const page = await store.entriesAfter(sessionId, after, { limit: 512, maxBytes: 64 * 1024 });
      after = page.at(-1)?.id ?? 0;
      read += page.length;
    }
  }
  await Promise.all(ids.flatMap((id) => [write(id), replay(id)]));
  return `${Math.round(written / seconds)} events/s written, ${Math.round(read / seconds)} read`;
}

function reactionsOf(session: number, count: number): string {
  return Array.from({ length: count }, (_, index) => {
    const [acid, alcohol] = [1 + (index + session) % 12, 1 + Math.floor(index / 12) % 12].map((n) =>
      "C".repeat(n)
    );
    return `${acid}C(=O)O.O${alcohol}c1ccccc1>>${acid}C(=O)O${alcohol}c1ccccc1`;
  }).join("\n");
}

async function createSessions(url: string, sessions: number, reactions: number): Promise<string[]> {
  const ids: string[] = [];
  for (let session = 0; session < sessions; session++) {
    const response = await fetch(`${url}/sessions`, {
      method: "POST",
      headers: { "Content-Type": "chemical/x-daylight-smiles" },
      body: reactionsOf(session, reactions),
    });
    ids.push((await response.json()).session_id);
  }
  return ids;
}

/** Reads all streams to their end in another process; resolves with the number of bytes. */
async function followAll(url: string, ids: readonly string[]): Promise<number> {
  const client = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", import.meta.url, "--follow", url, ...ids],
    stdout: "piped",
    stderr: "inherit",
  });
  return Number(new TextDecoder().decode((await client.output()).stdout));
}

async function follow(url: string, ids: readonly string[]): Promise<void> {
  const streams = ids.flatMap((id) => Array.from({ length: CLIENTS }, () => `${url}/sessions/${id}/stream`));
  const sizes = await Promise.all(streams.map(async (stream) => {
    let bytes = 0;
    const response = await fetch(stream);
    for await (const chunk of response.body ?? []) bytes += chunk.length;
    return bytes;
  }));
  print(String(sizes.reduce((sum, size) => sum + size, 0)));
}

async function untilHalfDone(url: string, ids: readonly string[]): Promise<void> {
  for (let half = false; !half; await delay(100)) {
    const sessions = await Promise.all(
      ids.map(async (id) => await (await fetch(`${url}/sessions/${id}`)).json()),
    );
    const sum = (name: string) => sessions.reduce((total, { reactions }) => total + reactions[name], 0);
    half = sum("found") > 0 && sum("done") >= sum("found") / 2;
  }
}

function option(name: string, fallback: number): number {
  const at = Deno.args.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(Deno.args[at + 1]);
}

async function main(): Promise<void> {
  const [sessions, reactions, seconds] = [
    option("sessions", 20),
    option("reactions", 200),
    option("seconds", 5),
  ];
  const folder = await Deno.makeTempDir();
  const config = readServeConfig({
    port: "0",
    data: `${folder}/data`,
    "log-level": "error",
    "max-running": String(sessions),
  });
  print(`${" ".repeat(24)}   gap: p50    p99    max   held: p50  p99    max  >${BOUND_MS}  (ms)`);
  report("idle", (await watchLoop(() => delay(seconds * 1_000))).samples, "");
  const store = await watchLoop(() => storeAlone(`${folder}/store.db`, sessions, seconds));
  report("database alone", store.samples, store.result);

  let service: RunningService = await startService(config);
  let ids: readonly string[] = [];
  for (const name of ["sessions, fresh", "sessions"]) {
    ids = await createSessions(service.url, sessions, reactions);
    const { samples, result } = await watchLoop(() => followAll(service.url, ids));
    report(name, samples, `${sessions} of ${reactions} reactions, ${Math.round(result / 1e6)} MB streamed`);
  }

  ids = await createSessions(service.url, sessions, reactions);
  await untilHalfDone(service.url, ids);
  await service.stop();
  const resumed = await watchLoop(async () => {
    service = await startService(config);
    return await followAll(service.url, ids);
  });
  report("sessions resumed", resumed.samples, `${Math.round(resumed.result / 1e6)} MB streamed`);
  await service.stop();
  await Deno.remove(folder, { recursive: true });
}

const [mode, url = "", ...ids] = Deno.args;
if (mode === "--follow") await follow(url, ids);
else await main();
