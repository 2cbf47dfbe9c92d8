import { assertEquals, assertGreater, assertLess, assertLessOrEqual } from "@std/assert";
import { deadline } from "@std/async";
import { startService } from "../../src/cli/serve.ts";
import { readServeConfig } from "../../src/config/read_config.ts";
import type { Store } from "../../src/store/store.ts";
import { temporaryFolder } from "../support/folders.ts";
import { until } from "../support/until.ts";

/** A service whose sessions are written without its chemistry, with a record of what it reads from their logs. */
async function startCounted(options: Readonly<Record<string, string>> = {}) {
  const folder = await temporaryFolder();
  const config = readServeConfig({
    port: "0",
    data: folder.path,
    "log-level": "silent",
    processes: "1",
    ...options,
  });
  const reads = { calls: 0 };
  let store: Store | undefined;
  /** Every read waits for this. */
  const held: { until: Promise<void> } = { until: Promise.resolve() };
  const service = await startService(config, {
    adapt: (parts) => {
      store = parts.store;
      const counted: Partial<Store> = {
        async reactionEntries(...args) {
          reads.calls++;
          await held.until;
          return await parts.store.reactionEntries(...args);
        },
        async entriesAfter(...args) {
          reads.calls++;
          await held.until;
          return await parts.store.entriesAfter(...args);
        },
      };
      return { ...parts, store: Object.assign(Object.create(parts.store), counted) };
    },
  });
  return {
    url: service.url,
    reads,
    held,
    /** A finished session with these reactions, which have only their texts. */
    async session(texts: readonly string[]): Promise<string> {
      const sessionId = crypto.randomUUID();
      await store?.createSession({
        sessionId,
        title: "",
        agent: "rdkit",
        maxReactions: texts.length,
        query: { text: "", format: "auto", fileName: null },
        idempotency: null,
      });
      const events = texts.flatMap((message, index) => {
        const about = { reaction_index: index, format: "smiles", line: 1 };
        return [
          { type: "data", message, aux: { info_type: "reaction_text", ...about } },
          { type: "info", message: "", aux: { info_type: "reaction_complete", ...about, verdict: "broken" } },
        ].map((event) => ({ data: JSON.stringify(event), reactionIndex: index }));
      });
      for (let at = 0; at < events.length; at += 100) {
        const some = events.slice(at, at + 100);
        const reactions = { found: some.length / 2, done: some.length / 2, failed: some.length / 2 };
        await store?.appendAll([{ sessionId, events: some, reactions }]);
      }
      await store?.appendAll([{
        sessionId,
        events: [{ data: '{"_type":"completion","status":"completed"}', reactionIndex: null }],
        end: { status: "completed", error: null },
      }]);
      return sessionId;
    },
    async request(path: string, headers = ""): Promise<Deno.TcpConn> {
      const { hostname, port } = new URL(service.url);
      const connection = await Deno.connect({ hostname, port: Number(port) });
      const text = `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;
      await connection.write(new TextEncoder().encode(text));
      return connection;
    },
    async [Symbol.asyncDispose]() {
      await service.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}

type Counted = Awaited<ReturnType<typeof startCounted>>;

async function statusOf(connection: Deno.TcpConn): Promise<number> {
  const buffer = new Uint8Array(200);
  const length = await deadline(connection.read(buffer), 30_000);
  return Number(new TextDecoder().decode(buffer.subarray(0, length ?? 0)).split(" ")[1]);
}

/** Other work gets many turns. */
async function meanwhile({ url }: Counted): Promise<void> {
  for (let count = 0; count < 20; count++) await (await fetch(`${url}/healthz`)).text();
}

/** The number of reads by the service once it has stopped reading. */
async function readsAtRest(service: Counted): Promise<number> {
  let calls = -1;
  await until(async () => {
    const before = calls;
    await meanwhile(service);
    calls = service.reads.calls;
    return calls === before;
  });
  return calls;
}

Deno.test("Pages of large reactions are short, and following their cursors gives everything exactly once", async () => {
  await using service = await startCounted();
  const texts = Array.from(
    { length: 12 },
    (_, n) => n % 4 === 3 ? "small" : `large ${n} ${"C".repeat(399_000)}`,
  );
  const id = await service.session(texts);
  const url = `${service.url}/sessions/${id}/reactions`;
  const seen: string[] = [];
  const lengths: number[] = [];
  for (let after: number | null = -1; after !== null;) {
    const text = await (await fetch(`${url}?limit=1000&after=${after}`)).text();
    const page: { items: { text: string }[]; next_after: number | null } = JSON.parse(text);
    lengths.push(text.length);
    seen.push(...page.items.map((item) => item.text));
    after = page.next_after;
  }
  assertEquals(seen, texts);
  assertGreater(lengths.length, 2);
  // A page may exceed its MiB by its last reaction.
  for (const length of lengths) assertLess(length, 1.5 * 1024 * 1024);
  const two = await (await fetch(`${url}?limit=2`)).json();
  assertEquals([two.items.length, two.next_after], [2, 1]);
  assertEquals((await (await fetch(`${url}/0`)).json()).text, texts[0]);
  const head = await fetch(`${url}?limit=1000`, { method: "HEAD" });
  assertEquals([head.status, head.headers.get("Content-Type"), await head.text()], [
    200,
    "application/json",
    "",
  ]);
});

Deno.test("The log is read only as fast as a client takes a long answer, and not at all once it has left", async () => {
  await using service = await startCounted();
  // More than the buffers of a connection hold.
  const id = await service.session(Array.from({ length: 2_500 }, () => "C".repeat(10_000)));
  for (const path of ["export.jsonl", "export.csv", "content"]) {
    const url = `/sessions/${id}/${path}`;
    service.reads.calls = 0;
    const whole = await (await fetch(service.url + url)).text();
    const all = service.reads.calls;
    assertGreater(all, 100, path);
    assertGreater(whole.length, 100_000, path);
    service.reads.calls = 0;
    const connection = await service.request(url);
    assertEquals(await statusOf(connection), 200, path);
    const some = await readsAtRest(service);
    assertLess(some, all, path);
    connection.close();
    assertLessOrEqual(await readsAtRest(service) - some, 2, path);
  }
});

Deno.test("Nothing more is read for an export once its client has left", async () => {
  await using service = await startCounted({ "max-reads": "2" });
  const id = await service.session(Array.from({ length: 100 }, () => "C".repeat(10_000)));
  const reading = Promise.withResolvers<void>();
  service.held.until = reading.promise;
  const connections = [];
  for (let count = 0; count < 200; count++) {
    connections.push(await service.request(`/sessions/${id}/export.csv`));
  }
  await until(() => service.reads.calls === 2);
  for (const connection of connections) connection.close();
  await meanwhile(service);
  reading.resolve();
  // One that is read to its end now gets its slot and all its turns.
  const { calls } = service.reads;
  const own = await fetch(`${service.url}/sessions/${id}/export.smi`);
  assertEquals(own.status, 200);
  await own.text();
  assertLess(service.reads.calls - calls, 30);
});

Deno.test("Long answers wait for a slot, short pages need none, and a freed slot goes to the next in line", async () => {
  await using service = await startCounted({ "max-reads": "1", "max-reads-per-address": "0" });
  const id = await service.session(Array.from({ length: 1_200 }, () => "C".repeat(10_000)));
  const connection = await service.request(`/sessions/${id}/export.jsonl`);
  assertEquals(await statusOf(connection), 200);
  const next = fetch(`${service.url}/sessions/${id}/content`);
  for (const path of ["reactions?limit=5", "reactions/7", "content?limit=5", "export.csv"]) {
    const method = path === "export.csv" ? "HEAD" : "GET";
    const response = await fetch(`${service.url}/sessions/${id}/${path}`, { method });
    assertEquals([path, response.status], [path, 200]);
    await response.text();
  }
  connection.close();
  const response = await deadline(next, 30_000);
  assertEquals(response.status, 200);
  await response.body?.cancel();
});

Deno.test("When the slots and the queue for long answers are full, the client is told so", async () => {
  const options = { "max-reads": "3", "max-reads-per-address": "1", "trust-proxy": "1" };
  await using service = await startCounted(options);
  const id = await service.session(Array.from({ length: 1_200 }, () => "C".repeat(10_000)));
  const from = (n: number) => `X-Forwarded-For: 192.0.2.${n}\r\n`;
  const open: Deno.TcpConn[] = [];
  const ask = async (address: number) => {
    const connection = await service.request(`/sessions/${id}/export.jsonl`, from(address));
    open.push(connection);
    return connection;
  };
  assertEquals(await statusOf(await ask(1)), 200);
  for (let count = 0; count < 8; count++) await ask(1);
  await meanwhile(service);
  const refusals = [[await ask(1), 429, "rate_limited", "max_reads_per_address", 1]] as const;
  for (const [connection, status, code, limit, value] of refusals) {
    const answer = await deadline(readSome(connection), 30_000);
    assertEquals(Number(answer.split(" ")[1]), status);
    assertEquals(/\r\nretry-after: (\d+)/i.exec(answer)?.[1], "5");
    const problem = JSON.parse(answer.slice(answer.indexOf("{")));
    assertEquals([problem.code, problem.limit, problem.limit_value, problem.retry_after], [
      code,
      limit,
      value,
      5,
    ]);
  }
  assertEquals(await statusOf(await ask(2)), 200);
  for (const connection of open) connection.close();
});

/** What arrives at once. */
async function readSome(connection: Deno.TcpConn): Promise<string> {
  const buffer = new Uint8Array(4_000);
  let text = "";
  while (!text.includes("}")) {
    const length = await connection.read(buffer);
    if (length === null) break;
    text += new TextDecoder().decode(buffer.subarray(0, length));
  }
  return text;
}
