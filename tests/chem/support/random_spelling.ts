/** Other spellings of the same molecules and reactions, for measuring whether an answer depends on the spelling. */
import initRdkit from "@rdkit/rdkit";
import { randomNumbers } from "../../../src/chem/mapping/random_numbers.ts";

interface MoleculeHandle {
  get_smiles(details: string): string;
  delete(): void;
}

interface RdkitModule {
  get_mol(text: string): MoleculeHandle | null;
}

/** Spells a molecule: the same SMILES and seed give the same text. */
export type Respell = (smiles: string, seed: number) => string;

/**
 * RDKit's random writer, from an instance of its own: every second spelling is a Kekulé form, every third writes all
 * hydrogens. A SMILES that it cannot read stay as they are.
 */
export async function randomWriter(): Promise<Respell> {
  const load = initRdkit as unknown as (options: { printErr(text: string): void }) => Promise<RdkitModule>;
  const module = await load({ printErr() {} });
  return (smiles, seed) => {
    const molecule = module.get_mol(smiles);
    if (!molecule) return smiles;
    try {
      return molecule.get_smiles(
        JSON.stringify({
          doRandom: true,
          randomSeed: seed,
          doKekule: seed % 2 === 0,
          allHsExplicit: seed % 3 === 0,
        }),
      );
    } finally {
      molecule.delete();
    }
  };
}

/**
 * Another spelling of a plain reaction SMILES without map numbers: every molecule is respelled, those of a side
 * are reordered, and every second time the agents are mixed in with the reactants. The same seed gives the same text.
 */
export function respellReaction(reaction: string, seed: number, respell: Respell): string {
  const random = randomNumbers(seed + 1);
  const next = () => Math.floor(random() * 1_000_000) + 1;
  const side = (text: string) => text.split(".").filter((part) => part !== "");
  const write = (parts: readonly string[]) =>
    shuffled(parts.map((part) => respell(part, next())), random).join(".");
  const [left = "", middle = "", right = ""] = reaction.split(">");
  const mixed = random() < 0.5;
  const reactants = mixed ? [...side(left), ...side(middle)] : side(left);
  return [write(reactants), write(mixed ? [] : side(middle)), write(side(right))].join(">");
}

/** Fisher-Yates; the given list is not changed. */
export function shuffled<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  const copy = [...items];
  for (let i = copy.length - 1; i > 0; i--) {
    const k = Math.floor(random() * (i + 1));
    [copy[i], copy[k]] = [copy[k] as Item, copy[i] as Item];
  }
  return copy;
}
