/** Tracks which reactions of a session share a SMIRKS. */
import { createHash } from "node:crypto";
import type { TemplateUse } from "../chem_results.ts";

/** The templates at the end of a run; `shared` lists those with the most reactions, at most `MAX_LISTED`. */
export interface TemplateSummary {
  readonly distinct: number;
  /** Templates that only one reaction has. */
  readonly alone: number;
  readonly shared: readonly TemplateUse[];
}

/** Maximum number of templates that a summary lists. */
export const MAX_LISTED = 20;

/**
 * The templates of the finished reactions. Counts depend only on the order of the reactions, so a table rebuilt from
 * a log continues as if the run had never stopped. It keeps a digest and two numbers per distinct template: nearly
 * every reaction of a large file may have its own, a few hundred characters long.
 */
export class TemplateTable {
  /** Index of each template in the lists, by its digest. */
  readonly #places = new Map<string, number>();
  readonly #first: number[] = [];
  readonly #reactions: number[] = [];

  /** Counts the next reaction and returns the use of its SMIRKS so far; null if it has none. */
  add(index: number, smirks: string | null): TemplateUse | null {
    if (smirks === null) return null;
    const digest = digestOf(smirks);
    const place = this.#places.get(digest) ?? this.#places.size;
    const first = this.#first[place] ?? index;
    const reactions = (this.#reactions[place] ?? 0) + 1;
    this.#places.set(digest, place);
    this.#first[place] = first;
    this.#reactions[place] = reactions;
    return { first, reactions };
  }

  /** A summary of all templates: most used first, older ones first among equals. */
  summary(): TemplateSummary {
    const shared: TemplateUse[] = [];
    for (const [place, reactions] of this.#reactions.entries()) {
      if (reactions > 1) shared.push({ first: this.#first[place] ?? 0, reactions });
    }
    shared.sort((a, b) => b.reactions - a.reactions || a.first - b.first);
    const distinct = this.#places.size;
    return { distinct, alone: distinct - shared.length, shared: shared.slice(0, MAX_LISTED) };
  }
}

/** 132 bits of a digest, enough to rule out collisions within a session. */
function digestOf(smirks: string): string {
  return createHash("sha256").update(smirks).digest("base64url").slice(0, 22);
}
