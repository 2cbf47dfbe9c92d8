/** The reactions that every copy of the repository has: those of the tests' textbooks and of the page's samples. */
import * as biochemical from "../../../chem/validation/textbook/biochemical.ts";
import * as biosynthesis from "../../../chem/validation/textbook/biosynthesis.ts";
import * as organic from "../../../chem/validation/textbook/organic.ts";
import * as synthesis from "../../../chem/validation/textbook/synthesis.ts";
import { referenceMapping } from "../../../chem/validation/textbook/textbook_reaction.ts";
import type { ChemBench } from "./chem_chain.ts";

const SAMPLES: readonly string[] = ["name_reactions.csv", "library_200.csv"];

/** Reaction SMILES without map numbers, each once, small and large ones mixed. */
export async function builtInReactions({ operations, reader }: ChemBench): Promise<readonly string[]> {
  const textbook = [biochemical, biosynthesis, organic, synthesis].flatMap((chapter) =>
    Object.values(chapter).flat()
  ).map(([, text]) => referenceMapping(reader, text).unmapped);
  const samples = await Promise.all(SAMPLES.map(async (fileName) => {
    const text = await Deno.readTextFile(new URL(`../../../../static/samples/${fileName}`, import.meta.url));
    const query = { text, format: "auto", fileName } as const;
    return operations.find({ query, maxReactions: 1_000 }).reactions.map((reaction) => reaction.text);
  }));
  const all = [...new Set([...textbook, ...samples.flat()])];
  // A step that has no common divisor with the length visits all of them.
  const step = [7, 11, 13].find((prime) => all.length % prime !== 0) ?? 1;
  return all.map((_, index) => all[index * step % all.length] ?? "");
}

/** The molecules of reactions as SMILES, each once. */
export function moleculesOf(reactions: readonly string[]): readonly string[] {
  return [...new Set(reactions.flatMap((reaction) => reaction.split(/[>.]/)))].filter((part) => part !== "");
}
