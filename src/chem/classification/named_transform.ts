/** What a row of the table of named transforms says. */
import type { ReactionClass } from "../../reaction_classes.ts";
import { type EditPattern, editPattern, fitsCounts, labelsOf, matchEdits } from "./edit_pattern.ts";
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
  /** What must be there before anything else is looked at: a ring that is closed, or nothing but changes of orders. */
  readonly needs?: "new ring" | "new orders";
}

/** One way to match a row: a pattern of it, or its condition alone. */
interface Candidate {
  readonly row: NamedTransform;
  readonly pattern: EditPattern | null;
}

/** The rows of a table in their order, so indexed that few of them are tried for a group of edits. */
export class TransformTable {
  readonly #all: readonly Candidate[];
  /** Candidates by how many bonds are made, cut and change order. */
  readonly #byCounts = new Map<string, readonly Candidate[]>();

  /** Reads the patterns of all rows. Throws a TypeError for one that is not well written. */
  constructor(rows: readonly NamedTransform[]) {
    this.#all = rows.flatMap((row): readonly Candidate[] =>
      row.edits?.map((text) => ({ row, pattern: editPattern(text) })) ?? [{ row, pattern: null }]
    );
  }

  /** The first row that holds for a group; null if there is none. */
  firstMatch(transform: Transform): NamedTransform | null {
    const labels = labelsOf(transform.bonds);
    let rings: readonly NewRing[] | undefined;
    const ringsOf = () => rings ??= newRings(transform);
    for (const { row, pattern } of this.#candidates(transform)) {
      if (row.needs === "new ring" && ringsOf().length === 0) continue;
      const bonds = pattern === null ? transform.bonds : matchEdits(pattern, transform.bonds, labels);
      if (bonds === null) continue;
      if (
        row.where === undefined || row.where({
          transform,
          bonds,
          get rings() {
            return ringsOf();
          },
        })
      ) return row;
    }
    return null;
  }

  #candidates({ formed, cut, reordered }: Transform): readonly Candidate[] {
    const counts = [formed.length, cut.length, reordered.length] as const;
    const key = counts.join();
    const known = this.#byCounts.get(key);
    if (known) return known;
    const found = this.#all.filter(({ row, pattern }) => {
      if (row.needs === "new ring" && formed.length === 0) return false;
      if (row.needs === "new orders" && formed.length + cut.length > 0) return false;
      return pattern === null || fitsCounts(pattern, ...counts);
    });
    this.#byCounts.set(key, found);
    return found;
  }
}
