import { assert, assertEquals, assertLess, assertMatch, assertStringIncludes } from "@std/assert";
import { deadline } from "@std/async";
import { collectGarbage } from "../support/garbage.ts";
import { startTestService, type TestService } from "../support/service.ts";

const MIB = 1024 * 1024;
const PATIENCE_MS = 60_000;
const encoder = new TextEncoder();
const block = new Uint8Array(64 * 1024).fill(67);

function connect(service: TestService): Promise<Deno.TcpConn> {
  const { hostname, port } = new URL(service.url);
  return Deno.connect({ hostname, port: Number(port) });
}

async function write(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

function head(headers: Readonly<Record<string, string>>): Uint8Array {
  const lines = Object.entries({ Host: "localhost", "Content-Type": "text/plain", ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return encoder.encode(`POST /sessions HTTP/1.1\r\n${lines.join("")}\r\n`);
}

/** One chunk of the chunked transfer coding. */
function chunk(bytes: Uint8Array): Uint8Array {
  const size = encoder.encode(`${bytes.length.toString(16)}\r\n`);
  return Uint8Array.from([...size, ...bytes, 13, 10]);
}

/** Everything that arrives until the connection ends. */
function readAll(connection: Deno.Conn): Promise<string> {
  return deadline(new Response(connection.readable).text(), PATIENCE_MS);
}

interface Upload {
  readonly headers?: Readonly<Record<string, string>>;
  readonly bytes: number;
  readonly isChunked: boolean;
  /** Whether it pauses after each part. */
  readonly isSlow: boolean;
}

/** Writes the whole request, and only then reads the answer. */
async function upload(
  service: TestService,
  { headers = {}, bytes, isChunked, isSlow }: Upload,
): Promise<string> {
  const connection = await connect(service);
  const framing: Record<string, string> = isChunked
    ? { "Transfer-Encoding": "chunked" }
    : { "Content-Length": String(bytes) };
  await write(connection, head({ ...framing, ...headers }));
  const part = isChunked ? chunk(block) : block;
  for (let sent = 0; sent < bytes; sent += block.length) {
    await write(connection, part);
    if (isSlow) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  if (isChunked) await write(connection, encoder.encode("0\r\n\r\n"));
  return await readAll(connection);
}

function assertProblem(answer: string, status: number, code: string): void {
  assertStringIncludes(answer, `HTTP/1.1 ${status} `);
  assertMatch(answer, /\r\nConnection: close\r\n/i);
  assertEquals(JSON.parse(answer.slice(answer.indexOf("{"))).code, code);
}

Deno.test("A client that reads only after writing everything still learns why its body was refused", async (t) => {
  const limits = { "max-body-mib": "16", "max-bodies-mib": "256" };
  await using service = await startTestService(limits);
  const cases: readonly (readonly [string, Omit<Upload, "isSlow">, number, string])[] = [
    ["too large by its length", { bytes: 32 * MIB, isChunked: false }, 413, "body_too_large"],
    ["too large as it arrives", { bytes: 32 * MIB, isChunked: true }, 413, "body_too_large"],
    [
      "of an unknown type",
      { headers: { "Content-Type": "image/png" }, bytes: 8 * MIB, isChunked: false },
      415,
      "media_type_unknown",
    ],
    [
      "from another site",
      { headers: { "Sec-Fetch-Site": "cross-site" }, bytes: 8 * MIB, isChunked: true },
      403,
      "cross_site",
    ],
  ];
  for (const [name, request, status, code] of cases) {
    for (const isSlow of [false, true]) {
      await t.step(`${name}, ${isSlow ? "slowly" : "at once"}`, async () => {
        const answers = Array.from({ length: 5 }, () => upload(service, { ...request, isSlow }));
        for (const answer of await Promise.all(answers)) assertProblem(answer, status, code);
      });
    }
  }
  await t.step("while there is no room", async () => {
    await using service = await startTestService({ ...limits, "max-bodies-mib": "16" });
    using other = await connect(service);
    await write(other, head({ "Content-Length": String(16 * MIB) }));
    await write(other, block);
    const answers = Array.from(
      { length: 20 },
      (_, n) => upload(service, { bytes: 8 * MIB, isChunked: n % 2 === 1, isSlow: n % 4 > 1 }),
    );
    for (const answer of await Promise.all(answers)) assertProblem(answer, 503, "bodies_full");
  });
});

Deno.test("Whatever a refused client still sends is discarded, and the connection is closed in time", async () => {
  await using service = await startTestService({ "max-body-mib": "256" });
  const connection = await connect(service);
  await write(connection, head({ "Content-Length": String(10_000 * MIB) }));
  const answer = readAll(connection).catch((error) => String(error));
  await write(connection, block);
  // What is held may not grow with what is sent; how much garbage there may be is up to V8.
  const most = { firstHalf: 0, secondHalf: 0 };
  let sent = block.length;
  const endless = (async () => {
    for (;;) {
      await write(connection, block);
      sent += block.length;
      if (sent % (16 * MIB) !== 0) continue;
      collectGarbage();
      const half = sent <= 256 * MIB ? "firstHalf" : "secondHalf";
      most[half] = Math.max(most[half], Deno.memoryUsage().rss);
    }
  })();
  await deadline(endless.catch(() => {}), PATIENCE_MS);
  await answer;
  assert(sent >= 512 * MIB, `${sent} bytes were taken`);
  // The content of the connection's buffers comes on top of that.
  assertLess(sent, 544 * MIB);
  assertLess(most.secondHalf - most.firstHalf, 64 * MIB);
});

Deno.test("A refused client that neither sends nor leaves is disconnected", async () => {
  await using service = await startTestService({ "max-body-mib": "1", "request-timeout": "0.5" });
  const connection = await connect(service);
  await write(connection, head({ "Content-Length": String(2 * MIB) }));
  await write(connection, block);
  assertProblem(await readAll(connection), 413, "body_too_large");
});

Deno.test("A refused body and the request behind it on the same connection are kept apart", async () => {
  await using service = await startTestService({ "max-body-mib": "1" });
  const hidden = "DELETE /sessions HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const ask = encoder.encode("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  const large = await connect(service);
  const body = encoder.encode(hidden.repeat(2 * MIB / hidden.length));
  await write(large, head({ "Content-Length": String(body.length) }));
  await write(large, body);
  await write(large, ask);
  const refusal = await readAll(large);
  assertProblem(refusal, 413, "body_too_large");
  assertEquals(refusal.split("HTTP/1.1 ").length - 1, 1);

  const small = await connect(service);
  const first = encoder.encode(hidden.slice(0, 20));
  await write(small, head({ "Content-Type": "image/png", "Content-Length": String(hidden.length) }));
  await write(small, first);
  const bytes = new Uint8Array(4_096);
  const count = await deadline(small.read(bytes), PATIENCE_MS) ?? 0;
  const answer = new TextDecoder().decode(bytes.subarray(0, count));
  assertStringIncludes(answer, "HTTP/1.1 415 ");
  assert(!/connection: close/i.test(answer));
  await write(small, encoder.encode(hidden.slice(20)));
  await write(small, ask);
  const rest = await readAll(small);
  assertMatch(rest, /^HTTP\/1\.1 200 [^]*"status":"ok"/);
});

Deno.test("A client that sends Expect: 100-continue is told to continue only if its body will be read", async () => {
  await using service = await startTestService({ "max-body-mib": "4", "request-timeout": "5" });
  const expecting = { "Content-Length": String(2 * MIB), Expect: "100-continue" };
  const taken = await connect(service);
  await write(taken, head({ ...expecting, Connection: "close" }));
  const bytes = new Uint8Array(4_096);
  const count = await deadline(taken.read(bytes), PATIENCE_MS) ?? 0;
  assertEquals(new TextDecoder().decode(bytes.subarray(0, count)), "HTTP/1.1 100 Continue\r\n\r\n");
  await write(taken, encoder.encode("CCO>>CC=O\n".repeat(2 * MIB / 10).padEnd(2 * MIB)));
  assertMatch(await readAll(taken), /^HTTP\/1\.1 201 /);

  const refused: readonly (readonly [Record<string, string>, number, string])[] = [
    [{ ...expecting, "Content-Length": String(5 * MIB) }, 413, "body_too_large"],
    [{ ...expecting, "Content-Type": "image/png" }, 415, "media_type_unknown"],
  ];
  for (const [headers, status, code] of refused) {
    const connection = await connect(service);
    await write(connection, head(headers));
    const answer = await readAll(connection);
    assert(!answer.includes("100 Continue"));
    assertProblem(answer, status, code);
  }
});
