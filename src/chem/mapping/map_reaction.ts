/** Maps a reaction: keeps sound map numbers from the input, otherwise computes the mapping. */
import type { MappingInfo, OtherMapping, RepeatedMolecule, RunnerUp } from "../../chem_results.ts";
import { withAlikeOxygens } from "./acid_oxygens.ts";
import { completeMapping } from "./complete_mapping.ts";
import { decidingBond } from "./deciding_bond.ts";
import { readGivenMaps } from "../molecule/given_maps.ts";
import { mapAtoms, type RankedMappings } from "./map_atoms.ts";
import type { SideMolecule } from "../molecule/mapped_reaction.ts";
import { type Assignment, type MappingProblem, mappingProblem } from "./mapping_problem.ts";
import { joinGraphs, type MolecularGraph } from "../molecule/molecular_graph.ts";
import {
  isUnlikely,
  minorDonors,
  moreEquivalents,
  takesAlike,
  usedMolecules,
  WORTH_MORE,
} from "./more_equivalents.ts";
import type { RankedMapping } from "./rank_candidates.ts";
import { sourceCosts } from "./poor_sources.ts";
import { sameMapping } from "./same_mapping.ts";
import { unlikelyCost } from "./unlikely_changes.ts";
import { writeReaction } from "../molecule/write_reaction.ts";

/** The sources of the product atoms, or why they cannot be found. */
export type ReactionMapping =
  | {
    readonly ok: true;
    /** The left molecules as given, with more of one where a single one is not enough; `source` refers to these. */
    readonly left: readonly SideMolecule[];
    readonly source: Int32Array;
    readonly info: MappingInfo;
  }
  | { readonly ok: false; readonly reason: string };

/** Below this cost nothing changes: only the use of molecules has a cost. */
const NOTHING_CHANGES = 0.2;
/** Most atoms on one side; the search takes time and memory in proportion to the product of both sides. */
const MAX_SIDE_ATOMS = 2000;
/** A mapping with more of a reactant may cost this much more if it alone needs no unlikely change. */
const LIKELIER = 0.5;
/** Above this confidence the runner-up is not reported. */
const SURE = 0.9;

/** Writes the mapped reaction SMILES of an assignment. */
type Write = (source: Int32Array) => string;

/**
 * Finds the source of every product atom among all molecules on the left side, including agents. Sound map numbers in
 * the input are kept; the remaining product atoms get the best-matching free atoms.
 */
export function mapReaction(left: readonly SideMolecule[], right: readonly SideMolecule[]): ReactionMapping {
  const reactants = joinGraphs(left.map((molecule) => molecule.graph));
  const products = joinGraphs(right.map((molecule) => molecule.graph));
  if (products.size === 0) return { ok: false, reason: "no product: nothing to map" };
  if (reactants.size === 0) return { ok: false, reason: "no reactant: the product atoms have no source" };
  const largest = Math.max(reactants.size, products.size);
  if (largest > MAX_SIDE_ATOMS) {
    return {
      ok: false,
      reason: `one side has ${largest} atoms; the mapping takes at most ${MAX_SIDE_ATOMS}`,
    };
  }
  const problem = mappingProblem(reactants, products, { sourceCosts: sourceCosts(left) });
  const given = readGivenMaps(left, right);
  if (given.kind === "sound") return keepGiven(problem, given.source, left, right);
  const once = mapAtomsThatChange(problem, left, right);
  const found = withMoreEquivalents(once, left) ?? { ...once, left };
  const { problem: asked, mappings } = found;
  const write: Write = (source) => writeReaction(found.left, right, source).mapped;
  const [chosen] = mappings.ranked;
  if (!chosen || chosen.candidate.assignment.source.every((atom) => atom < 0)) {
    return {
      ok: false,
      reason: "no atom of the products can come from the left side: they share no element",
    };
  }
  const agents = usedMolecules(chosen.candidate.assignment, found.left).filter(({ isAgent }) =>
    isAgent === true
  )
    .map(({ smiles }) => smiles);
  const runnerUp = chosen.confidence > SURE ? null : runnerUpOf(asked, mappings, chosen, write);
  return {
    ok: true,
    left: found.left,
    source: chosen.candidate.assignment.source,
    info: {
      source: "computed",
      cost: rounded(chosen.candidate.cost),
      confidence: rounded(chosen.confidence),
      ...(runnerUp ? { runner_up: runnerUp } : {}),
      ...(found.repeated ? { repeated: found.repeated } : {}),
      ...(agents.length > 0 ? { agent_sources: agents } : {}),
      given_rejected: given.kind === "unsound" ? given.reason : null,
    },
  };
}

/**
 * Keeps the given sources, completes them, and compares them with the mapping that would be computed without them.
 * Mappings that differ only in which oxygen of an acid or a nitro group has the double bond are not different.
 */
function keepGiven(
  problem: MappingProblem,
  given: Int32Array,
  left: readonly SideMolecule[],
  right: readonly SideMolecule[],
): ReactionMapping {
  const write: Write = (source) => writeReaction(left, right, source).mapped;
  const kept = completeMapping(problem, given);
  const { ranked } = mapAtoms(problem, kept);
  const sides = {
    reactants: withAlikeOxygens(problem.reactants),
    products: withAlikeOxygens(problem.products),
  };
  const [best] = ranked;
  // Best first: what is meant by the given numbers counts as it could be written best.
  const own = ranked.find(({ candidate }) =>
    candidate === kept || sameMapping(sides, kept.assignment, candidate.assignment)
  );
  const confidence = own?.confidence;
  const computed = best && best !== own ? { computed: other(best, write) } : {};
  return {
    ok: true,
    left,
    source: kept.assignment.source,
    info: {
      source: "given",
      cost: rounded(kept.cost),
      ...(confidence === undefined ? {} : { confidence: rounded(confidence) }),
      ...computed,
      given_rejected: null,
    },
  };
}

/** The mappings of a problem, and the molecule of which more was used than recorded. */
interface Found {
  readonly problem: MappingProblem;
  readonly mappings: RankedMappings;
  readonly left: readonly SideMolecule[];
  readonly repeated?: RepeatedMolecule;
}

/**
 * If some atoms have no source or an unlikely one, the mapping with more of one reactant, provided that it explains
 * every atom and is clearly cheaper; otherwise null.
 */
function withMoreEquivalents(
  { problem, mappings }: Omit<Found, "left">,
  left: readonly SideMolecule[],
): Found | null {
  const [chosen] = mappings.ranked;
  if (!chosen) return null;
  const { assignment: once, cost } = chosen.candidate;
  const isDoubtful = unlikelyCost(problem, once) > 0;
  let best: Found | null = null;
  let settled: string | null = null;
  let limit = cost - WORTH_MORE;
  for (const { left: more, smiles, count } of moreEquivalents(problem, chosen.candidate, left)) {
    // More of a reactant than is already enough only seems to make the mapping cheaper.
    if (smiles === settled) continue;
    const reactants = joinGraphs(more.map((molecule) => molecule.graph));
    const again = mappingProblem(reactants, problem.products, { sourceCosts: sourceCosts(more) });
    const ranked = mapAtoms(again);
    const [first] = ranked.ranked;
    if (!first) continue;
    const { assignment } = first.candidate;
    if (lacksSource(again, assignment)) continue;
    const isBetter = best === null && isDoubtful && !isUnlikely(again, assignment);
    if (first.candidate.cost > (isBetter ? cost + LIKELIER : limit)) {
      // All atoms have a source and one more molecule made nothing cheaper, so neither will another.
      settled = smiles;
      continue;
    }
    if (!takesAlike(assignment, more, smiles)) continue;
    const kinds = new Set(usedMolecules(assignment, more).map((molecule) => molecule.smiles));
    if (neededMolecules(problem, once, left).some(({ smiles }) => !kinds.has(smiles))) continue;
    limit = first.candidate.cost - WORTH_MORE;
    settled = smiles;
    best = { problem: again, mappings: ranked, left: more, repeated: { smiles, count } };
  }
  return best;
}

/** Those that more of another reactant must not replace: all but solvents, agents, and those that give a small part. */
function neededMolecules(
  problem: MappingProblem,
  once: Assignment,
  left: readonly SideMolecule[],
): readonly SideMolecule[] {
  const minor = minorDonors(problem, once, left);
  return usedMolecules(once, left).filter((molecule) =>
    !minor.has(left.indexOf(molecule)) && sourceCosts([molecule]).every((cost) => cost === 0)
  );
}

function lacksSource({ products }: MappingProblem, { source }: Assignment): boolean {
  return source.some((atom, p) => atom < 0 && products.element[p] !== 1);
}

/** The next mapping that differs beyond symmetry, with the deciding bond; null if there is none. */
function runnerUpOf(
  problem: MappingProblem,
  { names, ranked }: RankedMappings,
  chosen: RankedMapping,
  write: Write,
): RunnerUp | null {
  const { assignment } = chosen.candidate;
  for (const next of ranked.slice(1)) {
    if (sameMapping(problem, assignment, next.candidate.assignment)) continue;
    const bond = decidingBond(problem, names, assignment, next.candidate.assignment);
    if (bond) return { ...other(next, write), deciding_bond: bond };
  }
  return null;
}

function other({ candidate, confidence }: RankedMapping, write: Write): OtherMapping {
  return {
    cost: rounded(candidate.cost),
    confidence: rounded(confidence),
    mapped: write(candidate.assignment.source),
  };
}

/**
 * Maps the atoms. If the products turn out to be among the left molecules (ethanol made in ethanol), maps them again
 * from the others and prefers the result if it finds a source for every atom.
 */
function mapAtomsThatChange(
  problem: MappingProblem,
  left: readonly SideMolecule[],
  right: readonly SideMolecule[],
): { readonly problem: MappingProblem; readonly mappings: RankedMappings } {
  const mappings = mapAtoms(problem);
  const candidate = mappings.ranked[0]?.candidate;
  if (!candidate || candidate.cost > NOTHING_CHANGES || candidate.assignment.source.includes(-1)) {
    return { problem, mappings };
  }
  const made = new Set(right.map((molecule) => molecule.smiles));
  const excluded = Uint8Array.from(
    left.flatMap(({ smiles, graph }) => new Array<number>(graph.size).fill(made.has(smiles) ? 1 : 0)),
  );
  const { reactants, products } = problem;
  if (!couldSupply(reactants, excluded, products)) return { problem, mappings };
  const others = mappingProblem(reactants, products, { excluded, sourceCosts: problem.sourceCosts });
  const again = mapAtoms(others);
  const best = again.ranked[0]?.candidate;
  if (!best || best.assignment.source.includes(-1)) return { problem, mappings };
  return { problem: others, mappings: again };
}

/** Are there at least as many reactant atoms that are not excluded as product atoms? */
function couldSupply(reactants: MolecularGraph, excluded: Uint8Array, products: MolecularGraph): boolean {
  return reactants.size - excluded.reduce((sum, atom) => sum + atom, 0) >= products.size;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
