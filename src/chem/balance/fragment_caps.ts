/** The ways in which a fragment can leave a molecule, and the caps that make it a molecule of its own. */
import type { MolecularGraph } from "../molecule/molecular_graph.ts";
import {
  cappedWithHydrogen,
  type Fragment,
  type FragmentAtom,
  type OpenBond,
  withNeighbour,
} from "./fragment.ts";

/** One way in which a fragment can go off; of several that balance, the one with the lowest cost is meant. */
export interface LeavingForm {
  readonly molecules: readonly Fragment[];
  readonly cost: number;
  /** The fragment leaves so whatever else the reaction needs, such as water. */
  readonly certain?: boolean;
  /** Recorded molecules that are used up with it. */
  readonly uses?: readonly string[];
}

/** What stands around the fragments. */
export interface Surroundings {
  readonly left: MolecularGraph;
  /** What an atom of the left side is bonded to in the products: is it part of an ester or a carbonyl group there? */
  readonly becomesAcyloxy: (atom: number) => boolean;
  /** Canonical SMILES of the molecules on the left, and of those of them that supply no atom. */
  readonly recorded: ReadonlySet<string>;
  readonly spectators: ReadonlySet<string>;
}

/** Carbon dioxide. */
export const CO2: Fragment = {
  atoms: [plain(8, 0), plain(6, 0), plain(8, 0)],
  bonds: [{ a: 0, b: 1, order: 2 }, { a: 1, b: 2, order: 2 }],
  open: [],
};

/** Spellings of what has water in it, and of what else an acyl or silyl group may go to. */
export const WATER = ["O", "[OH-]", "[OH3+]"];
export const ALCOHOLS = ["CO", "CCO", "CC(C)O", "C[O-]", "CC[O-]", "N", "NN", "CN"];
const [C, O] = [6, 8] as const;
export const METHANOL = "CO";

/** Hydrogen takes the place of every cut bond. */
export function hydrogenCap(fragment: Fragment, cost = 0): readonly LeavingForm[] {
  return [{ molecules: [cappedWithHydrogen(fragment)], cost }];
}

/** The hydroxyl group comes from water; the balance tells how much of it. */
export function hydroxylCap(fragment: Fragment, { atom }: Pick<OpenBond, "atom">): readonly LeavingForm[] {
  const capped = withNeighbour({ ...fragment, open: [] }, atom, 1, { element: O, hydrogens: 1 });
  return [{ molecules: [capped], cost: 1 }];
}

/** A carbonyl group in place of the cut bond. */
export function oxoCap(fragment: Fragment, { atom }: Pick<OpenBond, "atom">): Fragment {
  return withNeighbour({ ...fragment, open: [] }, atom, 2, { element: O });
}

/** With hydrogen on palladium benzyl groups leave as hydrocarbons. */
export function hydrogenolysis(fragment: Fragment): readonly LeavingForm[] {
  return [{ molecules: [cappedWithHydrogen(fragment)], cost: 0, certain: true }];
}

/** Acyl groups go to the methanol that is recorded. */
export function methoxyCap(fragment: Fragment, { atom }: Pick<OpenBond, "atom">): readonly LeavingForm[] {
  const ether = withNeighbour({ ...fragment, open: [] }, atom, 1, { element: O });
  const ester = withNeighbour(ether, fragment.atoms.length, 1, { element: C, hydrogens: 3 });
  return [{ molecules: [ester], cost: 1, uses: [METHANOL] }];
}

/** Is any of the molecules recorded on the left? */
export function has({ recorded }: Surroundings, molecules: readonly string[]): boolean {
  return molecules.some((smiles) => recorded.has(smiles));
}

/** An uncharged atom. */
export function plain(element: number, hydrogens: number): FragmentAtom {
  return { element, charge: 0, hydrogens, isotope: 0, aromatic: false };
}
