/** A real HTTP server that speaks the protocol of OpenAI-compatible endpoints, well or badly, as a test tells it. */

/** A question as it arrived. */
export interface Question {
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly response_format?: { readonly type: string };
    readonly stream?: boolean;
  };
  readonly headers: Headers;
  /** Counts from 1. */
  readonly number: number;
}

export type Reply = (question: Question) => Response | Promise<Response>;

export interface ModelServer extends AsyncDisposable {
  readonly baseUrl: string;
  readonly questions: readonly Question[];
}

/** Starts the server; `reply` answers every question. */
export function startModelServer(reply: Reply): ModelServer {
  const questions: Question[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    if (request.method !== "POST" || new URL(request.url).pathname !== "/v1/chat/completions") {
      return new Response("nothing here", { status: 404 });
    }
    const question = {
      body: await request.json(),
      headers: request.headers,
      number: questions.length + 1,
    };
    questions.push(question);
    return await reply(question);
  });
  return {
    baseUrl: `http://127.0.0.1:${server.addr.port}/v1`,
    questions,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** An answer in pieces of some characters, as server-sent events; `isCut` without its end. */
export function streamed(
  text: string,
  { finish = "stop", isCut = false }: { readonly finish?: string; readonly isCut?: boolean } = {},
): Response {
  const events = (text.match(/[^]{1,40}/g) ?? []).map((content) => ({ choices: [{ delta: { content } }] }));
  const end = isCut ? [] : [
    { choices: [{ delta: {}, finish_reason: finish }] },
    { choices: [], usage: { prompt_tokens: 100, completion_tokens: 20 } },
  ];
  const lines = [...events, ...end].map((event) => `data: ${JSON.stringify(event)}\n\n`);
  return new Response(lines.join("") + (isCut ? "" : "data: [DONE]\n\n"), {
    headers: { "Content-Type": "text/event-stream" },
  });
}

/** The same as one JSON object, for endpoints that do not stream. */
export function whole(text: string): Response {
  return Response.json({
    choices: [{ message: { content: text }, finish_reason: "stop" }],
    usage: { prompt_tokens: 100, completion_tokens: 20 },
  });
}

/** The head of an answer and nothing more, until the client gives up; then `onLeft` is called. */
export function hang(onLeft: () => void = () => {}): Response {
  const body = new ReadableStream({ cancel: onLeft });
  return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
}

export function lastMessage({ body }: Question): string {
  return body.messages.at(-1)?.content ?? "";
}

/** An answer in the shape of the schema, from `[role, quote, name]`. */
export function reading(
  ...reactions: readonly (readonly (readonly [role: string, quote: string, name?: string])[])[]
): string {
  return JSON.stringify({
    reactions: reactions.map((components) => ({
      components: components.map(([role, quote, name = quote]) => ({ role, quote, name, amount: null })),
      conditions: { temperature: null, time: "2 h", atmosphere: null, yield: null },
    })),
  });
}
