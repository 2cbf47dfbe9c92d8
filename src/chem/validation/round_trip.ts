/** Does a transform, applied to the reactants, give the recorded product? */
import type { RoundTrip } from "../../chem_results.ts";
import type { Rdkit } from "../rdkit/rdkit.ts";
import { mirrorImage } from "./mirror_image.ts";

/** The result of applying a transform. */
export interface RoundTripResult {
  readonly roundTrip: RoundTrip;
  /** Number of distinct sets of possible products. */
  readonly outcomes: number;
  /** These sets, sorted, each as the canonical SMILES of its molecules joined by dots; absent if there are none. */
  readonly productSets?: readonly string[];
  /** RDKit's message if it refused, or why it was not asked; null otherwise. */
  readonly reason: string | null;
}

/** Most product sets examined; symmetric reactants give many duplicates. Fewer for large reactants. */
const MAX_PRODUCT_SETS = 256;
const MIN_PRODUCT_SETS = 16;
/** If one match is enough, it is usually among these first sets. */
const FIRST_PRODUCT_SETS = 4;
const MAX_CHARACTERS_OF_SETS = 40_000;

/**
 * Applies a SMIRKS to reactants (one for each reactant template, in order) and looks for the wanted products among
 * the outcomes. An outcome matches only if it contains all of them and nothing else: `exact`, `enantiomer` if some
 * are mirror images of the wanted ones, or `flat` if stereo or isotopes differ in another way.
 *
 * @param wanted canonical SMILES of the product molecules that the transform makes
 * @param options `stopAtExact`: outcomes after the wanted one do not matter and are not counted
 */
export function roundTrip(
  rdkit: Rdkit,
  smirks: string,
  reactants: readonly string[],
  wanted: readonly string[],
  { stopAtExact = false }: { readonly stopAtExact?: boolean } = {},
): RoundTripResult {
  const sets = Math.floor(MAX_CHARACTERS_OF_SETS / reactants.join(".").length);
  const target = [...wanted].sort().join(".");
  // Most outcomes are already in canonical spelling and need not be parsed to be compared.
  const readings = new Map<string, string | null>(wanted.map((smiles) => [smiles, smiles]));
  const most = Math.min(MAX_PRODUCT_SETS, Math.max(MIN_PRODUCT_SETS, sets));
  const isTarget = (set: readonly string[]) => canonicalSet(rdkit, set, readings) === target;
  if (stopAtExact) {
    const first = rdkit.transform(smirks, reactants, FIRST_PRODUCT_SETS, isTarget);
    if (first.ok && first.value.some(isTarget)) return { roundTrip: "exact", outcomes: 1, reason: null };
  }
  const answer = rdkit.transform(smirks, reactants, most, stopAtExact ? isTarget : undefined);
  if (!answer.ok) return { roundTrip: "fails", outcomes: 0, reason: answer.words };
  const outcomes = new Set<string>();
  for (const set of answer.value) {
    const outcome = canonicalSet(rdkit, set, readings);
    if (outcome !== null) outcomes.add(outcome);
  }
  const found = { outcomes: outcomes.size, productSets: [...outcomes].sort(), reason: null };
  if (outcomes.has(target)) return { roundTrip: "exact", ...found };
  // The wanted SMILES may not be RDKit's own: it may come from elsewhere, or RDKit may not reproduce its spelling.
  if (outcomes.has(canonicalSet(rdkit, wanted, new Map()) ?? target)) return { roundTrip: "exact", ...found };
  const flatTarget = flatSet(rdkit, target);
  const flat = [...outcomes].filter((outcome) => flatSet(rdkit, outcome) === flatTarget);
  if (flat.length === 0) return { roundTrip: "fails", ...found };
  const unhandedTarget = withoutHandedness(rdkit, target);
  const mirrored = flat.some((outcome) => withoutHandedness(rdkit, outcome) === unhandedTarget);
  return { roundTrip: mirrored ? "enantiomer" : "flat", ...found };
}

/** The molecules of a set, each as itself or its mirror image, whichever text sorts first. */
function withoutHandedness(rdkit: Rdkit, set: string): string {
  return set.split(".").map((smiles) => {
    if (!smiles.includes("@")) return smiles;
    const mirror = rdkit.molecule(mirrorImage(smiles), (molecule) => molecule.smiles(), { trial: true });
    return mirror.ok && mirror.value < smiles ? mirror.value : smiles;
  }).sort().join(".");
}

/** Canonical SMILES of the fragments of all products, sorted and joined; null if one is impossible. */
export function canonicalSet(
  rdkit: Rdkit,
  set: readonly string[],
  known: Map<string, string | null>,
): string | null {
  const fragments: string[] = [];
  for (const text of set.flatMap((product) => product.split("."))) {
    let smiles = known.get(text);
    if (smiles === undefined) {
      const read = rdkit.molecule(text, (molecule) => molecule.smiles(), { trial: true });
      smiles = read.ok ? read.value : null;
      known.set(text, smiles);
    }
    if (smiles === null) return null;
    fragments.push(...smiles.split("."));
  }
  return fragments.sort().join(".");
}

function flatSet(rdkit: Rdkit, set: string): string | null {
  const read = rdkit.molecule(set, (molecule) => molecule.flatSmiles(), { trial: true });
  return read.ok ? read.value.split(".").sort().join(".") : null;
}
