import type { InstanceHealth } from "../protocol/chem_protocol.ts";

/**
 * How worn a chem process may be before it is replaced: each caught C++ exception leaks stack (725 of some kinds end
 * the instance), and when memory is nearly exhausted, RDKit calls valid molecules invalid.
 */
export interface ProcessBounds {
  readonly maxCaught: number;
  readonly maxMolecules: number;
  readonly maxRssBytes: number;
}

/** Share of a bound above which an "invalid" answer is not trusted. */
const NEAR = 0.8;

/** Why an instance must be replaced after its answer, in a few words; null if it can go on. */
export function wornOut(health: InstanceHealth, bounds: ProcessBounds): string | null {
  if (health.live > 0) return "objects not deleted";
  if (health.caught >= bounds.maxCaught) return "caught exceptions";
  if (health.molecules >= bounds.maxMolecules) return "molecules";
  if (health.rssBytes >= bounds.maxRssBytes) return "memory";
  return null;
}

/** Has the instance used up at least 80 % of any bound? */
export function isNearBounds(health: InstanceHealth, bounds: ProcessBounds): boolean {
  return health.caught >= NEAR * bounds.maxCaught || health.molecules >= NEAR * bounds.maxMolecules ||
    health.rssBytes >= NEAR * bounds.maxRssBytes;
}
