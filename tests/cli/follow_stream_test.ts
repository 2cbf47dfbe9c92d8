import { assertEquals, assertRejects } from "@std/assert";
import { followStream, type ReceivedEvent } from "../../src/cli/follow_stream.ts";
import { ServerError } from "../../src/cli/server_client.ts";

const LAST = '{"_type":"completion","status":"completed"}';

/** A server that gives these answers, one per request, and records the cursors of the requests. */
function serveAnswers(answers: readonly (() => Response)[]) {
  const cursors: (string | null)[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const answer = answers[cursors.length];
    cursors.push(request.headers.get("Last-Event-ID"));
    return answer?.() ?? new Response("No more answers", { status: 500 });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}/stream`,
    cursors,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

function events(text: string): Response {
  return new Response(`retry: 1\n${text}`, { headers: { "Content-Type": "text/event-stream" } });
}

/** A body that sends `text` and then nothing more, as over a lost network. */
function silentAfter(text: string): Response {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(`retry: 1\n${text}`)),
  });
  return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
}

async function follow(
  url: string,
  options: { readonly silenceMs?: number; readonly patienceMs?: number } = {},
): Promise<{ readonly received: ReceivedEvent[]; readonly reasons: string[] }> {
  const reasons: string[] = [];
  const stream = followStream(url, {
    after: 0,
    clientId: "test",
    patienceMs: 60_000,
    onRetry: (reason) => reasons.push(reason),
    ...options,
  });
  return { received: await Array.fromAsync(stream), reasons };
}

Deno.test("followStream() survives a proxy's error answers while the server behind it restarts", async () => {
  await using server = serveAnswers([
    () => events("data: a\nid: 1\n\ndata: b\nid"),
    () => new Response("Bad Gateway", { status: 502 }),
    () => new Response("Gateway Timeout", { status: 504 }),
    () => new Response('{"detail":"The server is stopping"}', { status: 503 }),
    () => events(`data: b\nid: 2\n\ndata: ${LAST}\nid: 3\n\ndata: never\nid: 4\n\n`),
  ]);
  const { received, reasons } = await follow(server.url);
  assertEquals(received, [{ id: 1, data: "a" }, { id: 2, data: "b" }, { id: 3, data: LAST }]);
  assertEquals(server.cursors, [null, "1", "1", "1", "1"]);
  assertEquals(reasons.length, 4);
});

Deno.test("followStream() reconnects to a server that cut its first connection, but gives up where there is no server", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${listener.addr.port}/stream`;
  const serving = (async () => {
    (await listener.accept()).close();
    const connection = await listener.accept();
    await connection.read(new Uint8Array(1_000));
    const head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    await connection.write(new TextEncoder().encode(`${head}id: 1\ndata: ${LAST}\n\n`));
    connection.close();
    listener.close();
  })();
  assertEquals((await follow(url)).received, [{ id: 1, data: LAST }]);
  await serving;
  await assertRejects(() => follow(url), ServerError, "Cannot reach");
});

Deno.test("followStream() abandons a connection that has fallen silent", async () => {
  await using server = serveAnswers([
    () => silentAfter("data: a\nid: 1\n\n"),
    () => events(`data: ${LAST}\nid: 2\n\n`),
  ]);
  const { received, reasons } = await follow(server.url, { silenceMs: 200 });
  assertEquals(received.map(({ id }) => id), [1, 2]);
  assertEquals(server.cursors, [null, "1"]);
  assertEquals(reasons, ["The connection has been silent for too long"]);
});

Deno.test("followStream() reports why the server ended a stream, keeps its cursor, and gives up if the session was deleted", async () => {
  await using server = serveAnswers([
    () => events('data: a\nid: 1\n\nretry: 1\nevent: goodbye\ndata: {"reason":"stopping","retry_ms":1}\n\n'),
    () => events('event: goodbye\ndata: {"reason":"failed","retry_ms":1}\n\n'),
    () => events('data: b\nid: 2\n\nevent: deleted\ndata: {"reason":"deleted"}\n\n'),
  ]);
  const reasons: string[] = [];
  const received: number[] = [];
  const stream = followStream(server.url, {
    after: 0,
    clientId: "test",
    patienceMs: 60_000,
    onRetry: (reason) => reasons.push(reason),
  });
  const failure = await assertRejects(
    async () => {
      for await (const { id } of stream) received.push(id);
    },
    ServerError,
    "The session was deleted",
  );
  assertEquals((failure as ServerError).status, 404);
  assertEquals([received, server.cursors], [[1, 2], [null, "1", "1"]]);
  assertEquals(reasons, ["The server is stopping", "The server could not continue the stream"]);
});

Deno.test("followStream() skips named and unnumbered events, and stops at 204", async () => {
  await using server = serveAnswers([
    () => events("event: status\ndata: x\n\ndata: y\n\nid: 1\ndata: a\n\n"),
    () => new Response(null, { status: 204 }),
  ]);
  assertEquals((await follow(server.url)).received, [{ id: 1, data: "a" }]);
});

Deno.test("followStream() gives up when refused, and when the server is away for too long", async () => {
  await using refusing = serveAnswers([
    () => events("data: a\nid: 1\n\n"),
    () => new Response('{"detail":"Session not found"}', { status: 404 }),
  ]);
  const refused = await assertRejects(() => follow(refusing.url), ServerError, "Session not found");
  assertEquals((refused as ServerError).status, 404);
  await using leaving = serveAnswers([
    () => events("data: a\nid: 1\n\n"),
    () => new Response("Bad Gateway", { status: 502 }),
  ]);
  await assertRejects(() => follow(leaving.url, { patienceMs: 0 }), ServerError, "502");
});
