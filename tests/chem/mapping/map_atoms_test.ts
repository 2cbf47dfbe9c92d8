import { assert, assertEquals } from "@std/assert";
import { mapReaction } from "../../../src/chem/mapping/map_reaction.ts";
import { superposition, superpositionsEqual } from "../support/superposition.ts";
import { rdkit, reactionOf, runStages } from "../support/reaction_chain.ts";

/** Maps the reaction without its numbers and compares with the numbers, up to symmetry. */
function assertMapsLike(reference: string) {
  const unmapped = reference.replaceAll(/:\d+\]/g, "]");
  const { mapped } = runStages(unmapped).rxn_smiles;
  assert(mapped !== null, `${unmapped} was not mapped`);
  assert(
    superpositionsEqual(superposition(reactionOf(reference)), superposition(reactionOf(mapped))),
    `${mapped} differs from ${reference}`,
  );
}

Deno.test("An esterification keeps the alkyl oxygen of the alcohol", () => {
  assertMapsLike("[CH3:1][C:2](=[O:3])O.[OH:5][CH2:6][CH3:7]>>[CH3:1][C:2](=[O:3])[O:5][CH2:6][CH3:7]");
});

Deno.test("A hydrolysis cuts an ester at its acyl side", () => {
  assertMapsLike("[CH3:1][C:2](=[O:3])OCC.[OH2:5]>>[CH3:1][C:2](=[O:3])[OH:5]");
});

Deno.test("A substitution exchanges the halogen", () => {
  assertMapsLike("[CH3:1][CH2:2]Br.[N-:3]=[N+:4]=[N-:5]>>[CH3:1][CH2:2][N:3]=[N+:4]=[N-:5]");
});

Deno.test("A Suzuki coupling joins the rings where bromine and boron were", () => {
  assertMapsLike(
    "Br[c:1]1[cH:2][cH:3][c:4]([CH3:5])[cH:6][cH:7]1.OB(O)[c:8]1[cH:9][cH:10][n:11][cH:12][cH:13]1>>" +
      "[c:1]1(-[c:8]2[cH:9][cH:10][n:11][cH:12][cH:13]2)[cH:2][cH:3][c:4]([CH3:5])[cH:6][cH:7]1",
  );
});

Deno.test("An amide coupling takes the amine and leaves base, solvent and coupling agent alone", () => {
  const { rxn_smiles } = runStages(
    "OC(=O)c1ccccc1.NCc1ccco1.CCN(CC)CC.CN(C)C=O.CCN=C=NCCCN(C)C>>O=C(NCc1ccco1)c1ccccc1",
  );
  assertEquals(rxn_smiles.values, [
    "NCc1ccco1.O=C(O)c1ccccc1>CCN(CC)CC.CCN=C=NCCCN(C)C.CN(C)C=O>O=C(NCc1ccco1)c1ccccc1",
  ]);
});

Deno.test("A Diels-Alder reaction joins the ends of the diene to the dienophile", () => {
  assertMapsLike(
    "[CH2:1]=[CH:2][CH:3]=[CH2:4].[CH2:5]=[CH:6][C:7]#[N:8]>>[CH2:1]1[CH:2]=[CH:3][CH2:4][CH2:5][CH:6]1[C:7]#[N:8]",
  );
});

Deno.test("A component given as an agent that supplies atoms becomes a reactant", () => {
  const { rxn_smiles } = runStages("CCO>CC(=O)Cl.CCN(CC)CC>CCOC(C)=O");
  assertEquals(rxn_smiles.values, ["CC(=O)Cl.CCO>CCN(CC)CC>CCOC(C)=O"]);
});

Deno.test("The answer does not depend on how a reaction is spelled", () => {
  const spellings = [
    "OC(=O)c1ccccc1.NC[C@@H](C)O>ClCCl>C[C@H](CNC(=O)c1ccccc1)O",
    "[C@H](C)(O)CN.c1ccc(cc1)C(O)=O>C(Cl)Cl>O=C(c1ccccc1)NC[C@H](O)C",
    "c1(C(=O)O)ccccc1.O[C@H](C)CN>ClCCl>N(C(c1ccccc1)=O)C[C@@H](C)O",
  ];
  const runs = spellings.map((text) => runStages(text));
  for (const run of runs.slice(1)) {
    assertEquals(run.rxn_smiles.mapped, runs[0]?.rxn_smiles.mapped);
    assertEquals(run.rxn_smirks.values, runs[0]?.rxn_smirks.values);
  }
});

Deno.test("Other ring numbers and another order of reactants give the same mapping", () => {
  const components = [
    "CC(C)(C)OC(=O)N1CCC(Br)CC1",
    "Oc1ccc2ncccc2c1",
    "CC(C)(C)OC(=O)N1CCC(Oc2ccc3ncccc3c2)CC1",
  ];
  const answers = new Set<string | null>();
  for (let seed = 0; seed < 20; seed++) {
    const [halide, phenol, product] = components.map((smiles) => renumbered(smiles, seed));
    answers.add(
      runStages(`${seed % 2 ? `${phenol}.${halide}` : `${halide}.${phenol}`}>>${product}`).rxn_smiles.mapped,
    );
  }
  assertEquals(answers.size, 1);
});

Deno.test("Wildcards, isotopes and radicals are mapped to their like", () => {
  assertMapsLike("[*:1][CH2:2]Br.[NH3:3]>>[*:1][CH2:2][NH2:3]");
  assertMapsLike("[13CH3:1][OH:2].[CH3:3][C:4](=[O:5])Cl>>[13CH3:1][O:2][C:4]([CH3:3])=[O:5]");
  assertMapsLike("[CH3:1].[CH3:2]>>[CH3:1][CH3:2]");
  assertMapsLike("[2H:1][2H:2].[CH2:3]=[CH2:4]>>[2H:1][CH2:3][CH2:4][2H:2]");
});

Deno.test("Ligands of a metal complex keep their places", () => {
  assertMapsLike("[Cl:1][Pt:2][Cl:3].[NH3:4].[NH3:5]>>[NH3:4]->[Pt:2]([Cl:1])([Cl:3])<-[NH3:5]");
});

Deno.test("Sound given maps are kept and renumbered along the product", () => {
  const { rxn_smiles } = runStages("[CH3:7][Br:9].[OH-:8]>>[CH3:7][OH:8].[Br-:9]");
  assertEquals(rxn_smiles.mapping?.source, "given");
  assertEquals(rxn_smiles.mapped, "[CH3:1][Br:3].[OH-:2]>>[CH3:1][OH:2].[Br-:3]");
});

Deno.test("Given numbers are kept even where another mapping is cheaper", () => {
  const crossed = "[CH3:1][CH2:2][OH:3].[CH3:4][CH2:5][Cl:6]>>[CH3:4][CH2:5][OH:3]";
  const { rxn_smiles } = runStages(crossed);
  assertEquals(rxn_smiles.mapping?.source, "given");
  assert(
    superpositionsEqual(
      superposition(reactionOf(crossed)),
      superposition(reactionOf(rxn_smiles.mapped ?? "")),
    ),
  );
});

Deno.test("Given numbers that imply far more change than needed are kept, next to the mapping that we would have chosen", () => {
  const scrambled =
    "[CH3:1][CH2:2][CH2:3][CH2:4][OH:5].[Br:6][CH2:7][CH3:8]>>[CH3:7][CH2:1][CH2:4][CH2:8][O:5][CH2:3][CH3:2]";
  const { rxn_smiles: { mapping, mapped }, validation } = runStages(scrambled);
  assertEquals(mapping?.source, "given");
  assert((mapping?.computed?.cost ?? Infinity) < 3);
  assert((mapping?.computed?.confidence ?? 0) > 0.9);
  assert((mapping?.confidence ?? 1) < 0.1);
  assert(mapping?.computed?.mapped !== mapped);
  assertEquals(validation.verdict, "check");
});

Deno.test("Given numbers that differ from ours only by symmetry count as the same", () => {
  const mirrored = "[CH3:1][c:2]1[cH:3][cH:4][cH:5][cH:6][cH:7]1.[Br:8][Br:9]>>" +
    "[CH3:1][c:2]1[cH:7][cH:6][c:5]([Br:9])[cH:4][cH:3]1";
  const { mapping } = runStages(mirrored).rxn_smiles;
  assertEquals([mapping?.source, mapping?.computed], ["given", undefined]);
});

Deno.test("A product that is also the solvent is made from the reactants", () => {
  const { rxn_smiles } = runStages("CCBr.[OH-].[Na+]>CCO>CCO");
  assertEquals(rxn_smiles.values, ["CCBr.[OH-]>CCO.[Na+]>CCO"]);
});

Deno.test("A clear mapping has a high confidence, computed or given, and no runner-up", () => {
  const texts = ["CCBr.[N-]=[N+]=[N-]>>CCN=[N+]=[N-]", "[CH3:7][Br:9].[OH-:8]>>[CH3:7][OH:8].[Br-:9]"];
  for (const text of texts) {
    const { mapping } = runStages(text).rxn_smiles;
    assert((mapping?.confidence ?? 0) > 0.9);
    assertEquals(mapping?.runner_up, undefined);
  }
});

Deno.test("An uncertain mapping comes with the runner-up and the deciding bond", () => {
  const { mapping, mapped } = runStages("CC(C)(C)OC(=O)c1ccccc1.O>>OC(=O)c1ccccc1").rxn_smiles;
  const other = mapping?.runner_up;
  assert(mapping?.confidence !== undefined && mapping.confidence < 0.9 && other);
  assert(other.confidence + mapping.confidence <= 1 && other.mapped !== mapped);
  assertEquals(other.deciding_bond.side, "reactants");
  assertEquals([other.deciding_bond.chosen, other.deciding_bond.other].toSorted(), ["kept", "lost"]);
  assertEquals(other.deciding_bond.atoms.map((atom) => atom.charAt(0)).toSorted(), ["C", "O"]);
});

Deno.test("Given numbers that leave atoms out are completed", () => {
  const { rxn_smiles, validation } = runStages("[CH3:1]CBr.[NH3:2]>>[CH3:1]C[NH2:2]");
  assertEquals(rxn_smiles.mapping?.source, "given");
  assertEquals(validation.checks.atoms_without_source, {});
});

Deno.test("Unsound given numbers are replaced and the reason is given", () => {
  const reasons = [
    "[CH3:1][Br:1].[OH-:2]>>[CH3:1][OH:2]",
    "[CH3:1]Br.[OH-:2]>>[CH3:2][OH:1]",
    "[CH3:1]Br.[OH-:2]>>[CH3:5][OH:6]",
  ].map((text) => runStages(text).rxn_smiles.mapping?.given_rejected);
  assertEquals(reasons, [
    "map number 1 is used more than once on the left side",
    "map number 2 turns oxygen into carbon",
    "no map number occurs on both sides",
  ]);
});

Deno.test("A side without atoms and sides without a common element are refused with a reason", () => {
  assertEquals(mapReaction([], []), { ok: false, reason: "no product: nothing to map" });
  const { rejected, rxn_smiles } = runStages("[Na]>O>[K]");
  assertEquals([rxn_smiles.values, rxn_smiles.mapped], [["[Na]>O>[K]"], null]);
  assertEquals(
    rejected[0]?.reason,
    "no atom of the products can come from the left side: they share no element",
  );
});

/** Another spelling of a SMILES, with other ring numbers. */
function renumbered(smiles: string, seed: number): string {
  const written = rdkit.molecule(smiles, (molecule) => molecule.smiles());
  assert(written.ok);
  return written.value.replaceAll(/\d/g, (digit) => String((Number(digit) + seed) % 9 + 1));
}
