/** Reads chains and rings together with their unsaturation and suffixes. */
import { fusedRings } from "./fused_rings.ts";
import { heteroRing } from "./hetero_rings.ts";
import type { Core } from "./name_tree.ts";
import { bridgedRing, polyetherChain } from "./bridged_rings.ts";
import { CHAINS } from "./numbers.ts";
import { Piece } from "./piece.ts";
import type { Skeleton } from "./skeleton.ts";
import { RING_PARENTS } from "./ring_parents.ts";
import { NameFault } from "./structure.ts";
import { applySuffix, applyUnsaturation, type Tail, tailsAt } from "./tails.ts";

const CHAIN_NAMES = [...CHAINS.keys()].sort((a, b) => b.length - a.length);
const LONGEST_RING = Math.max(...[...RING_PARENTS.keys()].map((name) => name.length));

/** Chains and rings with what follows of unsaturation and suffixes. */
export function* skeletonCores(text: string, start: number): Generator<Core, void> {
  for (const skeleton of skeletonsAt(text, start)) {
    for (const tail of tailsAt(text, skeleton.end, skeleton.kind)) {
      yield {
        end: tail.end,
        radical: tail.radical,
        build: (front, whole = false) => build(skeleton, tail, front, whole),
      };
    }
  }
}

function* skeletonsAt(text: string, start: number): Generator<Skeleton, void> {
  const at = text.startsWith("n-", start) ? start + 2 : start;
  for (const name of CHAIN_NAMES) {
    const size = CHAINS.get(name) ?? 0;
    if (text.startsWith(name, at)) {
      yield {
        end: at + name.length,
        kind: "chain",
        ownLocants: 0,
        build: () => Piece.of("C".repeat(size), null),
      };
    }
    if (at === start && text.startsWith(`cyclo${name}`, start) && size >= 3) {
      const smiles = `C1${"C".repeat(size - 2)}C1`;
      yield {
        end: start + 5 + name.length,
        kind: "ring",
        ownLocants: 0,
        build: () => Piece.of(smiles, null),
      };
    }
  }
  for (let end = Math.min(text.length, start + LONGEST_RING); end > start; end--) {
    const name = text.slice(start, end);
    // `diphenylmethanol` has two groups, and no biphenyl.
    if (
      name === "diphenyl" &&
      /^-?(?:meth|eth|prop|but|acet|sil|phosph|am|eth|ket|carb|ur)/.test(text.slice(end))
    ) continue;
    const ring = RING_PARENTS.get(name);
    if (ring) yield { end, kind: "ring", ownLocants: 0, build: () => Piece.of(ring.smiles, ring.labels) };
  }
  const hetero = heteroRing(text, start);
  if (hetero) yield hetero;
  const fused = fusedRings(text, start);
  if (fused) yield fused;
  const bridged = bridgedRing(text, start);
  if (bridged) yield bridged;
  const ether = polyetherChain(text, start);
  if (ether) yield ether;
}

function build(
  skeleton: Skeleton,
  tail: Tail,
  front: readonly string[],
  whole: boolean,
): { piece: Piece; left: readonly string[] } {
  let left = [...front];
  const take = (count: number): readonly string[] => {
    if (left.length !== count && left.length < count) return [];
    const taken = left.slice(0, count);
    left = left.slice(count);
    return taken;
  };
  const own = skeleton.ownLocants > 0 && left.length >= skeleton.ownLocants ? take(skeleton.ownLocants) : [];
  const piece = skeleton.build(own);
  // `3-cyclopent-2-enyloxy`: a ring with a numbered double bond binds by its first atom, and the number before it is outside.
  const isNumbered = tail.unsaturated.some(({ locants }) => locants.length > 0) && skeleton.ownLocants === 0;
  for (const part of tail.unsaturated) {
    const locants = part.locants.length > 0 || piece.skeleton.length === 2 ? part.locants : take(part.times);
    applyUnsaturation(piece, skeleton.kind, { ...part, locants }, tail);
  }
  // `2-butyl` binds within the chain; before `1-ethyl` a number is that of what carries the group.
  const isWithin = whole && tail.suffixes[0]?.name === "yl" &&
    (skeleton.kind === "ring" ? piece.labels.has(left[0] ?? "") : left[0] !== "1");
  // Prefixes of hydrogen saturate a ring before a carbonyl is put on it, so positions of suffixes are settled first.
  for (const suffix of tail.suffixes) {
    let { locants } = suffix;
    const wants = locants.length === 0 && !suffix.terminal &&
      (!tail.radical || isWithin || !isNumbered && wantsLocant(piece, skeleton.kind));
    if (wants && left.length > 0 && left.length === suffix.times) locants = take(suffix.times);
    applySuffix(piece, skeleton.kind, { ...suffix, locants });
  }
  // `1,2,4-triazol-3(2H,4H)-one`: two hydrogens beside a carbonyl leave none for the usual place.
  const isUsual = tail.indicated.some((one) => piece.structure.atom(piece.at(one)).indicated);
  if (tail.indicated.length > 1 && !isUsual) piece.releaseIndicated();
  for (const hydrogen of tail.indicated) piece.indicate(hydrogen);
  if (!tail.radical && left.length > 0 && tail.suffixes.length === 0 && tail.unsaturated.length === 0) {
    throw new NameFault(`nothing stands at position ${left.join(", ")}`);
  }
  return { piece, left };
}

/** Whether a radical of the ring needs a number to say by which atom it binds. */
function wantsLocant(piece: Piece, kind: "chain" | "ring"): boolean {
  if (kind === "chain") return false;
  const classes = piece.structure.classes();
  const open = piece.skeleton.filter((atom) => piece.structure.hydrogens(atom) > 0);
  return new Set(open.map((atom) => classes[atom])).size > 1;
}
