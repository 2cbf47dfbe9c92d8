/** Reads reactions drawn in Ketcher, from its own format KET. */
import {
  connectedParts,
  DrawingFault,
  type DrawnAtom,
  type DrawnBond,
  type DrawnMolecule,
  type DrawnReaction,
} from "./drawn_reaction.ts";

type Json = Readonly<Record<string, unknown>>;

/** Is this JSON a drawing of Ketcher? */
export function isKet(document: unknown): document is Json {
  return isObject(document) && isObject(document["root"]) && Array.isArray(document["root"]["nodes"]);
}

/**
 * The reaction of a drawing with one arrow. What stands left of it reacts, what stands right of it is a product, and
 * what stands above or below it is an agent. Throws `DrawingFault`.
 */
export function ketReaction(document: Json): DrawnReaction {
  const root = document["root"] as Json;
  const nodes = (root["nodes"] as readonly unknown[]).filter(isObject);
  const arrows = nodes.filter((node) => node["type"] === "arrow" || node["type"] === "multi-tailed-arrow");
  const [arrow, another] = arrows;
  if (arrow === undefined) throw new DrawingFault("it has no arrow, so nothing says what becomes what");
  if (another !== undefined || arrow["type"] !== "arrow") {
    throw new DrawingFault("it has several arrows: draw one reaction per file");
  }
  const positions = isObject(arrow["data"]) && Array.isArray(arrow["data"]["pos"])
    ? arrow["data"]["pos"]
    : [];
  const [tail, head] = positions.filter(isObject).map((at) => ({ x: Number(at["x"]), y: Number(at["y"]) }));
  if (tail === undefined || head === undefined) throw new DrawingFault("its arrow has no place");
  const molecules = nodes.flatMap((node) => {
    const content = document[String(node["$ref"] ?? "")];
    return isObject(content) && content["type"] === "molecule" ? connectedParts(molecule(content)) : [];
  });
  return byPlace(molecules, tail, head);
}

/** Sorts molecules by where they stand to a horizontal arrow. */
export function byPlace(
  molecules: readonly DrawnMolecule[],
  tail: { readonly x: number; readonly y: number },
  head: { readonly x: number; readonly y: number },
): DrawnReaction {
  const [dx, dy] = [head.x - tail.x, head.y - tail.y];
  const length = Math.hypot(dx, dy) || 1;
  /** Place along the arrow, from 0 at its tail to 1 at its head. */
  const place = ({ atoms }: DrawnMolecule) => {
    const x = atoms.reduce((sum, atom) => sum + atom.x, 0) / atoms.length - tail.x;
    const y = atoms.reduce((sum, atom) => sum + atom.y, 0) / atoms.length - tail.y;
    return (x * dx + y * dy) / (length * length);
  };
  const at = (test: (place: number) => boolean) => molecules.filter((molecule) => test(place(molecule)));
  return {
    reactants: at((along) => along < 0),
    agents: at((along) => along >= 0 && along <= 1),
    products: at((along) => along > 1),
  };
}

function molecule(content: Json): DrawnMolecule {
  const list = (name: string) => Array.isArray(content[name]) ? content[name].filter(isObject) : [];
  return { atoms: list("atoms").map(atom), bonds: list("bonds").map(bond) };
}

function atom(content: Json): DrawnAtom {
  if (content["type"] === "rg-label") return { ...plain(content), symbol: "R" };
  if (content["type"] === "atom-list") throw new DrawingFault("it has an atom list, so it is a query");
  const symbol = String(content["label"] ?? "C");
  return { ...plain(content), symbol };
}

function plain(content: Json): Omit<DrawnAtom, "symbol"> {
  const [x = 0, y = 0] = Array.isArray(content["location"]) ? content["location"].map(Number) : [];
  const number = (name: string) => Math.trunc(Number(content[name] ?? 0)) || 0;
  return {
    x,
    y,
    charge: number("charge"),
    isotope: number("isotope"),
    radical: number("radical"),
    map: number("mapping"),
  };
}

function bond(content: Json): DrawnBond {
  const [from = -1, to = -1] = Array.isArray(content["atoms"]) ? content["atoms"].map(Number) : [];
  return { from, to, order: Number(content["type"] ?? 1), stereo: Number(content["stereo"] ?? 0) };
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
