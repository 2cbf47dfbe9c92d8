/** Finds where two rows of results differ. */
import { STAGES } from "../stages.ts";
import type { JsonRow } from "./json_row.ts";
import { matchesItsProof } from "./read_row.ts";

/** The first place where a row differs from its recomputed version. */
export interface RowDifference {
  /** The stage that the place belongs to, such as `rxn_smirks`; `row` if it belongs to no stage. */
  readonly stage: string;
  /** Path of the value, such as `validation.checks.outcomes`; empty if only the formatting differs. */
  readonly path: string;
  /** The two values as JSON, clipped; `absent` if there is none. */
  readonly before: string;
  readonly now: string;
}

/** Stages by the prefixes of their values' names. */
const STAGES_OF_VALUES: readonly (readonly [name: string, stage: string])[] = [
  ...STAGES.map((stage) => [stage, stage] as const),
  ["fragment_groups", "rxn_smiles"],
  ["mapped", "rxn_smiles"],
  ["mapping", "rxn_smiles"],
  ["verdict", "validation"],
  ["classification", "validation"],
  ["template", "template"],
];

const MAX_SHOWN = 120;

/**
 * Compares a line with the recomputed row. Null if both are the same bytes; the order of keys counts, since it is
 * part of the format.
 *
 * A row from another build matches if its content does: what the build itself writes into the proof, and the wording
 * of its findings, are ignored. For a row with a proof of version 1, findings and notes are ignored entirely, because
 * they are sentences without codes; its own proof must match them.
 */
export function rowDifference(line: string, before: JsonRow, now: JsonRow): RowDifference | null {
  const text = JSON.stringify(now);
  if (line === text) return null;
  // The proof always differs along with its row, so report the place that caused it instead.
  const [contentBefore, contentNow] = isOfSameBuild(before, now)
    ? [withoutProof(before), withoutProof(now)]
    : [before, withoutNewer(before, now)].map((row) =>
      contentOf(row, before.validation?.proof.version !== undefined)
    );
  const difference = firstDifference(contentBefore, contentNow, []);
  if (difference !== null) return placeOf(difference);
  if (!isOfSameBuild(before, now) && matchesItsProof(before) === true) return null;
  return placeOf(firstDifference(before, now, []) ?? { path: [], before: "", now: "" });
}

function placeOf(difference: Difference): RowDifference {
  const [top = "", ...rest] = difference.path;
  if (top === "") return { stage: "row", path: "", before: "", now: "" };
  return {
    stage: STAGES_OF_VALUES.find(([name]) => top.startsWith(name))?.[1] ?? "row",
    path: [top, ...rest].join("."),
    before: clippedJson(difference.before),
    now: clippedJson(difference.now),
  };
}

/** Without proofs there is no sign of different builds. */
function isOfSameBuild(before: JsonRow, now: JsonRow): boolean {
  const [first, second] = [before, now].map(({ validation }) => validation?.proof);
  if (!isContainer(first) || !isContainer(second)) return true;
  return first.version === second.version &&
    JSON.stringify(first.versions) === JSON.stringify(second.versions);
}

/**
 * What two builds must agree on. The limits count, because they decide what is read; findings and notes count if they
 * have codes.
 */
function contentOf(row: JsonRow, hasCodes: boolean): object {
  const { validation } = row;
  if (!isContainer(validation)) return row;
  const { findings, notes, proof, ...rest } = validation;
  const limits = own(proof, "limits");
  const codes = hasCodes ? { findings: codesOf(findings), notes: codesOf(notes) } : {};
  return { ...row, validation: { ...rest, ...codes, limits } };
}

/** The row of this build without what the other one did not write yet. */
function withoutNewer(before: JsonRow, now: JsonRow): JsonRow {
  if (Object.hasOwn(before, "classification")) return now;
  const { classification: _classification, ...rest } = now;
  return rest as JsonRow;
}

function codesOf(remarks: unknown): unknown {
  if (!Array.isArray(remarks)) return remarks;
  return remarks.map((remark) =>
    isContainer(remark) ? { code: own(remark, "code"), values: own(remark, "values") } : remark
  );
}

interface Difference {
  readonly path: readonly string[];
  readonly before: unknown;
  readonly now: unknown;
}

function firstDifference(
  before: unknown,
  now: unknown,
  path: readonly string[],
): Difference | null {
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

function clippedJson(value: unknown): string {
  const text = value === undefined ? "absent" : JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
