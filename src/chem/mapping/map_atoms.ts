/** Atom mapping: of the candidates of little chemical distance, the one whose changes are the most usual. */
import { type ChangeNames, changeNames, visitChanges } from "./change_features.ts";
import { type MappingCandidate, mappingCandidates } from "./mapping_candidates.ts";
import { type Assignment, assignmentCost, type MappingProblem, partOfProblem } from "./mapping_problem.ts";
import { leastSourceCost } from "./least_source_cost.ts";
import { rankCandidates, type RankedMapping } from "./rank_candidates.ts";
import { sameMapping } from "./same_mapping.ts";

/** Any mapping that uses a molecule costs at least so much more than using it. */
const ANY_CHANGE = 0.5;

/** From this cost on a source hardly ever reacts. */
const INERT = 1.9;

/** Factor for the confidence of a mapping that uses a poor source without need: it is wrong more often. */
const NEEDLESS_SOURCE = 0.9;

/** The mappings that came into question, the most probable first. */
export interface RankedMappings {
  readonly names: ChangeNames;
  readonly ranked: readonly RankedMapping[];
}

/**
 * Maps product atoms to the atoms of the left side they come from. Deterministic; the same for every spelling
 * of a reaction if the graphs are in canonical order.
 *
 * @param known a mapping that is to be judged among the others, with its chemical distance
 * @returns no mappings if there is nothing to assign
 */
export function mapAtoms(problem: MappingProblem, known?: MappingCandidate): RankedMappings {
  const names = changeNames(problem);
  const candidates = unlike(problem, known, candidatesOf(problem, names));
  return { names, ranked: doubted(problem, rankCandidates(problem, names, candidates)) };
}

/** A mapping that uses a poor source is less certain if another has a source for every atom without one. */
function doubted(problem: MappingProblem, ranked: readonly RankedMapping[]): readonly RankedMapping[] {
  const { reactants, sourceCosts } = problem;
  const isPoor = (atom: number) => (sourceCosts[reactants.fragment[atom] as number] as number) > 0;
  const [best, ...others] = ranked;
  if (!best || !best.candidate.assignment.source.some(isPoor)) return ranked;
  const isDoubtful = others.some(({ candidate: { assignment } }) =>
    assignment.source.every((atom) => atom >= 0 && !isPoor(atom))
  );
  if (!isDoubtful) return ranked;
  const confidence = Math.max(best.confidence * NEEDLESS_SOURCE, others[0]?.confidence ?? 0);
  return [{ ...best, confidence }, ...others];
}

/** The known one first, and those that are another mapping. */
function unlike(
  problem: MappingProblem,
  known: MappingCandidate | undefined,
  found: readonly MappingCandidate[],
): readonly MappingCandidate[] {
  return known
    ? [known, ...found.filter(({ assignment }) => !sameMapping(problem, assignment, known.assignment))]
    : found;
}

/**
 * The distinct candidates. Those that take nothing from poor sources are searched for without these, as if they were not
 * recorded: where such a molecule resembles a product, a search begins from it and seldom leaves it. If those leave atoms
 * without a source, or cost more than a mapping that uses a poor source might, the sources that may react are added
 * (acetone, ethanol), and then all.
 */
export function candidatesOf(problem: MappingProblem, names: ChangeNames): readonly MappingCandidate[] {
  const { sourceCosts } = problem;
  const least = sourceCosts.reduce((least, cost) => cost > 0 ? Math.min(least, cost) : least, Infinity);
  if (least === Infinity) return distinctCandidates(problem, names);
  const good = candidatesBelow(problem, least);
  if (good === null) return distinctCandidates(problem, names);
  const [best] = good;
  if (best && !best.assignment.source.includes(-1)) {
    if (best.cost <= least + ANY_CHANGE || best.cost <= leastSourceCost(problem)) return good;
  }
  const isMixed = least < INERT && sourceCosts.some((cost) => cost >= INERT);
  const fair = isMixed ? candidatesBelow(problem, INERT) ?? [] : [];
  const isExplained = fair[0] && !fair[0].assignment.source.includes(-1) &&
    fair[0].cost <= INERT + ANY_CHANGE;
  if (isExplained) return joined(problem, names, [good, fair]);
  return joined(problem, names, [good, fair, distinctCandidates(problem, names)]);
}

/** Candidates that use only fragments of a cost below the limit; null if there are none. */
function candidatesBelow(problem: MappingProblem, limit: number): readonly MappingCandidate[] | null {
  const { reactants, sourceCosts } = problem;
  const isKept = Uint8Array.from(
    reactants.fragment,
    (fragment) => (sourceCosts[fragment] as number) < limit ? 1 : 0,
  );
  const atoms = Int32Array.from([...isKept.keys()].filter((atom) => isKept[atom] === 1));
  if (atoms.length === 0) return null;
  const part = partOfProblem(problem, isKept, atoms);
  return distinctCandidates(part, changeNames(part)).map(({ assignment }) => {
    const source = assignment.source.map((atom) => atom < 0 ? -1 : atoms[atom] as number);
    const target = new Int32Array(reactants.size).fill(-1);
    source.forEach((atom, p) => atom >= 0 && (target[atom] = p));
    const whole = { source, target };
    return { assignment: whole, cost: assignmentCost(problem, whole) };
  });
}

/** Cheapest first, without those whose changes an earlier list has. */
function joined(
  problem: MappingProblem,
  names: ChangeNames,
  lists: readonly (readonly MappingCandidate[])[],
): readonly MappingCandidate[] {
  const known = new Set<string>();
  const all: MappingCandidate[] = [];
  for (const list of lists) {
    const fresh = list.map((candidate) => ({
      candidate,
      changes: changesOf(problem, names, candidate.assignment),
    })).filter(({ changes }) => !known.has(changes));
    for (const { candidate, changes } of fresh) {
      known.add(changes);
      all.push(candidate);
    }
  }
  return all.sort((a, b) => a.cost - b.cost);
}

/** Candidates that differ in what they change; mappings that are equal by symmetry count once. */
export function distinctCandidates(problem: MappingProblem, names: ChangeNames): readonly MappingCandidate[] {
  return mappingCandidates(problem, (assignment) => changesOf(problem, names, assignment));
}

/** All changes that an assignment makes, as one text. */
function changesOf(problem: MappingProblem, names: ChangeNames, assignment: Assignment): string {
  const changes: string[] = [];
  visitChanges(problem, names, assignment, (change) => changes.push(change));
  return changes.sort().join(" ");
}
