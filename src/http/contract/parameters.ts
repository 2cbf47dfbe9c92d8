/** Parameters of paths and query strings: the schema that reads one is the one that describes it. */
import { z } from "@hono/zod-openapi";
import { CURSOR_NAMES } from "../cursor.ts";

/** Of a parameter that comes several times, the first counts. */
function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function numberOf(value: unknown): unknown {
  const text = first(value);
  return typeof text === "string" && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

function bounded(min: number, max: number) {
  // Issues say what would be right: the problem's detail is made of it.
  return z.int({ error: `a whole number from ${min} to ${max}` }).min(min).max(max);
}

/** A whole number within bounds that may be absent. */
export function wholeNumber(min: number, max: number, description: string) {
  return z.preprocess(numberOf, bounded(min, max).optional()).describe(description);
}

/** The same, with the value of an absent one. */
export function wholeNumberOr(fallback: number, min: number, max: number, description: string) {
  return z.preprocess(numberOf, bounded(min, max).default(fallback)).describe(description);
}

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  const [last, ...others] = [...words].reverse();
  const list = words.length === 2 ? `${others[0]} or ${last}` : `one of ${words.join(", ")}`;
  return z.enum(words, { error: list });
}

/** A word that may be absent. */
export function wordOf<Word extends z.ZodType>(word: Word, description: string) {
  return z.preprocess(first, word).describe(description);
}

/** The same in capital or small letters. */
export function wordInAnyCase<Word extends z.ZodType>(word: Word, description: string) {
  const inSmallLetters = (value: unknown) => {
    const text = first(value);
    return typeof text === "string" ? text.toLowerCase() : text;
  };
  return z.preprocess(inSmallLetters, word).describe(description);
}

/** What a route reads by rules of its own, which say more than a schema can: described, and not looked at. */
export function readByRoute(description: string, type: "string" | "integer") {
  return z.unknown().optional().openapi({ description, type, ...(type === "integer" ? { minimum: 0 } : {}) });
}

/** Ids that are none belong to no session: that is a 404, not a malformed request. */
export const sessionParams = z.object({
  session_id: z.string().openapi({ format: "uuid", description: "The session" }),
});

export const reactionParams = sessionParams.extend({
  index: z.string().openapi({ type: "integer", minimum: 0, description: "Index of the reaction, from 0" }),
});

const CURSOR_DESCRIPTION = "Number of the last event that the client has; continues after it";

/** The cursor under every name that clients have for it. */
export const cursorParameters = Object.fromEntries(
  CURSOR_NAMES.map((name) => [name, readByRoute(CURSOR_DESCRIPTION, "integer")]),
);

export const cursorHeader = z.object({
  "Last-Event-ID": z.string().optional().openapi({ description: `${CURSOR_DESCRIPTION}; comes first` }),
});
