/** Elements and charges of molecules as sums that can be compared. */
import { elementSymbol } from "../molecule/elements.ts";
import type { MolecularGraph } from "../molecule/molecular_graph.ts";

/** Atoms by element symbol, including hydrogens, and the net charge under `charge`. A missing entry is 0. */
export type Composition = ReadonlyMap<string, number>;

export const CHARGE = "charge";

/** Composition of those atoms of a graph that `isWanted` accepts. */
export function compositionOf(graph: MolecularGraph, isWanted: (atom: number) => boolean): Composition {
  const sum = new Map<string, number>();
  for (let atom = 0; atom < graph.size; atom++) {
    if (!isWanted(atom)) continue;
    change(sum, elementSymbol(graph.element[atom] as number), 1);
    change(sum, "H", graph.hydrogens[atom] as number);
    change(sum, CHARGE, graph.charge[atom] as number);
  }
  return sum;
}

/** `sum` plus `count` times `other`. */
export function plus(sum: Composition, other: Composition, count = 1): Composition {
  const result = new Map(sum);
  for (const [key, value] of other) change(result, key, count * value);
  return result;
}

/**
 * Formula in Hill order: carbon, hydrogen, then the other elements alphabetically, and the charge last.
 * Source: E. A. Hill, J. Am. Chem. Soc. 1900, 22, 478.
 */
export function hillFormula(composition: Composition): string {
  const hasCarbon = (composition.get("C") ?? 0) > 0;
  const place = (symbol: string) =>
    hasCarbon && symbol === "C" ? "" : hasCarbon && symbol === "H" ? " " : symbol;
  const symbols = [...composition.keys()].filter((symbol) =>
    symbol !== CHARGE && (composition.get(symbol) ?? 0) > 0
  );
  symbols.sort((a, b) => place(a) < place(b) ? -1 : 1);
  const text = symbols.map((symbol) => {
    const count = composition.get(symbol) ?? 0;
    return count === 1 ? symbol : `${symbol}${count}`;
  }).join("");
  return text + chargeText(composition.get(CHARGE) ?? 0);
}

function chargeText(charge: number): string {
  if (charge === 0) return "";
  const size = Math.abs(charge);
  return `${size === 1 ? "" : `(${size}`}${charge > 0 ? "+" : "-"}${size === 1 ? "" : ")"}`;
}

function change(sum: Map<string, number>, key: string, by: number): void {
  if (by === 0) return;
  const value = (sum.get(key) ?? 0) + by;
  if (value === 0) sum.delete(key);
  else sum.set(key, value);
}
