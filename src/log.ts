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
  // JSON does not escape C1 controls, which some terminals execute (ECMA-48).
  return JSON.stringify(text ?? null).replaceAll(
    /[\x7f-\x9f]/g,
    (control) => `\\u00${control.charCodeAt(0).toString(16)}`,
  );
}

/** A log that writes `logfmt` lines (time, level, message, then key=value) to standard error, from `level` up. */
export function createLog(level: LogLevel): Log {
  const threshold = LOG_LEVELS.indexOf(level);
  function write(at: LogLevel, message: string, fields: LogFields = {}): void {
    if (LOG_LEVELS.indexOf(at) < threshold) return;
    const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${field(value)}`).join("");
    // deno-lint-ignore no-console -- the one place that writes
    console.error(`${new Date().toISOString()} ${at} ${message}${rest}`);
  }
  return {
    debug: (message, fields) => write("debug", message, fields),
    info: (message, fields) => write("info", message, fields),
    warn: (message, fields) => write("warn", message, fields),
    error: (message, fields) => write("error", message, fields),
  };
}
