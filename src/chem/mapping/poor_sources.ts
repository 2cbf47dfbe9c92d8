/** How unlikely a molecule is to take part: many records list solvents and additives along with the reactants. */
import type { SideMolecule } from "../molecule/mapped_reaction.ts";

/** Chemical distance added if a molecule of this kind supplies atoms. */
const COSTS = {
  /** Recorded as an agent. */
  agent: 1.5,
  /** Solvents that hardly ever react, and bases that take up acid. */
  inert: 2.0,
  /** Esters, ketones, acids and amides used as solvents that may also condense, acylate, formylate or supply oxygen. */
  moderate: 1.0,
  /** Alcohols: used as solvents, but just as often nucleophiles. */
  protic: 0.4,
} as const;

/** Bases that take up acid, by canonical SMILES. */
export const NITROGEN_BASES: readonly string[] = [
  "CCN(CC)CC CCN(C(C)C)C(C)C c1ccncc1 Cc1cccc(C)n1 CN(C)c1ccncc1 C1CCC2=NCCCN2CC1 C1CN2CCN1CC2 CN1CCOCC1 CN1CCCC1",
  "Cc1ccccn1 CN(C)CCN(C)C CCCCN(CCCC)CCCC CN(C)C CN(C)c1ccccc1 C1=NCCCN2CCCC12",
].flatMap((list) => list.split(" "));
const SULFONIC_ACIDS = ["Cc1ccc(S(=O)(=O)O)cc1", "CS(=O)(=O)O", "O=S(=O)(O)C(F)(F)F"];

/** Keyed by canonical SMILES. */
const SOLVENTS: Readonly<Record<string, keyof typeof COSTS>> = Object.fromEntries(
  ([
    [
      "inert",
      // Hydrocarbons.
      "CCCCC CCCCCC CCCCCCC CCCCCCCC C1CCCCC1 CC1CCCCC1 CC(C)CC(C)(C)C C1CCCC1",
      // Arenes.
      "c1ccccc1 Cc1ccccc1 Cc1ccccc1C Cc1cccc(C)c1 Cc1ccc(C)cc1 Cc1cc(C)cc(C)c1 CCc1ccccc1 CC(C)c1ccccc1 Clc1ccccc1",
      "Clc1ccccc1Cl Fc1ccccc1 FC(F)(F)c1ccccc1 COc1ccccc1 O=[N+]([O-])c1ccccc1 N#Cc1ccccc1",
      // Ethers.
      "C1CCOC1 CC1CCCO1 C1COCCO1 CCOCC CC(C)OC(C)C COC(C)(C)C COCCOC COCCOCCOC COC1CCCC1 C1CCOCC1",
      // Chlorinated.
      "ClCCl ClC(Cl)Cl ClCCCl ClC(Cl)(Cl)Cl ClC(Cl)C(Cl)Cl [2H]C(Cl)(Cl)Cl",
      // Dipolar aprotic.
      "CC#N CCC#N CS(C)=O O=S1(=O)CCCC1 CN1CCCC1=O CN(C)P(=O)(N(C)C)N(C)C CN1CCN(C)C1=O CN(C)C(C)=O C[N+](=O)[O-]",
      ...NITROGEN_BASES,
      ...SULFONIC_ACIDS,
    ],
    [
      "moderate",
      "CCOC(C)=O COC(C)=O CC(=O)OC(C)C CCCCOC(C)=O CC(C)=O CCC(C)=O CC(=O)CC(C)C CCC(=O)CC COC(=O)OC O=C1OCCO1",
    ],
    ["moderate", "CC(=O)O CC(=O)[O-] O=CO O=C(O)C(F)(F)F CCC(=O)O CN(C)C=O"],
    [
      "protic",
      "CO CCO CCCO CC(C)O CCCCO CC(C)(C)O CC(C)CO CCC(C)O OCCO COCCO OCC(F)(F)F OC(C(F)(F)F)C(F)(F)F",
    ],
  ] as const).flatMap(([kind, ...lists]) =>
    lists.flatMap((list) => list.split(" ").map((smiles) => [smiles, kind] as const))
  ),
);

/** Is the molecule, given as canonical SMILES, a common solvent, or water? */
export function isSolvent(smiles: string): boolean {
  return smiles === "O" ||
    Object.hasOwn(SOLVENTS, smiles) && !NITROGEN_BASES.includes(smiles) && !SULFONIC_ACIDS.includes(smiles);
}

/**
 * Cost of using each fragment of the left side, in order; 0 for most. Molecules of one kind share its cost: if one takes
 * part, so may the others.
 *
 * @param left molecules in the order in which they are joined into one graph
 */
export function sourceCosts(left: readonly SideMolecule[]): Float32Array {
  const counts = new Map<string, number>();
  for (const { smiles } of left) counts.set(smiles, (counts.get(smiles) ?? 0) + 1);
  return Float32Array.from(left.flatMap(({ smiles, isAgent }) =>
    smiles.split(".").map((fragment) => {
      const kind = SOLVENTS[fragment];
      const cost = (kind === undefined ? 0 : COSTS[kind]) + (isAgent === true ? COSTS.agent : 0);
      return cost / (counts.get(smiles) ?? 1);
    })
  ));
}
