import type { FoundReaction, ReactionFormat } from "../../types.ts";

/** Longest text of a reaction; what is longer is cut and marked, so that it fails instead of filling the log. */
const MAX_TEXT_CHARACTERS = 400_000;
const MAX_FIELDS = 64;
const MAX_FIELD_CHARACTERS = 1_000;
const MAX_NAME_CHARACTERS = 200;

/** A found reaction within the bounds: at most 64 fields of 1,000 characters; empty fields stay. */
export function foundReaction(
  text: string,
  format: ReactionFormat,
  place: { readonly line: number; readonly fields?: readonly (readonly [string, string])[] },
): FoundReaction {
  const fields = (place.fields ?? []).slice(0, MAX_FIELDS).map(([name, value]) =>
    [cut(name, MAX_NAME_CHARACTERS), cut(value, MAX_FIELD_CHARACTERS)] as const
  );
  // fromEntries makes an own property even of a column called "__proto__".
  return {
    text: cut(text, MAX_TEXT_CHARACTERS),
    format,
    line: place.line,
    fields: Object.fromEntries(fields),
  };
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  // Half of a surrogate pair is no text.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 2)) ? length - 2 : length - 1;
  return `${text.slice(0, end)}…`;
}
