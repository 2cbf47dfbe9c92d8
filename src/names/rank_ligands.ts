/** Ranks ligands by the rules of Cahn, Ingold and Prelog. */
import { NameFault, type Structure } from "./structure.ts";

const NUMBERS: Readonly<Record<string, number>> = {
  H: 1,
  Li: 3,
  B: 5,
  C: 6,
  N: 7,
  O: 8,
  F: 9,
  Mg: 12,
  Al: 13,
  Si: 14,
  P: 15,
  S: 16,
  Cl: 17,
  Zn: 30,
  Ge: 32,
  As: 33,
  Se: 34,
  Br: 35,
  Sn: 50,
  Te: 52,
  I: 53,
};
/** Paths that are followed for one name; beyond that its rings are too many to rank by hand or here. */
const MAX_NODES = 60_000;

/** The atom number of a hydrogen that is not written as an atom. */
export const HYDROGEN = -1;

/** For each atom of a ring that shares its double bonds, the atoms that may be its partner. */
export type Partners = ReadonlyMap<number, readonly number[]>;

/** What a bond of a shared system is doubled to: the partner as placed, or the lightest or heaviest that is possible. */
type Doubling = "placed" | "lightest" | "heaviest";

/** An atom as it is reached on one path from the centre; a duplicate ends the path. */
interface Node {
  readonly atom: number;
  readonly number: number;
  readonly mass: number;
  readonly from: Node | null;
  readonly isDuplicate: boolean;
  children: readonly Node[] | null;
}

/**
 * Ligands of an atom in the order of Cahn, Ingold and Prelog, the highest first: by atomic numbers and then isotopes, sphere
 * by sphere (IUPAC 2013, P-92.1.4, rules 1a and 2). Null if two of them rank alike by these rules, or if it depends on how the
 * double bonds of an aromatic ring are drawn.
 */
export function rankLigands(
  structure: Structure,
  partners: Partners,
  centre: number,
  ligands: readonly number[],
): readonly number[] | null {
  const orders = (["placed", "lightest", "heaviest"] as const).map((doubling) =>
    new Ranker(structure, partners, doubling).order(centre, ligands)
  );
  const [first] = orders;
  return first && orders.every((order) => order?.every((atom, i) => atom === first[i])) ? first : null;
}

class Ranker {
  readonly #structure: Structure;
  readonly #partners: Partners;
  readonly #doubling: Doubling;
  #nodes = 0;

  constructor(structure: Structure, partners: Partners, doubling: Doubling) {
    this.#structure = structure;
    this.#partners = partners;
    this.#doubling = doubling;
  }

  order(centre: number, ligands: readonly number[]): readonly number[] | null {
    const root = this.#node(centre, null, false);
    const nodes = ligands.map((atom) => this.#node(atom, root, false)).sort((a, b) => this.#compare(b, a));
    const tied = nodes.some((node, i) => {
      const next = nodes[i + 1];
      return next !== undefined && this.#compare(node, next) === 0;
    });
    return tied ? null : nodes.map(({ atom }) => atom);
  }

  #number(atom: number): number {
    if (atom === HYDROGEN) return 1;
    const { element } = this.#structure.atom(atom);
    const number = NUMBERS[element];
    if (number === undefined) throw new NameFault(`configurations beside ${element} are not read`);
    return number;
  }

  #node(atom: number, from: Node | null, isDuplicate: boolean, number = this.#number(atom)): Node {
    if (++this.#nodes > MAX_NODES) throw new NameFault("the structure is too large to rank its groups");
    const isotope = atom === HYDROGEN ? 0 : this.#structure.atom(atom).isotope;
    return {
      atom,
      number,
      mass: isotope || 2 * number - (number === 1 ? 1 : 0),
      from,
      isDuplicate,
      children: null,
    };
  }

  #children(node: Node): readonly Node[] {
    if (node.children !== null) return node.children;
    if (node.isDuplicate || node.atom === HYDROGEN) return node.children = [];
    const structure = this.#structure;
    const children: Node[] = [];
    for (const [to, order] of structure.atom(node.atom).bonds) {
      const isBack = to === node.from?.atom;
      if (!isBack) children.push(this.#node(to, node, this.#isOnPath(node, to)));
      for (let i = 1; i < order; i++) children.push(this.#node(to, node, true, this.#doubled(node.atom, to)));
    }
    for (let i = structure.hydrogens(node.atom); i > 0; i--) children.push(this.#node(HYDROGEN, node, false));
    return node.children = children.sort((a, b) => this.#compare(b, a));
  }

  #isOnPath(node: Node, atom: number): boolean {
    for (let on: Node | null = node; on !== null; on = on.from) if (on.atom === atom) return true;
    return false;
  }

  #doubled(atom: number, to: number): number {
    const partners = this.#partners.get(atom);
    if (this.#doubling === "placed" || partners === undefined) return this.#number(to);
    const numbers = partners.map((partner) => this.#number(partner));
    return this.#doubling === "lightest" ? Math.min(...numbers) : Math.max(...numbers);
  }

  #compare(a: Node, b: Node): number {
    return this.#compareBy(a, b, "number") || this.#compareBy(a, b, "mass");
  }

  /** Sphere by sphere, in each the sets of atoms in the order of what carries them. */
  #compareBy(a: Node, b: Node, by: "number" | "mass"): number {
    if (a[by] !== b[by]) return a[by] - b[by];
    let [left, right]: [readonly Node[], readonly Node[]] = [[a], [b]];
    while (left.length > 0) {
      const nextLeft: Node[] = [];
      const nextRight: Node[] = [];
      for (const [i, node] of left.entries()) {
        const ours = this.#children(node);
        const others = right[i] === undefined ? [] : this.#children(right[i]);
        for (let k = 0; k < Math.max(ours.length, others.length); k++) {
          const difference = (ours[k]?.[by] ?? 0) - (others[k]?.[by] ?? 0);
          if (difference !== 0) return difference;
        }
        nextLeft.push(...ours);
        nextRight.push(...others);
      }
      [left, right] = [nextLeft, nextRight];
    }
    return 0;
  }
}
