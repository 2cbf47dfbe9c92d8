/** Bicyclic and spiro rings and chains with replaced carbons (von Baeyer, and "a" nomenclature). */
import { CHAINS, MULTIPLIERS } from "./numbers.ts";
import { Piece } from "./piece.ts";
import type { Skeleton } from "./skeleton.ts";
import { NameFault, Structure } from "./structure.ts";

const REPLACED = "(?:\\d+(?:,\\d+)*-)?(?:di|tri|tetra|penta|hexa)?(?:oxa|thia|aza|sila|phospha)-?";
const RING = new RegExp(
  `((?:${REPLACED})*)(bicyclo|spiro)-?[\\[(](\\d+)[.,](\\d+)(?:[.,](\\d+))?[\\])]-?([a-z]+?c|[a-z]+?t|hex|non)(?=an|en|yn|a?-\\d)`,
  "y",
);
const MONO = new RegExp(`((?:${REPLACED})+)(cyclo)([a-z]+?(?:c|t|ex|on|ut|op))(?=an|en|yl|a?-\\d)`, "y");
const CHAIN = new RegExp(
  `((?:${REPLACED})+)((?:un|do|tri|tetra|penta|hexa|hepta|octa|nona)?dec|hex|hept|oct|non|pent|but|prop)(?=an|en|yl|a?-\\d)`,
  "y",
);
const ELEMENTS: Readonly<Record<string, string>> = {
  oxa: "O",
  thia: "S",
  aza: "N",
  sila: "Si",
  phospha: "P",
};

/** `8-azabicyclo[3.2.1]oct`, `1,4-dioxaspiro[4.5]dec`, `1,4,7-triazacyclonon`: locants before the first count too. */
export function bridgedRing(text: string, start: number): Skeleton | null {
  RING.lastIndex = start;
  const ring = RING.exec(text);
  if (ring) {
    const [whole, replaced = "", kind, a = "", b = "", c, stem = ""] = ring;
    const size = CHAINS.get(stem);
    const sizes = [a, b, c ?? ""].filter(Boolean).map(Number);
    const count = sizes.reduce((sum, n) => sum + n, kind === "spiro" ? 1 : 2);
    if (size !== count || (kind === "spiro") !== (c === undefined)) return null;
    return skeleton(
      start + whole.length,
      replaced,
      () => kind === "spiro" ? spiro(sizes) : bicycle(sizes),
      size,
    );
  }
  MONO.lastIndex = start;
  const mono = MONO.exec(text);
  if (mono === null) return null;
  const [whole, replaced = "", , stem = ""] = mono;
  const size = CHAINS.get(stem);
  if (size === undefined || size < 3) return null;
  return skeleton(start + whole.length, replaced, () => [...path(size), [size - 1, 0]], size);
}

/** Chains whose carbons are replaced: `3,6-dioxaoct`. */
export function polyetherChain(text: string, start: number): Skeleton | null {
  CHAIN.lastIndex = start;
  const match = CHAIN.exec(text);
  if (match === null) return null;
  const [whole, replaced = "", stem = ""] = match;
  const size = CHAINS.get(stem);
  if (size === undefined) return null;
  return { ...skeleton(start + whole.length, replaced, () => path(size), size), kind: "chain" };
}

function path(size: number): [number, number][] {
  return Array.from({ length: size - 1 }, (_, i) => [i, i + 1]);
}

/** Bonds of a bicycle: the longest bridge is numbered first, from one bridgehead to the other. */
function bicycle([a = 0, b = 0, c = 0]: readonly number[]): [number, number][] {
  const bonds: [number, number][] = [...path(a + b + 2), [a + b + 1, 0]];
  const far = a + 1;
  // The last bridge is numbered from the bridgehead 1 on.
  const bridge = Array.from({ length: c }, (_, i) => a + b + 2 + i);
  for (const [i, atom] of [0, ...bridge].entries()) {
    const next = [0, ...bridge, far][i + 1];
    if (next !== undefined) bonds.push([atom, next]);
  }
  return bonds;
}

/** Bonds of a spirocycle: the smaller ring first, beginning beside the shared atom. */
function spiro([a = 0, b = 0]: readonly number[]): [number, number][] {
  return [...path(a + b + 1), [a, 0], [a + b, a]];
}

function skeleton(
  end: number,
  replaced: string,
  bonds: () => readonly (readonly [number, number])[],
  size: number,
): Skeleton {
  const parts = [
    ...replaced.matchAll(/(?:(\d+(?:,\d+)*)-)?(di|tri|tetra|penta|hexa)?(oxa|thia|aza|sila|phospha)/g),
  ];
  const [first] = parts;
  const lacking = first && first[1] === undefined ? MULTIPLIERS.get(first[2] ?? "mono") ?? 1 : 0;
  return {
    end,
    kind: "ring",
    ownLocants: lacking,
    build: (own) => {
      const elements = new Map<number, string>();
      for (const [i, [, written, count, name = ""]] of parts.entries()) {
        const locants = i === 0 && written === undefined ? own : written?.split(",") ?? [];
        if (locants.length !== (MULTIPLIERS.get(count ?? "mono") ?? 1)) {
          throw new NameFault("the name must say where the heteroatoms of its skeleton are");
        }
        for (const locant of locants) elements.set(Number(locant) - 1, ELEMENTS[name] ?? "C");
      }
      const structure = new Structure();
      for (let i = 0; i < size; i++) structure.add(elements.get(i) ?? "C");
      if ([...elements.keys()].some((place) => !(place >= 0 && place < size))) {
        throw new NameFault(`the skeleton has ${size} atoms only`);
      }
      for (const [a, b] of bonds()) structure.bond(a, b);
      const piece = new Piece(structure);
      for (let i = 0; i < size; i++) {
        piece.labels.set(`${i + 1}`, i);
        piece.skeleton.push(i);
      }
      return piece;
    },
  };
}
