/** Compares a mapping with a chemist's statement about some atoms. Equivalent atoms of symmetric molecules are interchangeable. */
import {
  type MappedReaction,
  mappedReaction,
  type SideMolecule,
} from "../../../src/chem/molecule/mapped_reaction.ts";
import type { MoleculeReader } from "../../../src/chem/molecule/molecule_reader.ts";
import { readMolecules } from "../../../src/chem/molecule/read_mapped.ts";
import { readReaction } from "../../../src/chem/molecule/read_reaction.ts";
import { sortedMolecules } from "../../../src/chem/molecule/write_reaction.ts";
import { joinGraphs, type MolecularGraph } from "../../../src/chem/molecule/molecular_graph.ts";

/** A product atom and the left atom that it comes from, -1 if it has no source. */
export type Origin = readonly [product: number, source: number];

/** Colours of the atoms of both sides, the left ones first. */
type Colours = readonly number[];

/**
 * Does the answer agree with the atoms that are numbered in `stated`, both mapped reaction SMILES of one reaction? A number
 * on the right alone says that the atom has no source. The answer may count a molecule twice that is stated once.
 * Throws if one of them cannot be read.
 */
export function agreesWithNumbers(reader: MoleculeReader, answer: string, stated: string): boolean {
  const [ours, theirs] = [sidesOf(reader, answer), sidesOf(reader, stated)];
  const more = [...ours.left];
  for (const { smiles } of theirs.left) {
    const at = more.findIndex((molecule) => molecule.smiles === smiles);
    if (at >= 0) more.splice(at, 1);
  }
  const unnumbered = more.map((molecule) => ({ ...molecule, maps: molecule.maps.map(() => 0) }));
  const left = sortedMolecules([...theirs.left, ...unnumbered]);
  const right = sortedMolecules(theirs.right);
  const sources = sourcesOf(left, right);
  const origins = right.flatMap(({ maps }) => maps)
    .flatMap((number, p) => number > 0 ? [[p, sources[p] ?? -1] as const] : []);
  const [leftOurs, rightOurs] = [sortedMolecules(ours.left), sortedMolecules(ours.right)];
  if (leftOurs.some(({ smiles }, index) => smiles !== left[index]?.smiles)) return false;
  return agreesUpToSymmetry(mappedReaction(leftOurs, rightOurs, sourcesOf(leftOurs, rightOurs)), origins);
}

interface NumberedSides {
  readonly left: readonly SideMolecule[];
  readonly right: readonly SideMolecule[];
}

function sidesOf(reader: MoleculeReader, text: string): NumberedSides {
  const { components, rejected } = readReaction(reader, { text, format: "smiles" });
  const side = (product: boolean) =>
    readMolecules(reader, components.filter(({ role }) => (role === "product") === product));
  const [left, right] = [side(false), side(true)];
  if (rejected[0] || !left.ok || !right.ok) throw new Error(`Cannot read ${text}`);
  return { left: left.value, right: right.value };
}

/** For each product atom the left atom of the same number, -1 if there is none. */
function sourcesOf(left: readonly SideMolecule[], right: readonly SideMolecule[]): Int32Array {
  const numbers = left.flatMap(({ maps }) => maps);
  return Int32Array.from(
    right.flatMap(({ maps }) => maps),
    (number) => number > 0 ? numbers.indexOf(number) : -1,
  );
}

/**
 * Is there a symmetry of the two sides by which every origin holds in the mapping? Both are about the same molecules
 * in the same order.
 */
export function agreesUpToSymmetry(mapping: MappedReaction, origins: readonly Origin[]): boolean {
  const graph = joinGraphs([mapping.left, mapping.right]);
  const first = Array.from(
    { length: graph.size },
    (_, atom) =>
      `${atom < mapping.left.size}|${graph.element[atom]}|${graph.charge[atom]}|${graph.hydrogens[atom]}`,
  );
  const [stated, found] = refined(graph, numbered([first, first]));
  return search(graph, mapping, origins, stated ?? [], found ?? []);
}

function search(
  graph: MolecularGraph,
  mapping: MappedReaction,
  [origin, ...others]: readonly Origin[],
  stated: Colours,
  found: Colours,
): boolean {
  if (!origin) return true;
  const offset = mapping.left.size;
  const [product, source] = [origin[0] + offset, origin[1]];
  for (let p = offset; p < graph.size; p++) {
    if (found[p] !== stated[product]) continue;
    const r = mapping.source[p - offset] as number;
    if (source < 0 ? r >= 0 : r < 0 || found[r] !== stated[source]) continue;
    const isUnique = [product, source].every((atom) => atom < 0 || isAlone(stated, atom));
    // An atom without an equivalent needs no mark.
    if (isUnique) return search(graph, mapping, others, stated, found);
    const marked = (colours: Colours, atoms: readonly number[]) =>
      colours.map((colour, atom) => atoms.includes(atom) ? `${colour}!${atoms.indexOf(atom)}` : `${colour}`);
    const [nextStated = [], nextFound = []] = refined(
      graph,
      numbered([marked(stated, [product, source]), marked(found, [p, r])]),
    );
    if (nextStated.toSorted().join() !== nextFound.toSorted().join()) continue;
    if (search(graph, mapping, others, nextStated, nextFound)) return true;
  }
  return false;
}

function isAlone(colours: Colours, atom: number): boolean {
  return colours.indexOf(colours[atom] as number) === colours.lastIndexOf(colours[atom] as number);
}

/** Refines two colourings of one graph by their surroundings, with the same numbers for the same surroundings. */
function refined(graph: MolecularGraph, colourings: readonly Colours[]): readonly Colours[] {
  let colours = colourings;
  for (let classes = 0;;) {
    const count = new Set(colours.flat()).size;
    if (count === classes) return colours;
    classes = count;
    colours = numbered(colours.map((own) =>
      own.map((colour, atom) => {
        const near = (graph.neighbours[atom] ?? []).map((next) => `${own[next.atom]}~${next.order}`);
        return `${colour}:${near.sort().join(",")}`;
      })
    ));
  }
}

function numbered(texts: readonly (readonly string[])[]): readonly Colours[] {
  const numbers = new Map([...new Set(texts.flat())].sort().map((text, number) => [text, number]));
  return texts.map((own) => own.map((text) => numbers.get(text) ?? -1));
}
