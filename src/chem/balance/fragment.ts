/** Pieces of reactants whose cut bonds have yet to be closed to make whole molecules. */
import { elementSymbol } from "../molecule/elements.ts";
import { AROMATIC, type MolecularGraph } from "../molecule/molecular_graph.ts";

/** An atom; it has no implicit hydrogens beyond `hydrogens`. */
export interface FragmentAtom {
  readonly element: number;
  readonly charge: number;
  readonly hydrogens: number;
  readonly isotope: number;
  readonly aromatic: boolean;
}

/** A cut bond: the atom of the fragment, the bond order, and the atom of the left side at the other end. */
export interface OpenBond {
  readonly atom: number;
  readonly order: number;
  readonly partner: number;
}

/** A molecule or a piece of one; atoms are numbered from 0. */
export interface Fragment {
  readonly atoms: readonly FragmentAtom[];
  readonly bonds: readonly { readonly a: number; readonly b: number; readonly order: number }[];
  readonly open: readonly OpenBond[];
}

/** The piece of a graph that consists of the wanted atoms; its bonds to all others are open. */
export function fragmentOf(graph: MolecularGraph, wanted: ReadonlySet<number>): Fragment {
  const numbers = new Map([...wanted].map((atom, number) => [atom, number]));
  const atoms: FragmentAtom[] = [];
  const bonds: { a: number; b: number; order: number }[] = [];
  const open: OpenBond[] = [];
  for (const [atom, number] of numbers) {
    atoms.push({
      element: graph.element[atom] as number,
      charge: graph.charge[atom] as number,
      hydrogens: graph.hydrogens[atom] as number,
      isotope: graph.isotope[atom] as number,
      aromatic: graph.aromatic[atom] === 1,
    });
    for (const { atom: next, order } of graph.neighbours[atom] ?? []) {
      const other = numbers.get(next);
      if (other === undefined) open.push({ atom: number, order, partner: next });
      else if (number < other) bonds.push({ a: number, b: other, order });
    }
  }
  return { atoms, bonds, open };
}

/** The atoms bonded to an atom, with bond orders. */
export function bondedTo(
  { bonds }: Fragment,
  atom: number,
): readonly { readonly atom: number; readonly order: number }[] {
  return bonds.flatMap(({ a, b, order }) =>
    a === atom ? [{ atom: b, order }] : b === atom ? [{ atom: a, order }] : []
  );
}

/** A copy of the fragment with some properties of one atom changed. */
export function withAtom(fragment: Fragment, atom: number, changes: Partial<FragmentAtom>): Fragment {
  return {
    ...fragment,
    atoms: fragment.atoms.map((entry, number) => number === atom ? { ...entry, ...changes } : entry),
  };
}

/** A copy of the fragment with the order of one bond changed. */
export function withOrder(fragment: Fragment, from: number, to: number, order: number): Fragment {
  return {
    ...fragment,
    bonds: fragment.bonds.map((bond) =>
      bond.a === from && bond.b === to || bond.a === to && bond.b === from ? { ...bond, order } : bond
    ),
  };
}

/** Closes every open bond with as many hydrogens as its order. */
export function cappedWithHydrogen(fragment: Fragment): Fragment {
  let result = fragment;
  for (const { atom, order } of fragment.open) {
    const hydrogens = (result.atoms[atom]?.hydrogens ?? 0) + Math.ceil(order);
    result = withAtom(result, atom, { hydrogens });
  }
  return { ...result, open: [] };
}

/** Bonds a new atom to an atom of the fragment. */
export function withNeighbour(
  fragment: Fragment,
  atom: number,
  order: number,
  neighbour: Partial<FragmentAtom> & Pick<FragmentAtom, "element">,
): Fragment {
  const added = { charge: 0, hydrogens: 0, isotope: 0, aromatic: false, ...neighbour };
  return {
    ...fragment,
    atoms: [...fragment.atoms, added],
    bonds: [...fragment.bonds, { a: atom, b: fragment.atoms.length, order }],
  };
}

/** Combines two fragments and bonds an atom of the first to one of the second; no bond stays open. */
export function joined(first: Fragment, a: number, second: Fragment, b: number, order: number): Fragment {
  const offset = first.atoms.length;
  return {
    atoms: [...first.atoms, ...second.atoms],
    bonds: [
      ...first.bonds,
      ...second.bonds.map((bond) => ({ ...bond, a: bond.a + offset, b: bond.b + offset })),
      { a, b: b + offset, order },
    ],
    open: [],
  };
}

/** The part of a fragment attached to `root` after cutting its bond to `from`, which is then the only open bond. */
export function branch(fragment: Fragment, root: number, from: number): Fragment {
  const numbers = new Map([[root, 0]]);
  for (const atom of numbers.keys()) {
    for (const next of bondedTo(fragment, atom)) {
      if (next.atom !== from && !numbers.has(next.atom)) numbers.set(next.atom, numbers.size);
    }
  }
  const number = (atom: number) => numbers.get(atom) ?? -1;
  return {
    atoms: [...numbers.keys()].flatMap((atom) => fragment.atoms[atom] ?? []),
    bonds: fragment.bonds.filter(({ a, b }) => numbers.has(a) && numbers.has(b))
      .map(({ a, b, order }) => ({ a: number(a), b: number(b), order })),
    open: [{ atom: 0, order: 1, partner: -1 }],
  };
}

/** SMILES of a connected fragment with every atom in brackets and without open bonds or stereo; not canonical. */
export function fragmentSmiles(fragment: Fragment): string {
  const neighbours = fragment.atoms.map((_, atom) => bondedTo(fragment, atom));
  const visited = new Set<number>();
  const used = new Set<string>();
  const closures = new Map<number, string>();
  const children = new Map<number, { atom: number; order: number }[]>();
  let rings = 0;
  const walk = (atom: number) => {
    visited.add(atom);
    const below: { atom: number; order: number }[] = [];
    children.set(atom, below);
    for (const next of neighbours[atom] ?? []) {
      const bond = atom < next.atom ? `${atom} ${next.atom}` : `${next.atom} ${atom}`;
      if (used.has(bond)) continue;
      used.add(bond);
      if (visited.has(next.atom)) {
        const digit = ++rings < 10 ? String(rings) : `%${rings}`;
        closures.set(next.atom, (closures.get(next.atom) ?? "") + bondSymbol(next.order) + digit);
        closures.set(atom, (closures.get(atom) ?? "") + digit);
      } else {
        below.push(next);
        walk(next.atom);
      }
    }
  };
  const write = (atom: number): string => {
    const branches = (children.get(atom) ?? []).map((next) => bondSymbol(next.order) + write(next.atom));
    const last = branches.pop() ?? "";
    return atomSymbol(fragment.atoms[atom]) + (closures.get(atom) ?? "") +
      branches.map((text) => `(${text})`).join("") + last;
  };
  walk(0);
  return write(0);
}

function bondSymbol(order: number): string {
  if (order === 1) return "-";
  if (order === 2) return "=";
  if (order === 3) return "#";
  return order === AROMATIC ? ":" : "~";
}

function atomSymbol(atom: FragmentAtom | undefined): string {
  if (!atom) return "*";
  const { element, charge, hydrogens, isotope, aromatic } = atom;
  const symbol = aromatic ? elementSymbol(element).toLowerCase() : elementSymbol(element);
  const hydrogenText = hydrogens === 0 ? "" : hydrogens === 1 ? "H" : `H${hydrogens}`;
  const chargeText = charge === 0 ? "" : charge > 0 ? `+${charge}` : `-${-charge}`;
  return `[${isotope > 0 ? isotope : ""}${symbol}${hydrogenText}${chargeText}]`;
}
