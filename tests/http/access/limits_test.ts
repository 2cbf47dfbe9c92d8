import { assert, assertEquals, assertGreater, assertLessOrEqual, assertMatch } from "@std/assert";
import { startTestService } from "../../support/service.ts";
import { CREATE, hexDigest, REACTION, startGuardedService, TOKEN } from "./support.ts";
import { until } from "../../support/until.ts";

/** What an answer says about the limit that it names. */
async function limitOf(response: Response) {
  const { code, limit, limit_value: value, retry_after: seconds } = await response.json();
  if (response.ok) return [response.status];
  assertEquals(response.headers.get("Retry-After"), String(seconds));
  assertGreater(seconds, 0);
  return [response.status, code, limit, value];
}

Deno.test("Each token has its own hourly limit of sessions; refused and repeated requests are not counted", async () => {
  const digest = await hexDigest("vip-token-0123456789");
  await using service = await startGuardedService({ "max-sessions-per-hour": "3" }, [
    { name: "vip", token_sha256: digest, scopes: ["create"], limits: { sessions_per_hour: 0 } },
  ]);
  const create = (token: string, headers: Record<string, string> = {}, body = REACTION) =>
    service.ask(token, "/sessions", {
      method: "POST",
      headers: { "Content-Type": "text/plain", ...headers },
      body,
    });
  const key = { "Idempotency-Key": "once" };
  const outcomes = [];
  for (const headers of [key, key, key]) {
    outcomes.push((await limitOf(await create(TOKEN.alice, headers)))[0]);
  }
  outcomes.push((await limitOf(await create(TOKEN.alice)))[0]);
  const empty = await create(TOKEN.alice, {}, " ");
  assertEquals((await empty.json()).code, "input_invalid");
  outcomes.push((await limitOf(await create(TOKEN.alice)))[0]);
  assertEquals(outcomes, [201, 200, 200, 201, 201]);
  const limited = [429, "rate_limited", "max_sessions_per_hour", 3];
  assertEquals(await limitOf(await create(TOKEN.alice)), limited);
  assertEquals(await limitOf(await create(TOKEN.bob)), [201]);
  for (let count = 0; count < 5; count++) {
    assertEquals(await limitOf(await create("vip-token-0123456789")), [201]);
  }
  assertEquals((await service.outcome(TOKEN.alice, "/sessions"))[0], 200);
});

Deno.test("Each token has an hourly limit of bytes; one body may exceed it, and the excess counts against later ones", async () => {
  await using service = await startGuardedService({ "max-mib-per-hour": "0.01" });
  const body = `${REACTION}\n`.repeat(1_000);
  const create = () => service.ask(TOKEN.alice, "/sessions", { ...CREATE, body });
  assertEquals(await limitOf(await create()), [201]);
  assertEquals(await limitOf(await create()), [429, "rate_limited", "max_mib_per_hour", 0.01]);
});

Deno.test("One client can fill at most half of the queue, and a full queue refuses everybody", async () => {
  const options = { "max-waiting": "4", "max-running": "1", turn: "0", "trust-proxy": "1" };
  await using service = await startTestService(options);
  const create = async (address = "192.0.2.1") =>
    await limitOf(
      await fetch(`${service.url}/sessions`, {
        ...CREATE,
        headers: { ...CREATE.headers, "X-Forwarded-For": address },
        body: `${REACTION}\n`.repeat(500),
      }),
    );
  // One is running, two are waiting.
  for (let count = 0; count < 3; count++) assertEquals(await create(), [201]);
  assertEquals(await create(), [429, "rate_limited", "max_waiting", 2]);
  for (let count = 0; count < 2; count++) assertEquals(await create("192.0.2.2"), [201]);
  assertEquals(await create("192.0.2.3"), [503, "queue_full", "max_waiting", 4]);
  const { items } = await (await fetch(`${service.url}/sessions`)).json();
  for (const { session_id: id } of items) {
    await (await fetch(`${service.url}/sessions/${id}`, { method: "DELETE" })).text();
  }
  assertEquals(await create(), [201]);
});

Deno.test("Open streams are limited per address and in total, and a place is free again when its stream ends", async () => {
  const options = { "max-streams-per-address": "2", "max-streams": "3", "trust-proxy": "1" };
  await using service = await startTestService(options);
  const id = await service.create(`${REACTION}\n`.repeat(3_000));
  const open = (address: string) =>
    fetch(`${service.url}/sessions/${id}/stream`, {
      headers: { "X-Forwarded-For": `203.0.113.9, ${address}` },
    });
  const streams = [await open("192.0.2.1"), await open("192.0.2.1"), await open("2001:db8::1")];
  assertEquals(streams.map(({ status }) => status), [200, 200, 200]);
  assertEquals(await limitOf(await open("2001:db8::2")), [503, "streams_full", "max_streams", 3]);
  await streams[2]?.body?.cancel();
  // A departed client is noticed soon, not at once.
  const openSoon = (address: string) =>
    until(async () => {
      const answer = await open(address);
      if (answer.status === 503) await answer.body?.cancel();
      return answer;
    }, { is: ({ status }) => status !== 503 });
  const last = await openSoon("2001:db8::3");
  assertEquals(last.status, 200);
  await last.body?.cancel();
  assertEquals(await limitOf(await openSoon("192.0.2.1")), [
    429,
    "rate_limited",
    "max_streams_per_address",
    2,
  ]);
  for (const { body } of streams.slice(0, 2)) await body?.cancel();
  await (await fetch(`${service.url}/sessions/${id}`, { method: "DELETE" })).text();
});

Deno.test("A long-poll takes a place among the open streams, and gives it back", async () => {
  await using service = await startTestService({
    "max-streams": "1",
    "keep-alive": "0.3",
    "max-running": "1",
    turn: "0",
  });
  const first = await service.create(`${REACTION}\n`.repeat(3_000));
  // It waits for its turn, so it gets no answer.
  const id = await service.create(REACTION);
  const polls = [`/sessions/${id}/content?wait=1`, `/v1/stream/${id}?offset=-1&live=long-poll`];
  for (const path of polls) {
    const stream = () => fetch(`${service.url}/sessions/${id}/stream`);
    const poll = fetch(service.url + path);
    let refused = await stream();
    // It has its place once it has arrived; an earlier stream does not make it wait.
    for (; refused.status === 200; refused = await stream()) await refused.body?.cancel();
    assertEquals(await limitOf(refused), [503, "streams_full", "max_streams", 1]);
    await (await poll).text();
    let free = await stream();
    for (; free.status === 503; free = await stream()) await free.body?.cancel();
    assertEquals(free.status, 200);
    await free.body?.cancel();
  }
  const head = await fetch(service.url + polls[0], { method: "HEAD" });
  assertEquals([head.status, await head.text()], [200, ""]);
  for (const one of [id, first]) await fetch(`${service.url}/sessions/${one}`, { method: "DELETE" });
});

Deno.test("A body counts in full from its start, so a second one is not read while another uses up the limit", async () => {
  await using service = await startGuardedService({ "max-mib-per-hour": "0.01" });
  const { hostname, port, host } = new URL(service.url);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const head = `POST /sessions HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${TOKEN.alice}\r\n` +
    "Content-Type: text/plain\r\nContent-Length: 20000\r\n\r\nCCO";
  await connection.write(new TextEncoder().encode(head));
  const create = () => service.ask(TOKEN.alice, "/sessions", { ...CREATE, body: REACTION });
  let answer = await create();
  for (; answer.status === 201; answer = await create()) await answer.body?.cancel();
  assertEquals(await limitOf(answer), [429, "rate_limited", "max_mib_per_hour", 0.01]);
  // A body that has begun is accepted to its end.
  await connection.write(new TextEncoder().encode("\n".repeat(20_000 - "CCO".length)));
  const start = new Uint8Array(100);
  assertMatch(
    new TextDecoder().decode(start.subarray(0, await connection.read(start) ?? 0)),
    /^HTTP\/1\.1 201 /,
  );
});

Deno.test("The request rate is limited per address, without affecting other addresses", async () => {
  await using service = await startTestService({ "max-requests": "2", "trust-proxy": "1" });
  const ask = (address: string) =>
    fetch(`${service.url}/sessions`, { headers: { "X-Forwarded-For": address } });
  let answered = 0;
  let response = await ask("192.0.2.1");
  for (; response.status === 200; response = await ask("192.0.2.1")) {
    await response.body?.cancel();
    answered++;
  }
  assertGreater(answered, 19);
  assertEquals(await limitOf(response), [429, "rate_limited", "max_requests", 2]);
  assertEquals(await limitOf(await ask("192.0.2.2")), [200]);
});

Deno.test("On loopback without tokens, only long answers are limited by default", async () => {
  const { readServeConfig } = await import("../../../src/config/read_config.ts");
  // Long answers cost the server memory and time, whoever asks for them.
  const { reads, ...others } = readServeConfig({}).access.limits;
  assertEquals([reads, ...Object.values(others)], [64, ...Object.values(others).map(() => 0)]);
  for (
    const guarded of [{ tokens: "file" }, { "jwt-keys": "file" }, {
      host: "0.0.0.0",
      "allow-anonymous": "true",
    }]
  ) {
    for (const limit of Object.values(readServeConfig(guarded).access.limits)) assert(limit > 0);
  }
  assertLessOrEqual(readServeConfig({ tokens: "file", "max-streams": "0" }).access.limits.streams, 0);
});
