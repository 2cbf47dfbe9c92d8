/** How the atoms of a template are written. */
import { elementSymbol } from "../molecule/elements.ts";
import type { MolecularGraph } from "../molecule/molecular_graph.ts";

/** What an atom of a template says beyond its element. */
export interface AtomStyle {
  /** It changes, so it says its hydrogens and charge. */
  readonly changed: boolean;
  /** It is to be found, so if it changes it says its degree too. */
  readonly query: boolean;
  /** `@`, `@@` or nothing. */
  readonly chirality: string;
  /** Map number, 0 for none. */
  readonly map: number;
}

/** How an atom of a SMILES is written. */
export interface SmilesAtomStyle extends Omit<AtomStyle, "query"> {
  /** Those of the graph if nothing else is said. */
  readonly hydrogens?: number;
  readonly charge?: number;
  /** The atom as it was: where hydrogens or charge are gone, the text says `H0` or `+0`. */
  readonly before?: { readonly hydrogens: number; readonly charge: number };
}

const AROMATIC_SYMBOLS = new Set(["B", "C", "N", "O", "P", "S", "Se", "As", "Te", "Si"]);

/**
 * An atom for RDKit: element and aromaticity always, and the charge if it has one. An atom that changes also has its
 * hydrogens, and in a query its degree. RDKit gives product atoms exactly what is written here.
 */
export function patternAtom(
  graph: MolecularGraph,
  atom: number,
  { changed, query, chirality, map }: AtomStyle,
): string {
  const element = graph.element[atom] as number;
  const charge = graph.charge[atom] as number;
  const parts = [`${isotopeText(graph, atom)}${primitive(graph, atom, query ? "#0" : "*")}${chirality}`];
  if (changed && element > 1) {
    const neighbours = graph.neighbours[atom] ?? [];
    // RDKit's search counts hydrogens that are atoms, such as deuterium, with the others.
    const explicit = query ? neighbours.filter((next) => graph.element[next.atom] === 1).length : 0;
    parts.push(`H${(graph.hydrogens[atom] as number) + explicit}`);
    if (query) parts.push(`D${neighbours.length}`);
  }
  if (charge > 0) parts.push(`+${charge}`);
  else if (charge < 0) parts.push(`-${-charge}`);
  else if (changed && element > 0) parts.push("+0");
  return `[${parts.join(";")}${mapText(map)}]`;
}

/**
 * An atom as a SMILES has it, with its hydrogens and charge. One that does not change says neither hydrogens nor,
 * if it has none, its charge: any will do.
 */
export function smilesAtom(graph: MolecularGraph, atom: number, style: SmilesAtomStyle): string {
  const { changed, chirality, map, before } = style;
  const { hydrogens = graph.hydrogens[atom] as number, charge = graph.charge[atom] as number } = style;
  const symbol = graph.element[atom] === 1 ? "H" : primitive(graph, atom, "*");
  const gone = { hydrogens: (before?.hydrogens ?? 0) > 0, charge: (before?.charge ?? 0) !== 0 };
  const count = !changed || (hydrogens === 0 && !gone.hydrogens)
    ? ""
    : hydrogens === 1
    ? "H"
    : `H${hydrogens}`;
  const size = Math.abs(charge);
  const sign = size === 0 ? gone.charge ? "+0" : "" : `${charge > 0 ? "+" : "-"}${size === 1 ? "" : size}`;
  return `[${isotopeText(graph, atom)}${symbol}${chirality}${count}${sign}${mapText(map)}]`;
}

function isotopeText(graph: MolecularGraph, atom: number): string {
  const isotope = graph.isotope[atom] as number;
  return isotope > 0 ? String(isotope) : "";
}

function mapText(map: number): string {
  return map > 0 ? `:${map}` : "";
}

function primitive(graph: MolecularGraph, atom: number, wildcard: string): string {
  const element = graph.element[atom] as number;
  const symbol = elementSymbol(element);
  if (element === 0) return wildcard;
  if (element === 1) return "#1";
  return graph.aromatic[atom] === 1 && AROMATIC_SYMBOLS.has(symbol) ? symbol.toLowerCase() : symbol;
}
