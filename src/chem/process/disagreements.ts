/** Compares what a text tells in words with the notation in the same text. */
import type { FoundReaction } from "../../chem_results.ts";
import type { UnreadText } from "../../text_reading.ts";
import { splitReaction } from "../input/split_reaction.ts";

/** Most reactions of each kind that are compared; longer texts are lists of reactions. */
const MAX_COMPARED = 200;

/** Reactants and products, each sorted and canonical. */
interface Sides {
  readonly reactants: string;
  readonly products: string;
}

/**
 * The reactions told in words whose product the text's notation makes from other reactants. Both stay listed; the
 * notation is what the author drew, so the words are reported as in doubt. `canonical` gives null for what is no
 * molecule.
 */
export function disagreements(
  reactions: readonly FoundReaction[],
  canonical: (smiles: string) => string | null,
): readonly UnreadText[] {
  const told = reactions.filter(({ reading }) => reading !== undefined);
  const written = reactions.filter(({ reading, format }) => reading === undefined && format === "smiles");
  if (told.length === 0 || written.length === 0) return [];
  if (told.length > MAX_COMPARED || written.length > MAX_COMPARED) return [];
  const known = Map.groupBy(
    written.flatMap((reaction) => sidesOf(reaction, canonical) ?? []),
    (sides) => sides.products,
  );
  return told.flatMap((reaction) => {
    const sides = sidesOf(reaction, canonical);
    const others = sides === null ? undefined : known.get(sides.products);
    if (sides === null || others === undefined || reaction.reading === undefined) return [];
    if (others.some(({ reactants }) => reactants === sides.reactants)) return [];
    const { source, span } = reaction.reading;
    const reason =
      "the notation in the text makes this product from other reactants; both are listed, trust the notation";
    return [{ text: source.slice(0, 120), span, reason }];
  });
}

function sidesOf(
  { text, format }: FoundReaction,
  canonical: (smiles: string) => string | null,
): Sides | null {
  const split = splitReaction(text, format);
  if (!split.ok) return null;
  const side = (wanted: string): string | null => {
    const molecules = split.components.filter(({ role }) => role === wanted).map((part) =>
      canonical(part.text)
    );
    return molecules.includes(null) ? null : molecules.sort().join(".");
  };
  const [reactants, products] = [side("reactant"), side("product")];
  return reactants === null || products === null ? null : { reactants, products };
}
