/** Describes what a mapping changes by counts of typed changes; the ranking of candidates weighs them. */
import { atomClasses } from "./atom_classes.ts";
import { elementSymbol } from "./elements.ts";
import type { Assignment, MappingProblem } from "./mapping_problem.ts";
import type { MolecularGraph } from "./molecular_graph.ts";

/** Calls back with the name of each change that it finds. */
export type ChangeVisitor = (feature: string) => void;

/** Names of the features of each bond, precomputed: one for the classes of its ends, one for the elements. */
export interface ChangeNames {
  readonly reactantBonds: readonly (readonly [string, string])[];
  readonly productBonds: readonly (readonly [string, string])[];
}

/** Prepares the names for a problem. */
export function changeNames(problem: MappingProblem): ChangeNames {
  return { reactantBonds: bondNames(problem.reactants), productBonds: bondNames(problem.products) };
}

/**
 * Visits every change of an assignment: bonds broken (`-`), lost (`<`), made (`+`), new (`>`) and of another order,
 * changes of hydrogens and charge, product atoms without a source, and molecules used.
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
  reactants.bonds.forEach(({ a, b }, bond) => {
    const first = target[a] as number;
    const second = target[b] as number;
    if (first < 0 && second < 0) return;
    const name = problem.reactants.size > 0 ? names.reactantBonds[bond] : undefined;
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
    }
  });
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
}

function bondNames(graph: MolecularGraph): readonly (readonly [string, string])[] {
  const classes = atomClasses(graph);
  return graph.bonds.map(({ a, b, order }) => {
    const symbols = [a, b].map((atom) => elementSymbol(graph.element[atom] as number)).sort();
    const ring = graph.inRing[a] === 1 && graph.inRing[b] === 1 ? "r" : "";
    const fine = [classes[a] ?? "", classes[b] ?? ""].sort();
    return [`${fine.join(".")}${order}${ring}`, `${symbols.join(".")}${order}`];
  });
}
