/** Which reactions of a session have their SMIRKS in common. */
import { createHash } from "node:crypto";
import type { TemplateUse } from "../chem_results.ts";

/** Templates at the end of a run; `shared` lists those with most reactions, at most `MAX_LISTED`. */
export interface TemplateSummary {
  readonly distinct: number;
  /** Templates of a single reaction. */
  readonly alone: number;
  readonly shared: readonly TemplateUse[];
}

/** Most templates that a summary lists. */
export const MAX_LISTED = 20;

/**
 * The templates of the reactions that are through. Counts follow the order of the reactions alone, so a table that is
 * filled again from a log goes on as if the run had never stopped.
 *
 * It keeps a digest and two numbers per distinct template, since nearly every reaction of a large file may have one of its own,
 * of some hundred characters.
 */
export class TemplateTable {
  /** The place of each template in the lists, by its digest. */
  readonly #places = new Map<string, number>();
  readonly #first: number[] = [];
  readonly #reactions: number[] = [];

  /** Counts the next reaction, and tells the use of its SMIRKS up to it; null if it has none. */
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

  /** What there is to say of all templates; the most used come first, of equal ones the older. */
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

/** 132 bits of a digest: no two templates of a session have the same. */
function digestOf(smirks: string): string {
  return createHash("sha256").update(smirks).digest("base64url").slice(0, 22);
}
