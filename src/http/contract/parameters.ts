/** Path and query parameters. The schema that reads a parameter is also the one that is published. */
import { z } from "@hono/zod-openapi";
import { CURSOR_NAMES } from "../cursor.ts";

/** The first value of a parameter that was given several times. */
function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function numberOf(value: unknown): unknown {
  const text = first(value);
  return typeof text === "string" && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

function bounded(min: number, max: number) {
  // The message completes the problem's detail: `"limit" must be …`.
  return z.int({ error: `a whole number from ${min} to ${max}` }).min(min).max(max);
}

/** An optional whole number within bounds. */
export function wholeNumber(min: number, max: number, description: string) {
  return z.preprocess(numberOf, bounded(min, max).optional()).describe(description);
}

/** A whole number within bounds, with a default. */
export function wholeNumberOr(fallback: number, min: number, max: number, description: string) {
  return z.preprocess(numberOf, bounded(min, max).default(fallback)).describe(description);
}

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: words.length === 2 ? words.join(" or ") : `one of ${words.join(", ")}` });
}

/** A query parameter with a single-word value. */
export function wordOf<Word extends z.ZodType>(word: Word, description: string) {
  return z.preprocess(first, word).describe(description);
}

/** Like `wordOf`, in upper or lower case. */
export function wordInAnyCase<Word extends z.ZodType>(word: Word, description: string) {
  const inLowerCase = (value: unknown) => {
    const text = first(value);
    return typeof text === "string" ? text.toLowerCase() : text;
  };
  return z.preprocess(inLowerCase, word).describe(description);
}

/** A parameter that the route reads itself, by rules that a schema cannot express: published, but not validated here. */
export function readByRoute(description: string, type: "string" | "integer") {
  return z.unknown().optional().openapi({ description, type, ...(type === "integer" ? { minimum: 0 } : {}) });
}

/** A malformed id matches no session, so the answer is 404, not 400. */
export const sessionParams = z.object({
  session_id: z.string().openapi({ format: "uuid", description: "The session" }),
});

export const reactionParams = sessionParams.extend({
  index: z.string().openapi({ type: "integer", minimum: 0, description: "Index of the reaction, from 0" }),
});

const CURSOR_DESCRIPTION = "Number of the last event that the client has; the answer continues after it";

/** The cursor, under every name that clients use for it. */
export const cursorParameters = Object.fromEntries(
  CURSOR_NAMES.map((name) => [name, readByRoute(CURSOR_DESCRIPTION, "integer")]),
);

export const cursorHeader = z.object({
  "Last-Event-ID": z.string().optional().openapi({
    description: `${CURSOR_DESCRIPTION}. Takes precedence over the query string`,
  }),
});
