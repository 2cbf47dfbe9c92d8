/** Finds the column of a table that holds reactions, or the columns that hold their sides. */
import { groupedReaction } from "./fragment_groups.ts";
import { cellMolecules } from "./named_cells.ts";
import { holdsReaction, isReaction } from "./record_reaction.ts";

/** Which columns of a table make up the reaction. */
export type ReactionColumn =
  | { readonly kind: "whole"; readonly index: number }
  /** One column or more per side; their values, SMILES or names, are joined by dots. */
  | {
    readonly kind: "sides";
    readonly reactants: readonly number[];
    readonly agents: readonly number[];
    readonly products: readonly number[];
  };

/** Columns further right are not looked at. */
export const MAX_COLUMNS = 1_000;
/** Of one side; with more of them short rows would cost more than their text. */
const MAX_SIDE_COLUMNS = 50;
/** Names that tell a reaction column, best first; compared without case and signs. */
const RANKS: readonly RegExp[] = [
  /^(?:rxn|reaction)s?(?:smiles|smi|smile)?$|^rsmi(?:les)?$/,
  /^unmapped/,
  /^(?!.*mapped)(?!.*(?:smarts|smirks|template)).*(?:rxn|reaction)/,
  /^(?:cx)?(?:smiles|smi)$/,
  /^(?!.*(?:smarts|smirks|template)).*(?:rxn|reaction)/,
  /mapped|smiles/,
  /^(?!.*(?:smarts|smirks|template|retro))/,
];
/** Names that alone make a column one of reactions, even when few values can be read. */
const KNOWN =
  /^(?:un)?(?:mapped)?(?:canonical|original)?(?:rxn|reaction)s?(?:smiles|smi|smile|text|string)?$|^(?:cx)?(?:smiles|smi)$|^rsmi(?:les)?$|^(?:un)?mapped$/;
const SAYS_REACTION = /rxn|reaction|^rsmi/;
const REACTANTS = /^(?:reactant|educt|substrate|precursor|startingmaterial)s?\d*(?:smi(?:les)?\d*)?$/;
const AGENTS = /^(?:reagent|agent|catalyst|solvent|additive|ligand|base)s?\d*(?:smi(?:les)?\d*)?$/;
const PRODUCTS = /^(?:main)?products?\d*(?:smi(?:les)?\d*)?$/;

/** Is this the usual name of a column of reactions? */
export function isReactionName(name: string): boolean {
  return KNOWN.test(normal(name));
}

/** Do the columns say that they hold a reaction, be it by the sides of one, so that even garbage is meant as one? */
export function saysReaction(column: ReactionColumn, names: readonly string[]): boolean {
  return column.kind === "sides" || SAYS_REACTION.test(normal(names[column.index] ?? ""));
}

/**
 * Chooses the reaction column by what the rows hold, then by the names (if there are any), then from left to right.
 * `rows` is a sample. Null if neither content nor name points to one.
 */
export function reactionColumn(
  names: readonly string[] | null,
  rows: readonly (readonly string[])[],
): ReactionColumn | null {
  const widest = rows.reduce((most, row) => Math.max(most, row.length), names?.length ?? 0);
  const width = Math.min(widest, MAX_COLUMNS);
  const scores = Array.from({ length: width }, (_, i) => score(rows.map((row) => row[i] ?? "")));
  const most = scores.reduce((a, b) => Math.max(a, b), 0);
  // A column of remarks may hold a reaction now and then; the reaction column holds one nearly always.
  const byContent = indices(width, (i) => most > 0 && (scores[i] ?? 0) * 2 > most);
  if (byContent.length > 0) return { kind: "whole", index: best(byContent, names) };
  if (names === null) return null;
  const sides = sideColumns(names, rows);
  if (sides !== null) return sides;
  const byName = indices(width, (i) => isReactionName(names[i] ?? ""));
  return byName.length > 0 ? { kind: "whole", index: best(byName, names) } : null;
}

/**
 * The text of the reaction in one row, whose cells `cellAt` gives; for sides, as reaction SMILES. Names that are not read
 * stand in it as they are.
 */
export function reactionValue(column: ReactionColumn, cellAt: (index: number) => string | undefined): string {
  if (column.kind === "whole") return cellAt(column.index) ?? "";
  const side = (columns: readonly number[]) =>
    columns.map((i) => (cellAt(i) ?? "").trim()).filter((value) => value !== "")
      .flatMap((value) => cellMolecules(value) ?? [{ smiles: value, isOne: false }]);
  const sides = [column.reactants, column.agents, column.products].map(side);
  return sides.every((parts) => parts.length === 0) ? "" : groupedReaction(sides);
}

/** The columns that are part of the reaction, and so no fields beside it. */
export function reactionParts(column: ReactionColumn): ReadonlySet<number> {
  return new Set(
    column.kind === "whole" ? [column.index] : [...column.reactants, ...column.agents, ...column.products],
  );
}

/**
 * How much a column is one of reactions: cells that are a reaction count twice as much as those that have one among
 * other text, and a column of the latter alone counts only if they are at least half of it.
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
  // Columns of agents with anything that is not read stay fields.
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
