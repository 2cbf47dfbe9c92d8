/** The settings of the program: every option `--some-name` is also `RXNSTREAM_SOME_NAME`. */
import { RxnstreamError } from "./errors.ts";
import { LOG_LEVELS, type LogLevel } from "./log.ts";

/** One option as the command line and the environment give it: always text. */
export interface OptionSpec {
  readonly name: string;
  /** What stands for the value in the help. */
  readonly value: string;
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

/** Options of the server. */
export const SERVE_OPTIONS = [
  { name: "host", value: "address", fallback: "127.0.0.1", description: "address to listen on" },
  { name: "port", value: "n", fallback: "8000", description: "port to listen on; 0 takes a free one" },
  { name: "data", value: "folder", fallback: "./data", description: "folder of the database" },
  {
    name: "max-running",
    value: "n",
    fallback: "8",
    description: "sessions that run at the same time; the rest waits",
  },
  { name: "max-body-mib", value: "MiB", fallback: "32", description: "largest request body" },
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
  ...CHEM_OPTIONS,
] as const satisfies readonly OptionSpec[];

/** Options of commands that follow a server's streams. */
export const CLIENT_OPTIONS = [
  {
    name: "client-id",
    value: "id",
    fallback: "",
    description: "name under which the server lists this client",
  },
  {
    name: "patience",
    value: "seconds",
    fallback: "300",
    description: "how long to try again when the server cannot be reached",
  },
] as const satisfies readonly OptionSpec[];

export interface ClientConfig {
  readonly clientId: string;
  readonly patienceMs: number;
}

export interface ChemConfig {
  /** Undefined is one per core. */
  readonly processes: number | undefined;
  readonly chemTimeoutMs: number;
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
  readonly maxBodyBytes: number;
  readonly allowedOrigins: readonly string[];
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
  return { text, number, whole };
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
  };
}

/** Settings of the server; throws `input_invalid` for a value that cannot be used. */
export function readServeConfig(values: OptionValues): ServeConfig {
  const { text, number, whole } = reader(values);
  return {
    ...readChemConfig(values),
    host: text("host"),
    port: whole("port", { min: 0, max: 65_535 }),
    data: text("data"),
    maxRunning: whole("max-running", { min: 1, max: 10_000 }),
    maxBodyBytes: Math.round(number("max-body-mib", { min: 0.001, max: 1_024 }) * 1024 * 1024),
    allowedOrigins: text("allowed-origins").split(",").map((origin) => origin.trim()).filter((origin) =>
      origin !== ""
    ),
    keepAliveMs: number("keep-alive", { min: 0.05, max: 3_600 }) * 1_000,
    writeDeadlineMs: number("write-deadline", { min: 0.05, max: 86_400 }) * 1_000,
    requestTimeoutMs: number("request-timeout", { min: 0.05, max: 86_400 }) * 1_000,
  };
}

/** The program's version. */
export const VERSION = "0.1.0";
