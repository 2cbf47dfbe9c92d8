import type { InstanceHealth } from "../protocol/chem_protocol.ts";

/**
 * How far a chem process may wear before it is replaced: a caught C++ exception leaks stack (725 of some kinds
 * end the instance), and near the end of its memory RDKit calls valid molecules invalid.
 */
export interface ProcessBounds {
  readonly maxCaught: number;
  readonly maxMolecules: number;
  readonly maxRssBytes: number;
}

/** From this share of a bound on, an "invalid" is not believed. */
const NEAR = 0.8;

/** Why an instance must be replaced after its answer, in a few words; null if it is fit for more. */
export function wornOut(health: InstanceHealth, bounds: ProcessBounds): string | null {
  if (health.live > 0) return "objects not deleted";
  if (health.caught >= bounds.maxCaught) return "caught exceptions";
  if (health.molecules >= bounds.maxMolecules) return "molecules";
  if (health.rssBytes >= bounds.maxRssBytes) return "memory";
  return null;
}

/** Has the instance used up 80 % of a bound or more? */
export function isNearBounds(health: InstanceHealth, bounds: ProcessBounds): boolean {
  return health.caught >= NEAR * bounds.maxCaught || health.molecules >= NEAR * bounds.maxMolecules ||
    health.rssBytes >= NEAR * bounds.maxRssBytes;
}
