/** Compares what a text tells in words with the notation in the same text. */
import type { FoundReaction } from "../../chem_results.ts";
import type { TextReading, UnreadText } from "../../text_reading.ts";
import { splitReaction } from "../input/split_reaction.ts";

/** Most reactions of each kind that are compared; longer texts are lists of reactions. */
const MAX_COMPARED = 200;

/** Reactants, all that is used, and products; canonical. */
interface Sides {
  readonly reactants: readonly string[];
  readonly used: readonly string[];
  readonly products: string;
}

/**
 * The reactions of a text, with those that it both writes and tells listed once, and what is in doubt. The notation is
 * what the author drew: where the words name all of its reactants, it gets their reading; where they make its product
 * from other reactants, both stay listed. `canonical` gives null for what is no molecule.
 */
export function withNotation(
  reactions: readonly FoundReaction[],
  canonical: (smiles: string) => string | null,
): { readonly reactions: readonly FoundReaction[]; readonly doubts: readonly UnreadText[] } {
  const isTold = ({ reading, fields }: FoundReaction) =>
    (reading?.components.length ?? 0) > 0 && "source" in fields;
  const told = reactions.filter(isTold);
  const written = reactions.filter(({ reading, format }) => reading === undefined && format === "smiles");
  const isList = told.length > MAX_COMPARED || written.length > MAX_COMPARED;
  if (told.length === 0 || written.length === 0 || isList) return { reactions, doubts: [] };
  const known = Map.groupBy(
    written.flatMap((reaction) => {
      const sides = sidesOf(reaction, canonical);
      return sides === null ? [] : [{ reaction, ...sides }];
    }),
    (sides) => sides.products,
  );
  const doubts: UnreadText[] = [];
  const readings = new Map<FoundReaction, TextReading>();
  const merged = new Set<FoundReaction>();
  for (const reaction of told) {
    const { reading } = reaction;
    const sides = sidesOf(reaction, canonical);
    const others = sides === null ? undefined : known.get(sides.products);
    if (sides === null || others === undefined || reading === undefined) continue;
    const same = others.find(({ reactants, used }) =>
      reactants.every((smiles) => sides.used.includes(smiles)) &&
      sides.reactants.every((smiles) => used.includes(smiles))
    );
    if (same === undefined) {
      const reason =
        "the notation in the text makes this product from other reactants; both are listed, trust the notation";
      doubts.push({ text: reading.source.slice(0, 120), span: reading.span, reason });
    } else if (!readings.has(same.reaction)) {
      readings.set(same.reaction, reading);
      merged.add(reaction);
    }
  }
  return {
    reactions: reactions.filter((reaction) => !merged.has(reaction)).map((reaction) => {
      const reading = readings.get(reaction);
      return reading === undefined ? reaction : { ...reaction, reading };
    }),
    doubts,
  };
}

function sidesOf(
  { text, format }: FoundReaction,
  canonical: (smiles: string) => string | null,
): Sides | null {
  const split = splitReaction(text, format);
  if (!split.ok) return null;
  const side = (...wanted: readonly string[]): readonly string[] | null => {
    const molecules = split.components.filter(({ role }) => wanted.includes(role)).map((part) =>
      canonical(part.text)
    );
    return molecules.every((smiles) => smiles !== null) ? molecules.sort() : null;
  };
  const [reactants, used, products] = [side("reactant"), side("reactant", "agent"), side("product")];
  return reactants === null || used === null || products === null
    ? null
    : { reactants, used, products: products.join(".") };
}
