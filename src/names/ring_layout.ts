/**
 * Numbers fused rings by how they are drawn (IUPAC FR-5.1 to FR-5.4): most rings in a horizontal row, then most in its upper
 * right quadrant, fewest in the lower left, most above the row; then around clockwise from the upper right ring, so that
 * heteroatoms have low numbers.
 */
import type { Structure } from "./structure.ts";

/** Directions of a ring's bonds from its centre, in degrees and clockwise, in each way that it may be drawn. */
const SHAPES: Readonly<Record<number, readonly (readonly number[])[]>> = {
  4: [[180, 90, 0, 270]],
  5: [[180, 120, 60, 0, 270], [180, 90, 0, 300, 240]],
  6: [[180, 120, 60, 0, 300, 240]],
  7: [[180, 120, 90, 60, 0, 300, 240], [180, 120, 60, 0, 300, 270, 240]],
  8: [[180, 120, 90, 60, 0, 300, 270, 240]],
};
const STEPS: Readonly<Record<number, readonly [x: number, y: number]>> = {
  0: [2, 0],
  60: [1, 1],
  90: [0, 2],
  120: [-1, 1],
  180: [-2, 0],
  240: [-1, -1],
  270: [0, -2],
  300: [1, -1],
};
/** Rings of one system; those of more can be drawn in ways between which distorted rings of five and seven decide. */
const MAX_RINGS = 4;
const MAX_LAYOUTS = 4_000;
/** Heteroatoms in the order in which low numbers are given to them. */
const PRIORITY = ["O", "S", "Se", "N"];

interface Placed {
  readonly x: number;
  readonly y: number;
  /** Atoms clockwise; the bond from each to the next has the direction of the same index. */
  readonly atoms: readonly number[];
  readonly directions: readonly number[];
}

/** Locants of all atoms of a fused system, in the order of its numbers; null if it cannot be drawn so. */
export function fusedLocants(structure: Structure): ReadonlyMap<string, number> | null {
  const rings = smallestRings(structure);
  if (rings === null || rings.length > MAX_RINGS) return null;
  // Rings of eight can be drawn in ways that the rules do not settle.
  if (rings.length > 2 && rings.some((ring) => ring.length > 7)) return null;
  const count = new Map<number, number>();
  for (const atom of rings.flat()) count.set(atom, (count.get(atom) ?? 0) + 1);
  let best: { rank: readonly number[]; key: readonly number[]; labels: ReadonlyMap<string, number> } | null =
    null;
  for (const layout of layouts(rings)) {
    const rank = rankOf(layout);
    if (best !== null && compare(rank, best.rank) > 0) continue;
    const numbering = numberAround(structure, layout, count);
    if (numbering === null) return null;
    if (best === null || compare(rank, best.rank) < 0 || compare(numbering.key, best.key) < 0) {
      best = { rank, ...numbering };
    }
  }
  return best?.labels ?? null;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((value, i) => value !== b[i]);
  return place < 0 ? 0 : (a[place] ?? 0) - (b[place] ?? 0);
}

/** The rings, each as its atoms in order; null where the shortest ring at each bond does not give all of them. */
function smallestRings(structure: Structure): readonly (readonly number[])[] | null {
  const rings = new Map<string, readonly number[]>();
  let bonds = 0;
  for (const from of structure.atoms.keys()) {
    for (const to of structure.around(from)) {
      if (to < from) continue;
      bonds++;
      const ring = ringThrough(structure, from, to);
      if (ring !== null) rings.set(ring.toSorted((a, b) => a - b).join(" "), ring);
    }
  }
  return rings.size === bonds - structure.atoms.length + 1 ? [...rings.values()] : null;
}

function ringThrough(structure: Structure, from: number, to: number): readonly number[] | null {
  const before = new Map<number, number>([[from, -1]]);
  const queue = [from];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const next of structure.around(at)) {
      if (before.has(next) || at === from && next === to) continue;
      before.set(next, at);
      queue.push(next);
    }
  }
  if (!before.has(to)) return null;
  const ring: number[] = [];
  for (let atom = to; atom >= 0; atom = before.get(atom) ?? -1) ring.push(atom);
  return ring;
}

/** Every way to draw the rings without two in one place. */
function* layouts(rings: readonly (readonly number[])[]): Generator<readonly Placed[], void> {
  const [first = []] = rings;
  let count = 0;
  for (const atoms of [first, first.toReversed()]) {
    for (const shape of SHAPES[atoms.length] ?? []) {
      for (let turn = 0; turn < atoms.length; turn++) {
        const start = { x: 0, y: 0, atoms: turned(atoms, turn), directions: shape };
        for (const layout of placeRest(rings.slice(1), [start])) {
          if (++count > MAX_LAYOUTS) return;
          yield layout;
        }
      }
    }
  }
}

function turned<Value>(list: readonly Value[], by: number): readonly Value[] {
  return [...list.slice(by), ...list.slice(0, by)];
}

function* placeRest(
  rest: readonly (readonly number[])[],
  placed: readonly Placed[],
): Generator<readonly Placed[], void> {
  if (rest.length === 0) {
    yield placed;
    return;
  }
  for (const ring of rest) {
    for (const host of placed) {
      const place = host.atoms.findIndex((atom, i) =>
        ring.includes(atom) && ring.includes(next(host.atoms, i))
      );
      if (place < 0) continue;
      const direction = host.directions[place] ?? 0;
      const from = host.atoms[place] ?? -1;
      const to = next(host.atoms, place);
      const [dx, dy] = STEPS[direction] ?? [0, 0];
      const [x, y] = [host.x + dx, host.y + dy];
      if (placed.some((other) => other.x === x && other.y === y)) return;
      // Both rings are followed clockwise, so that they pass the bond in opposite directions.
      const forward = next(ring, ring.indexOf(to)) === from ? ring : ring.toReversed();
      const atoms = turned(forward, forward.indexOf(to));
      for (const shape of SHAPES[ring.length] ?? []) {
        const slot = shape.indexOf((direction + 180) % 360);
        if (slot < 0) continue;
        const one = { x, y, atoms, directions: turned(shape, slot) };
        if (!placed.every((other) => other === host || meets(one, other))) continue;
        yield* placeRest(rest.filter((other) => other !== ring), [...placed, one]);
      }
      return;
    }
  }
}

function next(ring: readonly number[], i: number): number {
  return ring[(i + 1) % ring.length] ?? -1;
}

/** Whether rings that share a bond lie side by side there. */
function meets(one: Placed, other: Placed): boolean {
  const place = one.atoms.findIndex((atom, i) =>
    other.atoms.includes(atom) && other.atoms.includes(next(one.atoms, i))
  );
  if (place < 0) return true;
  const [dx, dy] = STEPS[one.directions[place] ?? 0] ?? [0, 0];
  return one.x + dx === other.x && one.y + dy === other.y;
}

/** What makes a drawing better, the lower the better. */
function rankOf(layout: readonly Placed[]): readonly number[] {
  let best: readonly number[] | null = null;
  for (const start of layout) {
    let end = start;
    let length = 1;
    for (let to = rightOf(layout, end); to !== undefined; to = rightOf(layout, end)) {
      end = to;
      length++;
    }
    const middle = (start.x + end.x) / 2;
    const share = (value: number) => value > 0 ? 1 : value === 0 ? 0.5 : 0;
    const sum = (part: (x: number, y: number) => number) =>
      layout.reduce((total, { x, y }) => total + part(x - middle, y - start.y), 0);
    const rank = [
      -length,
      -sum((x, y) => share(x) * share(y)),
      sum((x, y) => share(-x) * share(-y)),
      -sum((_, y) => share(y)),
    ];
    if (best === null || compare(rank, best) < 0) best = rank;
  }
  return best ?? [];
}

/** The ring on the right of another, joined to it by a vertical bond. */
function rightOf(layout: readonly Placed[], { x, y, atoms, directions }: Placed): Placed | undefined {
  const place = directions.indexOf(0);
  const bond = [atoms[place] ?? -1, next(atoms, place)];
  return layout.find((other) =>
    other.x === x + 2 && other.y === y && bond.every((atom) => other.atoms.includes(atom))
  );
}

function numberAround(
  structure: Structure,
  layout: readonly Placed[],
  count: ReadonlyMap<number, number>,
): { readonly labels: ReadonlyMap<string, number>; readonly key: readonly number[] } | null {
  const after = new Map<number, number>();
  const bonds = new Set(layout.flatMap(({ atoms }) => atoms.map((atom, i) => `${atom} ${next(atoms, i)}`)));
  for (const { atoms } of layout) {
    for (const [i, atom] of atoms.entries()) {
      if (!bonds.has(`${next(atoms, i)} ${atom}`)) after.set(atom, next(atoms, i));
    }
  }
  const isFusion = (atom: number) => (count.get(atom) ?? 0) > 1;
  const [start] = layout.toSorted((a, b) => b.y - a.y || b.x - a.x);
  if (start === undefined) return null;
  // Clockwise from the bond on the left, or from the first one below it, that another ring shares.
  const shared = [...start.atoms.keys()].filter((i) => bonds.has(`${next(start.atoms, i)} ${start.atoms[i]}`))
    .sort((a, b) => turn(start.directions[a]) - turn(start.directions[b]));
  let atom = next(start.atoms, shared[0] ?? 0);
  for (let i = 0; i <= after.size && isFusion(atom); i++) atom = after.get(atom) ?? -1;
  const labels = new Map<string, number>();
  const hetero: { readonly element: string; readonly number: number; readonly fused: boolean }[] = [];
  const carbons: number[] = [];
  let number = 0;
  let letter = 0;
  for (let i = 0; i < after.size; i++) {
    const { element } = structure.atom(atom);
    if (isFusion(atom) && element === "C") {
      carbons.push(number);
      labels.set(`${number}${LETTERS[letter++]}`, atom);
    } else {
      labels.set(`${++number}`, atom);
      letter = 0;
      if (element !== "C") hetero.push({ element, number, fused: isFusion(atom) });
    }
    atom = after.get(atom) ?? -1;
  }
  const inner = [...count.keys()].filter((one) => !after.has(one));
  const [only] = inner;
  if (inner.length > 1 || only !== undefined && structure.atom(only).element !== "C") return null;
  if (only !== undefined) labels.set(`${number}${LETTERS[letter]}`, only);
  const numbers = (list: typeof hetero) => list.map((one) => one.number);
  return {
    labels,
    key: [
      ...numbers(hetero),
      ...PRIORITY.flatMap((element) => numbers(hetero.filter((one) => one.element === element))),
      ...carbons,
      ...numbers(hetero.filter(({ fused }) => fused)),
    ],
  };
}

const LETTERS = "abcdefgh";

/** How far clockwise of the left a direction is, those below it first. */
function turn(direction = 0): number {
  return direction >= 180 ? direction - 180 : direction + 180;
}
