/** Checks the atom map numbers in the input and reads the atom sources that they give. */
import { elementName, elementSymbol } from "./elements.ts";
import type { SideMolecule } from "./mapped_reaction.ts";

/** The sources given by the map numbers, or why they cannot be used; `absent` if there are no map numbers. */
export type GivenMaps =
  | { readonly kind: "absent" }
  | { readonly kind: "sound"; readonly source: Int32Array }
  | { readonly kind: "unsound"; readonly reason: string };

/**
 * Reads the map numbers of both sides. They are sound if each number is unique on its side, if atoms with the same
 * number are of the same element, and if at least one number occurs on both sides. A number on one side only is
 * ignored: it marks an atom that is lost or whose source was not recorded.
 */
export function readGivenMaps(left: readonly SideMolecule[], right: readonly SideMolecule[]): GivenMaps {
  const leftMaps = left.flatMap((molecule) => molecule.maps);
  const rightMaps = right.flatMap((molecule) => molecule.maps);
  if (![...leftMaps, ...rightMaps].some((map) => map > 0)) return { kind: "absent" };
  const twice = repeated(leftMaps) ?? repeated(rightMaps);
  if (twice !== null) {
    const side = repeated(leftMaps) === twice ? "left" : "product";
    return { kind: "unsound", reason: `map number ${twice} is used more than once on the ${side} side` };
  }
  const leftElements = left.flatMap((molecule) => [...molecule.graph.element]);
  const rightElements = right.flatMap((molecule) => [...molecule.graph.element]);
  const atomOf = new Map(leftMaps.map((map, atom) => [map, atom]));
  const source = new Int32Array(rightMaps.length).fill(-1);
  let joined = 0;
  for (const [p, map] of rightMaps.entries()) {
    const r = map > 0 ? atomOf.get(map) : undefined;
    if (r === undefined) continue;
    const before = leftElements[r] ?? 0;
    const after = rightElements[p] ?? 0;
    if (before !== after) {
      const names = [before, after].map((element) => elementName(elementSymbol(element)));
      return { kind: "unsound", reason: `map number ${map} turns ${names[0]} into ${names[1]}` };
    }
    source[p] = r;
    joined++;
  }
  if (joined === 0) return { kind: "unsound", reason: "no map number occurs on both sides" };
  return { kind: "sound", source };
}

/** The first non-zero number that occurs twice, or null. */
function repeated(maps: readonly number[]): number | null {
  const seen = new Set<number>();
  for (const map of maps) {
    if (map === 0) continue;
    if (seen.has(map)) return map;
    seen.add(map);
  }
  return null;
}
