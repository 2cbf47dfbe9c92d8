/** Joins fragments that leave as one molecule: a phosphane oxide, a metal halide, the ethylene of a metathesis. */
import { isHalogen, isMetalLike } from "../molecule/elements.ts";
import type { MolecularGraph } from "../molecule/molecular_graph.ts";
import { bondedTo, type Fragment, joined, withAtom } from "./fragment.ts";

/** Molecules made of two fragments each, and the remaining fragments. */
export interface Joins {
  readonly molecules: readonly Fragment[];
  readonly rest: readonly Fragment[];
}

const [C, O, P, S] = [6, 8, 15, 16];
const BORON = 5;

type Join = (first: Fragment, second: Fragment, left: MolecularGraph) => Fragment | null;

/** Joins pairs of fragments, each with the first that fits. */
export function joinFragments(fragments: readonly Fragment[], left: MolecularGraph): Joins {
  const molecules: Fragment[] = [];
  let rest = [...fragments];
  for (const join of [phosphorusOxide, metalHalide, alkylHalide, alkene]) {
    for (let at = 0; at < rest.length; at++) {
      const first = rest[at];
      if (first === undefined) continue;
      for (const second of rest) {
        const molecule = second === first ? null : join(first, second, left);
        if (molecule === null) continue;
        molecules.push(molecule);
        rest = rest.filter((fragment) => fragment !== first && fragment !== second);
        at = -1;
        break;
      }
    }
  }
  return { molecules, rest };
}

/** Phosphorus takes the oxygen of a carbonyl compound or an alcohol: Wittig, Horner, activated phosphoric acids. */
const phosphorusOxide: Join = (first, second) => {
  const [cut, ...more] = first.open;
  const phosphorus = cut === undefined ? undefined : first.atoms[cut.atom];
  if (cut === undefined || more.length > 0 || phosphorus?.element !== P || !isLone(second, O)) return null;
  const isYlide = cut.order === 2 || phosphorus.charge === 1;
  if (isYlide) return joined(withAtom(first, cut.atom, { charge: 0 }), cut.atom, oxygen(0), 0, 2);
  const isPhosphoryl = bondedTo(first, cut.atom).some(({ order }) => order === 2);
  return isPhosphoryl ? joined(first, cut.atom, oxygen(1), 0, 1) : null;
};

/** A metal and a halogen or sulfonate that both leave carbon, as in cross-couplings; likewise silicon. */
const metalHalide: Join = (first, second, left) => {
  const [metal, ...moreMetal] = first.open;
  const [halogen, ...moreHalogen] = second.open;
  if (metal === undefined || halogen === undefined || moreMetal.length + moreHalogen.length > 0) return null;
  const element = first.atoms[metal.atom]?.element ?? 0;
  if (!isMetalLike(element) || element === BORON || metal.order !== 1 || halogen.order !== 1) return null;
  if (left.element[metal.partner] !== C || left.element[halogen.partner] !== C) return null;
  const isLeaving = isHalogen(second.atoms[halogen.atom]?.element ?? 0) || isSulfonate(second, halogen.atom);
  return isLeaving ? joined(first, metal.atom, second, halogen.atom, 1) : null;
};

/** The alkyl group of a phosphite and the halide that takes it up: Michaelis-Arbuzov reaction. */
const alkylHalide: Join = (first, second, left) => {
  const [alkyl, ...moreAlkyl] = first.open;
  const [halogen, ...moreHalogen] = second.open;
  if (alkyl === undefined || halogen === undefined || moreAlkyl.length + moreHalogen.length > 0) return null;
  if (first.atoms[alkyl.atom]?.element !== C || first.atoms[alkyl.atom]?.aromatic) return null;
  if (left.element[alkyl.partner] !== O || left.element[halogen.partner] !== C) return null;
  if (!isHalogen(second.atoms[halogen.atom]?.element ?? 0)) return null;
  const isPhosphite = (left.neighbours[alkyl.partner] ?? []).some(({ atom }) =>
    left.element[atom] === P && left.charge[atom] === 0 && (left.neighbours[atom] ?? []).length === 3
  );
  return isPhosphite ? joined(first, alkyl.atom, second, halogen.atom, 1) : null;
};

/** Two carbenes, each cut from a double bond to carbon: the alkene that a metathesis releases. */
const alkene: Join = (first, second, left) => {
  const [a, ...moreA] = first.open;
  const [b, ...moreB] = second.open;
  if (a === undefined || b === undefined || moreA.length + moreB.length > 0) return null;
  const isCarbene = (fragment: Fragment, atom: number, order: number, partner: number) =>
    order === 2 && fragment.atoms[atom]?.element === C && left.element[partner] === C;
  if (!isCarbene(first, a.atom, a.order, a.partner) || !isCarbene(second, b.atom, b.order, b.partner)) {
    return null;
  }
  return joined(first, a.atom, second, b.atom, 2);
};

function oxygen(hydrogens: number): Fragment {
  return {
    atoms: [{ element: O, charge: 0, hydrogens, isotope: 0, aromatic: false }],
    bonds: [],
    open: [],
  };
}

function isLone({ atoms }: Fragment, element: number): boolean {
  return atoms.length === 1 && atoms[0]?.element === element;
}

function isSulfonate(fragment: Fragment, atom: number): boolean {
  if (fragment.atoms[atom]?.element !== O) return false;
  return bondedTo(fragment, atom).some(({ atom: sulfur }) =>
    fragment.atoms[sulfur]?.element === S &&
    bondedTo(fragment, sulfur).filter(({ order }) => order === 2).length === 2
  );
}
