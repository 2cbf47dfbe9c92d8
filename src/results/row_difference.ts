/** Where two rows of results part. */
import type { JsonRow } from "./json_row.ts";

/** The first place at which a row is not what it is when computed again. */
export interface RowDifference {
  /** The stage that the place belongs to, such as `rxn_smirks`; `row` for what no stage gives. */
  readonly stage: string;
  /** Path of the value, such as `validation.checks.outcomes`; empty if only the writing differs. */
  readonly path: string;
  /** The values there as JSON, clipped; `absent` if there is none. */
  readonly before: string;
  readonly now: string;
}

/** Stages by the beginnings of the names of their values, longer ones first. */
const STAGES_OF_VALUES: readonly (readonly [name: string, stage: string])[] = [
  ["reaction_smiles", "rxn_smiles"],
  ["reaction_smarts", "rxn_smarts"],
  ["fragment_groups", "rxn_smiles"],
  ["validation", "validation"],
  ["template", "template"],
  ["mapped", "rxn_smiles"],
  ["mapping", "rxn_smiles"],
  ["verdict", "validation"],
  ["smirks", "rxn_smirks"],
  ["smiles", "smiles"],
];

const MAX_SHOWN = 120;

/**
 * Compares a line with the row that was computed again. Null if they are the same bytes.
 * The order of keys counts: it is part of the format.
 */
export function rowDifference(line: string, before: object, now: JsonRow): RowDifference | null {
  const text = JSON.stringify(now);
  if (line === text) return null;
  // A proof differs wherever its row does: the place that made it differ says more.
  const difference = firstDifference(withoutProof(before), withoutProof(now), []) ??
    firstDifference(before, now, []);
  if (difference === null) return { stage: "row", path: "", before: "", now: "" };
  const [top = "", ...rest] = difference.path;
  return {
    stage: STAGES_OF_VALUES.find(([name]) => top.startsWith(name))?.[1] ?? "row",
    path: [top, ...rest].join("."),
    before: shown(difference.before),
    now: shown(difference.now),
  };
}

function firstDifference(
  before: unknown,
  now: unknown,
  path: readonly string[],
): { readonly path: readonly string[]; readonly before: unknown; readonly now: unknown } | null {
  if (!isContainer(before) || !isContainer(now) || Array.isArray(before) !== Array.isArray(now)) {
    return before === now ? null : { path, before, now };
  }
  for (const key of new Set([...Object.keys(now), ...Object.keys(before)])) {
    const found = firstDifference(own(before, key), own(now, key), [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

function withoutProof(row: object): object {
  const validation = own(row, "validation");
  return isContainer(validation) ? { ...row, validation: { ...validation, proof: null } } : row;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function shown(value: unknown): string {
  const text = value === undefined ? "absent" : JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
