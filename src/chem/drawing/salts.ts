/** Puts ions that stand apart in a reaction together as the salts that they are, for drawing. */
import { atomTokens } from "../molecule/smiles_atoms.ts";
import type { Figure } from "./draw_molecule.ts";
import { netCharge, type UsualNames } from "./usual_names.ts";

/** One component of a reaction: what is drawn without a plus sign between. */
export type FigureGroup = readonly Figure[];

/** Agents among which compounds of several fragments are looked for; more are not drawn. */
const MOST_AGENTS = 48;

/** An ion that is a component of its own. */
interface LoneIon {
  readonly place: number;
  readonly charge: number;
  readonly kind: string;
  readonly isAgent: boolean;
  readonly hasCarbon: boolean;
}

/** Cations and anions of one kind that may form a salt. */
interface Pair {
  readonly cations: readonly LoneIon[];
  readonly anions: readonly LoneIon[];
}

/**
 * The components, with those joined that belong together: agents that the lexicon has as one compound, and ions whose
 * charges cancel. Of two ions that are joined one has no carbon, or both are agents, since biochemical reactions have
 * charged molecules that are no salts. Protons are left alone. A salt is a reactant if one of its ions is.
 */
export function joinedSalts(names: UsualNames, components: readonly FigureGroup[]): readonly FigureGroup[] {
  const places = (isMember: (group: FigureGroup) => boolean) =>
    components.flatMap((group, place) => group.length === 1 && isMember(group) ? [place] : []);
  const smiles = (place: number) => components[place]?.[0]?.smiles ?? "";
  const agents = places(([figure]) => figure?.role === "agent").slice(0, MOST_AGENTS);
  const joined: (readonly number[])[] = names.known(agents.map(smiles)).map((members) =>
    members.map((at) => agents[at] as number)
  );
  const taken = new Set(joined.flat());
  for (const isProduct of [false, true]) {
    const side = places(([figure]) => (figure?.role === "product") === isProduct);
    const ions = side.filter((place) => !taken.has(place)).flatMap((place): readonly LoneIon[] => {
      const charge = netCharge(smiles(place));
      const kind = charge === 0 ? "" : names.canonical(smiles(place));
      if (charge === 0 || kind === "[H+]") return [];
      return [{
        place,
        charge,
        kind,
        isAgent: components[place]?.[0]?.role === "agent",
        hasCarbon: atomTokens(kind).some((token) => /^\[?\d*(C(?![a-z])|c)/.test(token)),
      }];
    });
    joined.push(...neutralUnits(ions));
  }
  const first = new Map(joined.map((members) => [leading(components, members), members]));
  const others = new Set(joined.flat());
  return components.flatMap((group, place): readonly FigureGroup[] => {
    const members = first.get(place);
    if (!members) return others.has(place) ? [] : [group];
    const figures = [...members].sort((a, b) => netCharge(smiles(b)) - netCharge(smiles(a)))
      .flatMap((member) => components[member] ?? []);
    const role = group[0]?.role ?? "agent";
    return [figures.map((figure) => ({ ...figure, role }))];
  });
}

/** The place at which a salt stands: that of its first ion that is no agent. */
function leading(components: readonly FigureGroup[], members: readonly number[]): number {
  const inOrder = [...members].sort((a, b) => a - b);
  return inOrder.find((place) => components[place]?.[0]?.role !== "agent") ?? inOrder[0] ?? 0;
}

/** Sets of ions, by their places, that are neutral together. Kinds whose charges cancel completely come first. */
function neutralUnits(ions: readonly LoneIon[]): readonly (readonly number[])[] {
  const kinds = [...Map.groupBy(ions, ({ kind }) => kind).values()];
  const total = (kind: readonly LoneIon[]) => kind.reduce((sum, { charge }) => sum + charge, 0);
  const pairs = kinds.filter((kind) => total(kind) > 0).flatMap((cations) =>
    kinds.filter((kind) => total(kind) < 0).map((anions) => ({ cations, anions }))
  ).filter(mayBeSalt);
  const rank = ({ cations, anions }: Pair) =>
    (total(cations) + total(anions) === 0 ? 0 : 1e6) +
    Math.abs((cations[0]?.place ?? 0) - (anions[0]?.place ?? 0));
  const used = new Set<number>();
  const units: (readonly number[])[] = [];
  for (const { cations, anions } of pairs.sort((a, b) => rank(a) - rank(b))) {
    const [plus, minus] = [cations[0]?.charge ?? 1, -(anions[0]?.charge ?? -1)];
    const shared = divisor(plus, minus);
    for (;;) {
      const free = (kind: readonly LoneIon[]) => kind.filter(({ place }) => !used.has(place));
      const members = [...free(cations).slice(0, minus / shared), ...free(anions).slice(0, plus / shared)];
      if (members.length < (plus + minus) / shared) break;
      for (const { place } of members) used.add(place);
      units.push(members.map(({ place }) => place));
    }
  }
  const rest = ions.filter(({ place }) => !used.has(place));
  return isOneCationsSalt(rest) ? [...units, rest.map(({ place }) => place)] : units;
}

/** Is this a cation without carbon with several anions, such as an iron(II) with two different cyclopentadienides? */
function isOneCationsSalt(ions: readonly LoneIon[]): boolean {
  const [cation, ...others] = ions.filter(({ charge }) => charge > 0);
  return cation !== undefined && others.length === 0 && !cation.hasCarbon &&
    ions.reduce((sum, { charge }) => sum + charge, 0) === 0;
}

function mayBeSalt({ cations: [cation], anions: [anion] }: Pair): boolean {
  if (!cation || !anion) return false;
  return !cation.hasCarbon || !anion.hasCarbon || (cation.isAgent && anion.isAgent);
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
