/** Reads textbook reactions: fills in what the few numbers of the author leave open. */
import { mapReaction } from "../../../../src/chem/mapping/map_reaction.ts";
import type { SideMolecule } from "../../../../src/chem/molecule/mapped_reaction.ts";
import type { MoleculeReader } from "../../../../src/chem/molecule/molecule_reader.ts";
import { bondOrder, type MolecularGraph } from "../../../../src/chem/molecule/molecular_graph.ts";
import { readMolecules } from "../../../../src/chem/molecule/read_mapped.ts";
import { readReaction } from "../../../../src/chem/molecule/read_reaction.ts";
import {
  readMapNumbers,
  withMapNumbers,
  withoutMapNumbers,
} from "../../../../src/chem/molecule/smiles_atoms.ts";
import { sortedMolecules, writeReaction } from "../../../../src/chem/molecule/write_reaction.ts";

/** Name, and reaction SMILES with numbers on the deciding atoms; `[O:1]` has the hydrogens that `O` would have. */
export type TextbookReaction = readonly [name: string, reaction: string];

/** The same reaction with and without its atom map. */
export interface ReferenceMapping {
  readonly unmapped: string;
  readonly mapped: string;
}

const PLAIN_ATOM = /\[([BCNOPSFI]|Br|Cl|[bcnops]):\d+\]/g;
const ATOM = /\[[^\]]*\]|Br|Cl|[BCNOPSFIbcnops*]/g;

/**
 * Completes the numbers: the other atoms follow their neighbours.
 *
 * @param deprotonated writes the acids of carbon, phosphorus and sulfur as anions, as they are in the cell
 */
export function referenceMapping(
  reader: MoleculeReader,
  reaction: string,
  deprotonated = false,
): ReferenceMapping {
  const text = reaction.split(">").map((side) =>
    side.split(".").filter((part) => part !== "").map((part) => spelled(reader, part, deprotonated)).join(".")
  ).join(">");
  const { components, rejected } = readReaction(reader, { text, format: "smiles" });
  if (rejected[0]) throw new Error(`${rejected[0].candidate}: ${rejected[0].reason}`);
  const side = (product: boolean): readonly SideMolecule[] => {
    const molecules = readMolecules(
      reader,
      components.filter(({ role }) => (role === "product") === product),
    );
    if (!molecules.ok) throw new Error(molecules.reason);
    return sortedMolecules(molecules.value);
  };
  const [left, right] = [side(false), side(true)];
  const mapping = mapReaction(left, right);
  if (!mapping.ok) throw new Error(`${text}: ${mapping.reason}`);
  if (mapping.info.source !== "given") throw new Error(`${text}: ${mapping.info.given_rejected}`);
  return { unmapped: withoutMapNumbers(text), mapped: writeReaction(left, right, mapping.source).mapped };
}

/** A molecule with its hydrogens written where a number forces brackets. */
function spelled(reader: MoleculeReader, text: string, deprotonated: boolean): string {
  const maps = readMapNumbers(text);
  const neutral = withoutMapNumbers(text.replace(PLAIN_ATOM, "$1"));
  const smiles = deprotonated ? withoutAcidProtons(neutral, graphOf(reader, neutral)) : neutral;
  return withMapNumbers(smiles, graphOf(reader, smiles).hydrogens, maps);
}

function withoutAcidProtons(smiles: string, graph: MolecularGraph): string {
  let atom = -1;
  return smiles.replace(ATOM, (token) => {
    atom++;
    return token === "O" && isAcidOxygen(graph, atom) ? "[O-]" : token;
  });
}

function isAcidOxygen(graph: MolecularGraph, oxygen: number): boolean {
  const [centre, ...more] = graph.neighbours[oxygen] ?? [];
  if (!centre || more.length > 0 || graph.hydrogens[oxygen] !== 1) return false;
  return (graph.neighbours[centre.atom] ?? []).some(({ atom }) =>
    graph.element[atom] === 8 && bondOrder(graph, centre.atom, atom) === 2
  );
}

function graphOf(reader: MoleculeReader, smiles: string): MolecularGraph {
  const graph = reader.graph(smiles);
  if (!graph.ok) throw new Error(`${smiles}: ${graph.reason}`);
  return graph.value;
}
