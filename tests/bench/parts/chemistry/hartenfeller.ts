/**
 * Robust reactions of organic synthesis with an example each (Hartenfeller et al., J. Chem. Inf. Model. 2011, 51, 3093):
 * reaction SMARTS from another source, and reactions to derive our own from.
 */
import { roundTrip } from "../../../../src/chem/validation/round_trip.ts";
import { type ChemBench, runChain } from "./chem_chain.ts";

interface NamedReaction {
  readonly reaction_string: string;
  readonly example_rxn_reactants: readonly string[];
  readonly example_rxn_product: string;
}

/** How many reactions give their example's product; `failures` has a line for each that does not. */
export interface HartenfellerCounts {
  readonly total: number;
  /** The published reaction SMARTS, applied to the example's reactants. */
  readonly applied: number;
  /** The SMIRKS that the chain derives from the example, without map numbers, applied likewise. */
  readonly extracted: number;
  readonly failures: readonly string[];
}

/** Reads the file, a JSON object of reactions by their names, and tries every one. */
export async function countHartenfeller(bench: ChemBench, path: string): Promise<HartenfellerCounts> {
  const reactions = JSON.parse(await Deno.readTextFile(path)) as Readonly<Record<string, NamedReaction>>;
  const counts = { total: 0, applied: 0, extracted: 0 };
  const failures: string[] = [];
  for (const [name, reaction] of Object.entries(reactions)) {
    const { reaction_string, example_rxn_reactants, example_rxn_product } = reaction;
    counts.total++;
    const reactants = example_rxn_reactants.map((smiles) => canonical(bench, smiles));
    const product = canonical(bench, example_rxn_product);
    const applied = roundTrip(bench.rdkit, reaction_string, reactants, product.split("."));
    if (applied.roundTrip === "exact") counts.applied++;
    else failures.push(`${name}: its pattern gives ${applied.productSets?.join(" or ") ?? "nothing"}`);
    const text = `${example_rxn_reactants.join(".")}>>${withoutOpenOrders(example_rxn_product)}`;
    const { validation } = runChain(bench, text);
    if (validation?.checks.round_trip === "exact") counts.extracted++;
    else failures.push(`${name}: ours of ${text} is ${validation?.checks.round_trip ?? "not made"}`);
  }
  return { ...counts, failures };
}

/**
 * Five patterns close an aromatic ring with the query `@`, which has no order, and so their products as stated have a
 * bond `~` of no order, which no molecule has; the ring is meant to be aromatic.
 */
function withoutOpenOrders(smiles: string): string {
  return smiles.replaceAll("~", "");
}

function canonical(bench: ChemBench, smiles: string): string {
  const read = bench.reader.component({ kind: "smiles", text: smiles });
  if (!read.ok) throw new Error(`Cannot read ${smiles}: ${read.reason}`);
  return read.value.smiles;
}
