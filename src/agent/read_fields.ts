/** A reaction that a model has read, as a found reaction with fields that say where everything comes from. */
import { type FoundReaction } from "../chem_results.ts";
import type { Span, TextReading } from "../text_reading.ts";
import type { ReadCompound, ToldReaction } from "./model_reading.ts";
import type { Chunk } from "./text_chunks.ts";

/** Longest value of a field, in characters, and of all fields. */
const MAX_VALUE = 1_000;
const MAX_FIELDS_CHARACTERS = 8_000;

/**
 * `reactants`, `agents` and `products` say how each name was read, `places` where it stands in the text (UTF-16 units
 * from 0), `model_structures` what the model proposed beside ours, and `not_read` which names have no structure.
 */
export function readReactionField(
  { notation, compounds, conditions, reading, comparisons }: ToldReaction,
  chunk: Chunk,
  text: string,
  model: string,
): FoundReaction {
  const of = (role: ReadCompound["role"]) =>
    compounds.filter((compound) =>
      compound.role === role && compound.composed.smiles !== null && compound.name !== ""
    )
      .map(({ name, composed }) =>
        `${name} = ${composed.smiles} (${composed.from === "name" ? "name" : "model"})`
      );
  const fields: Readonly<Record<string, readonly string[]>> = {
    source: [chunk.text.trim().replace(/\s+/g, " ")],
    reactants: of("reactant"),
    agents: of("agent"),
    products: of("product"),
    amounts: compounds.flatMap(({ name, amount }) => amount === null ? [] : [`${name}: ${amount}`]),
    ...Object.fromEntries(Object.entries(conditions).map(([name, value]) => [name, [value]])),
    places: compounds.flatMap(({ quote, name, place }) =>
      place === null ? [] : [`${quote ?? name} at ${place.start + chunk.start}`]
    ),
    model: [model],
    model_structures: compounds.flatMap(({ name, smiles, composed }) =>
      smiles === null || composed.agrees === null
        ? []
        : [`${name}: ${smiles} (${composed.agrees ? "agrees" : `differs from ${composed.smiles}`})`]
    ),
    model_reaction: comparisons,
    not_read: compounds.filter(({ composed }) => composed.smiles === null).map(({ name, smiles }) =>
      name || (smiles ?? "")
    ),
  };
  return {
    text: notation,
    format: "smiles",
    line: lineOf(compounds, chunk, text),
    fields: bounded(fields),
    reading: placed(reading, chunk.start),
  };
}

/** The reading of a piece with the places of the whole text. */
function placed(reading: TextReading, by: number): TextReading {
  const moved = <Item extends { readonly span: Span }>(item: Item): Item => ({
    ...item,
    span: { start: item.span.start + by, end: item.span.end + by },
  });
  const { conditions } = reading;
  return {
    ...moved(reading),
    components: reading.components.map(moved),
    conditions: { ...conditions, stages: conditions.stages.map(moved) },
    unread: reading.unread.map(moved),
  };
}

/** The line on which the first of its compounds stands. */
function lineOf(compounds: readonly ReadCompound[], chunk: Chunk, text: string): number {
  const starts = compounds.flatMap(({ place }) => place === null ? [] : [place.start]);
  const start = starts.length === 0 ? 0 : Math.min(...starts);
  return chunk.line + text.slice(chunk.start, chunk.start + start).split("\n").length - 1;
}

function bounded(fields: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, string>> {
  const kept: [string, string][] = [];
  let left = MAX_FIELDS_CHARACTERS;
  for (const [name, values] of Object.entries(fields)) {
    if (values.length === 0) continue;
    const whole = [...new Set(values)].join("; ");
    const value = whole.length > MAX_VALUE ? `${whole.slice(0, MAX_VALUE - 1).toWellFormed()}…` : whole;
    left -= name.length + value.length;
    if (left < 0) break;
    kept.push([name, value]);
  }
  return Object.fromEntries(kept);
}
