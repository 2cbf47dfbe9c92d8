import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { startTestService, type TestService } from "../../support/service.ts";
import { until } from "../../support/until.ts";

function connect(service: TestService): Promise<Deno.TcpConn> {
  const { hostname, port } = new URL(service.url);
  return Deno.connect({ hostname, port: Number(port) });
}

function write(connection: Deno.TcpConn, text: string): Promise<number> {
  return connection.write(new TextEncoder().encode(text));
}

async function readSome(connection: Deno.TcpConn): Promise<Uint8Array> {
  const buffer = new Uint8Array(1_000);
  return buffer.subarray(0, await connection.read(buffer) ?? 0);
}

/** The bytes that arrive until the server closes the connection. */
function readAll(connection: Deno.TcpConn): Promise<string> {
  return new Response(connection.readable).text();
}

Deno.test("A request whose head or body never arrives completely is answered with 408, and its connection is closed", async () => {
  await using service = await startTestService({ "request-timeout": "0.5" });
  const halves = [
    "",
    "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Half: ",
    "POST /sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\nCCO",
  ];
  for (const half of halves) {
    const connection = await connect(service);
    await write(connection, half);
    const answer = await readAll(connection);
    assertMatch(answer, /^HTTP\/1\.1 408 Request timeout\r\n/, half);
    assertEquals(JSON.parse(answer.slice(answer.indexOf("{"))).code, "request_timeout");
  }
  assertEquals(await (await fetch(`${service.url}/sessions`)).json(), { items: [], next_after: null });
});

Deno.test("A client that sends its request a byte at a time is cut off", async () => {
  await using service = await startTestService({ "request-timeout": "0.5" });
  const connection = await connect(service);
  await write(connection, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
  const slow = setInterval(() => write(connection, "x").catch(() => {}), 50);
  const answer = await readAll(connection);
  clearInterval(slow);
  assertMatch(answer, /^HTTP\/1\.1 408 /);
});

Deno.test("Bytes that are not an HTTP request get a problem document, and the connection is closed", async () => {
  await using service = await startTestService();
  const cases = [
    ["\x00\x01\x02 nothing\r\n\r\n", 400, "malformed_request"],
    ["GET http://[bad/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "malformed_request"],
    ["GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n", 400, "malformed_request"],
    [`GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ${"y".repeat(100_000)}\r\n\r\n`, 431, "head_too_large"],
  ] as const;
  for (const [request, status, code] of cases) {
    const connection = await connect(service);
    await write(connection, request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
    const answer = await readAll(connection);
    assertStringIncludes(answer, `HTTP/1.1 ${status} `, request.slice(0, 100));
    assertEquals(JSON.parse(answer.slice(answer.indexOf("{"), answer.lastIndexOf("}") + 1)).code, code);
  }
});

Deno.test("Bytes that are not a request are never written into the stream on the same connection", async () => {
  await using service = await startTestService();
  const id = await service.create("CCO>>CC=O\n".repeat(20_000));
  const connection = await connect(service);
  await write(connection, `GET /sessions/${id}/stream HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  const head = new TextDecoder().decode(await readSome(connection));
  assertStringIncludes(head, "text/event-stream");
  await write(connection, "\x00\x01\x02 nothing\r\n\r\n");
  const stream = await readAll(connection).catch(() => "");
  assert(!stream.includes("malformed_request"));
  assertEquals((await fetch(`${service.url}/sessions/${id}`, { method: "DELETE" })).status, 204);
});

Deno.test("A client counts as gone when it closes its connection, half or fully", async () => {
  await using service = await startTestService();
  const id = await service.create("CCO>>CC=O\n".repeat(20_000));
  const connections = async () =>
    (await (await fetch(`${service.url}/sessions/${id}/streaming-status`)).json()).connections;
  for (const leave of ["closeWrite", "close"] as const) {
    const connection = await connect(service);
    await write(connection, `GET /sessions/${id}/stream HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await until(connections, { is: (open) => open > 0 });
    await connection[leave]();
    await until(connections, { is: (open) => open === 0 });
    if (leave === "closeWrite") connection.close();
  }
  assertEquals((await fetch(`${service.url}/sessions/${id}`, { method: "DELETE" })).status, 204);
});

Deno.test("An HTTP/1.0 client gets an unchunked stream, and Connection: close is honoured after it", async () => {
  await using service = await startTestService();
  const id = await service.create("CCO>>CC=O");
  const whole = await (await fetch(`${service.url}/sessions/${id}/stream`)).text();
  const requests = [
    `GET /sessions/${id}/stream HTTP/1.0\r\nHost: localhost\r\n\r\n`,
    `GET /sessions/${id}/stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
  ];
  for (const request of requests) {
    const connection = await connect(service);
    await write(connection, request);
    const answer = await readAll(connection);
    const [head = "", body = ""] = answer.split(/\r\n\r\n([^]*)/);
    assertMatch(head, /\r\nConnection: close\b/i);
    if (request.includes("HTTP/1.0")) assertEquals([/chunked/i.test(head), body], [false, whole]);
    else assertStringIncludes(body, whole.slice(-40));
  }
});

Deno.test("A client that does not read a long answer is disconnected", async () => {
  await using service = await startTestService({ "write-deadline": "0.3" });
  // More bytes than the buffers of a connection hold.
  const id = await service.create(`CCO>>CC=O ${"x".repeat(300)}\n`.repeat(30_000));
  const found = async () => (await (await fetch(`${service.url}/sessions/${id}`)).json()).reactions.found;
  await until(found, { is: (count) => count === 30_000 });
  using connection = await connect(service);
  await write(connection, `GET /sessions/${id}/content HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  // Line ends between requests mean nothing (RFC 9112, section 2.2); they fail once the connection is gone.
  await assertRejects(async () => {
    for (;;) {
      await write(connection, "\r\n");
      await fetch(`${service.url}/healthz`).then((response) => response.body?.cancel());
    }
  });
  assertEquals((await fetch(`${service.url}/sessions/${id}`, { method: "DELETE" })).status, 204);
});
