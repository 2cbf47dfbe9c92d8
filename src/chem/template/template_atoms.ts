/** Writes the atoms of a template. */
import { elementSymbol } from "../molecule/elements.ts";
import type { MolecularGraph } from "../molecule/molecular_graph.ts";

/** The properties of a template atom that are written in addition to its element. */
export interface AtomStyle {
  /** The atom changes, so its hydrogens and charge are written. */
  readonly changed: boolean;
  /** The atom is part of a query, so if it changes its degree is written too. */
  readonly query: boolean;
  /** `@`, `@@` or empty. */
  readonly chirality: string;
  /** Map number, 0 for none. */
  readonly map: number;
}

/** How an atom is written in SMILES. */
export interface SmilesAtomStyle extends Omit<AtomStyle, "query"> {
  /** By default those of the graph. */
  readonly hydrogens?: number;
  readonly charge?: number;
  /** The atom before the change: hydrogens or a charge that disappear are written as `H0` or `+0`. */
  readonly before?: { readonly hydrogens: number; readonly charge: number };
}

const AROMATIC_SYMBOLS = new Set(["B", "C", "N", "O", "P", "S", "Se", "As", "Te", "Si"]);

/**
 * An atom for RDKit: always with element and aromaticity, and with its charge if it has one. A changing atom also
 * gets its hydrogens and, in a query, its degree. RDKit gives product atoms exactly what is written here.
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
    // RDKit's search includes explicit hydrogen atoms, such as deuterium, in the hydrogen count.
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
 * An atom in SMILES, with its hydrogens and charge. For an atom that does not change, hydrogens and a charge of 0 are
 * left out, so that any value matches.
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
