/** Every option of every command. `--some-name` is `RXNSTREAM_SOME_NAME` in the environment, and the command line wins. */
import { RXN_VERSIONS } from "../chem_results.ts";
import { LOG_FORMATS, LOG_LEVELS } from "../log.ts";
import { INPUT_FORMATS } from "../types.ts";
import {
  ANY,
  anyText,
  changed,
  choice,
  flag,
  type Kind,
  list,
  mebibytes,
  number,
  optional,
  type OptionSpec,
  type OptionTable,
  seconds,
  text,
  whole,
} from "./option.ts";

/** What `run` can print. */
export const RUN_FORMATS = ["table", "jsonl", "csv", "rdf", "smiles", "pb", "pbtxt"] as const;
export type RunFormat = typeof RUN_FORMATS[number];

/** What `names` can print. */
export const NAMES_FORMATS = ["tsv", "jsonl"] as const;
export type NamesFormat = typeof NAMES_FORMATS[number];

/** How `watch` and `submit --watch` can print events. */
export const EVENT_FORMATS = ["text", "jsonl"] as const;
export type EventFormat = typeof EVENT_FORMATS[number];

/** The help of an option that takes one of some words names them. */
function option<Value>(name: string, kind: Kind<Value>, description: string): OptionSpec<Value> {
  const { words, ...rest } = kind;
  return {
    name,
    ...rest,
    description: words === undefined ? description : `${description}: ${words.join(", ")}`,
  };
}

/** A limit whose default depends on whether the server is guarded. */
function limit(
  name: string,
  guarded: number,
  description: string,
  kind: Kind<number> = number(guarded, 0, ANY),
): OptionSpec<number> {
  const more = `0 for no limit; default ${guarded} if guarded, else 0`;
  return { ...option(name, kind, `${description}; ${more}`), default: "", guarded };
}

/** Of everything that does chemistry. */
export const CHEM = {
  /** Undefined is one per core. */
  processes: option(
    "processes",
    changed(whole(0, 0, 256), (count) => count || undefined),
    "chemistry processes; 0 for one per core",
  ),
  chemTimeoutMs: option("chem-timeout", seconds(10, 0.05, 3_600), "time limit of one step of one reaction"),
  chemMemoryBytes: option(
    "chem-memory-mib",
    mebibytes(1_024, 1, 1_048_576),
    "memory above which a working chemistry process is killed (Linux)",
  ),
  maxCharacters: option("max-characters", whole(2_000, 1, 1_000_000), "longest SMILES of one component"),
  maxHeavyAtoms: option("max-heavy-atoms", whole(400, 1, 100_000), "largest component, in heavy atoms"),
  maxReactions: option("max-reactions", whole(100_000, 1, 10_000_000), "most reactions of one session"),
  logLevel: option("log-level", choice("level", "info", LOG_LEVELS), "least severe messages to log"),
} satisfies OptionTable;

/** The same at a terminal, where somebody reads the rows and wants no messages among them. */
export const OFFLINE_CHEM = {
  ...CHEM,
  logLevel: { ...CHEM.logLevel, default: "error" },
} satisfies OptionTable;

/** Of the agents that have a language model read free text. */
export const LLM = {
  llmBaseUrl: option(
    "llm-base-url",
    text("url"),
    "OpenAI-compatible endpoint of a language model, up to /v1",
  ),
  llmModel: option("llm-model", text("name"), "model of the endpoint, or whose stored answers to use"),
  llmKeyFile: option(
    "llm-api-key-file",
    text("file"),
    "file with the key of the endpoint; RXNSTREAM_LLM_API_KEY can hold the key itself instead",
  ),
  llmReplay: option("llm-replay", text("file"), "stored answers to use in place of an endpoint"),
  llmTimeoutMs: option("llm-timeout", seconds(120, 0.05, 3_600), "time limit of one request to the endpoint"),
  llmConcurrency: option("llm-concurrency", whole(4, 1, 1_000), "requests to the endpoint at the same time"),
  llmMaxCalls: option(
    "llm-max-calls",
    whole(200, 0, ANY),
    "requests to the endpoint for one session; 0 for no limit",
  ),
  llmMaxTokens: option("llm-max-tokens", whole(0, 0, ANY), "tokens of one session; 0 for no limit"),
  llmInputPrice: option(
    "llm-input-price",
    optional(number(0, 0, ANY)),
    "price of a million tokens of the questions",
  ),
  llmOutputPrice: option(
    "llm-output-price",
    optional(number(0, 0, ANY)),
    "price of a million tokens of the answers",
  ),
} satisfies OptionTable;

export const AUTHENTICATION = {
  tokensFile: option("tokens", text("file"), "JSON file of tokens and what each may do"),
  jwtSecretFile: option(
    "jwt-secret-file",
    text("file"),
    "secret of signed tokens (HS256); RXNSTREAM_JWT_SECRET can hold the secret itself instead",
  ),
  jwtKeysFile: option(
    "jwt-keys",
    text("file"),
    "JWKS with the public keys of signed tokens (ES256, EdDSA, RS256)",
  ),
  jwtIssuer: option("jwt-issuer", text("name"), "issuer (iss) that signed tokens must have"),
  jwtAudience: option("jwt-audience", text("name"), "audience (aud) that signed tokens must have"),
  allowAnonymous: option(
    "allow-anonymous",
    flag(),
    "answer requests without a token too, even if other machines can reach the server",
  ),
} satisfies OptionTable;

/** How clients reach the server. */
export const REACH = {
  allowedHosts: option(
    "allowed-hosts",
    list(),
    "host names that clients may use, comma-separated; * for any",
  ),
  trustedProxies: option(
    "trust-proxy",
    whole(0, 0, 10),
    "proxies in front whose X-Forwarded-For is believed",
  ),
} satisfies OptionTable;

/** How much one client, one owner and all together may use. */
export const LIMITS = {
  requestsPerSecond: limit("max-requests", 200, "requests per second of one address"),
  sessionsPerHour: limit(
    "max-sessions-per-hour",
    1_000,
    "sessions created per hour with one token, or by one address without a token",
  ),
  bytesPerHour: limit(
    "max-mib-per-hour",
    1_024,
    "bodies of the requests that create these sessions",
    // Not rounded to bytes: refusals name the limit as it was given.
    { ...changed(number(1_024, 0, ANY), (value) => value * 1024 * 1024), value: "MiB" },
  ),
  queued: limit("max-waiting", 1_000, "sessions waiting to run in total, at most half of them of one client"),
  streamsPerAddress: limit("max-streams-per-address", 256, "open streams of one address"),
  streams: limit("max-streams", 20_000, "open streams in total"),
  keptBytesPerOwner: limit(
    "max-kept-mib-per-owner",
    20_480,
    "space that the sessions of one owner take in the database",
    mebibytes(20_480, 0, ANY),
  ),
  readsPerAddress: limit("max-reads-per-address", 16, "long answers of one address at once, such as exports"),
  reads: option("max-reads", number(64, 0, ANY), "long answers in total at once; 0 for no limit"),
} satisfies OptionTable;

/** What else the server needs. */
export const SERVER = {
  host: option("host", anyText("address", "127.0.0.1"), "address to listen on"),
  port: option("port", whole(8_000, 0, 65_535), "port to listen on; 0 for any free port"),
  data: option("data", anyText("folder", "./data"), "folder of the database"),
  maxRunning: option(
    "max-running",
    whole(8, 1, 10_000),
    "sessions that run at the same time; the others wait for their turn",
  ),
  /** `Infinity` for as long as a session takes. */
  turnMs: option(
    "turn",
    changed(seconds(0.5, 0, 3_600), (ms) => ms || Infinity),
    "how long a session runs while others wait; 0 for as long as it takes",
  ),
  freeBytes: option(
    "min-free-mib",
    mebibytes(256, 0, ANY),
    "disk space that new sessions leave free; on a small disk, a tenth of it",
  ),
  maxBodyBytes: option("max-body-mib", mebibytes(32, 0.001, 1_024), "largest request body"),
  maxJsonBytes: option("max-json-mib", mebibytes(8, 0.001, 1_024), "largest request body in JSON"),
  /** Null for eight of the largest. */
  bodyBytes: option(
    "max-bodies-mib",
    optional(mebibytes(256, 0.001, 1_048_576)),
    "request bodies in transfer in total, half of it of one address; default 8 * --max-body-mib",
  ),
  allowedOrigins: option(
    "allowed-origins",
    list(),
    "origins whose pages may read answers, comma-separated; * for all",
  ),
  logFormat: option(
    "log-format",
    choice("format", "pretty", LOG_FORMATS),
    "how lines of the log are written",
  ),
  logsRequests: option(
    "access-log",
    flag(),
    "log every request, not only those that change something or are refused",
  ),
  keepAliveMs: option(
    "keep-alive",
    seconds(15, 0.05, 3_600),
    "time without events after which a stream sends a comment",
  ),
  writeDeadlineMs: option(
    "write-deadline",
    seconds(60, 0.05, 86_400),
    "time after which a client that reads nothing is disconnected",
  ),
  requestTimeoutMs: option(
    "request-timeout",
    seconds(120, 0.05, 86_400),
    "time in which a whole request must arrive; its head must within 10 s",
  ),
} satisfies OptionTable;

/** Of commands that talk to a server. */
export const CLIENT = {
  clientId: option("client-id", text("id"), "name under which the server lists this client"),
  patienceMs: option(
    "patience",
    seconds(300, 0, 86_400),
    "how long to keep trying when the server cannot be reached",
  ),
  token: option("token", text("token"), "token for a server that requires one"),
  tokenFile: option("token-file", text("file"), "file with that token"),
} satisfies OptionTable;

const INPUT_FORMAT = choice("format", "auto", INPUT_FORMATS);

/** The agents that `run` can have; `llm` and `auto` need a model. */
export const AGENTS = ["rdkit", "llm", "auto"] as const;

export const RUN = {
  agent: option("agent", choice("agent", "rdkit", AGENTS), "who reads the text"),
  format: {
    ...option("format", choice("format", "table", RUN_FORMATS), "what to print"),
    elsewhere: [...EVENT_FORMATS, ...NAMES_FORMATS],
  },
  inputFormat: option("input-format", INPUT_FORMAT, "how to read the file"),
  rxnVersion: option(
    "rxn-version",
    choice("version", "v2000", RXN_VERSIONS),
    "connection tables of --format rdf",
  ),
} satisfies OptionTable;

export const NAMES = {
  format: {
    ...option("format", choice("format", "tsv", NAMES_FORMATS), "what to print"),
    elsewhere: [...RUN_FORMATS, ...EVENT_FORMATS],
  },
} satisfies OptionTable;

export const EVENTS = {
  format: {
    ...option("format", choice("format", "text", EVENT_FORMATS), "how to print events"),
    elsewhere: [...RUN_FORMATS, ...NAMES_FORMATS],
  },
} satisfies OptionTable;

/** Of `mcp`. */
export const MCP = {
  server: option(
    "server",
    text("url"),
    "server to use; without it, one of its own that ends with the command",
  ),
} satisfies OptionTable;

export const SUBMIT = {
  title: option("title", text("title"), "title of the session"),
  inputFormat: option("input-format", optional(INPUT_FORMAT), "how to read the file"),
  isWatching: option("watch", flag(), "follow the session to its end"),
} satisfies OptionTable;

export const WATCH = {
  after: option(
    "after",
    { ...whole(0, 0, Number.MAX_SAFE_INTEGER), value: "id" },
    "last event already received",
  ),
} satisfies OptionTable;

/** Of `token create`. */
export const TOKEN = {
  scopes: option("scopes", { ...list(), default: "create,read" }, "what it may do: create, read, admin"),
  sessions: option("sessions", list(), "ids of the only sessions that it may read, comma-separated"),
} satisfies OptionTable;

export const RECOVER = {
  isForced: option("force", flag(), "rebuild a database that is sound, too"),
} satisfies OptionTable;

/** The options of each command, in the order of its help. */
export const COMMAND_OPTIONS = {
  serve: { ...SERVER, ...AUTHENTICATION, ...REACH, ...LIMITS, ...LLM, ...CHEM },
  recover: { data: SERVER.data, ...RECOVER },
  backup: { data: SERVER.data },
  restore: { data: SERVER.data },
  "token create": { tokensFile: AUTHENTICATION.tokensFile, ...TOKEN },
  "token list": { tokensFile: AUTHENTICATION.tokensFile },
  "token revoke": { tokensFile: AUTHENTICATION.tokensFile },
  run: { ...RUN, ...LLM, ...OFFLINE_CHEM },
  verify: OFFLINE_CHEM,
  names: { ...NAMES, ...OFFLINE_CHEM },
  mcp: { ...MCP, token: CLIENT.token, tokenFile: CLIENT.tokenFile, ...LLM, ...OFFLINE_CHEM },
  submit: { ...SUBMIT, ...EVENTS, ...CLIENT },
  watch: { ...EVENTS, ...WATCH, ...CLIENT },
} satisfies Readonly<Record<string, OptionTable>>;
