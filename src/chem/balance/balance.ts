/** The balance of a reaction: what forms in addition to the recorded products, and the resulting equation. */
import type { CountedMolecule, ValidationChecks } from "../../chem_results.ts";
import { type Composition, compositionOf, plus } from "./composition.ts";
import type { HalfReaction } from "./half_equation.ts";
import { equationText } from "./equation.ts";
import { joinFragments } from "./fragment_joins.ts";
import type { LeavingForm, Surroundings } from "./fragment_caps.ts";
import { leavingForms } from "./leaving_forms.ts";
import { type LeavingMolecules, Ledger } from "./ledger.ts";
import { atomsWithoutSource, lostFragments, supplyingFragments } from "./lost_fragments.ts";
import type { MappedReaction } from "../molecule/mapped_reaction.ts";
import { bondOrder, type MolecularGraph } from "../molecule/molecular_graph.ts";
import type { MoleculeReader } from "../molecule/molecule_reader.ts";
import { DECOMPOSITIONS } from "./reagents.ts";
import { withSecondEquivalent } from "./second_equivalent.ts";
import { moleculeName } from "./molecule_names.ts";
import { cappedWithHydrogen, type Fragment, fragmentSmiles } from "./fragment.ts";

/** The part of the checks that follows from the balance. */
export type Balance = Pick<ValidationChecks, "by_products" | "needed" | "equation" | "unbalanced">;

/** Most combinations of leaving forms examined; hardly any reaction has more than one. */
const MAX_COMBINATIONS = 24;
const NOTHING: Balance = { by_products: [], needed: [], equation: null, unbalanced: {} };

/**
 * Finds whole molecules for the leaving fragments so that both sides have the same atoms and the same charge. Water
 * required by oxygen or hydroxyl groups may be added on the left, and so may hydrogen ions; other reagents take part
 * only if they are recorded. If no such set is found, only what is missing and the by-products that are certain are
 * reported.
 *
 * The idea of closing the cut bonds of a reaction's graph with hydrogen, hydroxyl and each other, and of letting the
 * atom balance decide, follows the rule-based part of SynRBL (Phan et al., 2024).
 *
 * @param lost the leaving fragments, as returned by `lostFragments`
 */
export function balanceReaction(
  reader: MoleculeReader,
  reaction: MappedReaction,
  lost: readonly Fragment[],
): Balance {
  const orphans = atomsWithoutSource(reaction);
  if (Object.keys(orphans).some((symbol) => symbol !== "O")) {
    const twice = withSecondEquivalent(reader, reaction, orphans, supplyingFragments(reaction));
    const balance = twice === null ? NOTHING : balanceReaction(reader, twice, lostFragments(twice));
    return balance.equation === null ? { ...NOTHING, unbalanced: orphans } : balance;
  }
  const { left, leftSmiles, rightSmiles } = reaction;
  const supplies = supplyingFragments(reaction);
  const reactants = leftSmiles.filter((_, fragment) => supplies.has(fragment));
  const spectators = new Set(leftSmiles.filter((_, fragment) => !supplies.has(fragment)));
  const recorded = new Set(leftSmiles);
  const excess = plus(
    compositionOf(left, (atom) => supplies.has(left.fragment[atom] as number)),
    compositionOf(reaction.right, () => true),
    -1,
  );
  const around: Surroundings = {
    left,
    recorded,
    spectators,
    becomesAcyloxy: (atom) => becomesAcyloxy(reaction, atom),
  };
  const ledgers = combinations(reader, lost, around).map((leaving) =>
    new Ledger((smiles) => composition(reader, smiles), excess, { recorded, spectators }, leaving)
  );
  let found: Ledger | undefined;
  for (const ledger of ledgers) {
    ledger.close();
    if (found === undefined || (ledger.closed && (!found.closed || ledger.cost < found.cost))) found = ledger;
  }
  if (found === undefined) return NOTHING;
  const best = found;
  const named = (counts: ReadonlyMap<string, number>): readonly CountedMolecule[] =>
    [...counts].map(([smiles, count]) => ({
      smiles,
      name: moleculeName(smiles, composition(reader, smiles)),
      count,
    }));
  const write = (
    { needed, byProducts: made }: Pick<Ledger, "needed" | "byProducts">,
    half?: HalfReaction,
  ) => {
    const { used, byProducts } = withoutReturned([...reactants, ...best.consumed], made);
    const equation = equationText((smiles) => composition(reader, smiles), {
      left: [...used, ...expand(needed)],
      right: [...rightSmiles, ...expand(byProducts)],
    }, half);
    return { byProducts, equation };
  };
  if (!best.closed) {
    const half = lost.some((fragment) => isCutFromCarbon(fragment, left)) ? null : best.halfEquation();
    return {
      by_products: named(best.certain),
      needed: [],
      equation: half === null ? null : write(half, half).equation,
      unbalanced: missing(best.unaided),
    };
  }
  const { byProducts, equation } = write(best);
  return { by_products: named(byProducts), needed: named(best.needed), equation, unbalanced: {} };
}

/**
 * Cancels molecules that appear on both sides because they only exchange atoms, such as the acid of a Ritter
 * reaction.
 */
function withoutReturned(
  left: readonly string[],
  made: ReadonlyMap<string, number>,
): { readonly used: readonly string[]; readonly byProducts: ReadonlyMap<string, number> } {
  const byProducts = new Map(made);
  const used = left.filter((smiles) => {
    const count = byProducts.get(smiles) ?? 0;
    if (count === 1) byProducts.delete(smiles);
    else if (count > 1) byProducts.set(smiles, count - 1);
    return count === 0;
  });
  return { used, byProducts };
}

/** Every way in which all fragments can leave as whole molecules; empty if one of them leaves in no known way. */
function combinations(
  reader: MoleculeReader,
  lost: readonly Fragment[],
  around: Surroundings,
): readonly LeavingMolecules[] {
  const decomposed = decomposition(reader, lost, around);
  if (decomposed !== null) return [decomposed];
  const { molecules, rest } = joinFragments(lost, around.left);
  let choices: LeavingMolecules[] = [
    { molecules: canonical(reader, molecules), cost: 0, certain: molecules.length === 0, uses: [] },
  ];
  for (const fragment of rest) {
    const fates: readonly LeavingForm[] = leavingForms(fragment, around);
    choices = choices.flatMap((choice) =>
      fates.map((fate) => ({
        molecules: [...choice.molecules, ...canonical(reader, fate.molecules)],
        cost: choice.cost + fate.cost,
        certain: choice.certain && fate.certain === true,
        uses: [...choice.uses, ...fate.uses ?? []],
      }))
    ).slice(0, MAX_COMBINATIONS);
  }
  return choices.filter((choice) => choice.molecules.every((smiles) => smiles !== ""));
}

/** The molecules that agents such as thionyl chloride decompose into, if nothing else leaves. */
function decomposition(
  reader: MoleculeReader,
  lost: readonly Fragment[],
  { recorded }: Surroundings,
): LeavingMolecules | null {
  if (lost.length === 0 || lost.length > 2) return null;
  const capped = canonical(reader, lost.map(cappedWithHydrogen)).toSorted();
  const found = DECOMPOSITIONS.find(({ of, uses = [] }) =>
    uses.every((smiles) => recorded.has(smiles)) && of.length === capped.length &&
    of.toSorted().every((smiles, at) => smiles === capped[at])
  );
  return found ? { molecules: found.gives, cost: 0, certain: false, uses: found.uses ?? [] } : null;
}

/** Was the fragment cut from a carbon by a carbon? What it becomes then cannot be told from what is missing. */
function isCutFromCarbon({ atoms, open }: Fragment, left: MolecularGraph): boolean {
  return open.some(({ atom, partner }) => atoms[atom]?.element === 6 && left.element[partner] === 6);
}

/** Canonical SMILES; empty if RDKit finds a molecule impossible. */
function canonical(reader: MoleculeReader, sketches: readonly Fragment[]): readonly string[] {
  return sketches.map((fragment) => {
    const read = reader.component({ kind: "smiles", text: fragmentSmiles(fragment) });
    return read.ok && reader.graph(read.value.smiles).ok ? read.value.smiles : "";
  });
}

/** Throws if the SMILES, which RDKit itself wrote, cannot be read. */
function composition(reader: MoleculeReader, smiles: string): Composition {
  const graph = reader.graph(smiles);
  if (!graph.ok) throw new TypeError(`Cannot count the atoms of "${smiles}": ${graph.reason}`);
  return compositionOf(graph.value, () => true);
}

/** Is the oxygen part of an ester, an acid or a carbonyl group in the products? */
function becomesAcyloxy({ right, target }: MappedReaction, atom: number): boolean {
  const oxygen = target[atom] ?? -1;
  if (oxygen < 0) return false;
  return (right.neighbours[oxygen] ?? []).some(({ atom: next, order }) =>
    order === 2 ||
    (right.neighbours[next] ?? []).some((other) =>
      other.atom !== oxygen && right.element[other.atom] === 8 && bondOrder(right, next, other.atom) === 2
    )
  );
}

/** The surplus of the left side with its sign reversed: what is missing there. */
function missing(residual: Composition): Readonly<Record<string, number>> {
  return Object.fromEntries([...residual].sort(([a], [b]) => a < b ? -1 : 1).map(([key, n]) => [key, -n]));
}

function expand(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts].flatMap(([smiles, count]) => new Array<string>(count).fill(smiles));
}
