import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { findReactions } from "../../../src/chem/input/find_reactions.ts";
import { MoleculeReader, type Outcome } from "../../../src/chem/molecule/molecule_reader.ts";
import { readReaction } from "../../../src/chem/molecule/read_reaction.ts";
import { RXN_VERSIONS, type RxnVersion } from "../../../src/chem_results.ts";
import { writeRxn } from "../../../src/chem/output/write_rxn.ts";
import { loadRdkit } from "../../../src/chem/rdkit/rdkit.ts";
import type { ReactionFormat } from "../../../src/chem_results.ts";

const rdkit = await loadRdkit();
const reader = new MoleculeReader(rdkit, { maxCharacters: 2_000, maxHeavyAtoms: 400 });

/** One reaction for each thing that a block must keep. */
const REACTIONS: readonly string[] = [
  "[CH3:1][CH2:2][Br:3].[OH-:4]>>[CH3:1][CH2:2][OH:4]",
  "CC(=O)O.OCC>OS(=O)(=O)O>CCOC(C)=O",
  "[CH3:1][C@H:2]([Br:3])[CH2:4][CH3:5].[N-:6]=[N+:7]=[N-:8]>>[CH3:1][C@@H:2]([N:6]=[N+:7]=[N-:8])[CH2:4][CH3:5]",
  "F[C@](Cl)(Br)I>>F[C@@](Cl)(Br)I",
  "[CH3:1]/[CH:2]=[CH:3]/[CH3:4]>>[CH3:1]/[CH:2]=[CH:3]\\[CH3:4]",
  "CC=CC>>C/C=C/C",
  "C[C@@H]1CC[C@H](O)[C@H](C)C1>>C[C@@H]1CCC(=O)[C@H](C)C1",
  "OC[C@H]1O[C@@H](O)[C@H](O)[C@@H](O)[C@@H]1O>>OC[C@@H](O)[C@@H](O)[C@H](O)[C@@H](O)C=O",
  "[13CH3:1][OH:2].[2H]O[2H]>>[13CH3:1][O:2][2H]",
  "[CH3:1].[CH3:2]>>[CH3:1][CH3:2]",
  "[O]N1C(C)(C)CCCC1(C)C>>ON1C(C)(C)CCCC1(C)C",
  "[H:1][H:2].[CH2:3]=[CH2:4]>[Pd]>[H:1][CH2:3][CH2:4][H:2]",
  "[nH:1]1[cH:2][cH:3][cH:4][cH:5]1>>[n:1]1([CH3:6])[cH:2][cH:3][cH:4][cH:5]1",
  "C[N+](C)(C)C.[Fe+3].[Cl-]>>CN(C)C",
  "[Na+].[OH-].CC(=O)OC>O.[K+].[I-]>CC(=O)[O-].[Na+].CO |f:0.1,4.5,6.7|",
  "C[S@](=O)c1ccccc1>>CS(=O)(=O)c1ccccc1",
  "[O-][N+](=O)c1ccc2ncccc2c1>[H][H].[Pd]>Nc1ccc2ncccc2c1",
  "*C(=O)O>>*CO",
  "[H]C([H])([H])[H].[H]O[H]>>[H]C([H])([H])O[H].[H][H]",
  "[NH3]->[Cu+2]>>N.[Cu+2]",
  "[cH-]1cccc1.[cH-]1cccc1.[Fe+2]>>[1*]CC[2*] |f:0.1.2|",
  "CCO>>",
  ">>CCO",
  ">O>CCO",
  "[C-]#[O+].[Ni]>>[Ni][C]=O",
  "C=[N+]=[N-].OC(=O)c1ccccc1>CCOCC>COC(=O)c1ccccc1",
  "[Li]CCCC.BrB(Br)Br>>CCCCB(Br)Br",
];

Deno.test("A written reaction is read back as the same one, with maps, stereo, charges, isotopes and radicals", () => {
  for (const version of RXN_VERSIONS) {
    for (const text of REACTIONS) {
      const block = written(text, version);
      const [found, second] = findReactions({ text: block, format: "auto", fileName: null }, 10).reactions;
      assertEquals([found?.format, second], ["rxn", undefined], text);
      assertEquals(meaning(found?.text ?? "", "rxn"), meaning(text, "smiles"), `${text} as ${version}`);
      assert(rdkit.readsReaction(block).ok, `RDKit reads the ${version} block of ${text}`);
    }
  }
  assertEquals(rdkit.live, 0);
});

Deno.test("RDKit, which reads the format natively, applies what is written", () => {
  const ester = "[CH3:1][C:2](=[O:3])[OH:4].[OH:5][CH3:6]>>[CH3:1][C:2](=[O:3])[O:5][CH3:6].[OH2:4]";
  for (const version of RXN_VERSIONS) {
    const sets = rdkit.transform(written(ester, version), ["CC(=O)O", "CO"], 10);
    assertEquals(sets, { ok: true, value: [["COC(C)=O", "O"]] });
  }
});

Deno.test("A block goes from V2000 to V3000 and back", () => {
  for (const text of REACTIONS) {
    const there = written(written(text, "v2000"), "v3000", "rxn");
    assertEquals(meaning(written(there, "v2000", "rxn"), "rxn"), meaning(text, "smiles"));
  }
});

Deno.test("Agents are a third count after the products in V2000, and a block in V3000", () => {
  const text = "CCO>[Na+].[OH-].O>CC=O.[H][H] |f:1.2|";
  const lines = written(text, "v2000").split("\n");
  assertEquals(lines.slice(0, 5), ["$RXN", "", "      rxnstream", "", "  1  2  2"]);
  assertEquals(written("CCO>>CC=O", "v2000").split("\n")[4], "  1  1");
  const v3000 = written(text, "v3000").split("\n");
  assertEquals(v3000.slice(0, 6), [
    "$RXN V3000",
    "",
    "      rxnstream",
    "",
    "M  V30 COUNTS 1 2 2",
    "M  V30 BEGIN REACTANT",
  ]);
  assertEquals(v3000.filter((line) => /V30 (BEGIN|END) (REACTANT|PRODUCT|AGENT)$/.test(line)).length, 6);
  assertEquals(v3000.slice(-2), ["M  END", ""]);
});

Deno.test("The molecules are side by side, with the agents above the arrow", () => {
  const atoms = written("CCCCO.CCCCBr>c1ccncc1>CCCCOCCCC", "v2000").split("$MOL\n").slice(1).map((molecule) =>
    molecule.split("\n").filter((line) => /^ *-?\d+\.\d{4} /.test(line)).map((line) => ({
      x: Number(line.slice(0, 10)),
      y: Number(line.slice(10, 20)),
    }))
  );
  const [alcohol = [], bromide = [], ether = [], pyridine = []] = atoms;
  const left = (points: typeof alcohol) => Math.min(...points.map(({ x }) => x));
  const right = (points: typeof alcohol) => Math.max(...points.map(({ x }) => x));
  assert(right(alcohol) < left(bromide) && right(bromide) < left(pyridine));
  assert(right(pyridine) < left(ether));
  assert(pyridine.every(({ y }) => y > 0));
});

Deno.test("A molecule with wedges says that it is this enantiomer", () => {
  const wedged = "C[C@H](O)CC>>CC(=O)CC";
  const flags = written(wedged, "v2000").split("\n").filter((line) => line.endsWith("V2000"))
    .map((line) => line.slice(12, 15));
  assertEquals(flags, ["  1", "  0"]);
  assertMatch(written(wedged, "v3000"), /^M {2}V30 COUNTS 5 4 0 0 1$/m);
});

Deno.test("Equal reactions give equal texts, without a date", () => {
  assertEquals(written("CCO>>CC=O", "v3000"), written("CCO>>CC=O", "v3000"));
  assertEquals(/\d{6,}/.test(written("CCO>>CC=O", "v2000")), false);
});

Deno.test("The name is one line of at most 80 characters and is not a keyword", () => {
  const name = (given: string) =>
    block(writeRxn(reader, input("CCO>>CC=O"), { version: "v2000", name: given })).split("\n")[1];
  assertEquals(name("Swern\r\n oxidation"), "Swern oxidation");
  assertEquals(name("$MOL"), "MOL");
  assertEquals([...(name("😀".repeat(100)) ?? "")].length, 80);
});

Deno.test("No name can be mistaken for a line of the block", () => {
  const names = ["> $RXN", "$ $MOL", "$>$DTYPE", "M  END", "M\tV30 COUNTS 1 1", "> M  END", "```", "` $RXN"];
  const text = "CCO.Cl>>CCCl.O";
  for (const version of RXN_VERSIONS) {
    for (const name of names) {
      const written = block(writeRxn(reader, input(text), { version, name }));
      const [found] = findReactions({ text: written, format: "rdf", fileName: null }, 10).reactions;
      assertEquals(meaning(found?.text ?? "", "rxn"), meaning(text, "smiles"), `${name} in ${version}`);
    }
  }
});

Deno.test("Bonds that V2000 cannot express are written as V3000", () => {
  assertMatch(written("[NH3]->[Cu+2]>>N.[Cu+2]", "v2000"), /^\$RXN V3000\n/);
});

Deno.test("More molecules of one role than V2000 can count are written as V3000", () => {
  const text = `${"C.".repeat(1_000)}C>>C`;
  assertMatch(written(text, "v2000"), /^\$RXN V3000\n/);
  assertEquals(meaning(written(text, "v2000"), "rxn"), meaning(text, "smiles"));
});

Deno.test("An unreadable reaction is not written, and the reason is given", () => {
  const refused = writeRxn(reader, input("CC(C)(C)(C)(C)C>>C"), { version: "v2000", name: "" });
  assert(!refused.ok);
  assertStringIncludes(refused.reason, "reactant 1: ");
  assertEquals(writeRxn(reader, input("C$C>>C"), { version: "v3000", name: "" }), {
    ok: false,
    reason: "reactant 1: a molfile has no quadruple bonds",
  });
  assertEquals(writeRxn(reader, input("hello"), { version: "v2000", name: "" }).ok, false);
});

function input(text: string, format: ReactionFormat = "smiles") {
  return { text, format };
}

function written(text: string, version: RxnVersion, format: ReactionFormat = "smiles"): string {
  return block(writeRxn(reader, input(text, format), { version, name: "" }));
}

function block(outcome: Outcome<string>): string {
  assert(outcome.ok, outcome.ok ? "" : outcome.reason);
  return outcome.value;
}

/** Role, canonical SMILES and map numbers of each component; nothing must be rejected. */
function meaning(text: string, format: ReactionFormat): readonly string[] {
  const { components, rejected } = readReaction(reader, { text, format });
  assertEquals(rejected, [], text.slice(0, 200));
  return components.map(({ role, smiles, maps }) => `${role} ${smiles} ${maps.join(" ")}`);
}

Deno.test("A reaction of very many atoms is refused before its drawing costs anything", () => {
  const chain = "C".repeat(300);
  assertEquals(
    writeRxn(reader, { text: `${`${chain}.`.repeat(40)}C>>C`, format: "smiles" }, {
      version: "v2000",
      name: "",
    }),
    {
      ok: false,
      reason: "it has 12002 atoms; at most 10000 can be written",
    },
  );
});
