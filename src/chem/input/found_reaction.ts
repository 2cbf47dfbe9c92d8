import type { TextReading } from "../../text_reading.ts";
import { type FoundReaction, MAX_FIELDS, type ReactionFormat } from "../../chem_results.ts";

/** Maximum length of a reaction's text; a longer text is cut and marked, so that it fails instead of filling the log. */
const MAX_TEXT_CHARACTERS = 400_000;
const MAX_NAME_CHARACTERS = 100;
const MAX_VALUE_CHARACTERS = 1_000;
/**
 * Maximum total length of one reaction's field names and values: the log repeats the column names of a table with
 * every row.
 */
const MAX_FIELDS_CHARACTERS = 8_000;

/**
 * A found reaction within the bounds: a text of 400,000 characters, at most 64 fields with names of 100 and values of
 * 1,000 characters, and 8,000 characters for all fields. Longer texts are cut and marked with an ellipsis; from the
 * first field that does not fit, fields are left out. Empty fields are kept.
 */
export function foundReaction(
  text: string,
  format: ReactionFormat,
  place: {
    readonly line: number;
    readonly fields?: readonly (readonly [string, string])[];
    readonly reading?: TextReading;
  },
): FoundReaction {
  return {
    text: cut(text, MAX_TEXT_CHARACTERS),
    format,
    line: place.line,
    fields: boundedFields(place.fields ?? []),
    ...place.reading === undefined ? {} : { reading: place.reading },
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
  // fromEntries creates an own property even for a column called "__proto__".
  return Object.fromEntries(kept);
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  // Do not cut a surrogate pair in half.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 2)) ? length - 2 : length - 1;
  return `${text.slice(0, end)}…`;
}
