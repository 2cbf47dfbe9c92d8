/** What an atom is to a chemist, on one side of a reaction: acyl carbon, aldehyde, aryl carbon, alcohol oxygen … */
import type { MolecularGraph } from "../molecule/molecular_graph.ts";
import { elementSymbol } from "../molecule/elements.ts";

/** Kinds of carbon; any other atom is named by its element. */
export type CarbonKind =
  | "aryl"
  | "nitrile"
  | "alkynyl"
  | "cumulated"
  | "acyl"
  | "aldehyde"
  | "ketone"
  | "thioacyl"
  | "amidine"
  | "imine"
  | "alkenyl"
  | "alkyl";

/**
 * The kind of a carbon. Acyl carbon has a double bond to oxygen and a single bond to a heteroatom; `amidine` likewise
 * with nitrogen in place of oxygen.
 */
export function carbonKind(graph: MolecularGraph, atom: number): CarbonKind {
  if (graph.aromatic[atom] === 1) return "aryl";
  let double = 0;
  let doubleBonds = 0;
  let hetero = 0;
  for (const { atom: other, order } of graph.neighbours[atom] ?? []) {
    const element = graph.element[other] as number;
    if (order === 3) return element === 7 ? "nitrile" : "alkynyl";
    if (order === 2) {
      doubleBonds++;
      if (double === 0 || element !== 6) double = element;
    } else if (element !== 6 && element !== 1) hetero++;
  }
  if (doubleBonds > 1) return "cumulated";
  if (double === 0) return "alkyl";
  if (double === 6) return "alkenyl";
  if (double === 8) {
    return hetero > 0 ? "acyl" : (graph.hydrogens[atom] as number) > 0 ? "aldehyde" : "ketone";
  }
  if (double === 16) return "thioacyl";
  return hetero > 0 ? "amidine" : "imine";
}

/** The kind of any atom, as a word. */
export function atomKind(graph: MolecularGraph, atom: number): string {
  const element = graph.element[atom] as number;
  if (element === 6) return carbonKind(graph, atom);
  const symbol = elementSymbol(element);
  return graph.aromatic[atom] === 1 ? symbol.toLowerCase() : symbol;
}
