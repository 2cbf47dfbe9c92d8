import { assert, assertEquals } from "@std/assert";
import { request } from "node:http";
import { ERROR_CODES, RxnstreamError } from "../../../src/errors.ts";
import { problemBody, toProblem } from "../../../src/http/problem.ts";
import { type ProblemCode, PROBLEMS } from "../../../src/http/problem_codes.ts";
import { type Contract, publishedContract } from "../../support/contract.ts";
import { startTestService } from "../../support/service.ts";
import { CREATE, startGuardedService, TOKEN } from "../access/support.ts";

/** An esterification, an impossible molecule, given maps of several kinds, a salt, and a text that is not a reaction. */
const QUERY = [
  "CCO.CC(=O)O>>CCOC(C)=O",
  "CCO>>CC(C)(C)(C)(C)C",
  "[CH3:1][C:2](=[O:3])[OH:4].[OH:5][CH2:6][CH3:7]>>[CH3:1][C:2](=[O:3])[O:4][CH2:6][CH3:7]",
  "[CH3:1][OH:1]>>[CH3:1][NH2:2]",
  "[Na+].[Cl-].CCO>>CC=O",
  "OC(=O)CCC(=O)O.CO>>COC(=O)CCC(=O)O",
  "C1CC>>CCC",
].join("\n");

type Ask = (path: string, init?: RequestInit) => Promise<Response>;

/** Sends requests; collects the differences of their answers from the document, and the codes of the problems among them. */
function checked(contract: Contract, ask: Ask) {
  const faults: string[] = [];
  const codes = new Set<string>();
  return {
    faults,
    codes,
    async ask(path: string, init: RequestInit = {}): Promise<string> {
      const response = await ask(path, init);
      const text = await response.clone().text();
      faults.push(...await contract.faults(init.method ?? "GET", path, response));
      if (!response.ok && text.startsWith("{")) codes.add(JSON.parse(text).code ?? "");
      return text;
    },
  };
}

function post(body: BodyInit, type?: string, headers: Record<string, string> = {}): RequestInit {
  return {
    method: "POST",
    body,
    headers: { ...(type === undefined ? {} : { "Content-Type": type }), ...headers },
  };
}

Deno.test("Every operation's answer fits the published schema, and so does everything a stream carries", async () => {
  await using service = await startTestService({ "max-reactions": "6" });
  const contract = await publishedContract(service.url);
  const { ask, faults } = checked(contract, (path, init) => fetch(service.url + path, init));
  const key = { "Idempotency-Key": "once" };
  const made = JSON.parse(await ask("/sessions", post(QUERY, "text/plain", key)));
  await ask("/sessions", post(QUERY, "text/plain", key));
  const form = new FormData();
  form.append("file", new File(["id,rxn\na,CCO>>CC=O\n"], "table.csv"));
  await ask("/sessions", post(form));
  const none = JSON.parse(
    await ask("/sessions", post(JSON.stringify({ query: "Nothing here." }), "application/json")),
  );
  await ask("/sessions", post(JSON.stringify({ reactions: ["CCO>>CC=O", ""] }), "application/json"));
  const of = (path: string) => `/sessions/${made.session_id}${path}`;
  const stream = await ask(of("/stream?client_id=a"));
  assert(
    stream.includes('"info_type":"reactions_truncated"') && stream.includes('"info_type":"smiles_error"'),
  );
  await ask(`/sessions/${none.session_id}/stream`);
  const last = /\nid: (\d+)\n\n$/.exec(stream)?.[1];
  await ask(of(`/stream?last_event_id=${last}`));
  for (
    const path of [
      "",
      "/streaming-status",
      "/content?wait=1",
      "/reactions?limit=2",
      "/reactions/0",
      "/reactions/1",
      "/transcript",
    ]
  ) {
    await ask(of(path));
  }
  for (const name of ["ethanol", "2-frobnyl%20pyridine"]) await ask(`/names?q=${name}`);
  await ask(of("/content?limit=3"), { headers: { Accept: "application/x-ndjson" } });
  for (const format of ["csv", "jsonl", "rdf", "smi", "pb", "pb.gz", "pbtxt"]) {
    await ask(of(`/export.${format}`));
  }
  await ask(of("/reactions/0/reaction.rxn?version=V3000"));
  const drawing = await fetch(service.url + of("/reactions/0/depiction.svg"));
  const tag = drawing.headers.get("ETag") ?? "";
  faults.push(...await contract.faults("GET", of("/reactions/0/depiction.svg"), drawing));
  await ask(of("/reactions/0/depiction.svg?theme=dark&width=300"), { headers: { "If-None-Match": tag } });
  await ask(of("/reactions/0/depiction.svg"), { headers: { "If-None-Match": tag } });
  const durable = `/v1/stream/${made.session_id}`;
  const page = await fetch(service.url + durable);
  const pageTag = page.headers.get("ETag") ?? "";
  faults.push(...await contract.faults("GET", durable, page));
  await ask(durable, { headers: { "If-None-Match": pageTag } });
  await ask(`${durable}?live=sse&offset=-1`);
  await ask(`${durable}?live=long-poll&offset=${String(last).padStart(16, "0")}`);
  const long = JSON.parse(await ask("/sessions", post(`${QUERY}\n`.repeat(2_000), "text/plain")));
  await ask(`/sessions/${long.session_id}/resume`, { method: "POST" });
  await ask(`/sessions/${long.session_id}/cancel`, { method: "POST" });
  await ask(`/sessions/${long.session_id}/content`);
  const resumed = JSON.parse(await ask(`/sessions/${long.session_id}/resume`, { method: "POST" }));
  const watched = ask(`/sessions/${resumed.session_id}/streaming-status`);
  await ask("/sessions?status=cancelled&limit=1");
  await ask("/sessions?limit=1");
  await watched;
  const json = "application/json";
  for (const method of ["ping", undefined]) {
    await ask("/mcp", post(JSON.stringify({ jsonrpc: "2.0", ...method && { id: 1, method } }), json));
  }
  for (const path of ["/healthz", "/readyz", "/metrics", "/auth/session", "/openapi.json"]) await ask(path);
  await ask("/auth/session", { method: "POST" });
  await ask("/auth/session", { method: "DELETE" });
  await ask(`/sessions/${resumed.session_id}`, { method: "DELETE" });
  await using guarded = await startGuardedService();
  const sessionId = await guarded.createAs(TOKEN.alice);
  const signed = checked(contract, (path, init) => guarded.ask(TOKEN.alice, path, init));
  await signed.ask(`/sessions/${sessionId}/stream-tickets`, { method: "POST" });
  await signed.ask("/auth/session", { method: "POST" });
  assertEquals([...faults, ...signed.faults], []);
  const successes = Object.entries(contract.document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.keys(responses).filter((status) => status < "400").map((status) =>
        `${method.toUpperCase()} ${path} ${status}`
      )
    )
  );
  assertEquals(successes.filter((success) => !contract.seen.has(success)), []);
});

Deno.test("Every problem that a client can cause fits the published schema of its code", async () => {
  await using service = await startTestService({ "max-body-mib": "0.2", "max-json-mib": "0.1" });
  const contract = await publishedContract(service.url);
  const { ask, faults, codes } = checked(contract, (path, init) => fetch(service.url + path, init));
  const sessionId = await service.create("CCO.CC(=O)O>>CCOC(C)=O\nC1CC>>");
  await service.finish(sessionId);
  const of = (path: string) => `/sessions/${sessionId}${path}`;
  const parameters = Array.from({ length: 65 }, (_, i) => `p${i}=`).join("&");
  for (
    const path of [
      "/sessions?limit=0",
      "/sessions?status=ended",
      "/names?q=",
      "/sessions?after=-1",
      `/sessions?${parameters}`,
      "/sessions/none",
      of("/stream?last_event_id=x"),
      of("/stream?last_event_id=99999"),
      of("/content?wait=56"),
      of("/content?lastEventID=3"),
      of("/reactions?limit=1001"),
      of("/reactions/7"),
      of("/reactions/7/depiction.svg"),
      of("/reactions/1/reaction.rxn"),
      of("/reactions/1/depiction.svg"),
      of("/reactions/0/depiction.svg?width=99"),
      of("/reactions/0/depiction.svg?theme=blue"),
      of("/export.rdf?version=v1"),
      `/v1/stream/${sessionId}?live=sse`,
      `/v1/stream/${sessionId}?offset=7`,
      `/v1/stream/${crypto.randomUUID()}`,
    ]
  ) await ask(path);
  const json = "application/json";
  await ask("/sessions", post("{", json));
  await ask("/sessions", post(JSON.stringify({ query: "C>>C", agent: 7 }), json));
  await ask(
    "/sessions",
    post(JSON.stringify({ query: "C>>C" }), "text/plain", { "Idempotency-Key": "k".repeat(256) }),
  );
  await ask("/sessions", post("C>>C", "text/plain", { "Idempotency-Key": "k" }));
  await ask("/sessions", post("CC>>C", "text/plain", { "Idempotency-Key": "k" }));
  await ask("/sessions", post("x", "multipart/form-data; boundary=b"));
  await ask("/sessions", post("x", "image/png"));
  await ask("/sessions", post("x", "text/plain", { "Content-Encoding": "gzip" }));
  await ask("/sessions", post("x".repeat(300_000), "text/plain"));
  await ask("/sessions", post(" ", "text/plain"));
  await ask(of("/cancel"), { method: "POST" });
  await ask(of("/resume"), { method: "POST" });
  await ask(of("/stream"), { headers: { Accept: "application/json" } });
  await ask(of("/cancel"), { method: "POST", headers: { Origin: "https://elsewhere.example" } });
  await ask(of("/cancel"), { method: "POST", headers: { Origin: "https://elsewhere.example" } });
  const elsewhere = await answerTo(service.url, "/healthz-of-another", "elsewhere.example");
  assertEquals(contract.valueFaults("HostUnknownProblem", elsewhere), []);
  for (
    const [path, method, name] of [["/nowhere", "GET", "NotFound"], ["/sessions", "PUT", "MethodNotAllowed"]]
  ) {
    const problem = await (await fetch(service.url + path, { method: method ?? "" })).json();
    assertEquals(contract.valueFaults(`${name}Problem`, problem), []);
  }
  await using guarded = await startGuardedService({ "max-streams": "1", "max-sessions-per-hour": "1" });
  const long = await guarded.createAs(TOKEN.alice, "CCO.CC(=O)O>>CCOC(C)=O\n".repeat(3_000));
  const streaming = await guarded.ask(TOKEN.alice, `/sessions/${long}/stream`);
  const by = (token: string) => checked(contract, (path, init) => guarded.ask(token, path, init));
  const [alice, bob, reader, nobody] = [
    by(TOKEN.alice),
    by(TOKEN.bob),
    by(TOKEN.reader),
    by("no-such-token"),
  ];
  await reader.ask("/sessions", CREATE);
  await bob.ask(`/sessions/${long}`, { method: "DELETE" });
  await alice.ask("/sessions", CREATE);
  await alice.ask(`/sessions/${long}/stream`);
  await nobody.ask("/sessions");
  await streaming.body?.cancel();
  const anonymous = checked(contract, (path, init) => fetch(guarded.url + path, init));
  await anonymous.ask("/sessions");
  await anonymous.ask("/auth/session", { method: "POST" });
  await guarded.ask(TOKEN.alice, `/sessions/${long}`, { method: "DELETE" });
  const others = [alice, bob, reader, nobody, anonymous];
  assertEquals([...faults, ...others.flatMap((other) => other.faults)], []);
  assertEquals([...new Set([...codes, ...others.flatMap((other) => [...other.codes])])].toSorted(), [
    "body_too_large",
    "content_encoding_unknown",
    "cross_site",
    "cursor_beyond_log",
    "cursor_malformed",
    "idempotency_conflict",
    "input_invalid",
    "insufficient_scope",
    "json_malformed",
    "media_type_unknown",
    "multipart_malformed",
    "not_acceptable",
    "parameter_malformed",
    "rate_limited",
    "reaction_not_found",
    "session_ended",
    "session_not_found",
    "streams_full",
    "token_invalid",
    "token_required",
    "too_many_parameters",
  ]);
});

Deno.test("Events that end a stream early, and shortened events, fit the published schemas", async () => {
  const open = await openStreams(["deleted", "goodbye"]);
  for (const { how, path, text } of open.streams) {
    assert(text.includes(`\nevent: ${how}\n`), text.slice(-200));
    const answer = new Response(text, { headers: { "Content-Type": "text/event-stream" } });
    assertEquals(await open.contract.faults("GET", path, answer), []);
  }
  assertEquals(open.faults, []);
});

/** Streams that end with these events: because their session is deleted, or because the server stops. */
async function openStreams(ends: readonly string[]) {
  const service = await startTestService();
  const contract = await publishedContract(service.url);
  const long = "CCO.CC(=O)O>>CCOC(C)=O\n".repeat(3_000);
  const streams = await Promise.all(ends.map(async (how) => {
    const session = `/sessions/${await service.create(long)}`;
    const { body } = await fetch(`${service.url}${session}/stream`);
    assert(body !== null);
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    return { how, session, first: (await reader.read()).value ?? "", reader };
  }));
  for (const { how, session } of streams) {
    if (how === "deleted") await fetch(service.url + session, { method: "DELETE" });
  }
  const listed = post(JSON.stringify({ reactions: [`${"C".repeat(70_000)}>>CC`] }), "application/json");
  const { session_id: wide } = await (await fetch(`${service.url}/sessions`, listed)).json();
  const path = `/sessions/${wide}/stream`;
  const shortened = await fetch(service.url + path);
  assert((await shortened.clone().text()).includes('"shortened":{"bytes":'));
  const faults = await contract.faults("GET", path, shortened);
  const texts = streams.map(({ first, reader }) => restOf(reader).then((rest) => first + rest));
  await service[Symbol.asyncDispose]();
  const whole = await Promise.all(texts);
  return {
    contract,
    faults,
    streams: streams.map(({ how, session }, place) => ({
      how,
      path: `${session}/stream`,
      text: whole[place] ?? "",
    })),
  };
}

Deno.test("Every problem is thrown with the status of its code, and the published schema says the same", async () => {
  await using service = await startTestService();
  const contract = await publishedContract(service.url);
  for (const code of ERROR_CODES) {
    const problem = toProblem(new RxnstreamError(code, "What is wrong"));
    assert(problem !== undefined);
    assertEquals(contract.valueFaults(schemaOf(code), JSON.parse(JSON.stringify(problemBody(problem)))), []);
  }
  const raised = await raisedProblems(new URL("../../../src/", import.meta.url));
  assert(raised.length > 40, `${raised.length} places`);
  const wrong = raised.filter(([, status, code]) => PROBLEMS[code as ProblemCode]?.status !== Number(status));
  assertEquals(wrong, []);
});

Deno.test("An answer with an unpublished member, a wrong type or a missing member is found", async () => {
  await using service = await startTestService();
  const contract = await publishedContract(service.url);
  const sessionId = await service.create("CCO>>CC=O");
  const session = await (await fetch(`${service.url}/sessions/${sessionId}`)).json();
  const { title: _, ...untitled } = session;
  const wrong = [{ ...session, colour: "red" }, { ...session, bytes: "many" }, untitled];
  for (const answer of wrong) {
    const faults = await contract.faults("GET", `/sessions/${sessionId}`, Response.json(answer));
    assertEquals(faults.length, 1, JSON.stringify(answer));
  }
  const unknown = await contract.faults("GET", `/sessions/${sessionId}`, Response.json({}, { status: 418 }));
  assertEquals(unknown.length, 1);
  const busy = {
    type: "about:blank",
    title: "Too many requests",
    status: 429,
    detail: "",
    code: "rate_limited",
  };
  const headers429 = { "Content-Type": "application/problem+json" };
  const impatient = Response.json(busy, { status: 429, headers: headers429 });
  assertEquals(await contract.faults("GET", `/sessions/${sessionId}`, impatient), [
    "GET /sessions/{session_id} 429: lacks Retry-After",
  ]);
  const event = `data: {"type":"info","message":"","aux":{"info_type":"smiles_init"}}\nid: 1\n\n`;
  const headers = { "Content-Type": "text/event-stream" };
  const faults = await contract.faults(
    "GET",
    `/sessions/${sessionId}/stream`,
    new Response(event, { headers }),
  );
  assert(faults.length > 0);
  await service.finish(sessionId);
});

/** The rest of a stream, which may be cut short. */
async function restOf(reader: ReadableStreamDefaultReader<string>): Promise<string> {
  let text = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return text;
      text += value;
    }
  } catch {
    return text;
  }
}

/** The name of the schema of a code. */
function schemaOf(code: string): string {
  return `${code.split("_").map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}Problem`;
}

/** Every place in the source that has a status together with a code: the file, the status and the code. */
async function raisedProblems(folder: URL): Promise<readonly (readonly [string, string, string])[]> {
  const found: (readonly [string, string, string])[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) found.push(...await raisedProblems(new URL(`${name}/`, folder)));
    else if (name.endsWith(".ts")) {
      const source = await Deno.readTextFile(new URL(name, folder));
      const places = source.matchAll(/(?:HttpProblem|refused)\(\s*(\d{3}),\s*"(\w+)"/g);
      found.push(...places.map(([, status = "", code = ""]) => [name, status, code] as const));
    }
  }
  return found;
}

/** The problem with which a server answers a request for another host. */
async function answerTo(url: string, path: string, host: string): Promise<unknown> {
  const answered = Promise.withResolvers<string>();
  const sent = request(url + path, { headers: { Host: host } }, (incoming) => {
    let text = "";
    incoming.setEncoding("utf-8").on("data", (part: string) => text += part);
    incoming.on("end", () => answered.resolve(text)).on("error", answered.reject);
  });
  sent.on("error", answered.reject).end();
  return JSON.parse(await answered.promise);
}
