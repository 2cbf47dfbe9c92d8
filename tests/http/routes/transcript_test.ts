import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { temporaryFolder } from "../../support/folders.ts";
import { startServer } from "../../support/server_process.ts";
import { startTestService } from "../../support/service.ts";
import { parseEvents } from "../../support/sse/parse_events.ts";
import { hang, lastMessage, reading, startModelServer, streamed } from "../../llm/support/model_server.ts";

const KEY = "sk-very-secret-0123456789";
const TEXT = "Aniline was stirred with acetic anhydride in pyridine to give acetanilide.";
const ACETYLATION = reading([
  ["reactant", "Aniline"],
  ["reactant", "acetic anhydride"],
  ["solvent", "pyridine"],
  ["product", "acetanilide"],
]);

async function create(url: string): Promise<string> {
  const response = await fetch(`${url}/sessions?agent=llm`, {
    method: "POST",
    headers: { "Content-Type": "text/plain" },
    body: TEXT,
  });
  assertEquals(response.status, 201);
  return (await response.json()).session_id;
}

async function getJson(url: string) {
  return await (await fetch(url)).json();
}

Deno.test("A session keeps what its model was asked and answered, page by page, and shows it live with ?partial=1 only", async () => {
  const go = Promise.withResolvers<void>();
  await using server = startModelServer(async ({ number }) => {
    if (number === 1) return streamed("no JSON at all");
    await go.promise;
    return streamed(ACETYLATION);
  });
  await using keyFile = await temporaryFolder();
  const path = join(keyFile.path, "key");
  await Deno.writeTextFile(path, `${KEY}\n`);
  await using service = await startTestService({
    "llm-base-url": server.baseUrl,
    "llm-model": "m",
    "llm-api-key-file": path,
  });
  const id = await create(service.url);
  const stream = `${service.url}/sessions/${id}/stream`;
  const [live, plain] = await Promise.all([fetch(`${stream}?partial=1`), fetch(stream)]);
  go.resolve();
  const [withPartials, without] = await Promise.all([live.text(), plain.text()]);
  const partials = [...withPartials.matchAll(/^event: partial\ndata: (.*)\n\n/gm)].map(([, data = ""]) =>
    JSON.parse(data)
  );
  assert(partials.map(({ text }) => text).join("").endsWith(ACETYLATION));
  assert(!without.includes("event: partial"));
  assertEquals(
    parseEvents(withPartials.replace(/^event: partial\ndata: .*\n\n/gm, "")).ids,
    parseEvents(without).ids,
  );
  const first = await getJson(`${service.url}/sessions/${id}/transcript?limit=1`);
  assertEquals(first.items.map(({ answer }: { answer: { text: string } }) => answer.text), [
    "no JSON at all",
  ]);
  const second = await getJson(`${service.url}/sessions/${id}/transcript?after=${first.next_after}`);
  assertEquals([second.items.length, second.items[0].answer.text, second.next_after], [1, ACETYLATION, null]);
  const all = JSON.stringify([first, second, withPartials, await getJson(`${service.url}/sessions/${id}`)]);
  assert(!all.includes(KEY));
  for await (const { name } of Deno.readDir(service.folder)) {
    const bytes = await Deno.readFile(join(service.folder, name)).catch(() => new Uint8Array());
    assert(!new TextDecoder("latin1").decode(bytes).includes(KEY), name);
  }
});

Deno.test("A server that is killed while it waits for its model goes on from the last answer and pays for none again", async () => {
  await using folder = await temporaryFolder();
  const second = Promise.withResolvers<void>();
  await using server = startModelServer(({ number }) => {
    if (number === 1) return streamed(ACETYLATION.replaceAll("pyridine", "phlogiston"));
    second.resolve();
    return number === 2 ? hang() : streamed(ACETYLATION);
  });
  const options = {
    data: folder.path,
    args: ["--llm-base-url", server.baseUrl, "--llm-model", "m"],
    env: { RXNSTREAM_LLM_API_KEY: KEY },
  };
  let id: string;
  {
    await using killed = await startServer(options);
    id = await create(killed.url);
    await second.promise;
    await killed.end("SIGKILL");
  }
  await using restarted = await startServer(options);
  const { data } = parseEvents(await (await fetch(`${restarted.url}/sessions/${id}/stream`)).text());
  assertEquals(JSON.parse(data.at(-1) ?? "").status, "completed");
  assert(data.some((event) => event.includes('"sound"')));
  assertEquals(server.questions.length, 3);
  assert(lastMessage(server.questions[2] ?? server.questions[0] as never).includes("phlogiston"));
  assertEquals(server.questions[2]?.headers.get("Authorization"), `Bearer ${KEY}`);
  assert(!restarted.stderr.includes(KEY));
});

Deno.test("A transcript requires the scope admin, and an agent with a model requires one", async () => {
  await using folder = await temporaryFolder();
  const tokens = join(folder.path, "tokens.json");
  const entries = ["reader", "admin"].map((name) => ({
    name,
    token: `${name}-0123456789abcdef0123456789abcdef`,
    scopes: name === "admin" ? ["admin"] : ["read", "create"],
  }));
  await Deno.writeTextFile(tokens, JSON.stringify(entries));
  await using service = await startTestService({ tokens });
  const as = (name: string) => ({ Authorization: `Bearer ${name}-0123456789abcdef0123456789abcdef` });
  const post = (path: string) =>
    fetch(`${service.url}${path}`, {
      method: "POST",
      headers: { ...as("reader"), "Content-Type": "text/plain" },
      body: TEXT,
    });
  const refused = await post("/sessions?agent=llm");
  assertEquals([refused.status, (await refused.json()).code], [422, "input_invalid"]);
  const { session_id: id } = await (await post("/sessions")).json();
  const statusOf = async (name: string) => {
    const response = await fetch(`${service.url}/sessions/${id}/transcript`, { headers: as(name) });
    await response.body?.cancel();
    return response.status;
  };
  assertEquals([await statusOf("reader"), await statusOf("admin")], [403, 200]);
});
