/** The templates of one reaction at every radius. */
import type { PatternsByRadius } from "../../chem_results.ts";
import { daylightForm } from "./daylight.ts";
import type { MappedReaction } from "../molecule/mapped_reaction.ts";
import type { Outcome } from "../molecule/molecule_reader.ts";
import { changedPairs } from "./reaction_centre.ts";
import { extractTemplate, searchPattern, type Template } from "./template.ts";

/** Radius, in bonds around the changes, of the template that is tested and reported first. */
export const RADIUS = 1;
const RADII = [0, 1, 2];

/** The template of `RADIUS`, its Daylight form, and the texts of every radius that is not too large. */
export interface TemplateSet {
  readonly template: Template;
  readonly smarts: PatternsByRadius;
  readonly smirks: PatternsByRadius;
  readonly daylight: string | null;
}

/** Extracts the templates, or gives the reason if nothing changes or the template of `RADIUS` is too large. */
export function extractTemplates(reaction: MappedReaction): Outcome<TemplateSet> {
  const changed = changedPairs(reaction);
  const smarts: Record<string, string> = {};
  const smirks: Record<string, string> = {};
  let template: Template | null = null;
  for (const radius of RADII) {
    const extracted = templateAt(reaction, radius, changed);
    if (!extracted.ok) {
      if (radius <= RADIUS) return extracted;
      continue;
    }
    smarts[radius] = searchPattern(reaction, extracted.value);
    smirks[radius] = extracted.value.smirks;
    if (radius === RADIUS) template = extracted.value;
  }
  if (template === null) return { ok: false, reason: NOTHING_CHANGES };
  return { ok: true, value: { template, smarts, smirks, daylight: daylightForm(reaction, template) } };
}

const NOTHING_CHANGES = "nothing changes: every product atom is as it was in the reactants";

function templateAt(reaction: MappedReaction, radius: number, changed: readonly number[]): Outcome<Template> {
  try {
    const value = extractTemplate(reaction, radius, changed);
    return value ? { ok: true, value } : { ok: false, reason: NOTHING_CHANGES };
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, reason: error.message };
    throw error;
  }
}
