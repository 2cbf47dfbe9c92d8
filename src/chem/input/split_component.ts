import type { ComponentRole } from "../../chem_results.ts";

/** One molecule of a reaction as it was written. `position` counts from 1 within its role. */
export interface SplitComponent {
  readonly role: ComponentRole;
  readonly kind: "smiles" | "molblock";
  readonly text: string;
  readonly position: number;
}

/** The components, reactants first, then agents, then products; or why there are none, in a chemist's words. */
export type SplitReaction =
  | { readonly ok: true; readonly components: readonly SplitComponent[] }
  | { readonly ok: false; readonly reason: string };
