/** Draws a reaction. */
import type { ComponentLimits, DepictionOptions, ReactionInput } from "../chem_protocol.ts";
import type { Rdkit } from "../rdkit.ts";

export function depictReaction(
  _rdkit: Rdkit,
  _input: ReactionInput,
  options: DepictionOptions,
  _limits: ComponentLimits,
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${options.width}" height="${options.height}"></svg>`;
}
