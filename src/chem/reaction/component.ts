/** One component of a reaction: screened, read by RDKit, written canonically. */
import type { ComponentLimits } from "../chem_protocol.ts";
import type { SplitComponent } from "../input/split_reaction.ts";
import type { Rdkit } from "../rdkit.ts";
import { graphFromJson, type MolecularGraph } from "./molecular_graph.ts";
import { rejectionReason } from "./rejection_reason.ts";
import { atomTokens, isHydrogenToken, readMapNumbers, withoutMapNumbers } from "./smiles_atoms.ts";

/** A component in its canonical spelling. */
export interface CanonicalComponent {
  /** Canonical SMILES without atom map numbers. */
  readonly smiles: string;
  /** Given map number of each atom, in the order of `smiles`; 0 for none. */
  readonly maps: readonly number[];
}

/** A value, or the reason why there is none. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads one component. What is too large, or is no SMILES or molblock at all, is refused before RDKit sees
 * it: deep recursion on large chains destroys the instance.
 *
 * Hydrogens that are written as atoms are merged into their neighbours, except where they mean something
 * (isotopes, H2, protons, double bond stereo).
 */
export function readComponent(
  rdkit: Rdkit,
  component: Pick<SplitComponent, "kind" | "text">,
  limits: ComponentLimits,
): Outcome<CanonicalComponent> {
  const { kind, text } = component;
  const reason = kind === "smiles" ? screenSmiles(text, limits) : screenMolblock(text, limits);
  if (reason !== null) return { ok: false, reason };
  const written = rdkit.molecule(text, (molecule) => molecule.smiles());
  if (!written.ok) {
    return { ok: false, reason: rejectionReason(kind === "smiles" ? text : null, written.words) };
  }
  const maps = readMapNumbers(written.value);
  if (maps.every((map) => map === 0)) return { ok: true, value: { smiles: written.value, maps } };
  // Map numbers take part in RDKit's ranking, so the order without them must be asked for again.
  const bare = withoutMapNumbers(written.value);
  const canonical = rdkit.molecule(bare, (molecule) => {
    const smiles = molecule.smiles();
    return { smiles, maps: molecule.outputOrder().map((atom) => maps[atom] ?? 0) };
  }, { keepHydrogens: true });
  return canonical.ok ? canonical : { ok: false, reason: rejectionReason(bare, canonical.words) };
}

/** The graph of a canonical SMILES; its atoms stand in the order of the SMILES. */
export function readGraph(rdkit: Rdkit, smiles: string): Outcome<MolecularGraph> {
  const json = rdkit.molecule(smiles, (molecule) => molecule.json(), { keepHydrogens: true });
  if (!json.ok) return { ok: false, reason: rejectionReason(smiles, json.words) };
  const graph = graphFromJson(json.value);
  if (graph.size !== atomTokens(smiles).length) {
    return { ok: false, reason: "its atoms cannot be told apart in the SMILES" };
  }
  return { ok: true, value: graph };
}

/** Reason to refuse a SMILES unseen, or null. */
export function screenSmiles(smiles: string, limits: ComponentLimits): string | null {
  if (smiles === "") return "it is empty";
  const blank = /\s/.exec(smiles);
  if (blank) return `blank at character ${blank.index + 1}: a SMILES has none`;
  const length = withoutMapNumbers(smiles).length;
  if (length > limits.maxCharacters) {
    return `its SMILES has ${length} characters without map numbers; the limit is ${limits.maxCharacters}`;
  }
  const foreign = /[^A-Za-z0-9[\]()@+\-=#$:./\\%*~<>]/u.exec(smiles);
  if (foreign) return `'${foreign[0]}' at character ${foreign.index + 1} does not belong in a SMILES`;
  const tokens = atomTokens(smiles);
  if (tokens.length === 0) return "it has no atoms";
  const heavy = tokens.length - tokens.filter(isHydrogenToken).length;
  // Hydrogen atoms cost as much as others until they are merged.
  if (heavy > limits.maxHeavyAtoms || tokens.length > 3 * limits.maxHeavyAtoms) {
    return `it has ${heavy} heavy atoms; the limit is ${limits.maxHeavyAtoms}`;
  }
  return null;
}

function screenMolblock(block: string, limits: ComponentLimits): string | null {
  if (!/^M {2}END\s*$/m.test(block)) return "its molblock has no line 'M  END'";
  const lines = block.split(/\r?\n/);
  const counts = lines[3] ?? "";
  const v3000 = counts.includes("V3000");
  const text = v3000 ? /^M {2}V30 COUNTS +(\d+)/m.exec(block)?.[1] : counts.slice(0, 3).trim();
  if (text === undefined || !/^\d+$/.test(text)) return "the counts line of its molblock cannot be read";
  const atoms = Number(text);
  if (atoms === 0) return "it has no atoms";
  if (atoms > limits.maxHeavyAtoms) return `it has ${atoms} atoms; the limit is ${limits.maxHeavyAtoms}`;
  return null;
}
