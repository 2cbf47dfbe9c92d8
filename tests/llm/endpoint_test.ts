import { assert, assertEquals, assertRejects } from "@std/assert";
import { openEndpoint } from "../../src/llm/endpoint.ts";
import { ModelError } from "../../src/llm/model.ts";
import { readingRequest } from "../../src/llm/prompts.ts";
import { hang, type Reply, startModelServer, streamed, whole } from "./support/model_server.ts";

const KEY = "sk-very-secret-0123456789";
const request = readingRequest("Ethanol was oxidised to acetaldehyde.");

function endpoint(baseUrl: string, options: { timeoutMs?: number; concurrency?: number } = {}) {
  return openEndpoint({
    baseUrl,
    model: "m",
    key: KEY,
    timeoutMs: 60_000,
    concurrency: 4,
    backOffMs: 1,
    ...options,
  });
}

async function ask(reply: Reply, options?: { timeoutMs?: number }) {
  await using server = startModelServer(reply);
  const retries: string[] = [];
  const pieces: string[] = [];
  const asked = endpoint(server.baseUrl, options).ask(request, {
    signal: new AbortController().signal,
    onRetry: (reason) => retries.push(reason),
    onText: (piece) => pieces.push(piece),
  });
  const answer = await asked.catch((error: unknown) => error);
  return { answer, retries, pieces, questions: server.questions };
}

Deno.test("An answer is streamed with its tokens, and asked for with the key, the schema and no temperature", async () => {
  const { answer, questions, retries } = await ask(() => streamed("x".repeat(100)));
  const { text, end, tokens, calls } = answer as Awaited<ReturnType<ReturnType<typeof endpoint>["ask"]>>;
  assertEquals([text, end, tokens, calls], ["x".repeat(100), "complete", { input: 100, output: 20 }, 1]);
  assertEquals(questions[0]?.headers.get("Authorization"), `Bearer ${KEY}`);
  assertEquals(questions[0]?.body.response_format?.type, "json_schema");
  assertEquals(retries, []);
});

Deno.test("An endpoint that does not stream, or does not know schemas, is asked in a way that it knows", async () => {
  const { answer, questions } = await ask(({ body }) =>
    body.response_format === undefined
      ? whole("plain")
      : Response.json({ error: { message: `unknown: response_format ${body.response_format.type}` } }, {
        status: 400,
      })
  );
  assertEquals((answer as { text: string }).text, "plain");
  assertEquals(questions.map(({ body }) => body.response_format?.type), [
    "json_schema",
    "json_object",
    undefined,
  ]);
});

Deno.test("429 with Retry-After, 500, an empty answer and a stream that breaks off are asked again", async () => {
  const replies: readonly Reply[] = [
    () => new Response("slow down", { status: 429, headers: { "Retry-After": "0" } }),
    () => new Response("oops", { status: 500 }),
    () => streamed("half of", { isCut: true }),
    () => new Response("<html>garbage", { headers: { "Content-Type": "application/json" } }),
    () => streamed("done"),
  ];
  const { answer, retries } = await ask((question) =>
    replies[question.number - 1]?.(question) ?? streamed("more")
  );
  assertEquals((answer as { text: string; calls: number }).text, "done");
  assertEquals((answer as { calls: number }).calls, 5);
  assertEquals(retries, [
    "the endpoint asks to wait (status 429)",
    "the endpoint answered with status 500",
    "the endpoint cannot be reached, or broke off",
    "the endpoint sent something that is not a chat completion",
  ]);
});

Deno.test("A model that stays down is given up after five requests, and one that refuses the key after one", async () => {
  const down = await ask(() => new Response("", { status: 503 }));
  assert(down.answer instanceof ModelError);
  assertEquals([down.answer.calls, down.questions.length], [5, 5]);
  const refused = await ask(() => new Response(`bad key ${KEY}`, { status: 401 }));
  assert(refused.answer instanceof ModelError);
  assertEquals([refused.answer.message, refused.questions.length], [
    "the endpoint refuses the key (status 401)",
    1,
  ]);
});

Deno.test("A model that hangs is given up after the time limit", async () => {
  const { answer, retries } = await ask(() => hang(), { timeoutMs: 50 });
  assert(answer instanceof ModelError);
  assertEquals(answer.message, "the model did not answer within 0.05 s");
  assertEquals(retries.length, 4);
});

Deno.test("An answer that stops at the limit of tokens is cut, and a refusal is no answer", async () => {
  assertEquals(((await ask(() => streamed("{", { finish: "length" }))).answer as { end: string }).end, "cut");
  assertEquals(
    ((await ask(() => streamed("", { finish: "content_filter" }))).answer as { end: string }).end,
    "refused",
  );
});

Deno.test("Whoever leaves aborts the request in flight", async () => {
  const arrived = Promise.withResolvers<void>();
  const given = Promise.withResolvers<void>();
  await using server = startModelServer(() => {
    arrived.resolve();
    return hang(() => given.resolve());
  });
  const leaving = new AbortController();
  const asked = endpoint(server.baseUrl).ask(request, { signal: leaving.signal });
  asked.catch(() => {});
  await arrived.promise;
  leaving.abort(new DOMException("left", "AbortError"));
  await assertRejects(() => asked, DOMException, "left");
  await given.promise;
});

Deno.test("No more requests are under way than are allowed", async () => {
  let under = 0;
  let most = 0;
  await using server = startModelServer(async () => {
    most = Math.max(most, ++under);
    await new Promise((resolve) => setTimeout(resolve, 1));
    under--;
    return streamed("done");
  });
  const model = endpoint(server.baseUrl, { concurrency: 2 });
  const { signal } = new AbortController();
  await Promise.all(Array.from({ length: 8 }, () => model.ask(request, { signal })));
  assertEquals([most <= 2, server.questions.length], [true, 8]);
});

Deno.test("A redirection is not followed, and an endpoint that repeats the key does not get it into the answer", async () => {
  const moved = await ask(() =>
    new Response(null, { status: 307, headers: { Location: "http://127.0.0.1:9/" } })
  );
  assertEquals(
    (moved.answer as ModelError).message,
    "the endpoint redirects to another address (status 307)",
  );
  const { answer, pieces } = await ask(() => streamed(`You sent Bearer ${KEY}, and ${KEY} again.`));
  assertEquals((answer as { text: string }).text, "You sent Bearer [key], and [key] again.");
  assert(!pieces.join("").includes("secret"));
});
