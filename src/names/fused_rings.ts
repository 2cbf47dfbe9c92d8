/** Builds fused rings of two and more components: `thieno[3,2-d]pyrimidin`, `imidazo[5,1-c]pyrrolo[1,2-a][1,4]diazepin`. */
import { heteroRing, saturateLone } from "./hetero_rings.ts";
import { Piece } from "./piece.ts";
import { fusedLocants } from "./ring_layout.ts";
import { RING_PARENTS } from "./ring_parents.ts";
import type { Skeleton } from "./skeleton.ts";
import { NameFault, Structure } from "./structure.ts";

/** Components by their names as prefixes, and as parents. */
const PREFIXES: Readonly<Record<string, string>> = {
  benzo: "benzen",
  benz: "benzen",
  naphtho: "naphthalen",
  naphth: "naphthalen",
  pyrido: "pyridin",
  pyridazino: "pyridazin",
  pyrimido: "pyrimidin",
  pyrazino: "pyrazin",
  pyrrolo: "pyrrol",
  imidazo: "imidazol",
  pyrazolo: "pyrazol",
  furo: "furan",
  thieno: "thiophen",
  selenopheno: "selenophen",
  thiazolo: "thiazol",
  oxazolo: "oxazol",
  isoxazolo: "isoxazol",
  isothiazolo: "isothiazol",
  pyrano: "pyran",
  thiopyrano: "thiopyran",
  azepino: "azepin",
  oxepino: "oxepin",
  thiepino: "thiepin",
  indeno: "inden",
  indolo: "indol",
  isoindolo: "isoindol",
  indolizino: "indolizin",
  quino: "quinolin",
  quinolino: "quinolin",
  isoquino: "isoquinolin",
  isoquinolino: "isoquinolin",
  quinoxalino: "quinoxalin",
  quinazolino: "quinazolin",
  benzofuro: "benzofuran",
  benzothieno: "benzothiophen",
  benzopyrano: "chromen",
  chromeno: "chromen",
  benzothiopyrano: "thiochromen",
  benzimidazo: "benzimidazol",
  benzimidazolo: "benzimidazol",
};
/** Prefixes of rings of carbon that need no numbers. */
const CARBOCYCLES: Readonly<Record<string, number>> = {
  cyclopenta: 5,
  cyclohexa: 6,
  cyclohepta: 7,
  cycloocta: 8,
};
const CYCLENES: Readonly<Record<string, number>> = { pent: 5, hex: 6, hept: 7, oct: 8 };
const BASES = [...RING_PARENTS.keys()].filter((name) =>
  /^[a-z]+$/.test(name) && isMancude(name) && name !== "purin"
);
const longestFirst = (names: readonly string[]) => names.toSorted((a, b) => b.length - a.length).join("|");
const HETERO = "(?:(?:di|tri|tetra?)?(?:oxa?|thia?|aza?))+(?:ol|in|epin|ocin)";
const PREFIX = new RegExp(
  `(?:[\\[(](\\d(?:,\\d)*)[\\])]-?)?(?:(di|tri)?(${
    longestFirst([...Object.keys(PREFIXES), ...Object.keys(CARBOCYCLES)])
  })|((?:benz|benzo)?${HETERO})o)-?[\\[(] ?([\\d,':a-z]+(?:-[a-z]+)?) ?[\\])]-? ?`,
  "y",
);
const BASE = new RegExp(
  `(?:[\\[(](\\d(?:,\\d)*) ?[\\])]-?)?(?:cyclo(pent|hex|hept|oct)en|(${
    longestFirst([...BASES, "oxazol", "thiazol"])
  })|((?:benz|benzo)?${HETERO}))(?![bcdfghj-np-z])`,
  "y",
);

/** A ring or rings that a name puts together, and where its atoms are in the whole. */
interface Component {
  readonly structure: Structure;
  readonly labels: ReadonlyMap<string, number>;
  /** Its atoms around, from number 1 on. */
  readonly around: readonly number[];
  /** Its numbers say nothing. */
  readonly isPlain: boolean;
  /** Atoms of the whole by those of its own. */
  readonly whole: Map<number, number>;
}

interface Prefix {
  readonly build: (own: readonly string[]) => Component;
  readonly times: number;
  readonly descriptor: string;
}

/** Fused rings at this place of a name in lower case, or null. */
export function fusedRings(text: string, start: number): Skeleton | null {
  const prefixes: Prefix[] = [];
  let p = start;
  let lacking = 0;
  for (;;) {
    PREFIX.lastIndex = p;
    const match = PREFIX.exec(text);
    if (match === null) break;
    const [whole, places, times, name, hetero, descriptor = ""] = match;
    const isFirst = p === start;
    if (isFirst && places === undefined && hetero !== undefined) {
      lacking = heteroRing(hetero, 0)?.ownLocants ?? 0;
    }
    if (isFirst && places === undefined && /^benzo(?:furo|thieno|pyrano|thiopyrano)$/.test(name ?? "")) {
      lacking = 1;
    }
    prefixes.push({
      build: (own) =>
        name === undefined
          ? heteroComponent(hetero ?? "", places?.split(",") ?? (isFirst ? own : []))
          : componentOf(name, places ?? (isFirst ? own[0] : undefined)),
      times: times === "di" ? 2 : times === "tri" ? 3 : 1,
      descriptor,
    });
    p += whole.length;
  }
  if (prefixes.length === 0) return null;
  BASE.lastIndex = p;
  const base = BASE.exec(text);
  if (base === null) return null;
  const [whole, places, cyclene, name, hetero] = base;
  // The rings of steroids are numbered in a way of their own.
  if (name === "phenanthren" && text.slice(start, p).endsWith("cyclopenta[a]")) return null;
  if (places !== undefined && /^\d,/.test(places) && hetero === undefined) return null;
  if (places === undefined && hetero !== undefined && (heteroRing(hetero, 0)?.ownLocants ?? 0) > 0) {
    return null;
  }
  return {
    end: p + whole.length,
    kind: "ring",
    ownLocants: lacking,
    build: (own) =>
      remembered(`${own.join(",")} ${text.slice(start, p + whole.length)}`, () =>
        fuse(
          prefixes.map((one) => ({ ...one, component: one.build(own) })),
          cyclene !== undefined
            ? cycle(CYCLENES[cyclene] ?? 6)
            : name !== undefined
            ? componentNamed(name)
            : heteroComponent(hetero ?? "", places?.split(",") ?? []),
          prefixes.length === 1 && prefixes[0]?.times === 1,
        )),
  };
}

/** A copy of a ring that was built before; names of one paper use the same few, and each of its readings builds it again. */
function remembered(name: string, build: () => Piece): Piece {
  const known = BUILT.get(name) ?? build();
  if (BUILT.size >= MAX_BUILT) BUILT.clear();
  BUILT.set(name, known);
  const piece = new Piece(new Structure());
  piece.structure.include(known.structure);
  for (const [label, atom] of known.labels) piece.labels.set(label, atom);
  piece.skeleton.push(...known.skeleton);
  return piece;
}

const BUILT = new Map<string, Piece>();
const MAX_BUILT = 200;

function isMancude(name: string): boolean {
  const ring = RING_PARENTS.get(name);
  if (ring === undefined || ring.labels?.includes("-") || ring.labels?.some((one) => one.endsWith("'"))) {
    return false;
  }
  return !/[CN]/.test(ring.smiles);
}

function componentOf(name: string, number: string | undefined): Component {
  const size = CARBOCYCLES[name];
  if (number !== undefined && number !== "1") {
    throw new NameFault("the place of a heteroatom is not that of its name");
  }
  return size === undefined ? componentNamed(PREFIXES[name] ?? name) : cycle(size);
}

function componentNamed(name: string): Component {
  const ring = RING_PARENTS.get(name);
  if (ring) return component(Piece.of(ring.smiles, ring.labels), /^(?:benzen)$/.test(name));
  return heteroComponent(name, []);
}

function heteroComponent(name: string, places: readonly string[]): Component {
  const ring = heteroRing(name, 0);
  if (ring === null) throw new NameFault("a ring of the name is not known");
  return component(
    ring.build(name === "tetrazol" && places.length === 0 ? ["1", "2", "3", "4"] : places),
    false,
  );
}

function cycle(size: number): Component {
  return component(Piece.of(`c1${"c".repeat(size - 2)}c1`, null), true);
}

function component({ structure, labels }: Piece, isPlain: boolean): Component {
  const around = [...labels].sort(([a], [b]) => parseInt(a) - parseInt(b) || (a < b ? -1 : 1)).map((
    [, atom],
  ) => atom);
  return { structure, labels, around, isPlain, whole: new Map() };
}

function fuse(
  prefixes: readonly (Prefix & { readonly component: Component })[],
  base: Component,
  isPair: boolean,
): Piece {
  const whole = new Structure();
  lay(whole, base, [], []);
  for (let i = prefixes.length - 1; i >= 0; i--) {
    const prefix = prefixes[i];
    if (prefix === undefined) continue;
    const { descriptor, component, times } = prefix;
    if (/^[a-z]+(?:,[a-z]+)*$/.test(descriptor)) {
      const sites = descriptor.split(",");
      if (!component.isPlain || sites.length !== times) {
        throw new NameFault("the name must say how its rings are fused");
      }
      for (const site of sites) {
        const side = sideOf(base, site);
        lay(
          whole,
          { ...component, whole: new Map() },
          component.around.slice(0, side.length),
          side.map((atom) => base.whole.get(atom) ?? -1),
        );
      }
      continue;
    }
    if (times !== 1) throw new NameFault("the name must say how its rings are fused");
    const [, own, letters] = /^([\d,a-z']+)-([a-z]+)$/.exec(descriptor) ?? [];
    if (own !== undefined && letters !== undefined) {
      const side = sideOf(base, letters);
      lay(whole, component, pathOf(component, own), side.map((atom) => base.whole.get(atom) ?? -1));
      continue;
    }
    // `benzo[4,5]cyclohepta[1,2-b]` and `pyrazolo[4',3':5,6]pyrido[3,4-e]` stand on another prefix.
    const [, first, second] = /^([\d,']+)(?::([\d,']+))?$/.exec(descriptor) ?? [];
    const place = second ?? first ?? "";
    const level = primes(place);
    const host = prefixes.slice(i + 1).find((other) => levelOf(other.descriptor) === level)?.component;
    if (host === undefined || place === "") throw new NameFault("the name must say how its rings are fused");
    const side = pathOf(host, place);
    if (second === undefined && !component.isPlain) {
      throw new NameFault("the name must say how its rings are fused");
    }
    const path = second === undefined
      ? component.around.slice(0, side.length)
      : pathOf(component, first ?? "");
    lay(whole, component, path, side.map((atom) => host.whole.get(atom) ?? -1));
  }
  return numbered(whole, isPair);
}

function primes(locants: string): number {
  return /'*$/.exec(locants)?.[0].length ?? 0;
}

/** How many components part a prefix from the parent, less one: as many primes have its locants. */
function levelOf(descriptor: string): number {
  if (/-?[a-z]+$/.test(descriptor)) return 0;
  const [, first = "", second] = /^([\d,']+)(?::([\d,']+))?$/.exec(descriptor) ?? [];
  return second === undefined ? primes(first) + 1 : primes(first);
}

/** The atoms of one side, or several, that the parent's letters name. */
function sideOf({ around, structure }: Component, letters: string): readonly number[] {
  const from = letters.charCodeAt(0) - 97;
  const side = Array.from({ length: letters.length + 1 }, (_, i) => around[(from + i) % around.length] ?? -1);
  const isInOrder = [...letters].every((letter, i) => letter.charCodeAt(0) === letters.charCodeAt(0) + i);
  if (from + letters.length > around.length || !isInOrder || !areBound(structure, side)) {
    throw new NameFault("its rings have no such bond in common");
  }
  return side;
}

/** The atoms of a component by their numbers; those of fusion between them are not written. */
function pathOf({ labels, structure }: Component, locants: string): readonly number[] {
  const path: number[] = [];
  for (const locant of locants.replaceAll("'", "").split(",")) {
    const atom = labels.get(locant);
    if (atom === undefined) throw new NameFault("its rings have no such bond in common");
    const last = path.at(-1);
    const between = last === undefined || structure.atom(last).bonds.has(atom)
      ? undefined
      : structure.around(last).find((one) => structure.atom(one).bonds.has(atom));
    if (between !== undefined) path.push(between);
    path.push(atom);
  }
  if (!areBound(structure, path)) throw new NameFault("its rings have no such bond in common");
  return path;
}

function areBound(structure: Structure, path: readonly number[]): boolean {
  return path.length > 1 &&
    path.every((atom, i) => i === 0 || structure.atom(path[i - 1] ?? -1).bonds.has(atom));
}

/** Adds a component to the whole, those of its atoms in `path` being the ones of the whole in `side`. */
function lay(
  whole: Structure,
  { structure, whole: places }: Component,
  path: readonly number[],
  side: readonly number[],
): void {
  if (path.length !== side.length || side.includes(-1)) {
    throw new NameFault("its rings have no such bond in common");
  }
  for (const [i, atom] of path.entries()) {
    const there = side[i] ?? -1;
    if (structure.atom(atom).element !== whole.atom(there).element) {
      throw new NameFault("the atoms that its rings have in common differ");
    }
    places.set(atom, there);
  }
  for (const [atom, { element }] of structure.atoms.entries()) {
    if (!places.has(atom)) {
      places.set(atom, whole.add(element, { unsaturated: element === "C" || element === "N" }));
    }
  }
  for (const [atom, { bonds }] of structure.atoms.entries()) {
    for (const to of bonds.keys()) whole.bond(places.get(atom) ?? -1, places.get(to) ?? -1);
  }
}

function numbered(structure: Structure, isPair: boolean): Piece {
  for (const atom of structure.atoms) {
    if (atom.bonds.size > 2 && atom.element !== "C" && atom.element !== "N") {
      throw new NameFault("a ring has no such atom in common with another");
    }
    if (atom.element === "N" && atom.bonds.size > 2) atom.unsaturated = false;
  }
  saturateLone(structure);
  const labels = fusedLocants(structure);
  if (labels === null) throw new NameFault("how its fused rings are numbered is not known");
  const piece = new Piece(structure);
  for (const [label, atom] of labels) {
    piece.labels.set(label, atom);
    piece.skeleton.push(atom);
  }
  // An odd number of atoms leaves a hydrogen over: on the first nitrogen of a ring with five or seven atoms, unless the name
  // says where; of larger systems it has to.
  const shared = piece.skeleton.filter((atom) => structure.atom(atom).unsaturated);
  const nitrogens = shared.filter((atom) => structure.atom(atom).element === "N");
  const bearer = nitrogens.find((atom) => isInOddRing(structure, atom)) ?? nitrogens[0];
  if (isPair && shared.length % 2 === 1 && bearer !== undefined) {
    structure.atom(bearer).unsaturated = false;
    structure.atom(bearer).indicated = true;
  }
  return piece;
}

function isInOddRing(structure: Structure, atom: number): boolean {
  const [from = -1, to = -1] = structure.around(atom);
  let edge = [from];
  const seen = new Set([atom, from]);
  for (let size = 2; edge.length > 0; size++) {
    if (edge.includes(to)) return size % 2 === 1;
    edge = edge.flatMap((one) => structure.around(one).filter((other) => !seen.has(other)));
    for (const one of edge) seen.add(one);
  }
  return false;
}
