/** What a molecule that supplies no atom of a product is there for, if its structure tells. */
import type { AgentKind } from "../../chem_results.ts";
import { isSolvent, NITROGEN_BASES } from "./poor_sources.ts";

/** Metals whose complexes are catalysts where they give no atom away. */
const CATALYST = /\[(?:\d+)?(?:Pd|Pt|Rh|Ru|Ir|Ni|Au)[+\-\]@H]/;
/** Anions that take up a proton, by canonical SMILES, beside nitrogen bases. */
const BASES: ReadonlySet<string> = new Set([
  ...NITROGEN_BASES,
  ..."[OH-] [H-] [NH2-] C[O-] CC[O-] CC(C)[O-] CC(C)(C)[O-] CC(=O)[O-] O=C([O-])[O-] O=C([O-])O".split(" "),
  ..."O=P([O-])([O-])[O-] O=P([O-])([O-])O CC(C)[N-]C(C)C C[Si](C)(C)[N-][Si](C)(C)C".split(" "),
]);

/** The kind of an agent by its canonical SMILES, which may have several fragments; null if it is not known. */
export function agentKind(smiles: string): AgentKind | null {
  if (CATALYST.test(smiles)) return "catalyst";
  const fragments = smiles.split(".").filter((fragment) =>
    !/^\[(?:Li|Na|K|Cs|Rb|Mg|Ca|Ba)\+\d?\]$/.test(fragment)
  );
  if (fragments.length === 0) return null;
  if (fragments.every((fragment) => BASES.has(fragment))) return "base";
  return fragments.every(isSolvent) ? "solvent" : null;
}
