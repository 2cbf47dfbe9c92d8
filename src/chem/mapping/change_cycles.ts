/** Recognises concerted reactions: rings of atoms whose bonds alternately strengthen and weaken. */
import type { Assignment, MappingProblem } from "./mapping_problem.ts";

interface Change {
  readonly atom: number;
  /** Is the bond stronger afterwards? */
  readonly stronger: boolean;
  readonly broken: boolean;
  readonly made: boolean;
}

const MIN_LENGTH = 4;
const MAX_LENGTH = 6;
/** If more atoms than this change, the record is unlikely to be a single concerted step. */
const MAX_ATOMS = 24;

/**
 * Visits each ring of 4 to 6 mapped atoms in which every bond changes and strengthening and weakening bonds alternate
 * (in rings of five with one exception, at the atom that brings a lone pair). The feature is `y` with the numbers of
 * atoms, of bonds broken and of bonds made: `y6.0.2` is a Diels-Alder reaction, `y6.1.1` a Claisen or Cope
 * rearrangement, `y5.1.1` a [2,3]-Wittig rearrangement, `y4.2.2` a metathesis and `y4.0.2` a [2+2] cycloaddition
 * (Woodward and Hoffmann 1969).
 */
export function visitChangeCycles(
  problem: MappingProblem,
  assignment: Assignment,
  visit: (feature: string) => void,
): void {
  const changes = changedBonds(problem, assignment);
  if (changes.size < MIN_LENGTH || changes.size > MAX_ATOMS) return;
  for (const start of changes.keys()) {
    const path = [start];
    const taken: Change[] = [];
    const walk = (atom: number) => {
      for (const change of changes.get(atom) ?? []) {
        // Each ring is found only from its lowest atom and in one of its two directions.
        if (change.atom === start && taken.length >= MIN_LENGTH - 1 && (path[1] as number) < atom) {
          visitRing([...taken, change], visit);
        }
        if (change.atom <= start || path.includes(change.atom) || path.length === MAX_LENGTH) continue;
        path.push(change.atom);
        taken.push(change);
        walk(change.atom);
        path.pop();
        taken.pop();
      }
    };
    walk(start);
  }
}

function visitRing(ring: readonly Change[], visit: (feature: string) => void): void {
  const alike = ring.filter(({ stronger }, index) => stronger === ring[(index + 1) % ring.length]?.stronger);
  if (alike.length !== ring.length % 2) return;
  const broken = ring.filter((change) => change.broken).length;
  const made = ring.filter((change) => change.made).length;
  if (made > 0 || broken > 0) visit(`y${ring.length}.${broken}.${made}`);
}

/** For each product atom with a source, its changing bonds to other such atoms. */
function changedBonds(
  { reactants, products, reactantOrders, productOrders }: MappingProblem,
  { source, target }: Assignment,
): ReadonlyMap<number, readonly Change[]> {
  const changes = new Map<number, Change[]>();
  const add = (a: number, b: number, before: number, after: number) => {
    const change = { stronger: after > before, broken: after === 0, made: before === 0 };
    changes.set(a, [...changes.get(a) ?? [], { atom: b, ...change }]);
    changes.set(b, [...changes.get(b) ?? [], { atom: a, ...change }]);
  };
  for (const { a, b, order } of products.bonds) {
    const [first, second] = [source[a] as number, source[b] as number];
    if (first < 0 || second < 0) continue;
    const before = reactantOrders[first * reactants.size + second] as number;
    if (before !== order) add(a, b, before, order);
  }
  for (const { a, b, order } of reactants.bonds) {
    const [first, second] = [target[a] as number, target[b] as number];
    if (first < 0 || second < 0) continue;
    if (productOrders[first * products.size + second] === 0) add(first, second, order, 0);
  }
  return changes;
}
