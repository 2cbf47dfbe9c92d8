/** Writes a reaction that was drawn in an editor as an RXN block, with the coordinates of the drawing. */

/** An atom of a drawing; `symbol` may also be the abbreviation of a group. */
export interface DrawnAtom {
  readonly symbol: string;
  readonly x: number;
  readonly y: number;
  readonly charge: number;
  readonly isotope: number;
  /** Multiplicity code of molfiles: 0 none, 1 singlet, 2 doublet, 3 triplet. */
  readonly radical: number;
  readonly map: number;
}

/** A bond between atoms by their index; `order` and `stereo` are the codes of V2000. */
export interface DrawnBond {
  readonly from: number;
  readonly to: number;
  readonly order: number;
  readonly stereo: number;
}

export interface DrawnMolecule {
  readonly atoms: readonly DrawnAtom[];
  readonly bonds: readonly DrawnBond[];
}

/** The molecules of a drawing by role. */
export interface DrawnReaction {
  readonly reactants: readonly DrawnMolecule[];
  readonly agents: readonly DrawnMolecule[];
  readonly products: readonly DrawnMolecule[];
}

/** What is wrong with a drawing. */
export class DrawingFault extends Error {
  override readonly name = "DrawingFault";
}

const MAX_COUNT = 999;

/** The reaction as an RXN block of version V2000. Throws `DrawingFault` if it cannot hold the drawing. */
export function drawnRxn({ reactants, agents, products }: DrawnReaction): string {
  const molecules = [...reactants, ...products, ...agents];
  if (
    molecules.length > MAX_COUNT ||
    molecules.some(({ atoms, bonds }) => Math.max(atoms.length, bonds.length) > MAX_COUNT)
  ) {
    throw new DrawingFault(`it has more than ${MAX_COUNT} molecules, or more atoms or bonds in one of them`);
  }
  for (const { atoms, bonds } of molecules) {
    const isAtom = (index: number) => Number.isInteger(index) && index >= 0 && index < atoms.length;
    if (bonds.some(({ from, to }) => !isAtom(from) || !isAtom(to))) {
      throw new DrawingFault("it has a bond that leads to no atom");
    }
  }
  const counts = [reactants, products, ...agents.length === 0 ? [] : [agents]];
  const head = ["$RXN", "", "  rxnstream", "", counts.map((list) => number(list.length)).join("")];
  return [...head, ...molecules.map(molblock)].join("\n") + "\n";
}

function molblock({ atoms, bonds }: DrawnMolecule): string {
  const long = (symbol: string) => symbol.length > 3;
  const property = (code: string, value: (atom: DrawnAtom) => number) =>
    atoms.flatMap((atom, i) =>
      value(atom) === 0 ? [] : [`M  ${code}  1 ${number(i + 1)} ${number(value(atom))}`]
    );
  return [
    "$MOL",
    "",
    "  rxnstream",
    "",
    `${number(atoms.length)}${number(bonds.length)}  0  0  0  0            999 V2000`,
    ...atoms.map(({ symbol, x, y, map }) =>
      `${decimal(x)}${decimal(y)}${decimal(0)} ${
        (long(symbol) ? "C" : symbol).padEnd(3)
      } 0  0  0  0  0  0  0  0  0${number(map)}  0  0`
    ),
    ...bonds.map(({ from, to, order, stereo }) => [from + 1, to + 1, order, stereo].map(number).join("")),
    ...atoms.flatMap(({ symbol }, i) => long(symbol) ? [`A  ${number(i + 1)}`, symbol] : []),
    ...property("CHG", ({ charge }) => charge),
    ...property("ISO", ({ isotope }) => isotope),
    ...property("RAD", ({ radical }) => radical),
    "M  END",
  ].join("\n");
}

/** Connected parts of a drawing become molecules of their own. */
export function connectedParts({ atoms, bonds }: DrawnMolecule): readonly DrawnMolecule[] {
  const part = atoms.map((_, i) => i);
  if (bonds.some(({ from, to }) => atoms[from] === undefined || atoms[to] === undefined)) {
    throw new DrawingFault("it has a bond that leads to no atom");
  }
  const root = (i: number): number => part[i] === i ? i : (part[i] = root(part[i] ?? i));
  for (const { from, to } of bonds) part[root(from)] = root(to);
  const groups = Map.groupBy(atoms.map((_, i) => i), root);
  return [...groups.values()].map((members) => {
    const indices = new Map(members.map((member, i) => [member, i]));
    return {
      atoms: members.flatMap((member) => atoms[member] ?? []),
      bonds: bonds.flatMap(({ from, to, ...bond }) => {
        const [a, b] = [indices.get(from), indices.get(to)];
        return a === undefined || b === undefined ? [] : [{ from: a, to: b, ...bond }];
      }),
    };
  });
}

function number(value: number): string {
  return String(value).padStart(3);
}

function decimal(value: number): string {
  const text = (Number.isFinite(value) ? value : 0).toFixed(4);
  return (text.length > 10 ? "0.0000" : text).padStart(10);
}
