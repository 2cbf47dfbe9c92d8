/** The ways in which a fragment can leave a molecule, and the caps that turn it into a molecule of its own. */
import type { MolecularGraph } from "../molecule/molecular_graph.ts";
import {
  cappedWithHydrogen,
  type Fragment,
  type FragmentAtom,
  type OpenBond,
  withNeighbour,
} from "./fragment.ts";

/** One way in which a fragment can leave; of several that balance, the one with the lowest cost is chosen. */
export interface LeavingForm {
  readonly molecules: readonly Fragment[];
  readonly cost: number;
  /** The fragment leaves in this way whatever else, such as water, the reaction needs. */
  readonly certain?: boolean;
  /** Recorded molecules that are used up with it. */
  readonly uses?: readonly string[];
}

/** The context in which the fragments leave. */
export interface Surroundings {
  readonly left: MolecularGraph;
  /** Is this atom of the left side part of an ester, an acid or a carbonyl group in the products? */
  readonly becomesAcyloxy: (atom: number) => boolean;
  /** Canonical SMILES of the molecules on the left, and of those among them that supply no atom. */
  readonly recorded: ReadonlySet<string>;
  readonly spectators: ReadonlySet<string>;
}

export const CO2: Fragment = {
  atoms: [plain(8, 0), plain(6, 0), plain(8, 0)],
  bonds: [{ a: 0, b: 1, order: 2 }, { a: 1, b: 2, order: 2 }],
  open: [],
};

/** SMILES of the forms of water, and of other molecules to which an acyl or silyl group may be transferred. */
export const WATER = ["O", "[OH-]", "[OH3+]"];
export const ALCOHOLS = ["CO", "CCO", "CC(C)O", "C[O-]", "CC[O-]", "N", "NN", "CN"];
const [C, O] = [6, 8] as const;
export const METHANOL = "CO";

/** Replaces every cut bond by hydrogen. */
export function hydrogenCap(fragment: Fragment, cost = 0): readonly LeavingForm[] {
  return [{ molecules: [cappedWithHydrogen(fragment)], cost }];
}

/** Adds a hydroxyl group from water; the balance determines how much water is needed. */
export function hydroxylCap(fragment: Fragment, { atom }: Pick<OpenBond, "atom">): readonly LeavingForm[] {
  const capped = withNeighbour({ ...fragment, open: [] }, atom, 1, { element: O, hydrogens: 1 });
  return [{ molecules: [capped], cost: 1 }];
}

/** Replaces the cut bond by a double bond to oxygen. */
export function oxoCap(fragment: Fragment, { atom }: Pick<OpenBond, "atom">): Fragment {
  return withNeighbour({ ...fragment, open: [] }, atom, 2, { element: O });
}

/** With hydrogen on palladium, benzyl groups leave as hydrocarbons. */
export function hydrogenolysis(fragment: Fragment): readonly LeavingForm[] {
  return [{ molecules: [cappedWithHydrogen(fragment)], cost: 0, certain: true }];
}

/** Transfers an acyl group to recorded methanol. */
export function methoxyCap(fragment: Fragment, { atom }: Pick<OpenBond, "atom">): readonly LeavingForm[] {
  const ether = withNeighbour({ ...fragment, open: [] }, atom, 1, { element: O });
  const ester = withNeighbour(ether, fragment.atoms.length, 1, { element: C, hydrogens: 3 });
  return [{ molecules: [ester], cost: 1, uses: [METHANOL] }];
}

/** Is any of these molecules recorded on the left? */
export function has({ recorded }: Surroundings, molecules: readonly string[]): boolean {
  return molecules.some((smiles) => recorded.has(smiles));
}

/** An uncharged atom. */
export function plain(element: number, hydrogens: number): FragmentAtom {
  return { element, charge: 0, hydrogens, isotope: 0, aromatic: false };
}
