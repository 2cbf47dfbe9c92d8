/** Makes a reaction SMILES of compounds that a language model has named. */
import { groupedReaction, type SidePart } from "../input/fragment_groups.ts";
import { namedCompound } from "../input/name_terms.ts";
import { isClean, isStrong, smilesShape } from "../input/smiles_shape.ts";
import type { MoleculeReader, Outcome } from "../molecule/molecule_reader.ts";
import type { ChemOperations, ComposedCompound, GivenCompound } from "../protocol/chem_protocol.ts";
import { resolveName } from "../../names/resolve_name.ts";

/** A compound's structure; `isOne` unless it is a mixture of compounds. */
interface Structure {
  readonly smiles: string;
  readonly isOne: boolean;
}

/** See `ChemOperations.compose`. Each compound counts once, in the first of its roles. */
export function composeReaction(
  reader: MoleculeReader,
  given: readonly GivenCompound[],
): ChemOperations["compose"]["answer"] {
  const names = given.map(({ name }) => name.trim()).filter((name) => name !== "");
  const isNotation = names.length > 1 && names.every((name) => isClean(smilesShape(name))) &&
    names.some((name) => isStrong(smilesShape(name)));
  const compounds: ComposedCompound[] = [];
  const sides: Record<GivenCompound["role"], SidePart[]> = { reactant: [], agent: [], product: [] };
  const seen = new Set<string>();
  for (const compound of given) {
    const { result, isOne } = compose(reader, compound, isNotation);
    compounds.push(result);
    const smiles = result.smiles ?? inBraces(compound);
    // A product is one even if it is also what the reaction began with, so that this shows.
    const key = `${compound.role === "product"} ${smiles}`;
    if (seen.has(key)) continue;
    seen.add(key);
    sides[compound.role].push({ smiles, isOne });
  }
  return { notation: groupedReaction([sides.reactant, sides.agent, sides.product]), compounds };
}

function compose(
  reader: MoleculeReader,
  { name, smiles, role }: GivenCompound,
  isNotation: boolean,
): { readonly result: ComposedCompound; readonly isOne: boolean } {
  const read = (text: string): Outcome<string> => {
    const component = reader.component({ kind: "smiles", text });
    return component.ok ? { ok: true, value: component.value.smiles } : component;
  };
  const plain = name.trim();
  const named = plain === "" ? null : structureOf(plain, role === "agent", isNotation);
  const ours = named !== null && "smiles" in named ? read(named.smiles) : null;
  const proposed = smiles === null || smiles.trim() === "" ? null : read(smiles.trim());
  const nameReason = plain === "" || ours?.ok
    ? null
    : named !== null && "reason" in named
    ? named.reason
    : ours?.reason ?? null;
  const agrees = ours?.ok && proposed?.ok ? ours.value === proposed.value : null;
  const result: ComposedCompound = {
    smiles: ours?.ok ? ours.value : proposed?.ok ? proposed.value : null,
    from: ours?.ok ? "name" : proposed?.ok ? "proposal" : null,
    nameReason,
    proposalReason: proposed === null || proposed.ok ? null : proposed.reason,
    agrees,
  };
  return { result, isOne: !(ours?.ok && named !== null && "isOne" in named && !named.isOne) };
}

/** The structure of a name, or of a text that is SMILES beyond doubt. */
function structureOf(
  name: string,
  mayBeMixture: boolean,
  isNotation: boolean,
): Structure | { readonly reason: string } {
  if (isNotation) return { smiles: name, isOne: true };
  const named = namedCompound(name);
  if (named !== null) return { smiles: named.smiles, isOne: true };
  const read = resolveName(name);
  if ("smiles" in read) {
    // A solvent may be a mixture; of anything else it must be known which of them is meant.
    return mayBeMixture
      ? { smiles: read.smiles, isOne: false }
      : { reason: "the name is that of a mixture of compounds" };
  }
  const shape = smilesShape(name);
  return shape.atoms > 1 && isClean(shape) && isStrong(shape) && shape.openRings === 0
    ? { smiles: name, isOne: true }
    : { reason: read.reason };
}

/** What no SMILES can be, in one piece. */
function inBraces({ name, smiles }: GivenCompound): string {
  const text = name.trim() || smiles || "";
  return `{${text.replace(/[\s.>|{}()[\]]+/g, "_").slice(0, 200)}}`;
}
