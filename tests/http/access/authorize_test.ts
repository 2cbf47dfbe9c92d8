import { assertEquals, assertMatch } from "@std/assert";
import { CREATE, REACTION, startGuardedService, TOKEN } from "./support.ts";

Deno.test("Without a token everything except the page and the health of the process is refused", async () => {
  await using service = await startGuardedService();
  const id = await service.createAs(TOKEN.alice);
  for (const path of ["/", "/static/js/main.js", "/openapi.json", "/healthz", "/auth/session"]) {
    assertEquals([path, await service.outcome(null, path)], [path, [200, null]]);
  }
  const paths = [
    "/sessions",
    `/sessions/${id}`,
    `/sessions/${id}/stream`,
    `/sessions/${id}/content`,
    `/sessions/${id}/export.csv`,
    `/sessions/${id}/export.rdf`,
    `/sessions/${id}/reactions/0/reaction.rxn`,
    `/sessions/${id}/streaming-status`,
    `/sessions/${id}/reactions/0/depiction.svg`,
    `/v1/stream/${id}`,
    "/sessions/nobody",
    "/nothing",
  ];
  for (const path of paths) {
    const response = await fetch(service.url + path);
    const { code } = await response.json();
    assertEquals([path, response.status, code], [path, 401, "token_required"]);
    assertEquals(response.headers.get("WWW-Authenticate"), 'Bearer realm="rxnstream"');
  }
  for (const [method, path] of [["POST", "/sessions"], ["DELETE", `/sessions/${id}`], ["PUT", "/sessions"]]) {
    const init = { method } as RequestInit;
    assertEquals(await service.outcome(null, path ?? "", init), [401, "token_required"]);
  }
});

Deno.test("A wrong token is refused everywhere, and its answer does not repeat it", async () => {
  await using service = await startGuardedService();
  for (const token of ["wrong-token-0123456789", "", "a.b.c", "x".repeat(9_000), TOKEN.alice.slice(1)]) {
    const response = await service.ask(token, "/sessions");
    const text = await response.text();
    assertEquals([response.status, JSON.parse(text).code], [401, "token_invalid"]);
    assertMatch(
      response.headers.get("WWW-Authenticate") ?? "",
      /^Bearer realm="rxnstream", error="invalid_token"/,
    );
    assertEquals(token !== "" && text.includes(token), false);
  }
  const basic = await fetch(`${service.url}/sessions`, {
    headers: { Authorization: "Basic YWxpY2U6YWxpY2U=" },
  });
  assertEquals((await basic.json()).code, "token_required");
});

Deno.test("Each scope allows what it says: read reads, create makes and manages its own sessions, admin does everything", async () => {
  await using service = await startGuardedService();
  const id = await service.createAs(TOKEN.alice, `${REACTION}\n`.repeat(300));
  const read = [`/sessions`, `/sessions/${id}`, `/sessions/${id}/content`, `/v1/stream/${id}`];
  for (const token of [TOKEN.reader, TOKEN.bob, TOKEN.admin]) {
    for (const path of read) assertEquals([path, await service.outcome(token, path)], [path, [200, null]]);
  }
  const createOnly = await service.jwt({ sub: "robot", scope: "create" });
  for (const path of read) {
    assertEquals([path, await service.outcome(createOnly, path)], [path, [403, "insufficient_scope"]]);
  }
  const refused = await service.ask(TOKEN.reader, "/sessions", CREATE);
  assertEquals([refused.status, (await refused.json()).code], [403, "insufficient_scope"]);
  assertMatch(refused.headers.get("WWW-Authenticate") ?? "", /error="insufficient_scope", scope="create"$/);

  const cancel = (token: string) => service.outcome(token, `/sessions/${id}/cancel`, { method: "POST" });
  const remove = (token: string, which = id) =>
    service.outcome(token, `/sessions/${which}`, { method: "DELETE" });
  for (const token of [TOKEN.reader, TOKEN.bob, createOnly]) {
    assertEquals(await cancel(token), [403, "insufficient_scope"]);
    assertEquals(await remove(token), [403, "insufficient_scope"]);
  }
  assertEquals(await cancel(TOKEN.alice), [200, null]);
  assertEquals(await service.outcome(TOKEN.bob, `/sessions/${id}/resume`, { method: "POST" }), [
    403,
    "insufficient_scope",
  ]);
  // A session resumed by somebody else still belongs to its first owner.
  const resumed = await service.ask(TOKEN.admin, `/sessions/${id}/resume`, { method: "POST" });
  const next = (await resumed.json()).session_id;
  assertEquals(await service.outcome(TOKEN.alice, `/sessions/${next}/cancel`, { method: "POST" }), [
    200,
    null,
  ]);
  assertEquals(await remove(TOKEN.alice), [204, null]);
  assertEquals(await remove(TOKEN.admin, next), [204, null]);
  const own = await service.createAs(createOnly);
  assertEquals(await remove(createOnly, own), [204, null]);
});

Deno.test("A token bound to sessions reaches only these, and cannot create any", async () => {
  await using service = await startGuardedService();
  const [mine, other] = [await service.createAs(TOKEN.alice), await service.createAs(TOKEN.bob)];
  const bound = await service.jwt({
    sub: "guest",
    scope: "create read admin",
    sessions: [mine.toUpperCase()],
  });
  for (
    const rest of [
      "",
      "/content",
      "/stream",
      "/export.csv",
      "/export.jsonl",
      "/export.rdf",
      "/reactions",
      "/streaming-status",
    ]
  ) {
    assertEquals((await service.outcome(bound, `/sessions/${mine}${rest}`))[0], 200);
    assertEquals(await service.outcome(bound, `/sessions/${other}${rest}`), [403, "insufficient_scope"]);
    // Whether the session exists is not disclosed.
    const nobody = crypto.randomUUID();
    assertEquals(await service.outcome(bound, `/sessions/${nobody}${rest}`), [403, "insufficient_scope"]);
  }
  assertEquals((await service.outcome(bound, `/v1/stream/${mine}`))[0], 200);
  assertEquals(await service.outcome(bound, `/v1/stream/${other}`), [403, "insufficient_scope"]);
  const evasions = [
    `${mine}%2F..%2F${other}`,
    `${mine}/../${other}`,
    `%2e%2e/sessions/${other}`,
    `${mine}%00${other}`,
  ];
  for (const path of evasions) {
    assertEquals([path, (await service.outcome(bound, `/sessions/${path}`))[0] === 200], [path, false]);
  }
  const list = await (await service.ask(bound, "/sessions")).json();
  assertEquals(list.items.map((session: { session_id: string }) => session.session_id), [mine]);
  assertEquals(list.next_after, null);
  assertEquals((await (await service.ask(bound, "/sessions?status=queued")).json()).items, []);
  assertEquals(await service.outcome(bound, "/sessions", CREATE), [403, "insufficient_scope"]);
  const resume = await service.outcome(bound, `/sessions/${mine}/resume`, { method: "POST" });
  assertEquals(resume, [403, "insufficient_scope"]);
  assertEquals(await (await service.ask(bound, "/readyz")).json(), { status: "ready" });
  assertEquals(await service.outcome(bound, `/sessions/${mine}`, { method: "DELETE" }), [204, null]);
});

Deno.test("The server's readiness is public, but its details need the read scope", async () => {
  await using service = await startGuardedService();
  assertEquals(await (await service.ask(null, "/readyz")).json(), { status: "ready" });
  assertEquals(await service.outcome(null, "/readyz", { method: "PUT" }), [405, "method_not_allowed"]);
  const { status, problems } = await (await service.ask(TOKEN.reader, "/readyz")).json();
  assertEquals([status, problems], ["ready", []]);
});

Deno.test("If anonymous requests are allowed as well as tokens, they make and read sessions but manage only their own", async () => {
  await using service = await startGuardedService({ "allow-anonymous": "true" });
  const hers = await service.createAs(TOKEN.alice);
  const response = await service.ask(null, "/sessions", CREATE);
  const own = (await response.json()).session_id;
  assertEquals((await service.outcome(null, `/sessions/${hers}`))[0], 200);
  const remove = (id: string) => service.outcome(null, `/sessions/${id}`, { method: "DELETE" });
  assertEquals(await remove(hers), [403, "insufficient_scope"]);
  assertEquals(await remove(own), [204, null]);
  assertEquals((await service.outcome("wrong-token-0123456789", "/sessions"))[0], 401);
});

Deno.test("One caller's Idempotency-Key gives nobody else their session", async () => {
  await using service = await startGuardedService();
  const create = async (token: string) => {
    const headers = { "Content-Type": "text/plain", "Idempotency-Key": "42" };
    const response = await service.ask(token, "/sessions", { ...CREATE, headers });
    return [response.status, (await response.json()).session_id];
  };
  const [alice, bob, again] = [await create(TOKEN.alice), await create(TOKEN.bob), await create(TOKEN.alice)];
  assertEquals([alice[0], bob[0], again[0]], [201, 201, 200]);
  assertEquals([again[1] === alice[1], bob[1] === alice[1]], [true, false]);
});

Deno.test("Nobody can spell another caller's Idempotency-Key", async () => {
  await using service = await startGuardedService({ "allow-anonymous": "true" });
  const create = (token: string | null, key: string) =>
    service.outcome(token, "/sessions", {
      ...CREATE,
      headers: { ...CREATE.headers, "Idempotency-Key": key },
      body: key,
    });
  for (const key of ["token:alice once", '["token:alice","once"]']) {
    assertEquals((await create(null, key))[0], 201);
  }
  assertEquals((await create(TOKEN.alice, "once"))[0], 201);
});

Deno.test("A server without tokens ignores one, as behind a proxy that has its own", async () => {
  const { startTestService } = await import("../../support/service.ts");
  await using service = await startTestService();
  for (const authorization of ["Bearer x", "Basic YWxpY2U6YWxpY2U=", "Bearer"]) {
    const response = await fetch(`${service.url}/sessions`, { headers: { Authorization: authorization } });
    assertEquals((await response.json()).items, []);
  }
});
