import { assert, assertEquals, assertMatch } from "@std/assert";
import { daylightForm } from "../../../src/chem/template/daylight.ts";
import { extractTemplate } from "../../../src/chem/template/template.ts";
import { rdkit, reactionOf } from "../support/reaction_chain.ts";

/** The Daylight form at radius 1, which must keep the rules that a text can show, and work in RDKit too. */
function daylightOf(mapped: string): string {
  const reaction = reactionOf(mapped);
  const template = extractTemplate(reaction, 1);
  assert(template);
  const text = daylightForm(reaction, template);
  assert(text);
  const [left = "", right = ""] = text.split(">>");
  const maps = (side: string) =>
    [...side.matchAll(/:(\d+)\]/g)].map((match) => Number(match[1])).sort((a, b) => a - b);
  assertEquals(maps(left), maps(right), `pairwise maps in ${text}`);
  assertEquals(new Set(maps(left)).size, left.match(/\[/g)?.length, `every atom mapped once in ${text}`);
  assert(!/[;,!&$~]/.test(text), `no queries in ${text}`);
  assert(!right.startsWith("(") && !right.includes(".("), `no groups on the right of ${text}`);
  const outcomes = rdkit.transform(
    text,
    template.leftFragments.map((n) => reaction.leftSmiles[n] ?? ""),
    100,
  );
  assert(outcomes.ok, text);
  const products = outcomes.value.map((set) =>
    set.flatMap((smiles) => {
      const read = rdkit.molecule(smiles, (molecule) => molecule.smiles());
      return read.ok ? read.value.split(".") : [];
    })
  );
  const wanted = template.rightFragments.map((n) => reaction.rightSmiles[n] ?? "");
  assert(
    products.some((set) => wanted.every((smiles) => set.includes(smiles))),
    `${text} gives ${products.join(" | ")}`,
  );
  return text;
}

Deno.test("The leaving group is mapped, and capped with the freed hydrogen", () => {
  assertEquals(
    daylightOf("[CH3:1][C:2](=[O:3])Cl.[NH2:4][CH2:5][CH3:6]>>[CH3:1][C:2](=[O:3])[NH:4][CH2:5][CH3:6]"),
    "[C:1](-[C:2])(-[Cl:3])=[O:4].[C:5]-[NH2:6]>>[C:1](-[C:2])(-[NH:6]-[C:5])=[O:4].[ClH:3]",
  );
  assertMatch(
    daylightOf(
      "[CH3:1][c:2]1[cH:3][cH:4][cH:5][cH:6][cH:7]1.Br[CH2:8][CH3:9]>>[CH3:1][c:2]1[cH:3][cH:4][cH:5][cH:6][c:7]1[CH2:8][CH3:9]",
    ),
    /\[BrH:\d\]$/,
  );
});

Deno.test("Two atoms that leave without a hydrogen find one another", () => {
  assertMatch(
    daylightOf("[CH3:1][CH:2]=[CH:3]Br.OB(O)[CH:4]=[CH2:5]>>[CH3:1][CH:2]=[CH:3][CH:4]=[CH2:5]"),
    /\[(B:\d\]-\[Br|Br:\d\]-\[B):\d\]$/,
  );
  assertMatch(
    daylightOf("O=[CH:1][CH3:2].CP(C)(C)=[CH:3][CH3:4]>>[CH3:4]/[CH:3]=[CH:1]/[CH3:2]"),
    /\[(O:\d\]=\[P|P:\d\]=\[O):\d\]$/,
  );
});

Deno.test("An onium atom leaves with the electrons of its bond", () => {
  assertMatch(
    daylightOf("[CH3:1][CH:2]=[CH:3][CH2:4][N+](C)(C)C.[OH-:5]>>[CH3:1][CH:2]=[CH:3][CH2:4][OH:5]"),
    /\[N\+0:\d\]$/,
  );
});

Deno.test("Hydrogens and charges that are lost are written as lost", () => {
  assertMatch(
    daylightOf("[CH3:1][CH:2]([OH:3])[CH3:4]>>[CH3:1][C:2](=[O:3])[CH3:4]"),
    />>\[CH0:\d\].*=\[OH0:\d\]/,
  );
  assertMatch(daylightOf("[CH3:1][O-:2].[CH3:3]I>>[CH3:1][O:2][CH3:3]"), /\[O\+0:\d\]/);
});

Deno.test("Configurations are written as in SMILES, including that of the first atom", () => {
  const canonical = (smiles: string) => {
    const read = rdkit.molecule(smiles, (molecule) => molecule.smiles());
    assert(read.ok, smiles);
    return read.value.split(".").sort();
  };
  for (
    const [before, after] of [
      ["[CH3:1][C@H:2]([NH2:3])[OH:4]", "[CH3:1][C@@H:2]([NH2:3])[OH:4]"],
      ["[NH2:3][C@H:2]([CH3:1])[OH:4]", "[CH3:1][CH:2]([NH2:3])[OH:4]"],
      ["[CH3:1][C:2](=[NH:3])[OH:4]", "[OH:4][C@@H:2]([CH3:1])[NH2:3]"],
      ["[CH3:1][C@:2]([NH2:3])([OH:4])[F:5]", "[CH3:1][C@@:2]([NH2:3])([OH:4])[F:5]"],
      ["[CH3:1][C:2]#[C:3][CH3:4]", "[CH3:1]/[CH:2]=[CH:3]\\[CH3:4]"],
    ] as const
  ) {
    const reaction = reactionOf(`${before}>>${after}`);
    const template = extractTemplate(reaction, 1);
    assert(template);
    // The template is the whole molecule: with hydrogens wherever none are given, each side is its SMILES.
    const sides = (daylightForm(reaction, template) ?? "").replaceAll(/:\d+\]/g, "]").replaceAll(
      /\[([A-Z])\]/g,
      "$1",
    )
      .split(">>");
    const plain = [before, after].map((side) => side.replaceAll(/:\d+\]/g, "]"));
    assertEquals(sides.map(canonical), plain.map(canonical), sides.join(">>"));
  }
});

Deno.test("There is no Daylight form for an atom without a source, or a bond that SMILES cannot express", () => {
  for (
    const mapped of [
      "[CH3:1][CH2:2][OH:3]>>[CH3:1][CH2:2][O:3]C(C)=O",
      "[Cl:1][Pt:2][Cl:3].[NH3:4]>>[NH3:4]->[Pt:2]([Cl:1])[Cl:3]",
    ]
  ) {
    const reaction = reactionOf(mapped);
    const template = extractTemplate(reaction, 1);
    assert(template);
    assertEquals(daylightForm(reaction, template), null);
  }
});
