/** A client of OpenAI-compatible endpoints (`POST /chat/completions`). */
import { delay } from "@std/async";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { CallPlaces } from "./call_places.ts";
import {
  type AskOptions,
  type Model,
  type ModelAnswer,
  ModelError,
  type ModelRequest,
  type TokenCounts,
} from "./model.ts";

export interface EndpointOptions {
  /** Such as `http://localhost:11434/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** Sent as a bearer token and nowhere else; null for none. */
  readonly key: string | null;
  /** Time limit of one request, in milliseconds. */
  readonly timeoutMs: number;
  /** Requests at the same time. */
  readonly concurrency: number;
  /** First wait before a failed request is repeated, in milliseconds; doubled each time. */
  readonly backOffMs?: number;
}

/** Requests for one question, failed ones included. */
const MAX_CALLS = 5;
/** Longest wait between two requests, in milliseconds, whatever `Retry-After` says. */
const MAX_WAIT_MS = 60_000;
/** Longest answer that is read, in characters. */
const MAX_ANSWER = 1_000_000;

/** Stands in an answer where it repeats the key. */
const HIDDEN = "[key]";

/** A request that failed; `isPassing` if the same one may succeed later. */
interface Failure {
  readonly reason: string;
  readonly isPassing: boolean;
  readonly waitMs: number | null;
}

class RequestFailed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.reason);
    this.failure = failure;
  }
}

/** Opens the endpoint; nothing is sent before the first question. */
export function openEndpoint(options: EndpointOptions): Model {
  const places = new CallPlaces(options.concurrency);
  /** Parts of a request that the endpoint has refused to know. */
  const refused = new Set<string>();
  return {
    name: options.model,
    isForeign: false,
    knows: () => Promise.resolve(true),
    async ask(request, ask) {
      const started = performance.now();
      let waitMs = options.backOffMs ?? 500;
      for (let calls = 1;; calls++) {
        try {
          using _place = await places.take(ask.signal);
          const answer = await attempt(options, refused, request, ask);
          return { ...answer, calls, seconds: (performance.now() - started) / 1_000 };
        } catch (error) {
          ask.signal.throwIfAborted();
          if (!(error instanceof RequestFailed)) throw error;
          const { reason, isPassing, waitMs: asked } = error.failure;
          if (!isPassing || calls >= MAX_CALLS) throw new ModelError(reason, { calls });
          const wait = Math.min(MAX_WAIT_MS, asked ?? waitMs * (0.75 + Math.random() / 2));
          ask.onRetry?.(reason, wait);
          // The place is free meanwhile.
          await delay(wait, { signal: ask.signal });
          waitMs *= 2;
        }
      }
    },
  };
}

async function attempt(
  options: EndpointOptions,
  refused: Set<string>,
  request: ModelRequest,
  { signal, onText }: AskOptions,
): Promise<Omit<ModelAnswer, "calls" | "seconds">> {
  const limit = AbortSignal.timeout(options.timeoutMs);
  const either = AbortSignal.any([signal, limit]);
  try {
    const response = await fetch(`${options.baseUrl.replace(/\/+$/, "")}/chat/completions`, {
      method: "POST",
      // Another address would get the text of the session, and perhaps the key.
      redirect: "manual",
      headers: {
        "Content-Type": "application/json",
        "Accept": "text/event-stream, application/json",
        ...options.key === null ? {} : { Authorization: `Bearer ${options.key}` },
      },
      body: JSON.stringify(bodyOf(options.model, request, refused)),
      signal: either,
    });
    if (!response.ok) throw new RequestFailed(await failureOf(response, refused));
    const isStream = response.headers.get("Content-Type")?.includes("text/event-stream") ?? false;
    const answer = isStream
      ? await readStream(response, onText && withoutKey(onText, options.key))
      : readWhole((await response.text()).slice(0, 4 * MAX_ANSWER));
    if (answer.text.trim() === "" && answer.end === "complete") {
      throw new RequestFailed({ reason: "the model gave an empty answer", isPassing: true, waitMs: null });
    }
    // An endpoint that repeats what it was sent must not get the key into a log.
    return options.key === null ? answer : { ...answer, text: answer.text.replaceAll(options.key, HIDDEN) };
  } catch (error) {
    if (error instanceof RequestFailed) throw error;
    signal.throwIfAborted();
    const reason = limit.aborted
      ? `the model did not answer within ${options.timeoutMs / 1_000} s`
      : error instanceof SyntaxError
      ? "the endpoint sent something that is not a chat completion"
      : "the endpoint cannot be reached, or broke off";
    throw new RequestFailed({ reason, isPassing: true, waitMs: null });
  }
}

function bodyOf(model: string, { messages, schema, purpose }: ModelRequest, refused: ReadonlySet<string>) {
  const format = refused.has("json_schema")
    ? refused.has("json_object") ? {} : { response_format: { type: "json_object" } }
    : { response_format: { type: "json_schema", json_schema: { name: purpose, strict: true, schema } } };
  return {
    model,
    messages,
    stream: true,
    ...refused.has("stream_options") ? {} : { stream_options: { include_usage: true } },
    ...refused.has("temperature") ? {} : { temperature: 0 },
    ...format,
  };
}

/** What the status says; the text of an error is not repeated, since it may repeat the key. */
async function failureOf(response: Response, refused: Set<string>): Promise<Failure> {
  const { status } = response;
  const text = (await response.text().catch(() => "")).slice(0, 10_000);
  if ((status === 400 || status === 422) && refuseOne(text, refused)) {
    return { reason: "the endpoint does not know a part of the request", isPassing: true, waitMs: 0 };
  }
  const isPassing = status === 408 || status === 409 || status === 425 || status === 429 || status >= 500;
  const reason = status === 401 || status === 403
    ? `the endpoint refuses the key (status ${status})`
    : status === 404
    ? "the endpoint does not have this model or path (status 404)"
    : status === 429
    ? "the endpoint asks to wait (status 429)"
    : status >= 300 && status < 400
    ? `the endpoint redirects to another address (status ${status})`
    : `the endpoint answered with status ${status}`;
  return { reason, isPassing, waitMs: retryAfterMs(response.headers.get("Retry-After")) };
}

/** Leaves out the part that the endpoint complains about, if there is one that was not left out yet. */
function refuseOne(text: string, refused: Set<string>): boolean {
  const parts = [
    [/stream_options/i, "stream_options"],
    [/temperature/i, "temperature"],
    [/response_format|json_schema|schema|structured|grammar/i, "json_schema"],
    [/response_format|json_object/i, "json_object"],
  ] as const;
  const part = parts.find(([words, name]) => words.test(text) && !refused.has(name));
  if (part === undefined) return false;
  refused.add(part[1]);
  return true;
}

/** `Retry-After` in milliseconds, from seconds or a date (RFC 9110, section 10.2.3). */
function retryAfterMs(header: string | null): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

interface Choice {
  readonly delta?: { readonly content?: unknown; readonly refusal?: unknown };
  readonly message?: { readonly content?: unknown; readonly refusal?: unknown };
  readonly finish_reason?: unknown;
}

interface Completion {
  readonly choices?: readonly Choice[];
  readonly usage?: { readonly prompt_tokens?: unknown; readonly completion_tokens?: unknown } | null;
  readonly error?: unknown;
}

function readWhole(text: string): Omit<ModelAnswer, "calls" | "seconds"> {
  const { choices, usage, error } = JSON.parse(text) as Completion;
  const choice = choices?.[0];
  if (error || choice === undefined) throw new SyntaxError("There is no choice");
  const { content, refusal } = choice.message ?? {};
  return {
    text: typeof content === "string" ? content : "",
    end: endOf(choice.finish_reason, refusal),
    tokens: tokensOf(usage),
  };
}

async function readStream(
  { body }: Response,
  onText: ((piece: string | null) => void) | undefined,
): Promise<Omit<ModelAnswer, "calls" | "seconds">> {
  if (body === null) throw new SyntaxError("There is no body");
  let text = "";
  let end: ModelAnswer["end"] | null = null;
  let tokens: TokenCounts = { input: 0, output: 0 };
  let isDone = false;
  const decoded = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>);
  for await (const { data } of decoded.pipeThrough(new EventSourceParserStream())) {
    if (data.trim() === "[DONE]") {
      isDone = true;
      break;
    }
    const { choices, usage, error } = JSON.parse(data) as Completion;
    if (error) throw new SyntaxError("The stream has an error");
    if (usage) tokens = tokensOf(usage);
    const choice = choices?.[0];
    const piece = choice?.delta?.content;
    if (typeof piece === "string" && piece !== "") {
      text += piece;
      onText?.(piece);
    }
    if (choice?.delta?.refusal) end = "refused";
    if (choice?.finish_reason) end = endOf(choice.finish_reason, end === "refused");
    if (text.length > MAX_ANSWER) return { text: text.slice(0, MAX_ANSWER), end: "cut", tokens };
  }
  onText?.(null);
  // A connection that closes before the model is done looks like the end of the stream.
  if (end === null && !isDone) throw new TypeError("The stream broke off");
  return { text, end: end ?? "complete", tokens };
}

/**
 * Passes on pieces of an answer without the key, even if that comes in several pieces: the last characters wait for
 * the next piece, or for null at the end.
 */
function withoutKey(onText: (piece: string) => void, key: string | null): (piece: string | null) => void {
  let held = "";
  return (piece) => {
    held += piece ?? "";
    if (key !== null) held = held.replaceAll(key, HIDDEN);
    const waiting = piece === null || key === null ? 0 : key.length - 1;
    const ready = held.slice(0, Math.max(0, held.length - waiting));
    held = held.slice(ready.length);
    if (ready !== "") onText(ready);
  };
}

function endOf(finishReason: unknown, refusal: unknown): ModelAnswer["end"] {
  if (refusal || finishReason === "content_filter") return "refused";
  return finishReason === "length" ? "cut" : "complete";
}

function tokensOf(usage: Completion["usage"]): TokenCounts {
  const count = (value: unknown) => typeof value === "number" && value >= 0 ? Math.trunc(value) : 0;
  return { input: count(usage?.prompt_tokens), output: count(usage?.completion_tokens) };
}
