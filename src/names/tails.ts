/** What follows a chain or ring in its name: double and triple bonds, suffixes, locants. */
import { type AcidEnding, ADDED_ENDINGS, CHAIN_ENDINGS, endAcid } from "./endings.ts";
import { MULTIPLIERS } from "./numbers.ts";
import { Piece } from "./piece.ts";
import { NameFault } from "./structure.ts";

/** Double or triple bonds: `-2,4-dien`. */
export interface Unsaturation {
  readonly locants: readonly string[];
  readonly times: number;
  readonly order: number;
}

/** One suffix: `-1,3-diol`. */
export interface Suffix {
  readonly name: string;
  readonly locants: readonly string[];
  readonly times: number;
  /** It is at the end of the chain and takes no locant. */
  readonly terminal: boolean;
}

/** What follows a chain or ring. */
export interface Tail {
  readonly end: number;
  readonly radical: boolean;
  readonly unsaturated: readonly Unsaturation[];
  readonly suffixes: readonly Suffix[];
  readonly indicated: readonly string[];
}

/** Suffixes that put one atom on the skeleton. */
const SIMPLE: Readonly<Record<string, readonly [element: string, order: number]>> = {
  ol: ["O", 1],
  one: ["O", 2],
  on: ["O", 2],
  thiol: ["S", 1],
  thione: ["S", 2],
  amine: ["N", 1],
  amin: ["N", 1],
  imine: ["N", 2],
};
/** Suffixes that make a group of the skeleton. */
const RADICALS = new Set(["yl", "ylidene", "yliden", "oxy"]);
const NAMES = [
  ...new Set([...Object.keys(SIMPLE), ...RADICALS, ...CHAIN_ENDINGS.keys(), ...ADDED_ENDINGS.keys()]),
].sort((a, b) => b.length - a.length);
const LOCANTS = "(?:(\\d+[a-z]?'*(?:,\\d+[a-z]?'*)*)(?:\\((\\d+h(?:,\\d+h)*)\\))?-)?";
const UNSATURATED = new RegExp(
  `-?${LOCANTS}(di|tri|tetra|penta|hexa)?(en|yn)(?!itrile)(?=[-aeioyctnsp]|$|e |[^a-z])`,
  "y",
);
const BEFORE_SUFFIX = new RegExp(`-?${LOCANTS}(di|tri|tetra|bis)?`, "y");
const MAX_SUFFIXES = 3;

/** All tails that can follow a skeleton ending at `start`. `text` is in lower case. */
export function* tailsAt(text: string, start: number, kind: "chain" | "ring"): Generator<Tail, void> {
  let p = start;
  const unsaturated: Unsaturation[] = [];
  const saturated = text.startsWith("an", p) && !text.startsWith("anilide", p);
  if (saturated) p += 2;
  // `hexa-1,3-dien`: an a before what begins with a consonant.
  if (/a(?:-?[\d,]+-)?(?:di|tri|tetra|penta|hexa)(?:en|yn)/y.test(text.slice(p, p + 30)) && text[p] === "a") {
    p++;
  }
  // `propanenitrile` has no -en behind its -an.
  while (!saturated) {
    UNSATURATED.lastIndex = p;
    const match = UNSATURATED.exec(text);
    if (match === null || unsaturated.length === 2) break;
    const [whole, locants, , times, name] = match;
    unsaturated.push({
      locants: locants?.split(",") ?? [],
      times: MULTIPLIERS.get(times ?? "mono") ?? 1,
      order: name === "yn" ? 3 : 2,
    });
    p += whole.length;
    if (text[p] === "e" && /(?:-?[\d,]*-?)(?:di|tri)?yn/y.test(text.slice(p + 1, p + 20))) p++;
  }
  if (kind === "chain" && p === start) {
    // A bare stem is no word: `meth` needs `yl`, `oxy` or an acid's ending behind it.
    yield* suffixed(text, p, { unsaturated, suffixes: [], indicated: [] }, kind, true);
    return;
  }
  yield* suffixed(text, p, { unsaturated, suffixes: [], indicated: [] }, kind, false);
}

function* suffixed(
  text: string,
  start: number,
  so: Omit<Tail, "end" | "radical">,
  kind: "chain" | "ring",
  bare: boolean,
): Generator<Tail, void> {
  const starts = text[start] === "e" ? [start + 1, start] : [start];
  if (!bare) yield { ...so, end: starts[0] ?? start, radical: false };
  if (so.suffixes.length >= MAX_SUFFIXES) return;
  for (const from of starts) {
    for (const p of before(text, from)) {
      for (const name of NAMES) {
        if (!text.startsWith(name, p.end)) continue;
        if (
          bare &&
          !(name === "yl" || name === "oxy" || name === "ylidene" || name === "yliden" || name === "al" ||
            CHAIN_ENDINGS.has(name))
        ) continue;
        const end = p.end + name.length;
        const chainEnding = CHAIN_ENDINGS.has(name) && kind === "chain" && areEnds(p);
        if (CHAIN_ENDINGS.has(name) && !chainEnding && !ADDED_ENDINGS.has(name) && !(name in SIMPLE)) {
          continue;
        }
        if (name === "oxy" && (kind !== "chain" || so.unsaturated.length > 0 || !bare)) continue;
        const suffix = { name, locants: p.locants, times: p.times, terminal: chainEnding };
        const next = {
          ...so,
          suffixes: [...so.suffixes, suffix],
          indicated: [...so.indicated, ...p.indicated],
        };
        if (isRadical(name, chainEnding)) yield { ...next, end, radical: true };
        else yield* suffixed(text, end, next, kind, false);
      }
    }
  }
}

/** `hexane-1,6-dial` and `butan-1-al` number what can only be at an end; whether it is, is seen when they are built. */
function areEnds(
  { locants, times }: { readonly locants: readonly string[]; readonly times: number },
): boolean {
  return locants.length === 0 || locants[0] === "1" && locants.length === times;
}

function* before(
  text: string,
  from: number,
): Generator<{ end: number; locants: readonly string[]; indicated: readonly string[]; times: number }, void> {
  BEFORE_SUFFIX.lastIndex = from;
  const match = BEFORE_SUFFIX.exec(text);
  if (match === null) return;
  const [whole, locants, added, times] = match;
  const shared = {
    locants: locants?.split(",") ?? [],
    indicated: added?.split(",").map((one) => one.replace("h", "")) ?? [],
  };
  yield { ...shared, end: from + whole.length, times: MULTIPLIERS.get(times ?? "mono") ?? 1 };
  if (times !== undefined) yield { ...shared, end: from + whole.length - times.length, times: 1 };
}

function isRadical(name: string, chainEnding: boolean): boolean {
  if (RADICALS.has(name)) return true;
  const ending = chainEnding ? CHAIN_ENDINGS.get(name) : ADDED_ENDINGS.get(name)?.[1];
  return ending === "acyl" || ending === "amido" || ending === "acyloxy";
}

/** Puts double or triple bonds where the locants say; without them only where nothing else is meant. */
export function applyUnsaturation(
  piece: Piece,
  kind: "chain" | "ring",
  part: Unsaturation,
  tail: Tail,
): void {
  const { structure } = piece;
  let { locants } = part;
  if (locants.length === 0) {
    const size = piece.skeleton.length;
    const plain = part.times === 1 &&
      (size === 2 || size === 3 || kind === "ring" && tail.suffixes.length === 0);
    if (size === 4 && part.times === 2) locants = ["1", "3"];
    else if (!plain || size === 3 && tail.radical && part.order === 2 && tail.suffixes[0]?.name === "yl") {
      throw new NameFault("the name must say where its double or triple bond is");
    } else {locants = [
        size === 3 && tail.suffixes[0]?.terminal !== true && tail.suffixes.length > 0
          ? "2"
          : size === 3 && tail.suffixes[0]?.terminal
          ? "2"
          : "1",
      ];}
  }
  if (locants.length !== part.times) {
    throw new NameFault("the numbers of positions and of multiple bonds differ");
  }
  for (const locant of locants) {
    const a = piece.at(locant);
    const after = piece.labels.get(`${Number(locant) + 1}`) ?? -1;
    const b = structure.atom(a).bonds.has(after) ? after : piece.at("1");
    if (!structure.atom(a).bonds.has(b) || structure.atom(a).bonds.get(b) !== 1) {
      throw new NameFault(`there is no bond for a multiple one at position ${locant}`);
    }
    if (structure.hydrogens(a) < part.order - 1 || structure.hydrogens(b) < part.order - 1) {
      throw new NameFault(`there is no room for a multiple bond at position ${locant}`);
    }
    structure.bond(a, b, part.order);
  }
}

/** Applies one suffix to chain or ring. */
export function applySuffix(piece: Piece, kind: "chain" | "ring", suffix: Suffix): void {
  const { structure } = piece;
  const ending = suffix.terminal ? CHAIN_ENDINGS.get(suffix.name) : undefined;
  if (ending !== undefined) {
    const last = suffix.locants[1];
    if (last !== undefined && last !== `${piece.skeleton.length}`) {
      throw new NameFault(`position ${last} is no end of the chain`);
    }
    if (suffix.times > 2) throw new NameFault("a chain has two ends only");
    const ends = [piece.at("1"), ...suffix.times === 2 ? [piece.at(`${piece.skeleton.length}`)] : []];
    for (const end of ends) acidAt(piece, end);
    endAcid(piece, ending);
    labelGreek(piece);
    return;
  }
  const atoms = places(piece, kind, suffix);
  const simple = SIMPLE[suffix.name];
  if (simple) {
    for (const atom of atoms) {
      const [element, order] = simple;
      if (order === 2) piece.saturate(atom);
      const added = structure.add(element);
      structure.join(atom, added, order);
      if (order === 1) label(piece, element, added);
    }
    // `β-mercaptoethanol`: letters count from the carbon that bears the group.
    if (kind === "chain" && atoms.length === 1 && atoms[0] === piece.labels.get("1")) {
      for (const [i, letter] of ["α", "β", "γ", "δ"].entries()) {
        const atom = piece.labels.get(`${i + 1}`);
        if (atom !== undefined && !piece.labels.has(letter)) piece.labels.set(letter, atom);
      }
    }
    return;
  }
  if (RADICALS.has(suffix.name)) {
    for (const atom of atoms) {
      if (suffix.name === "oxy") {
        const oxygen = structure.add("O");
        structure.join(atom, oxygen);
        piece.free.push(oxygen);
        continue;
      }
      if (suffix.name !== "yl") piece.saturate(atom);
      else if (structure.hydrogens(atom) === 0 && structure.atom(atom).unsaturated) {
        piece.releaseIndicated();
        piece.saturate(atom);
      }
      piece.free.push(atom);
    }
    piece.order = suffix.name.startsWith("ylid") ? 2 : 1;
    if (kind === "chain") {
      for (const [i, letter] of ["α", "β", "γ", "δ", "ω"].entries()) {
        const atom = piece.labels.get(letter === "ω" ? `${piece.skeleton.length}` : `${i + 1}`);
        if (atom !== undefined && !piece.labels.has(letter)) piece.labels.set(letter, atom);
      }
    }
    return;
  }
  const added = ADDED_ENDINGS.get(suffix.name);
  if (added === undefined) throw new NameFault(`the ending ${suffix.name} is not known here`);
  const [smiles, end] = added;
  for (const atom of atoms) addEnding(piece, atom, smiles, end);
}

function addEnding(piece: Piece, atom: number, smiles: string, ending: AcidEnding): void {
  const acid = Piece.of(smiles, []);
  const shift = piece.include(acid);
  piece.structure.join(atom, shift);
  // Letters count from the carbon beside the group: `α-methylbenzeneethanamine`, `β-phenylpyridinepropanoic acid`.
  const carbons = /^(C+)(?=C\(=O\)|[ONS]$)/.exec(smiles)?.[1]?.length ?? 0;
  for (const [i, letter] of ["α", "β", "γ", "δ"].entries()) {
    if (i < carbons && !piece.labels.has(letter)) piece.labels.set(letter, shift + carbons - 1 - i);
  }
  if (/^C*N$/.test(smiles)) label(piece, "N", shift + acid.structure.atoms.length - 1);
  piece.stars = acid.stars.map((star) => star + shift);
  endAcid(piece, ending);
}

function acidAt(piece: Piece, carbon: number): void {
  const { structure } = piece;
  structure.join(carbon, structure.add("O"), 2);
  const star = structure.add("*");
  structure.atom(star).hydrogens = 1;
  structure.join(carbon, star);
  piece.stars.push(star);
}

function label(piece: Piece, element: string, atom: number): void {
  const name = [element, `${element}'`, `${element}''`].find((one) => !piece.labels.has(one));
  if (name) piece.labels.set(name, atom);
}

function labelGreek(piece: Piece): void {
  for (const [i, letter] of ["α", "β", "γ", "δ", "ε"].entries()) {
    const atom = piece.labels.get(`${i + 2}`);
    if (atom !== undefined) piece.labels.set(letter, atom);
  }
  const last = piece.labels.get(`${piece.skeleton.length}`);
  if (last !== undefined) piece.labels.set("ω", last);
}

/** The atoms of a suffix; without locants the one that is meant, if it is one only. */
function places(piece: Piece, kind: "chain" | "ring", { name, locants, times }: Suffix): readonly number[] {
  if (locants.length > 0) {
    if (locants.length !== times) throw new NameFault("the numbers of positions and of groups differ");
    return locants.map((locant) => piece.at(locant));
  }
  const { structure, skeleton } = piece;
  const order = SIMPLE[name]?.[1] ?? (name.startsWith("ylid") ? 2 : 1);
  if (kind === "chain" && times === 1) {
    if (order === 1 || name.startsWith("ylid")) return [piece.at("1")];
    if (skeleton.length === 3 || skeleton.length === 4) return [piece.at("2")];
    if (skeleton.length < 3 && /^one?$/.test(name)) {
      piece.ketone = piece.at("1");
      return [piece.ketone];
    }
  }
  const open = skeleton.filter((atom) => structure.hydrogens(atom) > 0);
  const classes = structure.classes();
  const kinds = new Set(open.map((atom) => classes[atom]));
  const multiple = skeleton.some((atom) => [...structure.atom(atom).bonds.values()].some((bond) => bond > 1));
  if (times === 1 && kind === "ring" && (kinds.size === 1 || multiple && piece.labels.get("1") === 0)) {
    // `2-cyclopentenone` and `cyclohexenyl`: the suffix has the number 1 where only the double bond is numbered.
    if (kinds.size === 1) return [open[0] ?? 0];
    if (!skeleton.some((atom) => structure.atom(atom).element !== "C")) return [piece.at("1")];
  }
  if (times === 2 && kind === "chain" && skeleton.length === 2) return [piece.at("1"), piece.at("2")];
  throw new NameFault(`the name must say where its ${name} is`);
}
