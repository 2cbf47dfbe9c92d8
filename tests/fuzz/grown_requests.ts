/** Requests of any size, for each place of HTTP that a client fills. */
import { describeText, randomText, textOf } from "./grown_text.ts";
import { type FuzzTarget, type RawRequest, request } from "./http_requests.ts";
import type { Random } from "../support/random.ts";

/** A family of requests, one for each size. */
export interface GrownRequest {
  readonly name: string;
  /** Largest size that makes sense, in bytes: heads are refused beyond 16 KiB. */
  readonly most: number;
  /** It may create a session, whose work is counted too. */
  readonly creates: boolean;
  make(target: FuzzTarget, size: number): RawRequest;
}

const MOST_HEAD = 12 * 1024;
const MOST_BODY = 512 * 1024;
const encoder = new TextEncoder();

function body(name: string, type: string, write: (size: number) => string): GrownRequest {
  return {
    name,
    most: MOST_BODY,
    creates: true,
    make: (target, size) => {
      const bytes = encoder.encode(write(size));
      const path = type === "application/json" || type.startsWith("multipart")
        ? "/sessions"
        : "/sessions?max_reactions=1";
      return request([
        `POST ${path} HTTP/1.1`,
        `Host: ${target.host}`,
        `Authorization: Bearer ${target.token}`,
        `Content-Type: ${type}`,
        `Content-Length: ${bytes.length}`,
      ], bytes);
    },
  };
}

function head(name: string, write: (target: FuzzTarget, size: number) => readonly string[]): GrownRequest {
  return {
    name,
    most: MOST_HEAD,
    creates: false,
    make: (target, size) => {
      const [first = "", ...headers] = write(target, size);
      return request([first, `Host: ${target.host}`, ...headers]);
    },
  };
}

const fill = (unit: string, size: number) => unit.repeat(Math.max(1, Math.floor(size / unit.length)));
const multipart = (name: string, unit: string) =>
  body(name, "multipart/form-data; boundary=b", (size) => `${fill(unit, size)}--b--\r\n`);
const part = (headers: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; ${headers}\r\n\r\n${value}\r\n`;
const list = (name: string, header: string, unit: string) =>
  head(`${header} of ${name}`, ({ token }, size) => [
    "GET /sessions?limit=1 HTTP/1.1",
    `Authorization: Bearer ${token}`,
    `${header}: ${fill(unit, size)}`,
  ]);

/** The known places. */
export const KNOWN_REQUESTS: readonly GrownRequest[] = [
  body("JSON: reactions of numbers", "application/json", (size) => `{"reactions":[${fill("0,", size)}0]}`),
  body(
    "JSON: reactions of empty texts",
    "application/json",
    (size) => `{"reactions":[${fill('"",', size)}""]}`,
  ),
  body("JSON: reactions of lists", "application/json", (size) => `{"reactions":[${fill("[],", size)}[]]}`),
  body(
    "JSON: lists in lists",
    "application/json",
    (size) => `{"reactions":${fill("[", size / 2)}${fill("]", size / 2)}}`,
  ),
  body("JSON: objects in objects", "application/json", (size) => `${fill('{"a":', size)}`),
  body(
    "JSON: unknown names",
    "application/json",
    (size) => `{"query":"C>>C",${Array.from({ length: size / 12 }, (_, i) => `"k${i}":0`).join()}}`,
  ),
  body("JSON: one long name", "application/json", (size) => `{"query":"C>>C","${fill("k", size)}":0}`),
  body(
    "JSON: one name again and again",
    "application/json",
    (size) => `{${fill('"query":"C",', size)}"query":"C>>C"}`,
  ),
  body("JSON: escapes", "application/json", (size) => `{"query":"${fill("\\u0061", size)}"}`),
  body("JSON: a long title", "application/json", (size) => `{"query":"C>>C","title":"${fill("a", size)}"}`),
  multipart("multipart: tiny parts", part('name="a"', "")),
  multipart("multipart: many queries", part('name="query"', "C>>C")),
  multipart("multipart: many files", part('name="file"; filename="a.smi"', "C>>C")),
  body("multipart: boundaries that are none", "multipart/form-data; boundary=b", (size) => fill("--b", size)),
  body(
    "multipart: line breaks",
    "multipart/form-data; boundary=b",
    (size) => `--b${fill("\r\n", size)}--b--`,
  ),
  body("text: a long line", "text/plain", (size) => fill("a", size)),
  body("text: short lines", "text/plain", (size) => fill("a\n", size)),
  body("form: fields", "application/x-www-form-urlencoded", (size) => fill("a=b&", size)),
  head("path of slashes", (_, size) => [`GET ${fill("/", size)} HTTP/1.1`]),
  head("path of dots", (_, size) => [`GET ${fill("/..", size)} HTTP/1.1`]),
  head("path of escapes", (_, size) => [`GET /${fill("%61", size)} HTTP/1.1`]),
  head("many parameters", (_, size) => [`GET /sessions?${fill("a=b&", size)} HTTP/1.1`]),
  head("one parameter again and again", (_, size) => [`GET /sessions?${fill("limit=1&", size)} HTTP/1.1`]),
  head("many cursors", ({ sessionId }, size) => [
    `GET /sessions/${sessionId}/stream?${fill("last_event_id=1&", size)} HTTP/1.1`,
  ]),
  head("a long token", (_, size) => ["GET /sessions HTTP/1.1", `Authorization: Bearer ${fill("a.", size)}`]),
  head(
    "many headers",
    (_, size) => ["GET /sessions HTTP/1.1", ...Array<string>(Math.floor(size / 6)).fill("X: y")],
  ),
  list("names", "Cookie", "a=b; "),
  list("semicolons", "Cookie", "; "),
  list("types", "Accept", "a/b;q=0.5,"),
  list("commas", "Accept", ","),
  list("codings", "Accept-Encoding", "gzip;q=0,"),
  list("addresses", "X-Forwarded-For", "1.1.1.1, "),
  list("tags", "If-None-Match", '"a", '),
  list("blanks", "If-None-Match", " "),
  list("quotes", "If-None-Match", '"'),
  list("letters", "Origin", "a"),
  list("digits", "Last-Event-ID", "1"),
  list("ranges", "Range", "0-1,"),
];

const TYPES = {
  auto: "text/plain",
  text: "text/plain",
  smiles: "chemical/x-daylight-smiles",
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  jsonl: "application/x-ndjson",
  rxn: "chemical/x-mdl-rxnfile",
  rdf: "chemical/x-mdl-rdfile",
  ord: "application/x-protobuf",
} as const;

/** A body of pieces of its format in random order. */
export function randomRequest(random: Random): GrownRequest {
  const grown = randomText(random);
  const { format } = grown.reader;
  return body(describeText(grown), TYPES[format], (size) => textOf(grown, size));
}
