/** Requests that no well-meaning client sends, as bytes of HTTP/1.1. */
import { strangeOrd, strangeText } from "./chemistry_texts.ts";
import { mutated, mutatedBytes, NASTY } from "./mutations.ts";
import type { Random } from "../support/random.ts";

/** One request; `isHead` is needed to read its answer. */
export interface RawRequest {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isHead: boolean;
}

/** What the requests know about the target server. */
export interface FuzzTarget {
  /** `host:port`. */
  readonly host: string;
  /** A session that has ended and must not be deleted. */
  readonly sessionId: string;
  readonly token: string;
  readonly ticket: string;
  readonly cookie: string;
}

const encoder = new TextEncoder();

const METHODS = ["GET", "GET", "GET", "GET", "HEAD", "POST", "DELETE", "PUT", "PATCH", "OPTIONS"] as const;
const PATHS = [
  "/sessions",
  "/sessions/ID",
  "/sessions/ID/stream",
  "/sessions/ID/streaming-status",
  "/sessions/ID/content",
  "/sessions/ID/reactions",
  "/sessions/ID/reactions/0",
  "/sessions/ID/reactions/0/depiction.svg",
  "/sessions/ID/export.csv",
  "/sessions/ID/export.rdf",
  "/sessions/ID/export.smi",
  "/sessions/ID/reactions/0/reaction.rxn",
  "/sessions/ID/cancel",
  "/sessions/ID/resume",
  "/sessions/ID/stream-tickets",
  "/v1/stream/ID",
  "/auth/session",
  "/readyz",
  "/healthz",
  "/openapi.json",
  "/",
  "/static/js/main.js",
  "/nothing",
] as const;
const PARAMETERS = [
  "after",
  "limit",
  "wait",
  "status",
  "last_event_id",
  "client_id",
  "ticket",
  "offset",
  "live",
  "cursor",
  "width",
  "height",
  "theme",
  "format",
  "title",
  "agent",
  "file_name",
  "max_reactions",
] as const;
const VALUES = [
  "0",
  "1",
  "5",
  "-1",
  "now",
  "sse",
  "long-poll",
  "dark",
  "completed",
  "1000000000",
  "55",
] as const;
const HEADERS = [
  "Accept",
  "Last-Event-ID",
  "If-None-Match",
  "Origin",
  "Sec-Fetch-Site",
  "Sec-Fetch-Mode",
  "X-Forwarded-For",
  "X-Forwarded-Host",
  "X-Forwarded-Proto",
  "Idempotency-Key",
  "Content-Encoding",
  "Range",
  "Accept-Encoding",
  "Referer",
  "User-Agent",
  "Access-Control-Request-Method",
  "Upgrade",
  "X-HTTP-Method-Override",
] as const;
const TYPES = [
  "application/json",
  "text/plain",
  "text/plain; charset=utf-16le",
  "text/plain; charset=nothing",
  "text/csv",
  "text/tab-separated-values",
  "application/x-ndjson",
  "chemical/x-mdl-rxnfile",
  "chemical/x-mdl-rdfile",
  "application/x-protobuf",
  "application/gzip",
  "chemical/x-daylight-smiles",
  "multipart/form-data; boundary=b",
  "multipart/form-data",
  "application/x-www-form-urlencoded",
] as const;

/** A request that is valid HTTP but whose content the server does not expect. */
export function strangeRequest(random: Random, target: FuzzTarget): RawRequest {
  const method = random.pick(METHODS);
  let path: string = random.pick(PATHS);
  if (random.chance(0.3)) path = mutated(path, random, 2);
  // The session that the other requests refer to must stay.
  const id = method === "DELETE" || random.chance(0.2)
    ? mutated(target.sessionId, random, 2)
    : target.sessionId;
  path = path.replace("ID", random.chance(0.05) ? id.toUpperCase() : id);
  const query = Array.from({ length: random.below(4) }, () => {
    const value = random.chance(0.4) ? random.pick(VALUES) : random.pick(NASTY);
    const text = random.chance(0.5) ? encodeURIComponent(value) : value;
    return `${random.chance(0.95) ? random.pick(PARAMETERS) : random.pick(NASTY)}=${text}`;
  });
  if (random.chance(0.05)) {
    query.push(`ticket=${random.chance(0.5) ? target.ticket : mutated(target.ticket, random)}`);
  }
  const url = printable(`/${path.replace(/^\/+/, "")}${query.length > 0 ? `?${query.join("&")}` : ""}`);
  const headers = [`Host: ${target.host}`, ...identity(random, target)];
  for (let count = random.below(4); count > 0; count--) {
    const accepted = random.pick(["text/event-stream, */*;q=0.5", "image/png"]);
    const value = random.chance(0.7) ? random.pick(NASTY) : mutated(accepted, random, 3);
    headers.push(`${random.pick(HEADERS)}: ${latin(value)}`);
  }
  const body = method === "POST" || method === "PUT" || method === "PATCH" ? strangeBody(random) : null;
  if (body !== null) headers.push(...body.headers, `Content-Length: ${body.bytes.length}`);
  return request([`${method} ${url} HTTP/1.1`, ...headers], body?.bytes, method === "HEAD");
}

/** A request that would create a session if it were correct. */
export function strangeCreation(random: Random, target: FuzzTarget): RawRequest {
  const { bytes, headers } = strangeBody(random);
  const key = random.chance(0.1) ? [`Idempotency-Key: ${latin(random.pick(NASTY))}`] : [];
  const query = random.chance(0.3)
    ? `?${random.pick(PARAMETERS)}=${encodeURIComponent(random.pick(NASTY))}`
    : "";
  const lines = [
    `POST /sessions${query} HTTP/1.1`,
    `Host: ${target.host}`,
    `Authorization: Bearer ${target.token}`,
  ];
  return request([...lines, ...headers, ...key, `Content-Length: ${bytes.length}`], bytes);
}

/** Bytes that are not a request, or cannot be understood as exactly one. */
export function brokenRequest(random: Random, target: FuzzTarget): RawRequest {
  const good =
    `GET /sessions HTTP/1.1\r\nHost: ${target.host}\r\nAuthorization: Bearer ${target.token}\r\n\r\n`;
  const head = `POST /sessions HTTP/1.1\r\nHost: ${target.host}\r\nAuthorization: Bearer ${target.token}\r\n`;
  const chunked = `${head}Transfer-Encoding: chunked\r\nContent-Type: text/plain\r\n`;
  const texts: readonly (() => string)[] = [
    () => `${head}Content-Length: -1\r\n\r\nCC`,
    () => `${head}Content-Length: 99999999999999999999\r\n\r\nCC`,
    () => `${head}Content-Length: 5\r\nContent-Length: 6\r\n\r\nCCCCCC`,
    () => `${chunked}Content-Length: 5\r\n\r\n0\r\n\r\n`,
    () => `${chunked}\r\nzz\r\nCC\r\n0\r\n\r\n`,
    () => `${chunked}\r\nfffffffffffffffff\r\nCC\r\n0\r\n\r\n`,
    () => `${chunked}\r\n5;${"x".repeat(20_000)}\r\nCCCCC\r\n0\r\n\r\n`,
    () => `${chunked}\r\n-1\r\nCC\r\n0\r\n\r\n`,
    () => `${head}Transfer-Encoding: gzip, chunked, ${random.pick(NASTY)}\r\n\r\n0\r\n\r\n`,
    () => good.replace("\r\n\r\n", `\r\nX: ${"x".repeat(random.below(100_000))}\r\n\r\n`),
    () => good.replace("\r\n\r\n", "\r\n" + "X: y\r\n".repeat(random.below(3_000)) + "\r\n"),
    () => good.replace("HTTP/1.1", random.pick(["HTTP/9.9", "HTTP/1.0", "HTTP/", "http/1.1", ""])),
    () => good.replace("/sessions", "/" + "x".repeat(random.below(70_000))),
    () =>
      good.replace(
        "/sessions",
        random.pick(["*", "http://evil.example/", "//", "/\\", "?", "#", "http://[", "/%"]),
      ),
    () =>
      good.replace(
        target.host,
        random.pick(["", "a b", "[", "evil.example", "x".repeat(5_000), "\u0000", "localhost:99999"]),
      ),
    () => good.replace("GET", random.pick(["CONNECT", "TRACE", "PRI", "get", "G\u0000T", "PROPFIND"])),
    () => mutated(good, random),
    () => mutated(`${head}Content-Type: text/plain\r\nContent-Length: 9\r\n\r\nCCO>>CC=O`, random),
    () => good.slice(0, random.below(good.length)),
  ];
  if (random.chance(0.2)) return { bytes: random.bytes(2_000), isHead: false };
  const bytes = encoder.encode(random.pick(texts)());
  return { bytes: random.chance(0.2) ? mutatedBytes(bytes, random) : bytes, isHead: false };
}

function identity(random: Random, { token, cookie }: FuzzTarget): string[] {
  const way = random.below(20);
  if (way < 15) return [`Authorization: Bearer ${token}`];
  if (way === 15) return [`Authorization: ${latin(mutated(`Bearer ${token}`, random, 3))}`];
  if (way === 16) {
    return [`Authorization: Bearer ${latin(mutated("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.x", random))}`];
  }
  if (way === 17) return [`Cookie: ${cookie}`];
  if (way === 18) return [`Cookie: ${latin(mutated(cookie, random))}; ${latin(random.pick(NASTY))}`];
  return [];
}

function strangeBody(random: Random): { bytes: Uint8Array<ArrayBuffer>; headers: string[] } {
  const type: string = random.pick(TYPES);
  const text = type.startsWith("multipart")
    ? multipart(random)
    : type === "application/json"
    ? strangeJson(random)
    : strangeText(random);
  const plain = encoder.encode(text);
  const bytes = random.chance(0.02)
    ? encoder.encode(text.repeat(random.below(200)))
    : random.chance(0.1)
    ? random.bytes(3_000)
    : random.chance(0.1)
    ? strangeOrd(random)
    : random.chance(0.3)
    ? mutatedBytes(plain, random)
    : plain;
  return { bytes, headers: [`Content-Type: ${latin(random.chance(0.1) ? mutated(type, random, 2) : type)}`] };
}

function multipart(random: Random): string {
  const field = (name: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; ${name}\r\n\r\n${value}\r\n`;
  const text = field('name="file"; filename="my.csv"', strangeText(random)) +
    field('name="title"', random.pick(NASTY)) +
    field(`name="${random.pick(PARAMETERS)}"`, random.pick(NASTY)) + "--b--\r\n";
  return random.chance(0.6) ? mutated(text, random, 3) : text;
}

function strangeJson(random: Random): string {
  const value = (depth: number): unknown => {
    const nasty = random.pick(NASTY);
    const kinds = [nasty, strangeText(random), Number(nasty), null, true, -0, 1e308, "\ud800", "a\u0000b"];
    if (depth > 3 || random.chance(0.7)) return random.pick(kinds.map((kind) => ({ kind }))).kind;
    if (random.chance(0.5)) return Array.from({ length: random.below(5) }, () => value(depth + 1));
    return Object.fromEntries(
      Array.from({ length: random.below(5) }, () => [random.pick(NASTY), value(depth + 1)]),
    );
  };
  if (random.chance(0.02)) return "[".repeat(random.below(50_000));
  const body: Record<string, unknown> = { query: strangeText(random) };
  for (const name of ["query", "reactions", "title", "agent", "options", "more"]) {
    if (random.chance(0.25)) body[name] = value(0);
  }
  if (random.chance(0.2)) {
    body["options"] = { format: random.pick(NASTY), file_name: value(2), max_reactions: value(2) };
  }
  const text = JSON.stringify(body);
  return random.chance(0.4) ? mutated(text, random, 3) : text;
}

/** Allowed content of the first line: a client that sends anything else is not understood at all. */
function printable(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, (character) => {
    try {
      return encodeURIComponent(character);
    } catch {
      return "%EF%BF%BD";
    }
  });
}

/** A header's value: one line of Latin-1. */
function latin(text: string): string {
  return text.replace(/[^\x20-\x7e\x80-\xff]/g, "?");
}

/** HTTP/1.1 with these lines, one character per byte. */
export function request(
  lines: readonly string[],
  body?: Uint8Array<ArrayBuffer>,
  isHead = false,
): RawRequest {
  const head = Uint8Array.from(`${lines.join("\r\n")}\r\n\r\n`, (character) => character.charCodeAt(0) & 255);
  const bytes = new Uint8Array(head.length + (body?.length ?? 0));
  bytes.set(head);
  if (body !== undefined) bytes.set(body, head.length);
  return { bytes, isHead };
}
