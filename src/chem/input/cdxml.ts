/** Reads reactions drawn in ChemDraw, from CDXML. */
import { descendants, type XmlElement } from "../../xml/xml_tree.ts";
import {
  connectedParts,
  DrawingFault,
  type DrawnAtom,
  type DrawnBond,
  type DrawnMolecule,
  type DrawnReaction,
} from "./drawn_reaction.ts";
import { byPlace } from "./ket.ts";

const ORDERS: Readonly<Record<string, number>> = { "1": 1, "2": 2, "3": 3, "1.5": 4 };
const WEDGES: Readonly<Record<string, { readonly stereo: number; readonly turned: boolean }>> = {
  WedgeBegin: { stereo: 1, turned: false },
  WedgeEnd: { stereo: 1, turned: true },
  WedgedHashBegin: { stereo: 6, turned: false },
  WedgedHashEnd: { stereo: 6, turned: true },
  Wavy: { stereo: 4, turned: false },
};
const RADICALS: Readonly<Record<string, number>> = { Singlet: 1, Doublet: 2, Triplet: 3 };
const ELEMENTS =
  ("H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr " +
    "Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re " +
    "Os Ir Pt Au Hg Tl Pb Bi").split(" ");
/** ChemDraw measures in points, downwards; bonds of the usual style are 14.4 long. */
const POINTS = 14.4;

/** The steps of a drawing's scheme, else what stands around its only arrow. Throws `DrawingFault`. */
export function cdxmlReactions(root: XmlElement): readonly DrawnReaction[] {
  const fragments = new Map<string, readonly DrawnMolecule[]>();
  for (const fragment of topFragments(root)) {
    fragments.set(fragment.attributes["id"] ?? String(fragments.size), connectedParts(moleculeOf(fragment)));
  }
  const groups = new Map(
    [...descendants(root, "group")].map((group) => [group.attributes["id"] ?? "", group]),
  );
  const named = (ids = "") =>
    ids.trim().split(/\s+/).flatMap((id) => {
      const group = groups.get(id);
      const members = group === undefined
        ? [id]
        : [...descendants(group, "fragment")].map(({ attributes }) => attributes["id"] ?? "");
      return members.flatMap((member) => fragments.get(member) ?? []);
    });
  const steps = [...descendants(root, "step")].map(({ attributes }) => ({
    reactants: named(attributes["ReactionStepReactants"]),
    agents: [
      ...named(attributes["ReactionStepObjectsAboveArrow"]),
      ...named(attributes["ReactionStepObjectsBelowArrow"]),
    ],
    products: named(attributes["ReactionStepProducts"]),
  })).filter(({ reactants, products }) => reactants.length > 0 && products.length > 0);
  if (steps.length > 0) return steps;
  const arrows = [...descendants(root, "arrow")];
  const [arrow, another] = arrows;
  if (arrow === undefined) throw new DrawingFault("it has no arrow, so nothing says what becomes what");
  if (another !== undefined) {
    throw new DrawingFault("it has several arrows and no reaction scheme: draw one per file");
  }
  return [
    byPlace(
      [...fragments.values()].flat(),
      place(arrow.attributes["Tail3D"]),
      place(arrow.attributes["Head3D"]),
    ),
  ];
}

/** Fragments that are not the content of an abbreviation. */
function* topFragments(element: XmlElement): Generator<XmlElement, void> {
  for (const child of element.children) {
    if (child.name === "fragment") yield child;
    else yield* topFragments(child);
  }
}

function moleculeOf(fragment: XmlElement): DrawnMolecule {
  const atoms: DrawnAtom[] = [];
  const indices = new Map<string, number>();
  for (const node of fragment.children.filter(({ name }) => name === "n")) {
    indices.set(node.attributes["id"] ?? "", atoms.length);
    atoms.push(atomOf(node));
  }
  const bonds = fragment.children.filter(({ name }) => name === "b").map(({ attributes }): DrawnBond => {
    const [from, to] = [attributes["B"] ?? "", attributes["E"] ?? ""].map((id) => indices.get(id));
    const order = ORDERS[attributes["Order"] ?? "1"];
    if (from === undefined || to === undefined || order === undefined) {
      throw new DrawingFault("it has a bond that leads to no atom, or is of no known order");
    }
    const { stereo, turned } = WEDGES[attributes["Display"] ?? ""] ?? { stereo: 0, turned: false };
    return { from: turned ? to : from, to: turned ? from : to, order, stereo };
  });
  return { atoms, bonds };
}

function atomOf(node: XmlElement): DrawnAtom {
  const { attributes } = node;
  const { x, y } = place(attributes["p"]);
  const number = (name: string) => Number(attributes[name] ?? 0) || 0;
  return {
    symbol: symbolOf(node),
    x,
    y,
    charge: number("Charge"),
    isotope: number("Isotope"),
    radical: RADICALS[attributes["Radical"] ?? ""] ?? 0,
    map: number("AtomNumber"),
  };
}

/** The element, or the label of an abbreviated group; a group is drawn out where its molfile is read. */
function symbolOf(node: XmlElement): string {
  const { attributes } = node;
  const type = attributes["NodeType"] ?? "Element";
  if (type === "Element") return ELEMENTS[Number(attributes["Element"] ?? 6) - 1] ?? "*";
  const label = [...descendants(node, "t")].flatMap((text) =>
    [...descendants(text, "s")].map((run) => run.text)
  ).join("").trim();
  if (type === "ElementList") throw new DrawingFault("it has an atom list, so it is a query");
  if (label === "") throw new DrawingFault(`it has an atom of the kind ${type} without a label`);
  return label;
}

/** A place in bond lengths, upwards. */
function place(text = ""): { readonly x: number; readonly y: number } {
  const [x = 0, y = 0] = text.trim().split(/\s+/).map(Number);
  return { x: x / POINTS, y: -y / POINTS };
}
