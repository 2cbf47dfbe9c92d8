/** Shared by the readers of both RXN formats: molecule counts, and their wording in reasons. */
import type { ComponentRole } from "../../chem_results.ts";
import type { SplitComponent } from "./split_component.ts";

/** How many molecules of each role an RXN block declares. */
export type MoleculeCounts = Readonly<Record<ComponentRole, number>>;

/** For example `2 reactants, 1 product and 1 agent`, for reasons that a chemist reads. */
export function describeCounts(counts: MoleculeCounts): string {
  const words = [`${plural(counts.reactant, "reactant")}`, `${plural(counts.product, "product")}`];
  if (counts.agent > 0) words.push(plural(counts.agent, "agent"));
  const last = words.pop() ?? "";
  return `${words.join(", ")} and ${last}`;
}

/** `1 molecule`, `2 molecules`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Components sorted as reactants, agents, products; the order within a role is kept. */
export function inReactionOrder(components: readonly SplitComponent[]): readonly SplitComponent[] {
  const roles: readonly ComponentRole[] = ["reactant", "agent", "product"];
  return roles.flatMap((role) => components.filter((component) => component.role === role));
}
