import { assert, assertEquals, assertNotEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { mappedReaction } from "../../../src/chem/molecule/mapped_reaction.ts";
import { extractTemplate, MAX_TEMPLATE_ATOMS } from "../../../src/chem/template/template.ts";
import { rdkit, reactionOf, reader, runStages } from "../support/reaction_chain.ts";

/** The SMIRKS of a mapped reaction; RDKit must read it, and it must give the recorded product exactly. */
function assertRoundTrip(text: string): string {
  const { rxn_smirks, validation } = runStages(text);
  assertEquals(validation.checks.round_trip, "exact", `${text} with ${rxn_smirks.values[0]}`);
  return rxn_smirks.values[0] ?? "";
}

Deno.test("A template has the centre, its neighbours, and the leaving atom", () => {
  const smirks = assertRoundTrip("[CH3:1][CH2:2]Br.[OH-:3]>>[CH3:1][CH2:2][OH:3]");
  assertEquals(
    smirks,
    "[Br;H0;D1;+0]-[C;H2;D2;+0:1]-[C:2].[O;H1;D0;-1:3]>>[C;H2;+0:1](-[C:2])-[O;H1;+0:3]",
  );
});

Deno.test("Equal transforms of different reactions are equal texts", () => {
  const first = assertRoundTrip("[CH3:1][CH2:2]Br.[NH2:3][CH3:4]>>[CH3:1][CH2:2][NH:3][CH3:4]");
  const second = assertRoundTrip(
    "[CH3:9][NH2:5].Br[CH2:7][CH2:6][c:1]1[cH:2][cH:3][cH:4][cH:8][cH:10]1>>" +
      "[CH3:9][NH:5][CH2:7][CH2:6][c:1]1[cH:2][cH:3][cH:4][cH:8][cH:10]1",
  );
  assertEquals(first, second);
});

Deno.test("A ring closure groups the fragments of one molecule in parentheses", () => {
  const smirks = assertRoundTrip(
    "[NH2:1][CH2:2][CH2:3][CH2:4][CH2:5][C:6](=[O:7])O>>[NH:1]1[CH2:2][CH2:3][CH2:4][CH2:5][C:6]1=[O:7]",
  );
  assert(smirks.startsWith("("), smirks);
});

Deno.test("Atoms without a source are written into the product", () => {
  const smirks = assertRoundTrip("[CH3:1][CH2:2][OH:3]>>[CH3:1][CH2:2][O:3]C(C)=O");
  assertStringIncludes(smirks.split(">>")[1] ?? "", "=[O;H0;+0]");
});

Deno.test("Inversion, retention, making and losing of a stereocentre come back exactly", () => {
  const inversion = assertRoundTrip(
    "[CH3:1][C@H:2](Br)[CH2:3][CH3:4].[C-:5]#[N:6]>>[CH3:1][C@@H:2]([C:5]#[N:6])[CH2:3][CH3:4]",
  );
  const retention = assertRoundTrip(
    "[CH3:1][C@H:2](Br)[CH2:3][CH3:4].[C-:5]#[N:6]>>[CH3:1][C@H:2]([C:5]#[N:6])[CH2:3][CH3:4]",
  );
  assertNotEquals(inversion, retention);
  assertRoundTrip("[CH3:1][CH2:2][C:3](=[O:4])[CH3:5]>>[CH3:1][CH2:2][C@H:3]([OH:4])[CH3:5]");
  assertRoundTrip("[CH3:1][CH2:2][C@H:3]([OH:4])[CH3:5]>>[CH3:1][CH2:2][CH:3]([OH:4])[CH3:5]");
  assertRoundTrip("[CH3:1][C@@H:2]([OH:3])[CH2:4][CH3:5]>>[CH3:1][C@H:2]([OH:3])[CH2:4][CH3:5]");
});

Deno.test("Deuterium on an atom that changes is found with the other hydrogens", () => {
  const smirks = assertRoundTrip("[2H]C([2H])([2H])I.Oc1ccccc1>>[2H]C([2H])([2H])Oc1ccccc1");
  assertStringIncludes(smirks, "[C;H3;D4;+0:2]");
  assertRoundTrip("[2H]O[2H].CC(=O)c1ccccc1>>[2H]CC(=O)c1ccccc1.[2H]O");
  assertRoundTrip("CC(=O)c1ccccc1.[2H][B-]([2H])([2H])[2H].[Na+]>>[2H]C(C)(O)c1ccccc1");
});

Deno.test("A stereocentre next to the change keeps its configuration", () => {
  assertRoundTrip(
    "[CH3:1][C@H:2]([NH2:3])[C:4](=[O:5])O.[CH3:6][NH2:7]>>[CH3:1][C@H:2]([NH2:3])[C:4](=[O:5])[NH:7][CH3:6]",
  );
});

Deno.test("Double bonds are made, turned and carried over with their configuration", () => {
  assertRoundTrip("[CH3:1][C:2]#[C:3][CH3:4]>>[CH3:1]/[CH:2]=[CH:3]\\[CH3:4]");
  assertRoundTrip("[CH3:1][C:2]#[C:3][CH3:4]>>[CH3:1]/[CH:2]=[CH:3]/[CH3:4]");
  assertRoundTrip("[CH3:1]/[CH:2]=[CH:3]\\[CH3:4]>>[CH3:1]/[CH:2]=[CH:3]/[CH3:4]");
  assertRoundTrip("[CH3:1]/[CH:2]=[CH:3]/Br.OB(O)[CH3:4]>>[CH3:1]/[CH:2]=[CH:3]/[CH3:4]");
  assertRoundTrip(
    "[CH3:1][CH:2]=O.c1ccccc1P(=[CH:3]/[CH:4]=[CH:5]/[CH3:6])(c1ccccc1)c1ccccc1>>[CH3:1]/[CH:2]=[CH:3]/[CH:4]=[CH:5]/[CH3:6]",
  );
});

Deno.test("Charges, isotopes, wildcards, aromatic nitrogen and complexes come back exactly", () => {
  for (
    const text of [
      "[CH3:1][N:2]([CH3:3])[CH3:4].[CH3:5]I>>[CH3:1][N+:2]([CH3:3])([CH3:4])[CH3:5]",
      "[13CH3:1][OH:2].[CH3:3]Br>>[13CH3:1][O:2][CH3:3]",
      "[*:1][CH2:2]Br.[NH3:3]>>[*:1][CH2:2][NH2:3]",
      "[nH:1]1[cH:2][cH:3][cH:4][cH:5]1.[CH3:6]I>>[n:1]1([CH3:6])[cH:2][cH:3][cH:4][cH:5]1",
      "[Cl:1][Pt:2][Cl:3].[NH3:4]>>[NH3:4]->[Pt:2]([Cl:1])[Cl:3]",
      "[Na:1]>>[Na+:1]",
      "[CH2:1]=[CH2:2].[2H:3][2H:4]>>[2H:3][CH2:1][CH2:2][2H:4]",
    ]
  ) assertRoundTrip(text);
});

Deno.test("Two products of one reactant come back together", () => {
  assertRoundTrip(
    "[CH3:1][C:2](=[O:3])[O:4][CH2:5][CH3:6].[OH2:7]>>[CH3:1][C:2](=[O:3])[OH:7].[OH:4][CH2:5][CH3:6]",
  );
});

Deno.test("The search pattern matches without stereo, and says stereo only where nothing else changes", () => {
  const substitution = runStages(
    "[CH3:1][C@H:2](Br)[CH2:3][CH3:4].[C-:5]#[N:6]>>[CH3:1][C@@H:2]([C:5]#[N:6])[CH2:3][CH3:4]",
  );
  assert(!substitution.rxn_smarts.values[0]?.includes("@"));
  const epimer = runStages("[CH3:1][C@@H:2]([OH:3])[CH2:4][CH3:5]>>[CH3:1][C@H:2]([OH:3])[CH2:4][CH3:5]");
  assert(epimer.rxn_smarts.values[0]?.includes("@"));
  for (const run of [substitution, epimer]) assert(rdkit.readsReaction(run.rxn_smarts.values[0] ?? "").ok);
});

Deno.test("Nothing changed gives no template", () => {
  assertEquals(extractTemplate(reactionOf("[CH3:1][OH:2]>>[CH3:1][OH:2]"), 1), null);
});

Deno.test("A centre beyond the limit is refused", () => {
  const chain = reader.graph("C".repeat(MAX_TEMPLATE_ATOMS + 10));
  assert(chain.ok);
  const left = [{ smiles: "C", graph: chain.value, maps: [] }];
  // Every atom loses its bonds: the products are single atoms.
  const methane = reader.graph("C");
  assert(methane.ok);
  const right = Array.from(
    { length: chain.value.size },
    () => ({ smiles: "C", graph: methane.value, maps: [] }),
  );
  const source = Int32Array.from({ length: chain.value.size }, (_, atom) => atom);
  assertThrows(() => extractTemplate(mappedReaction(left, right, source), 1), RangeError, "160 atoms");
});

Deno.test("Radicals of the products are marked, so that RDKit does not fill them up with hydrogen", () => {
  const smirks = assertRoundTrip("CC(C)(C)OOC(C)(C)C>>CC(C)(C)[O].CC(C)(C)[O]");
  assert(smirks.endsWith(" |^1:5,7|"), smirks);
  for (
    const reaction of [
      "C[S-]>>C[S]",
      "CC(C)(C#N)N=NC(C)(C)C#N>>N#N.C[C](C)C#N.C[C](C)C#N",
      "O=O.[CH3]>>CO[O]",
      "[O][O].[CH3]>>CO[O]",
      "[O-][Cl+][O-]>>[O-][Cl+][O]",
      "ClC(Cl)(Cl)Cl>>[Cl].Cl[C](Cl)Cl",
    ]
  ) assertRoundTrip(reaction);
  // Hydrogens that are counted already tell a radical, and metals are none.
  for (const reaction of ["[Br].CC>>Br.[CH2]C", "[Na].CCO>>[Na]OCC"]) {
    assert(!assertRoundTrip(reaction).includes("|"), reaction);
  }
});
