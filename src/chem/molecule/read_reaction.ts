/** Reads a reaction's text into components in canonical spelling, and lists those that had to be left out. */
import type { ComponentLimits, ReactionInput } from "../protocol/chem_protocol.ts";
import { type SplitComponent, splitReaction } from "../input/split_reaction.ts";
import type { ComponentRole, Rejected } from "../../chem_results.ts";
import type { CanonicalComponent, MoleculeReader, Outcome } from "./molecule_reader.ts";

/** A component with its recorded role. */
export interface ReactionComponent extends CanonicalComponent {
  readonly role: ComponentRole;
}

/** What could be read, in the order reactants, agents, products, and what could not. */
export interface ReactionReading {
  readonly components: readonly ReactionComponent[];
  readonly rejected: readonly Rejected[];
}

/**
 * Reads each component separately, so that one refused component does not affect the others. Never throws for bad
 * input.
 *
 * @param readComponent replaces the reader's own way to read a component
 */
export function readReaction(
  reader: MoleculeReader,
  input: ReactionInput,
  limits: ComponentLimits = reader.limits,
  readComponent: (component: SplitComponent) => Outcome<CanonicalComponent> = (component) =>
    reader.component(component, limits),
): ReactionReading {
  const split = splitReaction(input.text, input.format);
  if (!split.ok) return { components: [], rejected: [rejectedWhole(input.text, split.reason)] };
  const components: ReactionComponent[] = [];
  const rejected: Rejected[] = [];
  for (const component of split.components) {
    const read = readComponent(component);
    if (read.ok) components.push({ role: component.role, ...read.value });
    else {
      const { text: candidate, role, position } = component;
      const { reason, kind } = read;
      rejected.push({ candidate, role, position, reason, ...(kind === undefined ? {} : { kind }) });
    }
  }
  return { components, rejected };
}

/** A rejection of the whole reaction. */
export function rejectedWhole(candidate: string, reason: string): Rejected {
  return { candidate, role: null, position: 0, reason };
}
