/** What a row of the table of named transforms says. */
import type { ReactionClass } from "../../reaction_classes.ts";
import { type EditPattern, editPattern, matchEdits } from "./edit_pattern.ts";
import { type NewRing, newRings } from "./new_rings.ts";
import type { EditedBond, Transform } from "./transform.ts";

/** What a condition looks at: the group, its edits in the order of the pattern, and the rings that it closes. */
export interface Matched {
  readonly transform: Transform;
  readonly bonds: readonly EditedBond[];
  readonly rings: readonly NewRing[];
}

/** A row: a name, its class, the patterns of its edits, and what else must hold. */
export interface NamedTransform {
  readonly name: string;
  readonly class: ReactionClass;
  /** Its number in the name reaction ontology RXNO, where that has exactly this reaction. */
  readonly rxno?: number;
  /** Alternatives; absent if only the condition decides. */
  readonly edits?: readonly string[];
  readonly where?: (matched: Matched) => boolean;
}

/** A row with its patterns read. */
export interface ReadTransform {
  readonly row: NamedTransform;
  readonly patterns: readonly EditPattern[] | null;
}

/** Reads the patterns of a row. Throws a TypeError for one that is not well written. */
export function readTransform(row: NamedTransform): ReadTransform {
  return { row, patterns: row.edits?.map(editPattern) ?? null };
}

/** The first row that holds for a group; null if there is none. */
export function firstMatch(rows: readonly ReadTransform[], transform: Transform): NamedTransform | null {
  let rings: readonly NewRing[] | undefined;
  const holds = (row: NamedTransform, bonds: readonly EditedBond[]) =>
    row.where === undefined || row.where({
      transform,
      bonds,
      get rings() {
        return rings ??= newRings(transform);
      },
    });
  for (const { row, patterns } of rows) {
    if (patterns === null) {
      if (holds(row, transform.bonds)) return row;
      continue;
    }
    for (const pattern of patterns) {
      const bonds = matchEdits(pattern, transform);
      if (bonds !== null && holds(row, bonds)) return row;
    }
  }
  return null;
}
