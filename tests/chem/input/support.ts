/** What the tests of the input share. */
import { findReactions } from "../../../src/chem/input/find_reactions.ts";
import { splitReaction } from "../../../src/chem/input/split_reaction.ts";
import type { FoundReaction } from "../../../src/chem_results.ts";
import type { InputFormat } from "../../../src/types.ts";

/** The reactions found in a text. */
export function found(
  text: string,
  format: InputFormat = "auto",
  fileName: string | null = null,
): readonly FoundReaction[] {
  return findReactions({ text, format, fileName }, 1_000).reactions;
}

/** The texts of the reactions found in a text. */
export function texts(
  text: string,
  format: InputFormat = "auto",
  fileName: string | null = null,
): readonly string[] {
  return found(text, format, fileName).map((reaction) => reaction.text);
}

/** A file of the folder `data`. */
export function dataFile(name: string): string {
  return Deno.readTextFileSync(new URL(`./data/${name}`, import.meta.url));
}

/** The components as `reactant 1: CCO`, or the reason why there are none. */
export function components(text: string, format: "smiles" | "rxn" = "smiles"): readonly string[] | string {
  const split = splitReaction(text, format);
  return split.ok
    ? split.components.map((part) => `${part.role} ${part.position}: ${part.text}`)
    : split.reason;
}
