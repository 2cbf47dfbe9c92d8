/** What the reactants lose: fragments that no recorded product has. */
import { elementSymbol } from "./elements.ts";
import type { MappedReaction } from "./mapped_reaction.ts";
import { AROMATIC, bondOrder, type MolecularGraph } from "./molecular_graph.ts";

const BARE = new Set([5, 6, 7, 8, 9, 15, 16, 17, 35, 53]);

/**
 * SMILES of each fragment that breaks off a molecule which supplies atoms, with hydrogens where the bonds were
 * cut, such as `Cl` or `CCO`. The caller lets RDKit make them canonical. In the order of their first atoms.
 */
export function lostFragments(reaction: MappedReaction): readonly string[] {
  const { left, target } = reaction;
  const supplies = new Uint8Array(left.fragmentCount);
  for (let r = 0; r < left.size; r++) {
    if (target[r] as number >= 0) supplies[left.fragment[r] as number] = 1;
  }
  const seen = new Set<number>();
  const fragments: string[] = [];
  for (let start = 0; start < left.size; start++) {
    if (seen.has(start) || target[start] as number >= 0 || supplies[left.fragment[start] as number] === 0) {
      continue;
    }
    const atoms = new Set([start]);
    for (const atom of atoms) {
      for (const next of left.neighbours[atom] ?? []) {
        if (target[next.atom] as number < 0) atoms.add(next.atom);
      }
    }
    for (const atom of atoms) seen.add(atom);
    fragments.push(writeFragment(left, atoms));
  }
  return fragments;
}

/** Heavy atoms of the products without a source, by element symbol. */
export function atomsWithoutSource(reaction: MappedReaction): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let p = 0; p < reaction.right.size; p++) {
    const element = reaction.right.element[p] as number;
    if (reaction.source[p] as number >= 0 || element === 1) continue;
    const symbol = elementSymbol(element);
    counts[symbol] = (counts[symbol] ?? 0) + 1;
  }
  return counts;
}

/** Bare symbols let RDKit fill the cut bonds with hydrogens; atoms in brackets get theirs written out. */
function writeFragment(graph: MolecularGraph, atoms: ReadonlySet<number>): string {
  const visited = new Set<number>();
  const closures = new Map<number, string>();
  let rings = 0;
  const usedBonds = new Set<number>();
  const children = new Map<number, number[]>();
  const walk = (atom: number) => {
    visited.add(atom);
    const below: number[] = [];
    children.set(atom, below);
    for (const { atom: next, bond, order } of graph.neighbours[atom] ?? []) {
      if (!atoms.has(next) || usedBonds.has(bond)) continue;
      usedBonds.add(bond);
      if (visited.has(next)) {
        const digit = ++rings < 10 ? String(rings) : `%${rings}`;
        closures.set(next, (closures.get(next) ?? "") + symbol(order) + digit);
        closures.set(atom, (closures.get(atom) ?? "") + digit);
      } else {
        below.push(next);
        walk(next);
      }
    }
  };
  const write = (atom: number): string => {
    const branches = (children.get(atom) ?? []).map((next) =>
      symbol(bondOrder(graph, atom, next)) + write(next)
    );
    const last = branches.pop() ?? "";
    return atomText(graph, atoms, atom) + (closures.get(atom) ?? "") +
      branches.map((text) => `(${text})`).join("") + last;
  };
  const [start = 0] = atoms;
  walk(start);
  return write(start);
}

function symbol(order: number): string {
  if (order === 1) return "-";
  if (order === 2) return "=";
  if (order === 3) return "#";
  return order === AROMATIC ? ":" : "~";
}

function atomText(graph: MolecularGraph, atoms: ReadonlySet<number>, atom: number): string {
  const element = graph.element[atom] as number;
  const charge = graph.charge[atom] as number;
  const aromatic = graph.aromatic[atom] === 1;
  const name = aromatic ? elementSymbol(element).toLowerCase() : elementSymbol(element);
  let cut = 0;
  for (const { atom: next, order } of graph.neighbours[atom] ?? []) {
    if (!atoms.has(next)) cut += Math.ceil(order);
  }
  const hydrogens = (graph.hydrogens[atom] as number) + cut;
  if (BARE.has(element) && charge === 0 && !aromatic && graph.isotope[atom] === 0) return name;
  if (aromatic && cut === 0 && element === 6) return name;
  const count = hydrogens === 0 || element === 1 ? "" : hydrogens === 1 ? "H" : `H${hydrogens}`;
  const sign = charge > 0 ? `+${charge}` : charge < 0 ? `${charge}` : "";
  return `[${graph.isotope[atom] || ""}${name}${count}${sign}]`;
}
