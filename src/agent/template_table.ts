/** Which reactions of a session have their SMIRKS in common. */
import type { TemplateUse } from "../types.ts";

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
 * filled again from a log goes on as if the run had never stopped. It keeps one entry per distinct template.
 */
export class TemplateTable {
  readonly #uses = new Map<string, TemplateUse>();

  /** Counts the next reaction, and tells the use of its SMIRKS up to it; null if it has none. */
  add(index: number, smirks: string | null): TemplateUse | null {
    if (smirks === null) return null;
    const known = this.#uses.get(smirks);
    const use = { first: known?.first ?? index, reactions: (known?.reactions ?? 0) + 1 };
    this.#uses.set(smirks, use);
    return use;
  }

  /** What there is to say of all templates; the most used come first, of equal ones the older. */
  summary(): TemplateSummary {
    const shared = [...this.#uses.values()].filter(({ reactions }) => reactions > 1);
    shared.sort((a, b) => b.reactions - a.reactions || a.first - b.first);
    const alone = this.#uses.size - shared.length;
    return { distinct: this.#uses.size, alone, shared: shared.slice(0, MAX_LISTED) };
  }
}
