/** The classes of reactions, and what the classification says of one. Any part may import this file. */

/** The ten superclasses of reactions (Schneider et al., J. Med. Chem. 2016, 59, 4385), and `unknown`. */
export const REACTION_CLASSES = [
  "heteroatom alkylation and arylation",
  "acylation",
  "C-C bond formation",
  "heterocycle formation",
  "protection",
  "deprotection",
  "reduction",
  "oxidation",
  "functional group interconversion",
  "functional group addition",
  "unknown",
] as const;
export type ReactionClass = typeof REACTION_CLASSES[number];

/**
 * What kind of reaction it is, read off its changed bonds. `name` is null if no named transform explains them all;
 * `rxno` is its number in the name reaction ontology, such as `RXNO:0000140`; `rule` gave the name or only the class.
 */
export interface Classification {
  readonly class: ReactionClass;
  readonly name: string | null;
  readonly rxno?: string;
  readonly rule: string;
}
