/** Describes a mapping by counts of typed changes, which the ranking of candidates weighs. */
import { atomClasses } from "./atom_classes.ts";
import { visitChangeCycles } from "./change_cycles.ts";
import { elementSymbol } from "../molecule/elements.ts";
import type { Assignment, MappingProblem } from "./mapping_problem.ts";
import type { MolecularGraph } from "../molecule/molecular_graph.ts";

/** Called with the name of each change found. */
export type ChangeVisitor = (feature: string) => void;

/** Precomputed feature names of each bond: one from the classes of its ends, one from their elements. */
export interface ChangeNames {
  readonly reactantBonds: readonly (readonly [string, string])[];
  readonly productBonds: readonly (readonly [string, string])[];
  /** Class of each reactant atom. */
  readonly reactantAtoms: readonly string[];
}

/** Prepares the names for a problem. */
export function changeNames(problem: MappingProblem): ChangeNames {
  const reactantAtoms = atomClasses(problem.reactants);
  return {
    reactantBonds: bondNames(problem.reactants, reactantAtoms),
    productBonds: bondNames(problem.products, atomClasses(problem.products)),
    reactantAtoms,
  };
}

/**
 * Visits every change of an assignment: bonds broken (`-`), lost (`<`), made (`+`), new (`>`) and changed in order
 * (the old order first), changes of hydrogens (`h`), charge (`q`), aromaticity (`a`) and ring membership (`r`),
 * product atoms without a source (`u`), molecules used (`m`), allylic shifts of double bonds (`t`), exchanges of
 * neighbours at an atom (`s`), and rings of changes (`y`).
 */
export function visitChanges(
  problem: MappingProblem,
  names: ChangeNames,
  { source, target }: Assignment,
  visit: ChangeVisitor,
): void {
  const { reactants, products, reactantOrders, productOrders } = problem;
  const both = (sign: string, [fine, coarse]: readonly [string, string]) => {
    visit(sign + fine);
    visit(sign + coarse);
  };
  const opened: [number, number][] = [];
  const closed: [number, number][] = [];
  reactants.bonds.forEach(({ a, b }, bond) => {
    const first = target[a] as number;
    const second = target[b] as number;
    if (first < 0 && second < 0) return;
    const name = names.reactantBonds[bond];
    if (!name) return;
    if (first < 0 || second < 0) both("<", name);
    else if (productOrders[first * products.size + second] === 0) both("-", name);
  });
  products.bonds.forEach(({ a, b, order }, bond) => {
    const first = source[a] as number;
    const second = source[b] as number;
    const name = names.productBonds[bond];
    if (!name) return;
    if (first < 0 || second < 0) {
      if (first >= 0 || second >= 0) both(">", name);
      return;
    }
    const before = reactantOrders[first * reactants.size + second] as number;
    if (before === 0) both("+", name);
    else if (before !== order) {
      visit(`${before}${name[0]}`);
      visit(`${before}${name[1]}`);
      if (before === 2 && order === 1) opened.push([a, b], [b, a]);
      if (before === 1 && order === 2) closed.push([a, b], [b, a]);
    }
  });
  for (const [end, middle] of opened) {
    for (const [other, start] of closed) {
      if (other === middle && start !== end) visit(allylShift(problem, { source, target }, start, end));
    }
  }
  const used = new Set<number>();
  for (let p = 0; p < products.size; p++) {
    const symbol = elementSymbol(products.element[p] as number);
    const r = source[p] as number;
    if (r < 0) {
      visit(`u${symbol}`);
      continue;
    }
    used.add(reactants.fragment[r] as number);
    const hydrogens = (products.hydrogens[p] as number) - (reactants.hydrogens[r] as number);
    const charge = (products.charge[p] as number) - (reactants.charge[r] as number);
    if (hydrogens !== 0) visit(`h${symbol}${hydrogens}`);
    if (charge !== 0) visit(`q${symbol}${charge}`);
    if (products.aromatic[p] !== reactants.aromatic[r]) visit(`a${symbol}`);
    if (products.inRing[p] !== reactants.inRing[r]) visit(`r${symbol}${products.inRing[p]}`);
  }
  for (let count = 0; count < used.size; count++) visit("m");
  visitExchanges(problem, names, { source, target }, visit);
  visitChangeCycles(problem, { source, target }, visit);
}

/**
 * What leaves an atom and what takes its place, such as `sO>N` at an acyl carbon (`sCy.O>N`). Each element counts
 * once for each bond.
 */
function visitExchanges(
  problem: MappingProblem,
  names: ChangeNames,
  { source, target }: Assignment,
  visit: ChangeVisitor,
): void {
  const { reactants, products, reactantOrders, productOrders } = problem;
  for (let p = 0; p < products.size; p++) {
    const r = source[p] as number;
    if (r < 0) continue;
    let [leaving, coming] = ["", ""];
    for (const { atom, order } of reactants.neighbours[r] ?? []) {
      const after = target[atom] as number;
      if (after >= 0 && productOrders[after * products.size + p] !== 0) continue;
      leaving = joined(leaving, bondSymbol(order) + elementSymbol(reactants.element[atom] as number));
    }
    for (const { atom, order } of products.neighbours[p] ?? []) {
      const before = source[atom] as number;
      if (before >= 0 && reactantOrders[before * reactants.size + r] !== 0) continue;
      coming = joined(coming, bondSymbol(order) + elementSymbol(products.element[atom] as number));
    }
    if (leaving === "" && coming === "") continue;
    visit(`s${elementSymbol(products.element[p] as number)}.${leaving}>${coming}`);
    visit(`s${names.reactantAtoms[r]}.${leaving}>${coming}`.replaceAll(/[=#]/g, ""));
  }
}

/** Bond symbols as in SMILES; aromatic bonds count as single ones. */
function bondSymbol(order: number): string {
  return order === 2 ? "=" : order === 3 ? "#" : "";
}

/** Adds a symbol to a list in alphabetical order. */
function joined(symbols: string, symbol: string): string {
  return symbols === "" ? symbol : [...symbols.split(","), symbol].sort().join(",");
}

/**
 * A double bond moves from `end` to `start` (both product atoms, with one atom between them). What leaves at the
 * start and what arrives at the end distinguish rearrangements, such as those of Claisen and Cope, from
 * substitutions.
 */
function allylShift(
  problem: MappingProblem,
  { source, target }: Assignment,
  start: number,
  end: number,
): string {
  const { reactants, products, reactantOrders, productOrders } = problem;
  const leaving = (reactants.neighbours[source[start] as number] ?? []).find(({ atom }) => {
    const p = target[atom] as number;
    return p < 0 || productOrders[p * products.size + start] === 0;
  });
  const coming = (products.neighbours[end] ?? []).find(({ atom }) => {
    const r = source[atom] as number;
    return r < 0 || reactantOrders[r * reactants.size + (source[end] as number)] === 0;
  });
  const symbol = (element: number | undefined) => element === undefined ? "-" : elementSymbol(element);
  return `t${symbol(leaving && reactants.element[leaving.atom])}>${
    symbol(coming && products.element[coming.atom])
  }`;
}

function bondNames(
  graph: MolecularGraph,
  classes: readonly string[],
): readonly (readonly [string, string])[] {
  return graph.bonds.map(({ a, b, order }) => {
    const symbols = [a, b].map((atom) => elementSymbol(graph.element[atom] as number)).sort();
    const ring = graph.inRing[a] === 1 && graph.inRing[b] === 1 ? "r" : "";
    const fine = [classes[a] ?? "", classes[b] ?? ""].sort();
    return [`${fine.join(".")}${order}${ring}`, `${symbols.join(".")}${order}`];
  });
}
