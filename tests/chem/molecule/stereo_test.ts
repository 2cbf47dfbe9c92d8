import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { runStages } from "../support/reaction_chain.ts";

/** The SMIRKS of a reaction; applied to the reactants it must give the products exactly, and reversed the reactants. */
function assertBothWays(text: string): string {
  const { rxn_smirks, validation } = runStages(text);
  const smirks = rxn_smirks.values[0] ?? "";
  const { round_trip, reverse } = validation.checks;
  assertEquals([round_trip, reverse], ["exact", "exact"], `${text} with ${smirks}`);
  return smirks;
}

Deno.test("An SN2 reaction inverts the centre", () => {
  const smirks = assertBothWays(
    "[CH3:1][C@H:2](Br)[CH2:3][CH3:4].[N-:5]=[N+:6]=[N-:7]>>[CH3:1][C@@H:2]([N:5]=[N+:6]=[N-:7])[CH2:3][CH3:4]",
  );
  const retention = assertBothWays(
    "[CH3:1][C@H:2](Br)[CH2:3][CH3:4].[N-:5]=[N+:6]=[N-:7]>>[CH3:1][C@H:2]([N:5]=[N+:6]=[N-:7])[CH2:3][CH3:4]",
  );
  assertNotEquals(smirks, retention);
});

Deno.test("Both enantiomers are inverted by one transform where it cannot tell the neighbours apart", () => {
  const cyanide = (before: string, after: string, tail: string) =>
    assertBothWays(
      `[CH3:1][${before}:2](Br)[CH2:3]${tail}.[C-:5]#[N:6]>>[CH3:1][${after}:2]([C:5]#[N:6])[CH2:3]${tail}`,
    );
  assertEquals(cyanide("C@H", "C@@H", "[CH3:4]"), cyanide("C@@H", "C@H", "[CH3:4]"));
  const turned = (before: string, after: string) =>
    assertBothWays(`[CH3:1][${before}:2]([OH:3])[NH:4][CH3:5]>>[CH3:1][${after}:2]([OH:3])[NH:4][CH3:5]`);
  assertNotEquals(turned("C@H", "C@@H"), turned("C@@H", "C@H"));
});

Deno.test("A Mitsunobu esterification inverts the alcohol and takes the oxygen of the acid", () => {
  assertBothWays(
    "[CH3:1][C@H:2](O)[CH2:3][CH2:4][CH3:5].[OH:6][C:7](=[O:8])[c:9]1[cH:10][cH:11][cH:12][cH:13][cH:14]1>>" +
      "[CH3:1][C@@H:2]([O:6][C:7](=[O:8])[c:9]1[cH:10][cH:11][cH:12][cH:13][cH:14]1)[CH2:3][CH2:4][CH3:5]",
  );
});

Deno.test("A Wittig reaction makes E or Z double bonds by two transforms", () => {
  const ylide = "c1ccccc1P(=[CH:3][CH3:4])(c1ccccc1)c1ccccc1";
  const aldehyde = "O=[CH:1][c:2]1[cH:5][cH:6][cH:7][cH:8][cH:9]1";
  const phenyl = "[c:2]1[cH:5][cH:6][cH:7][cH:8][cH:9]1";
  const z = assertBothWays(`${aldehyde}.${ylide}>>[CH3:4]/[CH:3]=[CH:1]\\${phenyl}`);
  const e = assertBothWays(`${aldehyde}.${ylide}>>[CH3:4]/[CH:3]=[CH:1]/${phenyl}`);
  const open = assertBothWays(`${aldehyde}.${ylide}>>[CH3:4][CH:3]=[CH:1]${phenyl}`);
  assertEquals(new Set([z, e, open]).size, 3);
});

Deno.test("Lindlar's catalyst gives the Z alkene, sodium in ammonia the E alkene", () => {
  const z = assertBothWays("[CH3:1][CH2:5][C:2]#[C:3][CH3:4]>>[CH3:1][CH2:5]/[CH:2]=[CH:3]\\[CH3:4]");
  const e = assertBothWays("[CH3:1][CH2:5][C:2]#[C:3][CH3:4]>>[CH3:1][CH2:5]/[CH:2]=[CH:3]/[CH3:4]");
  assertNotEquals(z, e);
});

Deno.test("An epoxidation keeps the geometry of the alkene", () => {
  const peracid = "c1ccccc1C(=O)O[OH:5]";
  const ethyl = "[CH2:6][CH3:7]";
  assertBothWays(`[CH3:1]/[CH:2]=[CH:3]/${ethyl}.${peracid}>>[CH3:1][C@H:2]1[O:5][C@@H:3]1${ethyl}`);
  assertBothWays(`[CH3:1]/[CH:2]=[CH:3]\\${ethyl}.${peracid}>>[CH3:1][C@H:2]1[O:5][C@H:3]1${ethyl}`);
});

Deno.test("A dihydroxylation makes two centres at once, with two oxygens that have no source", () => {
  const { validation, rxn_smirks } = runStages(
    "[CH3:1]/[CH:2]=[CH:3]/[CH2:4][CH3:5]>>[CH3:1][C@H:2](O)[C@@H:3](O)[CH2:4][CH3:5]",
  );
  assertEquals(validation.checks.round_trip, "exact", rxn_smirks.values[0]);
});

Deno.test("Bromine adds anti", () => {
  assertBothWays(
    "[CH2:1]1[CH2:2][CH2:3][CH:4]=[CH:5][CH2:6]1.[Br:7][Br:8]>>[CH2:1]1[CH2:2][CH2:3][C@H:4]([Br:7])[C@@H:5]([Br:8])[CH2:6]1",
  );
  assertBothWays(
    "[CH3:1]/[CH:2]=[CH:3]/[CH2:4][CH3:5].[Br:7][Br:8]>>[CH3:1][C@H:2]([Br:7])[C@H:3]([Br:8])[CH2:4][CH3:5]",
  );
});

Deno.test("A double bond is isomerised, and a centre racemised, inverted or resolved", () => {
  assertBothWays(
    "[OH:1][C:2](=[O:3])/[CH:4]=[CH:5]\\[C:6](=[O:7])[OH:8]>>[OH:1][C:2](=[O:3])/[CH:4]=[CH:5]/[C:6](=[O:7])[OH:8]",
  );
  assertBothWays("[CH3:1][C@H:2]([NH2:3])[C:4](=[O:5])[OH:6]>>[CH3:1][CH:2]([NH2:3])[C:4](=[O:5])[OH:6]");
  assertBothWays("[CH3:1][C@H:2]([NH2:3])[C:4](=[O:5])[OH:6]>>[CH3:1][C@@H:2]([NH2:3])[C:4](=[O:5])[OH:6]");
  assertBothWays("[CH3:1][CH:2]([NH2:3])[C:4](=[O:5])[OH:6]>>[CH3:1][C@@H:2]([NH2:3])[C:4](=[O:5])[OH:6]");
});

Deno.test("The hydrolysis of an ester leaves the centres of both parts as they are", () => {
  const smirks = assertBothWays(
    "[CH3:1][CH2:2][C@@H:3]([CH3:4])[O:5][C:6](=[O:7])[C@H:8]([NH2:9])[CH3:10].[OH2:11]>>" +
      "[CH3:1][CH2:2][C@@H:3]([CH3:4])[OH:5].[OH:11][C:6](=[O:7])[C@H:8]([NH2:9])[CH3:10]",
  );
  // The transform does not name them: it fits the ester of any configuration.
  assertEquals(smirks.includes("@"), false);
});

Deno.test("A stereo double bond next to the centre stays as it is", () => {
  assertBothWays(
    "[CH3:1]/[CH:2]=[CH:3]/[C:4](=[O:5])[OH:6].[CH3:7][OH:8]>>[CH3:1]/[CH:2]=[CH:3]/[C:4](=[O:5])[O:8][CH3:7]",
  );
});

Deno.test("A cross coupling keeps the geometry of the vinyl halide", () => {
  const smirks = assertBothWays(
    "[CH3:1][CH2:2]/[CH:3]=[CH:4]/[I:9].[CH3:5][C:6]#[CH:7]>>[CH3:1][CH2:2]/[CH:3]=[CH:4]/[C:7]#[C:6][CH3:5]",
  );
  assertMatch(smirks, /[/\\]/);
});

Deno.test("A ketone is reduced to one alcohol, and oxidised without its configuration", () => {
  assertBothWays("[CH3:1][CH2:2][C:3](=[O:4])[CH3:5]>>[CH3:1][CH2:2][C@@H:3]([OH:4])[CH3:5]");
  assertBothWays("[CH3:1][CH2:2][C@@H:3]([OH:4])[CH3:5]>>[CH3:1][CH2:2][C:3](=[O:4])[CH3:5]");
});

Deno.test("Sulfur and phosphorus are centres too", () => {
  assertBothWays("[CH3:1][S:2][CH2:3][CH3:4].O[OH:5]>>[CH3:1][S@:2](=[O:5])[CH2:3][CH3:4]");
});

Deno.test("A Diels-Alder reaction makes the cis adduct of a cis dienophile", () => {
  assertBothWays(
    "[CH2:1]=[CH:2][CH:3]=[CH2:4].[CH3:5][O:6][C:7](=[O:8])/[CH:9]=[CH:10]\\[C:11](=[O:12])[O:13][CH3:14]>>" +
      "[CH2:1]1[CH:2]=[CH:3][CH2:4][C@H:9]([C:7](=[O:8])[O:6][CH3:5])[C@@H:10]1[C:11](=[O:12])[O:13][CH3:14]",
  );
});

Deno.test("Allenes and biaryls go through without their configuration", () => {
  assertEquals(
    runStages("[CH3:1][CH:2]=[C:3]=[CH:4][CH2:5]Br.[NH3:6]>>[CH3:1][CH:2]=[C:3]=[CH:4][CH2:5][NH2:6]")
      .validation
      .checks.round_trip,
    "exact",
  );
  assertBothWays(
    "O[c:1]1[cH:2][cH:3][cH:4][cH:5][c:6]1-[c:7]1[c:8]([CH3:9])[cH:10][cH:11][cH:12][cH:13]1.[ClH:14]>>" +
      "[Cl:14][c:1]1[cH:2][cH:3][cH:4][cH:5][c:6]1-[c:7]1[c:8]([CH3:9])[cH:10][cH:11][cH:12][cH:13]1",
  );
});
