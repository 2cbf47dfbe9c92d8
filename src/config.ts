/** The settings of the program: every option `--some-name` is also `RXNSTREAM_SOME_NAME`. */
import { RxnstreamError } from "./errors.ts";
import type { AccessSettings } from "./http/access/access.ts";
import { namesTokens } from "./http/access/authentication.ts";
import { isLoopback } from "./http/access/loopback.ts";
import { LOG_LEVELS, type LogLevel } from "./log.ts";
import type { StorageLimits } from "./store/store.ts";

/** One option as the command line and the environment give it: always text. */
export interface OptionSpec {
  readonly name: string;
  /** What stands for the value in the help; an option without one is set or not. */
  readonly value: string;
  /** Empty where nothing stands for an option that is not given. */
  readonly fallback: string;
  readonly description: string;
}

/** Options of everything that does chemistry. */
export const CHEM_OPTIONS = [
  { name: "processes", value: "n", fallback: "0", description: "chemistry processes; 0 is one per core" },
  {
    name: "chem-timeout",
    value: "seconds",
    fallback: "10",
    description: "time limit of one step of one reaction",
  },
  {
    name: "chem-memory-mib",
    value: "MiB",
    fallback: "1024",
    description: "memory of a chemistry process at work, above which it is killed (Linux)",
  },
  { name: "max-characters", value: "n", fallback: "2000", description: "longest SMILES of one component" },
  { name: "max-heavy-atoms", value: "n", fallback: "400", description: "largest component, in heavy atoms" },
  { name: "max-reactions", value: "n", fallback: "100000", description: "reactions of one session" },
  {
    name: "log-level",
    value: "level",
    fallback: "info",
    description: `least level of the log: ${LOG_LEVELS.join(", ")}`,
  },
] as const satisfies readonly OptionSpec[];

/**
 * What a limit is that is not given, where the server is guarded: where it knows tokens, or others than this machine reach it.
 * Elsewhere it is 0, which is none.
 */
const GUARDED_LIMITS = {
  "max-requests": 200,
  "max-sessions-per-hour": 1_000,
  "max-mib-per-hour": 1_024,
  "max-waiting": 1_000,
  "max-streams-per-address": 256,
  "max-streams": 20_000,
  "max-kept-mib-per-owner": 20_480,
  "max-reads-per-address": 16,
} as const;
type LimitName = keyof typeof GUARDED_LIMITS;

function limitOption(name: LimitName, value: string, description: string): OptionSpec {
  const usual = GUARDED_LIMITS[name];
  return {
    name,
    value,
    fallback: "",
    description: `${description}; 0 for any; default ${usual} if guarded, else 0`,
  };
}

/** Who may do what, and how much. */
const ACCESS_OPTIONS = [
  { name: "tokens", value: "file", fallback: "", description: "JSON file of tokens and what each may do" },
  {
    name: "jwt-secret-file",
    value: "file",
    fallback: "",
    description:
      "secret of signed tokens (HS256); the variable RXNSTREAM_JWT_SECRET may have the secret itself",
  },
  {
    name: "jwt-keys",
    value: "file",
    fallback: "",
    description: "JWKS with the public keys of signed tokens (ES256, EdDSA, RS256)",
  },
  { name: "jwt-issuer", value: "name", fallback: "", description: "what signed tokens must have as iss" },
  { name: "jwt-audience", value: "name", fallback: "", description: "what signed tokens must have as aud" },
  {
    name: "allow-anonymous",
    value: "",
    fallback: "",
    description: "answer requests without a token, too, also where others than this machine reach the server",
  },
  {
    name: "allowed-hosts",
    value: "list",
    fallback: "",
    description: "names under which the server is reached, comma-separated; * for any",
  },
  {
    name: "trust-proxy",
    value: "n",
    fallback: "0",
    description: "proxies in front whose X-Forwarded-For is to be believed",
  },
  limitOption("max-requests", "n", "requests of one address per second"),
  limitOption("max-sessions-per-hour", "n", "sessions made with one token, or without from one address"),
  limitOption("max-mib-per-hour", "MiB", "bodies of the requests that make these sessions"),
  limitOption("max-waiting", "n", "sessions that wait to run, of all together"),
  limitOption("max-streams-per-address", "n", "open streams of one address"),
  limitOption("max-streams", "n", "open streams of all together"),
  limitOption("max-kept-mib-per-owner", "MiB", "what the sessions of one owner take in the database"),
  limitOption("max-reads-per-address", "n", "long answers of one address at once, such as exports"),
  { name: "max-reads", value: "n", fallback: "64", description: "long answers of all at once; 0 for any" },
] as const satisfies readonly OptionSpec[];

/** Options of the server. */
export const SERVE_OPTIONS = [
  { name: "host", value: "address", fallback: "127.0.0.1", description: "address to listen on" },
  { name: "port", value: "n", fallback: "8000", description: "port to listen on; 0 takes a free one" },
  { name: "data", value: "folder", fallback: "./data", description: "folder of the database" },
  {
    name: "max-running",
    value: "n",
    fallback: "8",
    description: "sessions that run at the same time; the rest waits for its turn",
  },
  {
    name: "turn",
    value: "seconds",
    fallback: "0.5",
    description: "how long a session runs while others wait; 0 for as long as it takes",
  },
  {
    name: "min-free-mib",
    value: "MiB",
    fallback: "256",
    description: "room on the disk that new sessions leave; of a small disk, a tenth",
  },
  { name: "max-body-mib", value: "MiB", fallback: "32", description: "largest request body" },
  { name: "max-json-mib", value: "MiB", fallback: "8", description: "largest request body in JSON" },
  {
    name: "max-bodies-mib",
    value: "MiB",
    fallback: "",
    description:
      "all request bodies under way together, half of it of one address; default 8 * --max-body-mib",
  },
  {
    name: "allowed-origins",
    value: "list",
    fallback: "",
    description: "origins that may read answers, comma-separated; * for all",
  },
  {
    name: "keep-alive",
    value: "seconds",
    fallback: "15",
    description: "a comment is streamed after this long without events",
  },
  {
    name: "write-deadline",
    value: "seconds",
    fallback: "60",
    description: "a client that takes nothing for this long is closed",
  },
  {
    name: "request-timeout",
    value: "seconds",
    fallback: "120",
    description: "a request that has not arrived whole after this long is cut off; its head after 10 at most",
  },
  ...ACCESS_OPTIONS,
  ...CHEM_OPTIONS,
] as const satisfies readonly OptionSpec[];

/** Options of commands that follow a server's streams. */
export const CLIENT_OPTIONS = [
  { name: "client-id", value: "id", fallback: "", description: "name by which the server lists this client" },
  {
    name: "patience",
    value: "seconds",
    fallback: "300",
    description: "how long to try again when the server cannot be reached",
  },
  { name: "token", value: "token", fallback: "", description: "token for a server that wants one" },
  { name: "token-file", value: "file", fallback: "", description: "file with that token" },
] as const satisfies readonly OptionSpec[];

export interface ClientConfig {
  readonly clientId: string;
  readonly patienceMs: number;
  /** Null for none. */
  readonly token: string | null;
}

export interface ChemConfig {
  /** Undefined is one per core. */
  readonly processes: number | undefined;
  readonly chemTimeoutMs: number;
  readonly chemMemoryBytes: number;
  readonly maxCharacters: number;
  readonly maxHeavyAtoms: number;
  readonly maxReactions: number;
  readonly logLevel: LogLevel;
}

export interface ServeConfig extends ChemConfig {
  readonly host: string;
  readonly port: number;
  readonly data: string;
  readonly maxRunning: number;
  /** `Infinity` for as long as a session takes. */
  readonly turnMs: number;
  readonly maxBodyBytes: number;
  readonly maxJsonBytes: number;
  readonly allowedOrigins: readonly string[];
  readonly access: AccessSettings;
  readonly storage: StorageLimits;
  readonly keepAliveMs: number;
  readonly writeDeadlineMs: number;
  readonly requestTimeoutMs: number;
}

/** Values of options by name, as given on the command line; absent ones come from the environment or the fallback. */
export type OptionValues = Readonly<Record<string, string | undefined>>;

/** Name of the environment variable of an option. */
export function environmentName(option: string): string {
  return `RXNSTREAM_${option.toUpperCase().replaceAll("-", "_")}`;
}

/** The value of a variable of the environment. */
export function readEnvironment(name: string): string | undefined {
  return Deno.env.get(name);
}

/** Lets this process and its children put temporary files into this folder; what they have there stays. */
export function useTemporaryFolder(path: string): void {
  Deno.env.set("TMPDIR", path);
}

function reader(values: OptionValues) {
  const specs = new Map<string, OptionSpec>(
    [...SERVE_OPTIONS, ...CLIENT_OPTIONS].map((spec) => [spec.name, spec]),
  );
  function text(name: string): string {
    return values[name] ?? readEnvironment(environmentName(name)) ?? specs.get(name)?.fallback ?? "";
  }
  function number(name: string, { min, max }: { readonly min: number; readonly max: number }): number {
    const given = text(name).trim();
    const value = Number(given);
    if (given === "" || !Number.isFinite(value) || value < min || value > max) {
      throw new RxnstreamError(
        "input_invalid",
        `--${name} must be a number from ${min} to ${max}, not "${given}"`,
      );
    }
    return value;
  }
  function whole(name: string, bounds: { readonly min: number; readonly max: number }): number {
    const value = number(name, bounds);
    if (!Number.isInteger(value)) {
      throw new RxnstreamError("input_invalid", `--${name} must be a whole number, not "${text(name)}"`);
    }
    return value;
  }
  /** A size of a body, in MiB. */
  function bytes(name: string): number {
    return Math.round(number(name, { min: 0.001, max: 1_024 }) * 1024 * 1024);
  }
  function list(name: string): readonly string[] {
    return text(name).split(",").map((part) => part.trim()).filter((part) => part !== "");
  }
  function isSet(name: string): boolean {
    const given = text(name).trim();
    if (/^(|0|false|no|off)$/i.test(given)) return false;
    if (/^(1|true|yes|on)$/i.test(given)) return true;
    throw new RxnstreamError(
      "input_invalid",
      `${environmentName(name)} must be true or false, not "${given}"`,
    );
  }
  return { text, number, whole, bytes, list, isSet };
}

/** Settings of the chemistry; throws `input_invalid` for a value that cannot be used. */
export function readChemConfig(values: OptionValues): ChemConfig {
  const { text, number, whole } = reader(values);
  const logLevel = LOG_LEVELS.find((level) => level === text("log-level"));
  if (logLevel === undefined) {
    throw new RxnstreamError(
      "input_invalid",
      `--log-level must be one of ${LOG_LEVELS.join(", ")}, not "${text("log-level")}"`,
    );
  }
  return {
    processes: whole("processes", { min: 0, max: 256 }) || undefined,
    chemTimeoutMs: number("chem-timeout", { min: 0.05, max: 3_600 }) * 1_000,
    chemMemoryBytes: whole("chem-memory-mib", { min: 1, max: 1_048_576 }) * 1024 * 1024,
    maxCharacters: whole("max-characters", { min: 1, max: 1_000_000 }),
    maxHeavyAtoms: whole("max-heavy-atoms", { min: 1, max: 100_000 }),
    maxReactions: whole("max-reactions", { min: 1, max: 10_000_000 }),
    logLevel,
  };
}

/** Settings of a client; throws `input_invalid` for a value that cannot be used. */
export function readClientConfig(values: OptionValues): ClientConfig {
  const { text, number } = reader(values);
  return {
    clientId: text("client-id") || `rxnstream-${crypto.randomUUID().slice(0, 8)}`,
    patienceMs: number("patience", { min: 0, max: 86_400 }) * 1_000,
    token: text("token").trim() || (text("token-file") === "" ? null : readToken(text("token-file"))),
  };
}

function readToken(path: string): string {
  try {
    return Deno.readTextFileSync(path).trim();
  } catch (cause) {
    throw new RxnstreamError("input_invalid", `Cannot read the token in "${path}"`, { cause });
  }
}

function readAccess(values: OptionValues): { access: AccessSettings; keptBytesPerOwner: number } {
  const { text, number, whole, bytes, list, isSet } = reader(values);
  const host = text("host");
  const authentication = {
    tokensFile: text("tokens") || null,
    jwtSecretFile: text("jwt-secret-file") || null,
    jwtSecret: readEnvironment("RXNSTREAM_JWT_SECRET") || null,
    jwtKeysFile: text("jwt-keys") || null,
    jwtIssuer: text("jwt-issuer") || null,
    jwtAudience: text("jwt-audience") || null,
    allowAnonymous: isSet("allow-anonymous"),
  };
  const isGuarded = !isLoopback(host) || namesTokens(authentication);
  if (!isLoopback(host) && !namesTokens(authentication) && !authentication.allowAnonymous) {
    throw new RxnstreamError(
      "input_invalid",
      `On --host ${host} everybody in the network could use this server: give --tokens, --jwt-secret-file or --jwt-keys, ` +
        "or --allow-anonymous to let them",
    );
  }
  const limit = (name: LimitName) => {
    if (text(name) === "") return isGuarded ? GUARDED_LIMITS[name] : 0;
    return number(name, { min: 0, max: 1_000_000_000 });
  };
  const access = {
    ...authentication,
    host,
    allowedHosts: list("allowed-hosts"),
    trustedProxies: whole("trust-proxy", { min: 0, max: 10 }),
    limits: {
      requestsPerSecond: limit("max-requests"),
      sessionsPerHour: limit("max-sessions-per-hour"),
      bytesPerHour: limit("max-mib-per-hour") * 1024 * 1024,
      queued: limit("max-waiting"),
      streamsPerAddress: limit("max-streams-per-address"),
      streams: limit("max-streams"),
      readsPerAddress: limit("max-reads-per-address"),
      reads: number("max-reads", { min: 0, max: 1_000_000_000 }),
    },
    bodyBytes: text("max-bodies-mib") === ""
      ? 8 * bytes("max-body-mib")
      : number("max-bodies-mib", { min: 0.001, max: 1_048_576 }) * 1024 * 1024,
  };
  return { access, keptBytesPerOwner: Math.round(limit("max-kept-mib-per-owner") * 1024 * 1024) };
}

/** Settings of the server; throws `input_invalid` for a value that cannot be used. */
export function readServeConfig(values: OptionValues): ServeConfig {
  const { text, number, whole, bytes, list } = reader(values);
  const { access, keptBytesPerOwner } = readAccess(values);
  return {
    ...readChemConfig(values),
    host: text("host"),
    port: whole("port", { min: 0, max: 65_535 }),
    data: text("data"),
    maxRunning: whole("max-running", { min: 1, max: 10_000 }),
    turnMs: number("turn", { min: 0, max: 3_600 }) * 1_000 || Infinity,
    maxBodyBytes: bytes("max-body-mib"),
    maxJsonBytes: bytes("max-json-mib"),
    allowedOrigins: list("allowed-origins"),
    access,
    storage: {
      perOwner: keptBytesPerOwner,
      free: Math.round(number("min-free-mib", { min: 0, max: 1_000_000_000 }) * 1024 * 1024),
    },
    keepAliveMs: number("keep-alive", { min: 0.05, max: 3_600 }) * 1_000,
    writeDeadlineMs: number("write-deadline", { min: 0.05, max: 86_400 }) * 1_000,
    requestTimeoutMs: number("request-timeout", { min: 0.05, max: 86_400 }) * 1_000,
  };
}
