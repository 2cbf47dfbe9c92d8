/** Molecules as graphs: the content of RDKit's JSON in arrays that algorithms can walk quickly. */

/** Order of an aromatic bond, of a dative bond, and of any bond type that only RDKit knows. */
export const AROMATIC = 1.5;
export const DATIVE = 0.5;
export const OTHER = 0.25;

/** A bond; a dative bond points from `a`, the donor, to `b`. */
export interface Bond {
  readonly a: number;
  readonly b: number;
  readonly order: number;
}

/** A bonded atom, with the index of the bond. */
export interface Neighbour {
  readonly atom: number;
  readonly order: number;
  readonly bond: number;
}

/**
 * Configuration of a double bond: `from` and `to`, one substituent of each end, are on the same side (`cis`) or not.
 */
export interface BondStereo {
  readonly bond: number;
  readonly from: number;
  readonly to: number;
  readonly cis: boolean;
}

/** One or more molecules. Atoms are numbered from 0, and each array has one entry per atom. */
export interface MolecularGraph {
  readonly size: number;
  readonly element: Uint8Array;
  readonly charge: Int8Array;
  /** Hydrogens that are not atoms of the graph themselves. */
  readonly hydrogens: Uint8Array;
  readonly isotope: Uint16Array;
  /** Unpaired electrons. */
  readonly radicals: Uint8Array;
  readonly aromatic: Uint8Array;
  readonly inRing: Uint8Array;
  /**
   * +1 or -1 for a tetrahedral centre: seen from the first neighbour, the others run clockwise or counter-clockwise
   * in the order of `neighbours`, with an implicit hydrogen last. 0 if not specified.
   */
  readonly chirality: Int8Array;
  readonly bonds: readonly Bond[];
  readonly neighbours: readonly (readonly Neighbour[])[];
  readonly bondStereo: readonly BondStereo[];
  /** Number of the connected fragment that the atom belongs to, from 0, in the order of each fragment's first atom. */
  readonly fragment: Int32Array;
  readonly fragmentCount: number;
}

interface JsonAtom {
  readonly z?: number;
  readonly impHs?: number;
  readonly chg?: number;
  readonly isotope?: number;
  readonly nRad?: number;
  readonly stereo?: string;
}

interface JsonBond {
  readonly bo?: number;
  readonly atoms: readonly [number, number];
  readonly stereo?: string;
  readonly stereoAtoms?: readonly [number, number];
}

interface JsonExtension {
  readonly name?: string;
  readonly aromaticAtoms?: readonly number[];
  readonly aromaticBonds?: readonly number[];
  readonly atomRings?: readonly (readonly number[])[];
}

interface JsonMolecule {
  readonly atoms?: readonly JsonAtom[];
  readonly bonds?: readonly JsonBond[];
  readonly extensions?: readonly JsonExtension[];
}

/** Reads RDKit's CommonChem JSON. A wildcard atom has element 0. */
export function graphFromJson(json: string): MolecularGraph {
  const molecule = (JSON.parse(json) as { readonly molecules: readonly JsonMolecule[] }).molecules[0] ?? {};
  const atoms = molecule.atoms ?? [];
  const extension = molecule.extensions?.find((entry) => entry.name === "rdkitRepresentation") ?? {};
  const aromaticBonds = new Set(extension.aromaticBonds ?? []);
  const bonds = (molecule.bonds ?? []).map((bond, index) => ({
    a: bond.atoms[0],
    b: bond.atoms[1],
    order: aromaticBonds.has(index) ? AROMATIC : orderFromJson(bond.bo ?? 1),
  }));
  const bondStereo: BondStereo[] = [];
  (molecule.bonds ?? []).forEach((bond, index) => {
    if (!bond.stereoAtoms || (bond.stereo !== "cis" && bond.stereo !== "trans")) return;
    bondStereo.push({
      bond: index,
      from: bond.stereoAtoms[0],
      to: bond.stereoAtoms[1],
      cis: bond.stereo === "cis",
    });
  });
  const aromatic = new Uint8Array(atoms.length);
  for (const atom of extension.aromaticAtoms ?? []) aromatic[atom] = 1;
  const inRing = new Uint8Array(atoms.length);
  for (const ring of extension.atomRings ?? []) for (const atom of ring) inRing[atom] = 1;
  return connect({
    size: atoms.length,
    element: Uint8Array.from(atoms, (atom) => atom.z ?? 6),
    charge: Int8Array.from(atoms, (atom) => atom.chg ?? 0),
    hydrogens: Uint8Array.from(atoms, (atom) => atom.impHs ?? 0),
    isotope: Uint16Array.from(atoms, (atom) => atom.isotope ?? 0),
    radicals: Uint8Array.from(atoms, (atom) => atom.nRad ?? 0),
    aromatic,
    inRing,
    chirality: Int8Array.from(atoms, (atom) => atom.stereo === "cw" ? 1 : atom.stereo === "ccw" ? -1 : 0),
    bonds,
    bondStereo,
  });
}

/** Joins graphs into one; the atoms of each graph follow those of the one before. */
export function joinGraphs(graphs: readonly MolecularGraph[]): MolecularGraph {
  const only = graphs[0];
  if (only && graphs.length === 1) return only;
  const bonds: Bond[] = [];
  const bondStereo: BondStereo[] = [];
  let offset = 0;
  for (const graph of graphs) {
    for (const { bond, from, to, cis } of graph.bondStereo) {
      bondStereo.push({ bond: bond + bonds.length, from: from + offset, to: to + offset, cis });
    }
    // Bonds are added after this graph's stereo, whose bond numbers are offset by the length so far.
    for (const { a, b, order } of graph.bonds) bonds.push({ a: a + offset, b: b + offset, order });
    offset += graph.size;
  }
  const gather = <Numbers extends Uint8Array | Int8Array | Uint16Array>(
    all: Numbers,
    pick: (graph: MolecularGraph) => Numbers,
  ): Numbers => {
    let at = 0;
    for (const graph of graphs) {
      all.set(pick(graph), at);
      at += graph.size;
    }
    return all;
  };
  return connect({
    size: offset,
    element: gather(new Uint8Array(offset), (graph) => graph.element),
    charge: gather(new Int8Array(offset), (graph) => graph.charge),
    hydrogens: gather(new Uint8Array(offset), (graph) => graph.hydrogens),
    isotope: gather(new Uint16Array(offset), (graph) => graph.isotope),
    radicals: gather(new Uint8Array(offset), (graph) => graph.radicals),
    aromatic: gather(new Uint8Array(offset), (graph) => graph.aromatic),
    inRing: gather(new Uint8Array(offset), (graph) => graph.inRing),
    chirality: gather(new Int8Array(offset), (graph) => graph.chirality),
    bonds,
    bondStereo,
  });
}

/** The subgraph of the atoms for which `kept` is 1, in their order. No bond may lead out of it. */
export function partOfGraph(graph: MolecularGraph, kept: Uint8Array): MolecularGraph {
  const isKept = (_: number, atom: number) => kept[atom] === 1;
  const place = new Int32Array(graph.size);
  let size = 0;
  for (let atom = 0; atom < graph.size; atom++) place[atom] = kept[atom] === 1 ? size++ : -1;
  const bondPlace = new Map<number, number>();
  const bonds: Bond[] = [];
  graph.bonds.forEach(({ a, b, order }, bond) => {
    if (kept[a] !== 1) return;
    bondPlace.set(bond, bonds.length);
    bonds.push({ a: place[a] as number, b: place[b] as number, order });
  });
  const bondStereo = graph.bondStereo.flatMap(({ bond, from, to, cis }) => {
    const at = bondPlace.get(bond);
    return at === undefined ? [] : [{ bond: at, from: place[from] as number, to: place[to] as number, cis }];
  });
  return connect({
    size,
    element: graph.element.filter(isKept),
    charge: graph.charge.filter(isKept),
    hydrogens: graph.hydrogens.filter(isKept),
    isotope: graph.isotope.filter(isKept),
    radicals: graph.radicals.filter(isKept),
    aromatic: graph.aromatic.filter(isKept),
    inRing: graph.inRing.filter(isKept),
    chirality: graph.chirality.filter(isKept),
    bonds,
    bondStereo,
  });
}

/** Order of the bond between two atoms, 0 if there is none. */
export function bondOrder(graph: MolecularGraph, a: number, b: number): number {
  for (const neighbour of graph.neighbours[a] ?? []) if (neighbour.atom === b) return neighbour.order;
  return 0;
}

/** Adds what follows from the bonds: neighbours and fragments. */
function connect(
  parts: Omit<MolecularGraph, "neighbours" | "fragment" | "fragmentCount">,
): MolecularGraph {
  const neighbours: Neighbour[][] = Array.from({ length: parts.size }, () => []);
  parts.bonds.forEach(({ a, b, order }, bond) => {
    neighbours[a]?.push({ atom: b, order, bond });
    neighbours[b]?.push({ atom: a, order, bond });
  });
  const fragment = new Int32Array(parts.size).fill(-1);
  let fragmentCount = 0;
  for (let start = 0; start < parts.size; start++) {
    if (fragment[start] !== -1) continue;
    fragment[start] = fragmentCount;
    const waiting = [start];
    for (let atom = waiting.pop(); atom !== undefined; atom = waiting.pop()) {
      for (const next of neighbours[atom] ?? []) {
        if (fragment[next.atom] !== -1) continue;
        fragment[next.atom] = fragmentCount;
        waiting.push(next.atom);
      }
    }
    fragmentCount++;
  }
  return { ...parts, neighbours, fragment, fragmentCount };
}

/** RDKit writes bond types other than the orders 1 to 4 by their type number; 17 is dative. */
function orderFromJson(order: number): number {
  if (order === 17) return DATIVE;
  return order >= 1 && order <= 4 ? order : OTHER;
}
