/** Rings named by the elements in them and their size (Hantzsch and Widman). */
import { Piece } from "./piece.ts";
import type { Skeleton } from "./skeleton.ts";
import { NameFault, Structure } from "./structure.ts";

const ELEMENTS: Readonly<Record<string, string>> = {
  ox: "O",
  oxa: "O",
  thi: "S",
  thia: "S",
  az: "N",
  aza: "N",
  selen: "Se",
  selena: "Se",
  phosph: "P",
  phospha: "P",
  sil: "Si",
  sila: "Si",
  bor: "B",
  bora: "B",
};
const COUNTS: Readonly<Record<string, number>> = { "": 1, di: 2, tri: 3, tetra: 4, tetr: 4 };
/** Ring size, and whether it is saturated, by the end of the name (Hantzsch and Widman). */
const STEMS: Readonly<Record<string, readonly [size: number, saturated: boolean]>> = {
  iridin: [3, true],
  iran: [3, true],
  irin: [3, false],
  etidin: [4, true],
  etan: [4, true],
  et: [4, false],
  olidin: [5, true],
  olan: [5, true],
  ol: [5, false],
  inan: [6, true],
  an: [6, true],
  in: [6, false],
  epan: [7, true],
  epin: [7, false],
  ocan: [8, true],
  ocin: [8, false],
  onan: [9, true],
  ecan: [10, true],
};
const NAME =
  /(benz|benzo)?((?:(?:di|tri|tetra?)?(?:oxa(?!z)|ox|thia(?!z)|thi|aza?|selena?|phospha?|sila?|bora?))+)(iridin|iran|irin|etidin|etan|et|olidin|olan|ol|inan|an|in|epan|epin|ocan|ocin|onan|ecan)(?![a-df-hj-np-x])/y;
const PART = /(di|tri|tetra?)?(oxa(?!z)|ox|thia(?!z)|thi|aza?|selena?|phospha?|sila?|bora?)/g;
/** Where the heteroatoms usually are if the name does not say. */
const USUAL: Readonly<Record<string, readonly number[]>> = {
  oxazol: [1, 3],
  thiazol: [1, 3],
  oxazolidin: [1, 3],
  thiazolidin: [1, 3],
  dioxolan: [1, 3],
  dithiolan: [1, 3],
  dioxan: [1, 4],
  dithian: [1, 3],
  tetrazol: [1, 2, 3, 4],
};

/** A ring whose name tells its heteroatoms and size: `1,3,4-oxadiazol`, `oxetan`, `1,3-dioxan`; also fused to benzene. */
export function heteroRing(text: string, start: number): Skeleton | null {
  NAME.lastIndex = start;
  const match = NAME.exec(text);
  if (match === null) return null;
  const [whole, benzo, parts = "", stem = ""] = match;
  const size = STEMS[stem];
  if (size === undefined || benzo !== undefined && (size[1] || size[0] < 5)) return null;
  const elements: string[] = [];
  for (const [, count = "", element = ""] of parts.matchAll(PART)) {
    elements.push(...Array<string>(COUNTS[count] ?? 1).fill(ELEMENTS[element] ?? "C"));
  }
  // `oxan` and `thian` alone are what they say; `oxin` and `azin` are names nobody uses for a ring.
  if (elements.length > size[0] || elements.length === 1 && stem === "in") return null;
  return {
    end: start + whole.length,
    kind: "ring",
    // One heteroatom alone has the number 1.
    ownLocants: elements.length === 1 && benzo === undefined ? 0 : elements.length,
    build: (own) => {
      const places = own.length === elements.length
        ? own.map(Number)
        : elements.length === 1
        ? [1]
        : USUAL[whole] ?? [];
      if (places.length !== elements.length || places.some((place) => !(place >= 1))) {
        throw new NameFault("the name must say where the heteroatoms of its ring are");
      }
      return benzo === undefined
        ? ring(size[0], size[1], elements, places)
        : benzoRing(size[0], elements, places);
    },
  };
}

function ring(
  size: number,
  saturated: boolean,
  elements: readonly string[],
  places: readonly number[],
): Piece {
  const structure = new Structure();
  for (let i = 1; i <= size; i++) addAtom(structure, elements[places.indexOf(i)] ?? "C", saturated);
  for (let i = 0; i < size; i++) structure.bond(i, (i + 1) % size);
  if (Math.max(...places) > size) throw new NameFault(`the ring has ${size} atoms only`);
  return labelled(structure, structure.atoms.map((_, i) => `${i + 1}`));
}

/** Benzene fused to the ring: its heteroatoms are counted around both rings. */
function benzoRing(size: number, elements: readonly string[], places: readonly number[]): Piece {
  const structure = new Structure();
  const own = size - 2;
  if (Math.max(...places) > own) {
    throw new NameFault("its heteroatoms do not fit into the ring beside benzene");
  }
  for (let i = 1; i <= own; i++) addAtom(structure, elements[places.indexOf(i)] ?? "C", false);
  for (let i = 0; i < 6; i++) addAtom(structure, "C", false);
  for (let i = 0; i < own + 5; i++) structure.bond(i, i + 1);
  structure.bond(own + 5, 0);
  structure.bond(own, own + 5);
  const labels = [
    ...Array.from({ length: own }, (_, i) => `${i + 1}`),
    `${own}a`,
    ...Array.from({ length: 4 }, (_, i) => `${own + 1 + i}`),
    `${own + 4}a`,
  ];
  return labelled(structure, labels);
}

function addAtom(structure: Structure, element: string, saturated: boolean): void {
  structure.add(element, {
    unsaturated: !saturated && (element === "C" || element === "N" || element === "P"),
  });
}

/** A carbon between two heteroatoms without double bonds, as in `1,3-dioxol`, has none either. */
export function saturateLone(structure: Structure): void {
  for (const [index, atom] of structure.atoms.entries()) {
    const isLone = structure.around(index).every((other) => !structure.atom(other).unsaturated);
    if (atom.element === "C" && atom.unsaturated && isLone) atom.unsaturated = false;
  }
}

/** Names the atoms, and gives the ring the hydrogen that its odd number of atoms leaves over: on its first nitrogen. */
function labelled(structure: Structure, labels: readonly string[]): Piece {
  const piece = new Piece(structure);
  for (const [i, label] of labels.entries()) {
    piece.labels.set(label, i);
    piece.skeleton.push(i);
  }
  saturateLone(structure);
  const shared = structure.atoms.filter((atom) => atom.unsaturated);
  if (shared.length % 2 === 1) {
    const bearer = shared.find((atom) => atom.element === "N") ?? null;
    if (bearer) {
      bearer.unsaturated = false;
      bearer.indicated = true;
    }
  }
  return piece;
}
