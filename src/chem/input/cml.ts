/** Reads reactions in CML, and in the dialect of it that Marvin writes (MRV). */
import { descendants, type XmlElement } from "../../xml/xml_tree.ts";
import {
  DrawingFault,
  type DrawnAtom,
  type DrawnBond,
  type DrawnMolecule,
  type DrawnReaction,
} from "./drawn_reaction.ts";

const ORDERS: Readonly<Record<string, number>> = { "1": 1, "2": 2, "3": 3, S: 1, D: 2, T: 3, A: 4, "1.5": 4 };
const RADICALS: Readonly<Record<string, number>> = { monovalent: 2, divalent1: 1, divalent3: 3, divalent: 3 };

/** A `reaction` element. Throws `DrawingFault` if a molecule is given by its name or an identifier only. */
export function cmlReaction(reaction: XmlElement): DrawnReaction {
  return {
    reactants: moleculesOf(reaction, ["reactantList"]),
    agents: moleculesOf(reaction, ["agentList", "spectatorList", "substanceList"]),
    products: moleculesOf(reaction, ["productList"]),
  };
}

function moleculesOf(reaction: XmlElement, lists: readonly string[]): readonly DrawnMolecule[] {
  return reaction.children.filter(({ name }) => lists.includes(name)).flatMap((list) =>
    [...descendants(list, "molecule")].map((molecule) => {
      const drawn = moleculeOf(molecule);
      if (drawn.atoms.length === 0) throw new DrawingFault("it gives a molecule without its atoms");
      return drawn;
    })
  );
}

function moleculeOf(molecule: XmlElement): DrawnMolecule {
  const atoms = new Map<string, DrawnAtom>();
  for (const array of molecule.children.filter(({ name }) => name === "atomArray")) {
    for (
      const attributes of [
        ...rows(array),
        ...array.children.filter(({ name }) => name === "atom").map((atom) => atom.attributes),
      ]
    ) {
      atoms.set(attributes["id"] ?? attributes["atomID"] ?? String(atoms.size), atomOf(attributes));
    }
  }
  const indices = new Map([...atoms.keys()].map((id, i) => [id, i]));
  const bonds: DrawnBond[] = [];
  for (const array of molecule.children.filter(({ name }) => name === "bondArray")) {
    for (const bond of array.children.filter(({ name }) => name === "bond")) {
      const ends = (bond.attributes["atomRefs2"] ?? "").trim().split(/\s+/).map((id) => indices.get(id));
      const [from, to] = ends;
      const order = ORDERS[bond.attributes["order"] ?? "1"];
      if (from === undefined || to === undefined || order === undefined) {
        throw new DrawingFault("it has a bond that leads to no atom, or is of no known order");
      }
      const wedge = bond.children.find(({ name }) => name === "bondStereo")?.text.trim();
      bonds.push({ from, to, order, stereo: wedge === "W" ? 1 : wedge === "H" ? 6 : 0 });
    }
  }
  return { atoms: [...atoms.values()], bonds };
}

/** Atoms given as lists in the attributes of their array. */
function rows(array: XmlElement): readonly Readonly<Record<string, string>>[] {
  const columns = Object.entries(array.attributes).map(([name, text]) =>
    [name, text.trim().split(/\s+/)] as const
  );
  const ids = columns.find(([name]) => name === "atomID")?.[1] ?? [];
  return ids.map((_, i) => Object.fromEntries(columns.map(([name, values]) => [name, values[i] ?? ""])));
}

function atomOf(attributes: Readonly<Record<string, string>>): DrawnAtom {
  const number = (name: string) => Number(attributes[name] ?? 0) || 0;
  const alias = attributes["mrvAlias"] ?? "0";
  const type = attributes["elementType"] ?? "C";
  return {
    symbol: alias !== "0" && alias !== "" ? alias : type === "R" ? "R" : type,
    x: number("x2") || number("x3"),
    y: number("y2") || number("y3"),
    charge: number("formalCharge"),
    isotope: number("isotope") || number("isotopeNumber"),
    radical: RADICALS[attributes["radical"] ?? ""] ?? 0,
    map: number("mrvMap"),
  };
}
