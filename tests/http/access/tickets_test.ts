import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import { EventSource as NpmEventSource } from "eventsource";
import type { Identity } from "../../../src/http/access/caller.ts";
import { isTicketGood } from "../../../src/http/access/tickets.ts";
import { newSigningKey, readSigningKey, SignedTokens } from "../../../src/http/access/signed_token.ts";
import { sha256 } from "../../../src/http/access/token_file.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { startServer } from "../../support/server_process.ts";
import { parseEvents } from "../../support/sse/parse_events.ts";
import { REACTION, startGuardedService, TOKEN } from "./support.ts";

Deno.test("A ticket opens the stream of its session, and nothing else", async () => {
  await using service = await startGuardedService();
  const [id, other] = [await service.createAs(TOKEN.alice), await service.createAs(TOKEN.alice)];
  const response = await service.ask(TOKEN.reader, `/sessions/${id}/stream-tickets`, { method: "POST" });
  const { ticket, expires_at: end, stream_url: stream } = await response.json();
  assertEquals([response.status, stream], [201, `/sessions/${id}/stream?ticket=${ticket}`]);
  const left = Date.parse(end) - Date.now();
  assertGreater(left, 0);
  assertLess(left, 60_001);
  const streamed = await fetch(service.url + stream);
  const { ids, data } = parseEvents(await streamed.text());
  assertEquals(data.at(-1), '{"_type":"completion","status":"completed"}');
  assertEquals(streamed.headers.get("Referrer-Policy"), "no-referrer");
  const cut = await fetch(service.url + stream, { headers: { "Last-Event-ID": "5" } });
  assertEquals(parseEvents(await cut.text()).ids, ids.slice(5));
  const done = await fetch(service.url + stream, { headers: { "Last-Event-ID": String(ids.length) } });
  assertEquals([done.status, await done.text()], [204, ""]);
  assertEquals(await service.outcome(null, `/sessions/${other}/stream?ticket=${ticket}`), [
    401,
    "token_invalid",
  ]);
  for (const rest of ["", "/content", "/export.csv", "/streaming-status", "/stream-tickets"]) {
    const method = rest === "/stream-tickets" ? "POST" : "GET";
    assertEquals(await service.outcome(null, `/sessions/${id}${rest}?ticket=${ticket}`, { method }), [
      401,
      "token_required",
    ]);
  }
  for (const wrong of [`${ticket}x`, ticket.slice(0, -5), "", TOKEN.reader]) {
    assertEquals(await service.outcome(null, `/sessions/${id}/stream?ticket=${wrong}`), [
      401,
      "token_invalid",
    ]);
  }
  // It is neither a token nor a cookie.
  assertEquals(await service.outcome(ticket, `/sessions/${id}/stream`), [401, "token_invalid"]);
  const asCookie = { headers: { Cookie: `rxnstream=${ticket}` } };
  assertEquals(await service.outcome(null, `/sessions/${id}/stream`, asCookie), [401, "token_required"]);
});

Deno.test("A ticket expires unless it opened a stream in time; one that did is valid until its end", async () => {
  await using service = await startGuardedService();
  const id = await service.createAs(TOKEN.alice);
  await (await service.ask(TOKEN.alice, `/sessions/${id}/stream`)).text();
  const signedTokens = new SignedTokens(await readSigningKey(service.folder));
  const alice: Identity = {
    subject: "token:alice",
    name: "alice",
    scopes: new Set(["read"]),
    sessions: new Set([id]),
    expiresAt: null,
    source: signedTokens.fingerprint(sha256(TOKEN.alice)),
    limits: {},
  };
  const minute = 60_000;
  const status = async (ticket: string, headers: HeadersInit = {}) => {
    const response = await fetch(`${service.url}/sessions/${id}/stream?ticket=${ticket}`, { headers });
    await response.text();
    return response.status;
  };
  const [openBy, expiresAt] = [Date.now() - minute, Date.now() + minute];
  const late = await signedTokens.sign("ticket", alice, { openBy, expiresAt });
  assertEquals(await status(late), 401);
  // This is how a native EventSource reconnects to a restarted server, even if it has not received an event.
  assertEquals(await status(late, { "Last-Event-ID": "1" }), 200);
  assertEquals(await status(late), 200);
  const ended = await signedTokens.sign("ticket", alice, { openBy, expiresAt: Date.now() - minute });
  assertEquals(await status(ended, { "Last-Event-ID": "1" }), 401);
  const foreign = await new SignedTokens(newSigningKey()).sign("ticket", alice, {
    openBy: expiresAt,
    expiresAt,
  });
  assertEquals(await status(foreign), 401);
});

Deno.test("A client that may not read a session gets no ticket for it", async () => {
  await using service = await startGuardedService();
  const id = await service.createAs(TOKEN.alice);
  const ask = (token: string | null, which = id) =>
    service.outcome(token, `/sessions/${which}/stream-tickets`, { method: "POST" });
  assertEquals(await ask(null), [401, "token_required"]);
  assertEquals(await ask(await service.jwt({ scope: "create" })), [403, "insufficient_scope"]);
  const bound = await service.jwt({ scope: "read", sessions: [crypto.randomUUID()] });
  assertEquals(await ask(bound), [403, "insufficient_scope"]);
  assertEquals(await ask(TOKEN.reader, crypto.randomUUID()), [404, "session_not_found"]);
});

Deno.test("An EventSource with a ticket gets the whole log, and stops on its own", async () => {
  await using service = await startGuardedService();
  const id = await service.createAs(TOKEN.alice, `${REACTION}\n`.repeat(20));
  for (const Source of [EventSource, NpmEventSource as unknown as typeof EventSource]) {
    const response = await service.ask(TOKEN.alice, `/sessions/${id}/stream-tickets`, { method: "POST" });
    const { stream_url: stream } = await response.json();
    const source = new Source(service.url + stream);
    let last = "";
    const closed = Promise.withResolvers<void>();
    source.onmessage = ({ data }) => last = data;
    source.onerror = () => {
      if (source.readyState === Source.CLOSED) closed.resolve();
    };
    await closed.promise;
    assertEquals(last, '{"_type":"completion","status":"completed"}');
  }
});

Deno.test("Tickets, cookies and tokens stay valid after a restart unless their token has been removed, and no log contains them", async () => {
  await using folder = await temporaryFolder();
  const write = (...names: string[]) =>
    Deno.writeTextFile(
      `${folder.path}/tokens.json`,
      JSON.stringify(
        names.map((name) => ({ name, token: `${name}-token-0123456789`, scopes: ["create", "read"] })),
      ),
    );
  await write("alice", "bob");
  const options = {
    data: `${folder.path}/data`,
    args: ["--log-level", "debug", "--tokens", `${folder.path}/tokens.json`],
  };
  const secrets: string[] = [];
  let said = "";
  const known: { ticket: string; cookie: string; id: string }[] = [];
  {
    await using server = await startServer(options);
    for (const name of ["alice", "bob"]) {
      const token = `${name}-token-0123456789`;
      const headers = { Authorization: `Bearer ${token}` };
      const made = await fetch(`${server.url}/sessions`, { method: "POST", headers, body: REACTION });
      const { session_id: id } = await made.json();
      const answer = await fetch(`${server.url}/sessions/${id}/stream-tickets`, { method: "POST", headers });
      const { ticket } = await answer.json();
      const session = await fetch(`${server.url}/auth/session`, { method: "POST", headers });
      await session.body?.cancel();
      const [cookie = ""] = (session.headers.get("Set-Cookie") ?? "").split(";");
      known.push({ ticket, cookie, id });
      secrets.push(token, ticket, cookie.slice(cookie.indexOf("=") + 1));
      for (
        const path of [
          `/sessions/${id}/stream?ticket=${ticket}`,
          `/sessions/${id}/stream?ticket=${ticket}x`,
          `/nothing?ticket=${ticket}`,
        ]
      ) {
        await (await fetch(server.url + path)).text();
      }
    }
    await server.end("SIGTERM");
    said += server.stderr;
  }
  await write("alice");
  const key = await Deno.stat(`${folder.path}/data/rxnstream.key`);
  assertEquals((key.mode ?? 0) & 0o777, 0o600);
  {
    await using server = await startServer(options);
    const status = async (path: string, headers: HeadersInit = {}) => {
      const response = await fetch(server.url + path, { headers });
      await response.text();
      return response.status;
    };
    const results = [];
    for (const { ticket, cookie, id } of known) {
      const stream = `/sessions/${id}/stream?ticket=${ticket}`;
      results.push([
        await status(stream, { "Last-Event-ID": "3" }),
        await status(stream),
        await status("/sessions", { Cookie: cookie }),
      ]);
    }
    assertEquals(results, [[200, 200, 200], [401, 401, 401]]);
    await server.end("SIGTERM");
    said += server.stderr;
  }
  assert(said.includes("Stream ended"));
  for (const secret of secrets) assert(secret.length > 15 && !said.includes(secret), said);
});

Deno.test("A server assumes that a ticket has already opened its stream only if it was issued before the server started", () => {
  const minute = 60_000;
  const use = { openBy: 10 * minute, now: 11 * minute, hasOpened: false, isResumed: true };
  assertEquals(isTicketGood({ ...use, since: 9.5 * minute }), true);
  assertEquals(isTicketGood({ ...use, since: 9.5 * minute, isResumed: false }), false);
  assertEquals(isTicketGood({ ...use, since: 8 * minute }), false);
  assertEquals(isTicketGood({ ...use, since: 8 * minute, hasOpened: true }), true);
  assertEquals(isTicketGood({ ...use, since: 8 * minute, now: 10 * minute }), true);
});
