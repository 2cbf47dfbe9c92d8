/** Builds two rings that are fused: `thieno[3,2-d]pyrimidin`, `6,7-dihydro-5H-cyclopenta[b]pyridin`. */
import { Piece } from "./piece.ts";
import type { Skeleton } from "./skeleton.ts";
import { NameFault, Structure } from "./structure.ts";

/** Elements of a ring from its atom 1 on. */
type Ring = readonly string[];

const NAMED: Readonly<Record<string, string>> = {
  pyridin: "N C C C C C",
  pyridazin: "N N C C C C",
  pyrimidin: "N C N C C C",
  pyrazin: "N C C N C C",
  pyrrol: "N C C C C",
  imidazol: "N C N C C",
  pyrazol: "N N C C C",
  furan: "O C C C C",
  thiophen: "S C C C C",
  thiazol: "S C N C C",
  oxazol: "O C N C C",
  isoxazol: "O N C C C",
  isothiazol: "S N C C C",
  pyran: "O C C C C C",
  thiopyran: "S C C C C C",
  azepin: "N C C C C C C",
  oxepin: "O C C C C C C",
};
const PREFIXES: Readonly<Record<string, string>> = {
  pyrido: "pyridin",
  pyridazino: "pyridazin",
  pyrimido: "pyrimidin",
  pyrazino: "pyrazin",
  pyrrolo: "pyrrol",
  imidazo: "imidazol",
  pyrazolo: "pyrazol",
  furo: "furan",
  thieno: "thiophen",
  thiazolo: "thiazol",
  oxazolo: "oxazol",
  isoxazolo: "isoxazol",
  isothiazolo: "isothiazol",
  pyrano: "pyran",
  thiopyrano: "thiopyran",
  azepino: "azepin",
};
const CARBOCYCLES: Readonly<Record<string, number>> = { cyclopenta: 5, cyclohepta: 7, cycloocta: 8 };
const HETERO = "(?:(?:di|tri|tetra?)?(?:oxa?|thia?|aza?))+";
const SIZES: Readonly<Record<string, number>> = { ol: 5, in: 6, epin: 7, ocin: 8 };
const ELEMENTS: Readonly<Record<string, string>> = { ox: "O", thi: "S", az: "N" };
const COUNTS: Readonly<Record<string, number>> = { di: 2, tri: 3, tetr: 4, tetra: 4 };
const longestFirst = (names: Readonly<Record<string, unknown>>) =>
  Object.keys(names).sort((a, b) => b.length - a.length).join("|");
const FUSED = new RegExp(
  `(${longestFirst(PREFIXES)}|${longestFirst(CARBOCYCLES)}|(${HETERO}ol)o)-?` +
    `[\\[(] ?(?:(\\d),(\\d)-)?([a-h]) ?[\\])]-?` +
    `(?:(${
      longestFirst(NAMED)
    })|[\\[(](\\d(?:,\\d)+)[\\])]-?(${HETERO}(?:ol|in|epin|ocin)))(?![bcdfghj-np-z])`,
  "y",
);
/** Heteroatoms in the order in which low numbers are given to them. */
const PRIORITY = ["O", "S", "N"];

/** Two fused rings at this place of a name in lower case, or null. */
export function fusedRings(text: string, start: number): Skeleton | null {
  FUSED.lastIndex = start;
  const match = FUSED.exec(text);
  if (match === null) return null;
  const [whole, prefix = "", hetero, first, second, letter = "", base, places = "", baseHetero = ""] = match;
  const carbocycle = CARBOCYCLES[prefix];
  if ((first === undefined) !== (carbocycle !== undefined)) return null;
  return {
    end: start + whole.length,
    kind: "ring",
    ownLocants: hetero === undefined || hetero === "tetrazol" ? 0 : elementsOf(hetero).length,
    build: (own) => {
      const attached = carbocycle !== undefined
        ? Array<string>(carbocycle).fill("C")
        : hetero === undefined
        ? named(PREFIXES[prefix] ?? "")
        : heteroRing(hetero, hetero === "tetrazol" ? [1, 2, 3, 4] : own.map(Number));
      const parent = base === undefined ? heteroRing(baseHetero, places.split(",").map(Number)) : named(base);
      const at = letter.charCodeAt(0) - "a".charCodeAt(0);
      return fuse(attached, [Number(first ?? 1) - 1, Number(second ?? 2) - 1], parent, at);
    },
  };
}

function named(name: string): Ring {
  return (NAMED[name] ?? "").split(" ");
}

function elementsOf(name: string): readonly string[] {
  return [...name.matchAll(/(di|tri|tetra?)?(ox|thi|az)a?/g)].flatMap(([, count, element = ""]) =>
    Array<string>(COUNTS[count ?? ""] ?? 1).fill(ELEMENTS[element] ?? "C")
  );
}

function heteroRing(name: string, places: readonly number[]): Ring {
  const size = SIZES[/(?:ol|in|epin|ocin)$/.exec(name)?.[0] ?? ""] ?? 0;
  const elements = elementsOf(name);
  if (elements.length !== places.length || places.some((place) => !(place >= 1 && place <= size))) {
    throw new NameFault("the name must say where the heteroatoms of its rings are");
  }
  return Array.from({ length: size }, (_, i) => elements[places.indexOf(i + 1)] ?? "C");
}

/** Lays the bond between two atoms of the attached ring on that of the parent which begins at its atom `at`. */
function fuse(attached: Ring, bond: readonly [number, number], parent: Ring, at: number): Piece {
  const [one, two] = bond;
  const size = attached.length;
  const step = (two - one + size) % size;
  const from = parent[at];
  const end = (at + 1) % parent.length;
  if (at >= parent.length || step !== 1 && step !== size - 1) {
    throw new NameFault("its rings have no such bond in common");
  }
  if (attached[one] !== from || attached[two] !== parent[end]) {
    throw new NameFault("the atoms that its rings have in common differ");
  }
  // Around both rings: the parent from behind the bond to before it, then the attached ring the other way.
  const around = [...parent.keys()].map((i) => parent[(end + i) % parent.length] ?? "C");
  const rest = Array.from(
    { length: size - 2 },
    (_, i) => attached[(one - step * (i + 1) + size * size) % size] ?? "C",
  );
  const ring = [...around, ...rest];
  const structure = new Structure();
  for (const element of ring) structure.add(element, { unsaturated: element === "C" || element === "N" });
  for (const [i] of ring.entries()) structure.bond(i, (i + 1) % ring.length);
  const fusion = [0, parent.length - 1] as const;
  structure.bond(...fusion);
  for (const atom of fusion) {
    const { element } = structure.atom(atom);
    if (element !== "C" && element !== "N") {
      throw new NameFault("a ring has no such atom in common with another");
    }
    if (element === "N") structure.atom(atom).unsaturated = false;
  }
  return numbered(structure, ring, fusion);
}

interface Numbering {
  readonly labels: ReadonlyMap<string, number>;
  /** What is compared, the lowest first: heteroatoms together, then by element, then fusion carbons. */
  readonly key: readonly number[];
}

function numbered(structure: Structure, ring: Ring, fusion: readonly [number, number]): Piece {
  const choices = fusion.flatMap((start) =>
    [1, -1].map((direction) => numbering(ring, fusion, start, direction))
  );
  const [best] = choices.sort((a, b) => {
    const place = a.key.findIndex((value, i) => value !== b.key[i]);
    return place < 0 ? 0 : (a.key[place] ?? 0) - (b.key[place] ?? 0);
  });
  const piece = new Piece(structure);
  for (const [label, atom] of best?.labels ?? []) {
    piece.labels.set(label, atom);
    piece.skeleton.push(atom);
  }
  // An odd number of atoms leaves a hydrogen over: on the first nitrogen of the ring with five or
  // seven atoms, unless the name says where.
  const shared = piece.skeleton.filter((atom) => structure.atom(atom).unsaturated);
  const [, parentEnd] = fusion;
  const isOdd = (atom: number) => (atom <= parentEnd ? parentEnd + 1 : ring.length - parentEnd + 1) % 2 === 1;
  const nitrogens = shared.filter((atom) => structure.atom(atom).element === "N");
  const bearer = nitrogens.find(isOdd) ?? nitrogens[0];
  if (shared.length % 2 === 1 && bearer !== undefined) {
    structure.atom(bearer).unsaturated = false;
    structure.atom(bearer).indicated = true;
  }
  return piece;
}

/** One of the four ways around: from behind a fusion atom, carbon there having the number before it and a letter. */
function numbering(
  ring: Ring,
  fusion: readonly [number, number],
  start: number,
  direction: number,
): Numbering {
  const labels = new Map<string, number>();
  const hetero: { readonly element: string; readonly number: number }[] = [];
  const carbons: number[] = [];
  let number = 0;
  for (let i = 1; i <= ring.length; i++) {
    const atom = (start + direction * i + ring.length * ring.length) % ring.length;
    const element = ring[atom] ?? "C";
    if (fusion.includes(atom) && element === "C") {
      carbons.push(number);
      labels.set(`${number}a`, atom);
      continue;
    }
    number++;
    labels.set(`${number}`, atom);
    if (element !== "C") hetero.push({ element, number });
  }
  const byElement = PRIORITY.flatMap((element) => hetero.filter((one) => one.element === element));
  return {
    labels,
    key: [...hetero.map((one) => one.number), ...byElement.map((one) => one.number), ...carbons],
  };
}
