/** Sorts atoms into classes that are finer than the element and that reactivity depends on. */
import { elementSymbol, isHalogen, isMetalLike } from "../molecule/elements.ts";
import type { MolecularGraph } from "../molecule/molecular_graph.ts";

/**
 * Class of each atom. Aromatic atoms have lower-case letters; for others the element's symbol is followed by a
 * letter: carbon `k` carbonyl, `y` acyl (carbonyl next to a heteroatom), `n` nitrile, `t` alkyne, `v` alkene, `b`
 * next to an unsaturated atom, `q` three or more carbons, `s` any other; oxygen `x` double bond, `p` peroxide, `a`
 * acid OH, `h` OH or anion, `e` ester, `r` ether; nitrogen `c` cationic, `t` triple bond, `d` double bond, `a` amide,
 * `h` with hydrogen, `r` without; sulfur `x` oxidised, `r` any other. Halogens other than fluorine are `X`, metals
 * `M`.
 */
export function atomClasses(graph: MolecularGraph): readonly string[] {
  return Array.from({ length: graph.size }, (_, atom) => atomClass(graph, atom));
}

function atomClass(graph: MolecularGraph, atom: number): string {
  const element = graph.element[atom] as number;
  const symbol = elementSymbol(element);
  if (graph.aromatic[atom] === 1) return symbol.toLowerCase();
  if (element === 6) return `C${carbonLetter(graph, atom)}`;
  if (element === 7) return `N${nitrogenLetter(graph, atom)}`;
  if (element === 8) return `O${oxygenLetter(graph, atom)}`;
  if (element === 16) return `S${hasBond(graph, atom, 2) ? "x" : "r"}`;
  if (isHalogen(element)) return element === 9 ? "F" : "X";
  if (element === 5 || element === 14) return symbol;
  return isMetalLike(element) ? "M" : symbol;
}

function carbonLetter(graph: MolecularGraph, atom: number): string {
  let carbons = 0;
  let single = false;
  let near = false;
  let double = "";
  for (const { atom: other, order } of graph.neighbours[atom] ?? []) {
    const hetero = graph.element[other] !== 6 && graph.element[other] !== 1;
    if (order === 3) return graph.element[other] === 7 ? "n" : "t";
    if (order === 2) double = hetero ? "k" : double || "v";
    else if (hetero) single = true;
    if (graph.element[other] === 6) {
      carbons++;
      if (isUnsaturated(graph, other)) near = true;
    }
  }
  if (double === "k") return single ? "y" : "k";
  if (double !== "") return double;
  return near ? "b" : carbons >= 3 ? "q" : "s";
}

function oxygenLetter(graph: MolecularGraph, atom: number): string {
  if (hasBond(graph, atom, 2)) return "x";
  const neighbours = graph.neighbours[atom] ?? [];
  if (neighbours.some((other) => graph.element[other.atom] === 8)) return "p";
  const acyl = neighbours.some((other) => isAcyl(graph, other.atom));
  if ((graph.hydrogens[atom] as number) > 0 || (graph.charge[atom] as number) < 0) return acyl ? "a" : "h";
  return acyl ? "e" : "r";
}

function nitrogenLetter(graph: MolecularGraph, atom: number): string {
  if ((graph.charge[atom] as number) > 0) return "c";
  if (hasBond(graph, atom, 3)) return "t";
  if (hasBond(graph, atom, 2)) return "d";
  if ((graph.neighbours[atom] ?? []).some((other) => isAcyl(graph, other.atom))) return "a";
  return (graph.hydrogens[atom] as number) > 0 ? "h" : "r";
}

/** Carbon, sulfur or phosphorus with a double bond to oxygen or sulfur. */
function isAcyl(graph: MolecularGraph, atom: number): boolean {
  const element = graph.element[atom];
  if (element !== 6 && element !== 15 && element !== 16) return false;
  return (graph.neighbours[atom] ?? []).some(({ atom: other, order }) =>
    order === 2 && (graph.element[other] === 8 || graph.element[other] === 16)
  );
}

function isUnsaturated(graph: MolecularGraph, atom: number): boolean {
  return (graph.neighbours[atom] ?? []).some((neighbour) => neighbour.order > 1);
}

function hasBond(graph: MolecularGraph, atom: number, order: number): boolean {
  return (graph.neighbours[atom] ?? []).some((neighbour) => neighbour.order === order);
}
