/** The structured log of the whole program; nothing else writes to the console. */

export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = typeof LOG_LEVELS[number];

/** Details to accompany a message. An `Error` is written as its message and those of its causes. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes one line per call; never throws. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** The message of an error followed by those of its causes, without stack traces. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `: ${errorText(error.cause)}`;
  return error.message + cause;
}

function field(value: unknown): string {
  const text = value instanceof Error
    ? errorText(value)
    : typeof value === "string"
    ? value
    : JSON.stringify(value);
  if (typeof text === "string" && /^[\w.:/@+-]+$/.test(text)) return text;
  return withoutControls(JSON.stringify(text ?? null));
}

/** How a line is written: for people, as key=value pairs throughout (logfmt), or as an object. */
export const LOG_FORMATS = ["pretty", "logfmt", "json"] as const;
export type LogFormat = typeof LOG_FORMATS[number];

const LINES: Readonly<
  Record<LogFormat, (time: string, level: string, message: string, fields: LogFields) => string>
> = {
  pretty: (time, level, message, fields) => `${time} ${level} ${message}${pairs(fields)}`,
  logfmt: (time, level, message, fields) =>
    `time=${time} level=${level}${pairs({ msg: message, ...fields })}`,
  json: (time, level, message, fields) => {
    const plain = (_name: string, value: unknown) => value instanceof Error ? errorText(value) : value;
    return withoutControls(JSON.stringify({ time, level, msg: message, ...fields }, plain));
  },
};

function pairs(fields: LogFields): string {
  return Object.entries(fields).map(([name, value]) => ` ${name}=${field(value)}`).join("");
}

/** JSON does not escape C1 controls, which some terminals execute (ECMA-48). */
function withoutControls(json: string): string {
  return json.replaceAll(/[\x7f-\x9f]/g, (control) => `\\u00${control.charCodeAt(0).toString(16)}`);
}

/** A log that writes one line per call to standard error, from `level` up. */
export function createLog(level: LogLevel, format: LogFormat = "pretty"): Log {
  const threshold = LOG_LEVELS.indexOf(level);
  function write(at: LogLevel, message: string, fields: LogFields = {}): void {
    if (LOG_LEVELS.indexOf(at) < threshold) return;
    // deno-lint-ignore no-console -- the one place that writes
    console.error(LINES[format](new Date().toISOString(), at, message, fields));
  }
  return {
    debug: (message, fields) => write("debug", message, fields),
    info: (message, fields) => write("info", message, fields),
    warn: (message, fields) => write("warn", message, fields),
    error: (message, fields) => write("error", message, fields),
  };
}
