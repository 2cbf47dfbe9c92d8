/** Finds the column of a table that contains reactions, or the columns that contain their sides. */
import { groupedReaction } from "./fragment_groups.ts";
import { cellMolecules } from "./named_cells.ts";
import { holdsReaction, isReaction } from "./record_reaction.ts";

/** The columns of a table that make up the reaction. */
export type ReactionColumn =
  | { readonly kind: "whole"; readonly index: number }
  /** One or more columns per side; their values, SMILES or names, are joined by dots. */
  | {
    readonly kind: "sides";
    readonly reactants: readonly number[];
    readonly agents: readonly number[];
    readonly products: readonly number[];
  };

/** Columns further right are ignored. */
export const MAX_COLUMNS = 1_000;
/** Per side; with more columns, short rows would cost more than their text. */
const MAX_SIDE_COLUMNS = 50;
/** Names that suggest a reaction column, best first; compared without case and punctuation. */
const RANKS: readonly RegExp[] = [
  /^(?:rxn|reaction)s?(?:smiles|smi|smile)?$|^rsmi(?:les)?$/,
  /^unmapped/,
  /^(?!.*mapped)(?!.*(?:smarts|smirks|template)).*(?:rxn|reaction)/,
  /^(?:cx)?(?:smiles|smi)$/,
  /^(?!.*(?:smarts|smirks|template)).*(?:rxn|reaction)/,
  /mapped|smiles/,
  /^(?!.*(?:smarts|smirks|template|retro))/,
];
/** Names that are sufficient to identify a reaction column, even if few of its values can be read. */
const KNOWN =
  /^(?:un)?(?:mapped)?(?:canonical|original)?(?:rxn|reaction)s?(?:smiles|smi|smile|text|string)?$|^(?:cx)?(?:smiles|smi)$|^rsmi(?:les)?$|^(?:un)?mapped$/;
const SAYS_REACTION = /rxn|reaction|^rsmi/;
const REACTANTS = /^(?:reactant|educt|substrate|precursor|startingmaterial)s?\d*(?:smi(?:les)?\d*)?$/;
const AGENTS = /^(?:reagent|agent|catalyst|solvent|additive|ligand|base)s?\d*(?:smi(?:les)?\d*)?$/;
const PRODUCTS = /^(?:main)?products?\d*(?:smi(?:les)?\d*)?$/;

/** Is this a common name for a reaction column? */
export function isReactionName(name: string): boolean {
  return KNOWN.test(normal(name));
}

/** Do the names say that the columns contain a reaction, whole or as sides? Then even garbage is meant as one. */
export function saysReaction(column: ReactionColumn, names: readonly string[]): boolean {
  return column.kind === "sides" || SAYS_REACTION.test(normal(names[column.index] ?? ""));
}

/**
 * Chooses the reaction column by the content of the rows, then by the names (if there are any), then from left to
 * right. `rows` is a sample. Null if neither content nor names suggest one.
 */
export function reactionColumn(
  names: readonly string[] | null,
  rows: readonly (readonly string[])[],
): ReactionColumn | null {
  const widest = rows.reduce((most, row) => Math.max(most, row.length), names?.length ?? 0);
  const width = Math.min(widest, MAX_COLUMNS);
  const scores = Array.from({ length: width }, (_, i) => score(rows.map((row) => row[i] ?? "")));
  const most = scores.reduce((a, b) => Math.max(a, b), 0);
  // A column of remarks may contain a reaction now and then; the reaction column nearly always contains one.
  const byContent = indices(width, (i) => most > 0 && (scores[i] ?? 0) * 2 > most);
  if (byContent.length > 0) return { kind: "whole", index: best(byContent, names) };
  if (names === null) return null;
  const sides = sideColumns(names, rows);
  if (sides !== null) return sides;
  const byName = indices(width, (i) => isReactionName(names[i] ?? ""));
  return byName.length > 0 ? { kind: "whole", index: best(byName, names) } : null;
}

/**
 * The text of the reaction in one row, whose cells `cellAt` returns; for sides, as reaction SMILES. Unreadable names
 * are kept in it as written.
 */
export function reactionValue(column: ReactionColumn, cellAt: (index: number) => string | undefined): string {
  if (column.kind === "whole") return cellAt(column.index) ?? "";
  const side = (columns: readonly number[]) =>
    columns.map((i) => (cellAt(i) ?? "").trim()).filter((value) => value !== "")
      .flatMap((value) => cellMolecules(value) ?? [{ smiles: value, isOne: false }]);
  const sides = [column.reactants, column.agents, column.products].map(side);
  return sides.every((parts) => parts.length === 0) ? "" : groupedReaction(sides);
}

/** The columns that are part of the reaction, and therefore not fields. */
export function reactionParts(column: ReactionColumn): ReadonlySet<number> {
  return new Set(
    column.kind === "whole" ? [column.index] : [...column.reactants, ...column.agents, ...column.products],
  );
}

/**
 * How likely a column is to hold reactions. A cell that is a reaction counts twice as much as one that contains a
 * reaction among other text; a column with only the latter counts only if they make up at least half of it.
 */
function score(cells: readonly string[]): number {
  const whole = cells.filter(isReaction).length;
  const partly = cells.filter((cell) => !isReaction(cell) && holdsReaction(cell)).length;
  return whole > 0 || partly * 2 >= cells.length ? 2 * whole + partly : 0;
}

function sideColumns(names: readonly string[], rows: readonly (readonly string[])[]): ReactionColumn | null {
  const normalNames = names.slice(0, MAX_COLUMNS).map(normal);
  const named = (pattern: RegExp) =>
    indices(normalNames.length, (i) => pattern.test(normalNames[i] ?? "")).slice(0, MAX_SIDE_COLUMNS);
  const holdsMolecules = (i: number) => rows.some((row) => cellMolecules(row[i] ?? "") !== null);
  const isReadable = (i: number) =>
    holdsMolecules(i) &&
    rows.every((row) => (row[i] ?? "").trim() === "" || cellMolecules(row[i] ?? "") !== null);
  const reactants = named(REACTANTS);
  const products = named(PRODUCTS);
  if (!reactants.some(holdsMolecules) || !products.some(holdsMolecules)) return null;
  // Agent columns with unreadable content remain fields.
  return { kind: "sides", reactants, agents: named(AGENTS).filter(isReadable), products };
}

function best(candidates: readonly number[], names: readonly string[] | null): number {
  const ranked = candidates.map((index) => ({ index, rank: rank(names?.[index] ?? "") }));
  return ranked.reduce((a, b) => (b.rank < a.rank ? b : a)).index;
}

function rank(name: string): number {
  const found = RANKS.findIndex((pattern) => pattern.test(normal(name)));
  return found === -1 ? RANKS.length : found;
}

function normal(name: string): string {
  return name.slice(0, 200).toLowerCase().replace(/[^a-z0-9]/g, "");
}

function indices(count: number, test: (index: number) => boolean): readonly number[] {
  return Array.from({ length: count }, (_, i) => i).filter(test);
}
