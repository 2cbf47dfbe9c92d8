import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { RXN } from "../../support/rxn.ts";
import { startTestService } from "../../support/service.ts";

const ESTERIFICATION = "CC(=O)O.CCO>>CCOC(C)=O";

Deno.test("A session can be created in every media type, and finds its reaction in each", async (t) => {
  await using service = await startTestService();
  const form = new FormData();
  form.set("file", new File([`id,reaction\n7,${ESTERIFICATION}\n`], "mine.csv"));
  form.set("title", "From a form");
  const bodies: Array<[string, RequestInit, string]> = [
    ["application/json with a query", json({ query: `See ${ESTERIFICATION}.` }), `See ${ESTERIFICATION}.`],
    ["application/json with reactions", json({ reactions: [ESTERIFICATION], title: "Mine" }), "Mine"],
    [
      "text/plain",
      raw("text/plain; charset=utf-8", `We ran ${ESTERIFICATION} twice.`),
      `We ran ${ESTERIFICATION} twice.`,
    ],
    ["text/csv", raw("text/csv", `id,reaction\n7,${ESTERIFICATION}\n`), "CSV input"],
    [
      "text/tab-separated-values",
      raw("text/tab-separated-values", `id\treaction\n7\t${ESTERIFICATION}\n`),
      "TSV input",
    ],
    [
      "chemical/x-daylight-smiles",
      raw("chemical/x-daylight-smiles", `${ESTERIFICATION} seven\n`),
      `${ESTERIFICATION} seven`,
    ],
    ["chemical/x-mdl-rxnfile", raw("chemical/x-mdl-rxnfile", RXN), "RXN input"],
    [
      "chemical/x-mdl-rdfile",
      raw("chemical/x-mdl-rdfile", `$RDFILE 1\n$DATM 11/22/26\n$RFMT\n${RXN}`),
      "RDF input",
    ],
    ["multipart/form-data", { method: "POST", body: form }, "From a form"],
  ];
  for (const [name, init, title] of bodies) {
    await t.step(name, async () => {
      const response = await fetch(`${service.url}/sessions`, init);
      const session = await response.json();
      assertEquals([response.status, session.title, session.agent], [201, title, "rdkit"]);
      assertEquals(response.headers.get("Location"), `/sessions/${session.session_id}`);
      await service.finish(session.session_id);
      const ended = await (await fetch(`${service.url}/sessions/${session.session_id}`)).json();
      assertEquals([ended.status, ended.reactions], ["completed", { found: 1, done: 1, failed: 0 }]);
    });
  }
});

function json(body: unknown): RequestInit {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

function raw(type: string, body: BodyInit): RequestInit {
  return { method: "POST", headers: { "Content-Type": type }, body };
}

Deno.test("A request that cannot be a session is refused with problem+json that says what is wrong and where", async (t) => {
  await using service = await startTestService({ "max-body-mib": "0.01" });
  const refused: Array<[string, RequestInit, number, string]> = [
    ["broken JSON", raw("application/json", '{"query": '), 400, "not JSON"],
    ["JSON of another shape", json({ query: 5 }), 422, '"query"'],
    ["an unknown field", json({ query: "x", colour: "red" }), 422, "colour"],
    ["neither query nor reactions", json({ title: "x" }), 422, 'either "query" or "reactions"'],
    ["both", json({ query: "x", reactions: [] }), 422, 'either "query" or "reactions"'],
    ["an unknown agent", json({ query: "x", agent: "alchemist" }), 422, "alchemist"],
    ["an unknown format", json({ query: "x", options: { format: "docx" } }), 422, "options.format"],
    ["a line break in a reaction", json({ reactions: ["CC>>CC", "C\nC>>CC"] }), 422, "reactions[1]"],
    ["an empty text", raw("text/plain", " \n "), 422, "empty"],
    ["an unknown media type", raw("application/msword", "x"), 415, "application/msword"],
    ["binary data", raw("text/plain", new Uint8Array([67, 0, 67])), 422, "zero byte at character 2"],
    ["a body too large", raw("text/plain", "x".repeat(20_000)), 413, "larger than"],
    ["a form without a file", { method: "POST", body: new FormData() }, 422, "file"],
    ["a form that is none", raw("multipart/form-data; boundary=x", "hello"), 400, "multipart"],
  ];
  for (const [name, init, status, words] of refused) {
    await t.step(name, async () => {
      const response = await fetch(`${service.url}/sessions`, init);
      const problem = await response.json();
      assertEquals([response.status, problem.status], [status, status]);
      assertEquals(response.headers.get("Content-Type"), "application/problem+json");
      assertStringIncludes(problem.detail, words);
      assertEquals(problem.instance, "/sessions");
    });
  }
  assertEquals((await (await fetch(`${service.url}/sessions`)).json()).items, []);
});

Deno.test("An Idempotency-Key makes one session from a request that is sent twice", async () => {
  await using service = await startTestService();
  const send = (query: string) => {
    const { headers, ...init } = json({ query });
    return fetch(`${service.url}/sessions`, {
      ...init,
      headers: { ...headers, "Idempotency-Key": "mine-1" },
    });
  };
  const [first, second] = [await send(ESTERIFICATION), await send(ESTERIFICATION)];
  assertEquals([first.status, second.status], [201, 200]);
  assertEquals((await first.json()).session_id, (await second.json()).session_id);
  const other = await send("CCO>>CC=O");
  assertEquals([other.status, (await other.json()).code], [422, "idempotency_conflict"]);
});

Deno.test("Sessions are listed in pages, newest first, and by status", async () => {
  await using service = await startTestService();
  const ids: string[] = [];
  for (let index = 0; index < 5; index++) ids.push(await service.create(ESTERIFICATION, `Session ${index}`));
  for (const id of ids) await service.finish(id);
  const first = await (await fetch(`${service.url}/sessions?limit=3`)).json();
  const second = await (await fetch(`${service.url}/sessions?limit=3&after=${first.next_after}`)).json();
  assertEquals([...first.items, ...second.items].map((item) => item.session_id), ids.toReversed());
  assertEquals(second.next_after, null);
  const completed = await (await fetch(`${service.url}/sessions?status=completed`)).json();
  assertEquals(completed.items.length, 5);
  for (const query of ["status=lost", "status=", "limit=0", "limit=x", "limit=", "after=-1", "after="]) {
    const response = await fetch(`${service.url}/sessions?${query}`);
    assertEquals([query, response.status, (await response.json()).code], [query, 400, "parameter_malformed"]);
  }
});

Deno.test("A session is shown with the fields of the contract, and deleted with all its content", async () => {
  await using service = await startTestService();
  const id = await service.create(ESTERIFICATION, "Fischer");
  await service.finish(id);
  const session = await (await fetch(`${service.url}/sessions/${id}`)).json();
  assertEquals(Object.keys(session), [
    "session_id",
    "title",
    "status",
    "agent",
    "worker_id",
    "created_at",
    "updated_at",
    "error",
    "reactions",
    "last_event_id",
    "resumed_from",
    "bytes",
  ]);
  assertMatch(session.worker_id, /^[0-9a-f-]{36}$/);
  assertEquals(await (await fetch(`${service.url}/sessions/${id.toUpperCase()}`)).json(), session);
  const deleted = await fetch(`${service.url}/sessions/${id}`, { method: "DELETE" });
  assertEquals([deleted.status, await deleted.text()], [204, ""]);
  for (
    const path of [
      "",
      "/stream",
      "/streaming-status",
      "/content",
      "/reactions",
      "/reactions/0",
      "/export.csv",
      "/export.rdf",
      "/reactions/0/reaction.rxn",
    ]
  ) {
    const response = await fetch(`${service.url}/sessions/${id}${path}`);
    assertEquals([path, response.status, (await response.json()).code], [path, 404, "session_not_found"]);
  }
});

Deno.test("Cancel ends a session, resume continues it in a new one, and both refuse a completed session", async () => {
  await using service = await startTestService();
  const post = (id: string, action: string) =>
    fetch(`${service.url}/sessions/${id}/${action}`, { method: "POST" });
  const id = await service.create(`${ESTERIFICATION}\n`.repeat(2_000));
  const cancelled = await post(id, "cancel");
  assertEquals([cancelled.status, (await cancelled.json()).status], [200, "cancelled"]);
  assertEquals((await service.finish(id)).data.at(-1), '{"_type":"completion","status":"cancelled"}');
  const again = await post(id, "cancel");
  assertEquals([again.status, (await again.json()).code], [409, "session_ended"]);
  const resumed = await post(id, "resume");
  const next = await resumed.json();
  assertEquals([resumed.status, next.resumed_from], [201, id]);
  assertEquals(resumed.headers.get("Location"), `/sessions/${next.session_id}`);
  const same = await post(next.session_id, "resume");
  assertEquals([same.status, (await same.json()).session_id], [200, next.session_id]);
  const deleted = await fetch(`${service.url}/sessions/${next.session_id}`, { method: "DELETE" });
  await deleted.body?.cancel();
  const short = await service.create(ESTERIFICATION);
  await service.finish(short);
  for (const action of ["cancel", "resume"]) {
    const response = await post(short, action);
    assertEquals([action, response.status, (await response.json()).code], [action, 409, "session_ended"]);
  }
});
