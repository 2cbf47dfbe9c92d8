import { assertEquals, assertStringIncludes } from "@std/assert";
import { readGroup } from "../../../src/names/groups.ts";
import { reader } from "../support/reaction_chain.ts";

/** A V2000 molblock of single bonds; `labels` are aliases by atom number. */
function block(
  symbols: readonly string[],
  bonds: readonly string[],
  labels: Readonly<Record<number, string>> = {},
  properties: readonly string[] = [],
): string {
  const count = (list: readonly unknown[]) => String(list.length).padStart(3);
  return [
    ...["", "", ""],
    `${count(symbols)}${count(bonds)}  0  0  0  0            999 V2000`,
    ...symbols.map((symbol, i) =>
      `${(i * 1.5).toFixed(4).padStart(10)}    0.0000    0.0000 ${symbol.padEnd(3)} 0  0  0  0  0  0`
    ),
    ...bonds.map((ends) => `${ends}  1  0`),
    ...Object.entries(labels).flatMap(([atom, label]) => [`A  ${atom.padStart(3)}`, label]),
    ...properties,
    "M  END",
    "",
  ].join("\n");
}

function smilesOf(text: string): string {
  const read = reader.component({ kind: "molblock", text });
  return read.ok ? read.value.smiles : `refused: ${read.reason}`;
}

function canonical(text: string): string {
  const read = reader.component({ kind: "smiles", text });
  return read.ok ? read.value.smiles : read.reason;
}

Deno.test("Abbreviations that stand on one atom of a molblock are drawn out, from either side of the bond", () => {
  const groups: Readonly<Record<string, string>> = {
    Ph: "Cc1ccccc1",
    Et: "CCC",
    CO2Et: "CC(=O)OCC",
    EtO2C: "CC(=O)OCC",
    MeO: "COC",
    BocHN: "CNC(=O)OC(C)(C)C",
    OTBS: "CO[Si](C)(C)C(C)(C)C",
    HOH2C: "CCO",
    O2N: "C[N+](=O)[O-]",
    MeO2S: "CS(C)(=O)=O",
    "CO2-": "CC(=O)[O-]",
    Bpin: "CB1OC(C)(C)C(C)(C)O1",
    NH2: "CN",
    Cl: "CCl",
  };
  for (const [label, smiles] of Object.entries(groups)) {
    assertEquals(smilesOf(block(["C", "C"], ["  1  2"], { 2: label })), canonical(smiles), label);
  }
  assertEquals(
    smilesOf(block(["C", "C", "C"], ["  1  2", "  2  3"], { 2: "NBoc" })),
    canonical("CN(C)C(=O)OC(C)(C)C"),
  );
});

Deno.test("An abbreviated compound without bonds is that compound, with all its ions", () => {
  assertEquals(smilesOf(block(["C"], [], { 1: "NaBH4" })), canonical("[Na+].[BH4-]"));
  assertEquals(smilesOf(block(["C"], [], { 1: "H2SO4" })), canonical("OS(O)(=O)=O"));
});

Deno.test("Symbols and Sgroups of one atom that abbreviate a group are drawn out too", () => {
  assertEquals(smilesOf(block(["Ph", "O"], ["  1  2"])), canonical("Oc1ccccc1"));
  const sup = ["M  STY  1   1 SUP", "M  SAL   1  1   1", "M  SMT   1 Bn"];
  assertEquals(smilesOf(block(["C", "O"], ["  1  2"], {}, sup)), canonical("OCc1ccccc1"));
  const drawn = ["M  STY  1   1 SUP", "M  SAL   1  2   1   2", "M  SMT   1 Et"];
  assertEquals(smilesOf(block(["C", "C", "O"], ["  1  2", "  2  3"], {}, drawn)), "CCO");
});

Deno.test("Charges, maps and labels of unnamed rests stay as they are recorded", () => {
  const charged = ["M  CHG  1   1  -1"];
  assertEquals(smilesOf(block(["O", "C"], ["  1  2"], { 2: "NO2" }, charged)), canonical("[O-][N+](=O)[O-]"));
  assertEquals(smilesOf(block(["C", "O"], ["  1  2"], { 1: "R1" })), "[1*]O");
  assertEquals(smilesOf(block(["C", "O"], ["  1  2"], { 1: "R'" })), "*O");
});

Deno.test("An abbreviation that is not known, or could be bound in two ways, refuses its molecule by name", () => {
  for (const label of ["Ar", "'C1'", "Foo", "NC", "see text"]) {
    assertStringIncludes(
      smilesOf(block(["C", "O"], ["  1  2"], { 1: label })),
      `atom 1 is labelled "${label}", which is no group that is known here`,
    );
  }
  assertEquals(readGroup("OCH2", 2), null);
});

Deno.test("Abbreviations in V3000 are drawn out", () => {
  const table = [
    ..."BEGIN CTAB;COUNTS 3 2 1 0 0;BEGIN ATOM;1 Boc 0 0 0 0;2 N 1 0 0 4;3 C 2 0 0 0;END ATOM".split(";"),
    ..."BEGIN BOND;1 1 1 2;2 1 2 3;END BOND;BEGIN SGROUP;1 SUP 1 ATOMS=(1 3) LABEL=Bn;END SGROUP".split(";"),
    "END CTAB",
  ].map((line) => `M  V30 ${line}`);
  const text = ["", "", "", "  0  0  0     0  0            999 V3000", ...table, "M  END", ""].join("\n");
  const read = reader.component({ kind: "molblock", text });
  assertEquals(read.ok && read.value.smiles, canonical("CC(C)(C)OC(=O)NCc1ccccc1"));
  assertEquals(read.ok && read.value.maps.filter((map) => map !== 0), [4]);
});
