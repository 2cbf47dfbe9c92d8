import { type FoundReaction, MAX_FIELDS, type ReactionFormat } from "../../chem_results.ts";

/** Longest text of a reaction; what is longer is cut and marked, so that it fails instead of filling the log. */
const MAX_TEXT_CHARACTERS = 400_000;
const MAX_NAME_CHARACTERS = 100;
const MAX_VALUE_CHARACTERS = 1_000;
/** All fields of one reaction, names and values: the log repeats the names of a table's columns with every row. */
const MAX_FIELDS_CHARACTERS = 8_000;

/**
 * A found reaction within the bounds: a text of 400,000 characters, at most 64 fields with names of 100 and values of
 * 1,000 characters, and 8,000 characters over all fields. What is longer is cut and marked with an ellipsis; the
 * fields that no longer fit are left out, from the first of them on. Empty fields stay.
 */
export function foundReaction(
  text: string,
  format: ReactionFormat,
  place: { readonly line: number; readonly fields?: readonly (readonly [string, string])[] },
): FoundReaction {
  return {
    text: cut(text, MAX_TEXT_CHARACTERS),
    format,
    line: place.line,
    fields: boundedFields(place.fields ?? []),
  };
}

function boundedFields(fields: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  const kept = new Map<string, string>();
  let left = MAX_FIELDS_CHARACTERS;
  for (const [name, value] of fields.slice(0, MAX_FIELDS)) {
    const short = [cut(name, MAX_NAME_CHARACTERS), cut(value, MAX_VALUE_CHARACTERS)] as const;
    left -= short[0].length + short[1].length;
    if (left < 0) break;
    kept.set(...short);
  }
  // fromEntries makes an own property even of a column called "__proto__".
  return Object.fromEntries(kept);
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  // Half of a surrogate pair is no text.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 2)) ? length - 2 : length - 1;
  return `${text.slice(0, end)}…`;
}
