import type { ComponentRole } from "../../chem_results.ts";

/** One molecule of a reaction as written. `position` counts from 1 within its role. */
export interface SplitComponent {
  readonly role: ComponentRole;
  readonly kind: "smiles" | "molblock";
  readonly text: string;
  readonly position: number;
}

/** The components in the order reactants, agents, products; or, in a chemist's words, why there are none. */
export type SplitReaction =
  | { readonly ok: true; readonly components: readonly SplitComponent[] }
  | { readonly ok: false; readonly reason: string };
