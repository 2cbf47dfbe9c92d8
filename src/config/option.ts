/** What an option is, the kinds of values that options take, and the one way in which they are read. */
import { z } from "zod";
import { RxnstreamError } from "../errors.ts";
import { environmentName, readEnvironment } from "./environment.ts";

/** One option of the command line, which an environment variable can give as well. */
export interface OptionSpec<Value = unknown> {
  /** Without the leading dashes. */
  readonly name: string;
  /** What the help calls the value; empty for an option that takes none. */
  readonly value: string;
  /** The value of an option that is not given; empty if there is none. */
  readonly default: string;
  readonly description: string;
  /** Turns the text into the setting, with its unit, or says in one sentence what is wrong with it. */
  readonly schema: z.ZodType<Value, string>;
  /**
   * Of a limit: its default on a server that is guarded, because it knows tokens or other machines can reach it. On any other
   * server the default is 0, no limit.
   */
  readonly guarded?: number;
  /** Values that the variable has for other commands: one that this option cannot have leaves it at its default. */
  readonly elsewhere?: readonly string[];
}

/** Options by the names of the settings that they become. */
export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** The settings that a table of options gives. */
export type Settings<Table extends OptionTable> = {
  readonly [Name in keyof Table]: z.output<Table[Name]["schema"]>;
};

/** Texts by the names of their options, as given on the command line; absent ones come from the environment or the default. */
export type OptionValues = Readonly<Record<string, string | undefined>>;

/** Reads every option of a table; throws `input_invalid` for the first one whose value cannot be used. */
export function readOptions<Table extends OptionTable>(
  table: Table,
  values: OptionValues,
  isGuarded = false,
): Settings<Table> {
  const settings = Object.entries(table).map(([setting, spec]) => {
    return [setting, readOption(spec, values, isGuarded)];
  });
  return Object.fromEntries(settings) as Settings<Table>;
}

function readOption(spec: OptionSpec, values: OptionValues, isGuarded: boolean): unknown {
  const { name, value, schema, guarded, elsewhere = [] } = spec;
  const variable = readEnvironment(environmentName(name));
  const isElsewhere = variable !== undefined && elsewhere.includes(variable) &&
    !schema.safeParse(variable).success;
  const given = values[name] ?? (isElsewhere ? undefined : variable);
  const text = guarded === undefined ? given ?? spec.default : given || String(isGuarded ? guarded : 0);
  const result = schema.safeParse(text);
  if (result.success) return result.data;
  // An option that takes no value can be wrong in the environment only.
  const shown = value === "" ? environmentName(name) : `--${name}`;
  throw new RxnstreamError(
    "input_invalid",
    `${shown} must be ${result.error.issues[0]?.message}, not "${text.trim()}"`,
  );
}

/** A kind of value, the bounds that it must keep, and its default. */
export type Kind<Value> = Pick<OptionSpec<Value>, "value" | "default" | "schema"> & {
  /** The words that it can be, if those are few. */
  readonly words?: readonly string[];
};

/** An upper bound that is there to catch slips of the keyboard, and that no message names. */
export const ANY = 1_000_000_000;

function numbers(min: number, max: number) {
  const message = `a number from ${min}${max >= ANY ? "" : ` to ${max}`}`;
  return z.string().trim().min(1, message).pipe(
    z.coerce.number<string>(message).min(min, message).max(max, message),
  );
}

export function number(fallback: number, min: number, max: number): Kind<number> {
  return { value: "n", default: String(fallback), schema: numbers(min, max) };
}

export function whole(fallback: number, min: number, max: number): Kind<number> {
  return { ...number(fallback, min, max), schema: numbers(min, max).pipe(z.int("a whole number")) };
}

/** Milliseconds in the settings. */
export function seconds(fallback: number, min: number, max: number): Kind<number> {
  const schema = numbers(min, max).transform((value) => value * 1_000);
  return { value: "seconds", default: String(fallback), schema };
}

/** Whole bytes in the settings. */
export function mebibytes(fallback: number, min: number, max: number): Kind<number> {
  const schema = numbers(min, max).transform((value) => Math.round(value * 1024 * 1024));
  return { value: "MiB", default: String(fallback), schema };
}

/** Any text. */
export function anyText(value: string, fallback: string): Kind<string> {
  return { value, default: fallback, schema: z.string() };
}

/** Any text; null for an empty one. */
export function text(value: string): Kind<string | null> {
  return { value, default: "", schema: z.string().transform((given) => given || null) };
}

/** Texts between commas. */
export function list(): Kind<readonly string[]> {
  const parts = (given: string) => given.split(",").map((part) => part.trim()).filter((part) => part !== "");
  return { value: "list", default: "", schema: z.string().transform(parts) };
}

/** One of some words. */
export function choice<const Word extends string>(
  value: string,
  fallback: NoInfer<Word>,
  words: readonly Word[],
): Kind<Word> {
  return { value, default: fallback, words, schema: z.enum(words, `one of ${words.join(", ")}`) };
}

/** True if it is given; it takes no value. */
export function flag(): Kind<boolean> {
  const words = { truthy: ["true", "1", "yes", "on"], falsy: ["", "false", "0", "no", "off"] };
  const schema = z.string().trim().pipe(z.stringbool({ ...words, error: "true or false" }));
  return { value: "", default: "", schema };
}

/** The same without a default: null if it is not given, or is empty. */
export function optional<Value>(kind: Kind<Value>): Kind<Value | null> {
  const schema = z.string().transform((given, context): Value | null => {
    if (given.trim() === "") return null;
    const result = kind.schema.safeParse(given);
    if (result.success) return result.data;
    context.addIssue(result.error.issues[0]?.message ?? "");
    return z.NEVER;
  });
  return { ...kind, default: "", schema };
}

/** The same with what `change` makes of the setting. */
export function changed<Value, Setting>(
  kind: Kind<Value>,
  change: (value: Value) => Setting,
): Kind<Setting> {
  return { ...kind, schema: kind.schema.pipe(z.transform(change)) };
}
