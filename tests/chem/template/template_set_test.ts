import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { randomNumbers } from "../../../src/chem/mapping/random_numbers.ts";
import { extractTemplates } from "../../../src/chem/template/template_set.ts";
import { randomWriter, shuffled } from "../support/random_spelling.ts";
import { operations, rdkit, reactionOf } from "../support/reaction_chain.ts";

const ESTER =
  "[CH3:1][CH2:2][C:3](=[O:4])[OH:9].[CH3:5][CH2:6][CH2:7][OH:8]>>[CH3:1][CH2:2][C:3](=[O:4])[O:8][CH2:7][CH2:6][CH3:5]";

function templatesOf(text: string) {
  const templates = extractTemplates(reactionOf(text));
  if (!templates.ok) throw new Error(templates.reason);
  return templates.value;
}

Deno.test("Every radius adds the atoms one bond further out", () => {
  const { smarts, smirks, template } = templatesOf(ESTER);
  assertEquals(Object.keys(smirks), ["0", "1", "2"]);
  assertEquals(smirks["1"], template.smirks);
  const numbered = (text = "") => text.split(">>")[0]?.match(/:\d+\]/g)?.length;
  assertEquals([smirks["0"], smirks["1"], smirks["2"]].map(numbered), [2, 5, 7]);
  for (const text of [...Object.values(smarts), ...Object.values(smirks)]) {
    assert(rdkit.readsReaction(text).ok, text);
  }
});

Deno.test("The stages give every radius and the Daylight form as well as the default", () => {
  const smarts = operations.rxnSmarts({ mapped: ESTER }).result;
  const smirks = operations.rxnSmirks({ mapped: ESTER }).result;
  assertEquals(smarts.values[0], smarts.radii?.["1"]);
  assertEquals(smirks.values[0], smirks.radii?.["1"]);
  assert(smirks.daylight?.includes(">>"));
  const none = operations.rxnSmirks({ mapped: "[CH3:1][OH:2]>>[CH3:1][OH:2]" }).result;
  assertEquals([none.values, none.radii, none.daylight], [[], {}, null]);
});

Deno.test("Reactions of one kind share templates up to the radius at which they differ", () => {
  const other = templatesOf(
    "[CH3:9][CH2:8][C:3](=[O:4])[OH:1].[OH:7][CH2:5][c:6]1[cH:10][cH:11][cH:12][cH:13][cH:14]1>>" +
      "[CH3:9][CH2:8][C:3](=[O:4])[O:7][CH2:5][c:6]1[cH:10][cH:11][cH:12][cH:13][cH:14]1",
  ).smirks;
  const first = templatesOf(ESTER).smirks;
  assertEquals([other["0"], other["1"]], [first["0"], first["1"]]);
  assertNotEquals(other["2"], first["2"]);
});

Deno.test("A radius that would be too large is absent", () => {
  // 31 times tert-butanol: 62 atoms at radius 1, 155 at radius 2.
  const side = (oxygen: string) =>
    Array.from({ length: 31 }, (_, k) => {
      const [o, c, ...methyls] = [1, 2, 3, 4, 5].map((atom) => 5 * k + atom);
      return `[${oxygen}:${o}][C:${c}]${methyls.map((methyl) => `([CH3:${methyl}])`).join("")}`;
    }).join(".");
  const { smirks } = templatesOf(`${side("OH")}>>${side("O-")}`);
  assertEquals(Object.keys(smirks), ["0", "1"]);
});

/** The same mapped reaction spelled differently: with other atom orders, component orders and numbers. */
const respell = await randomWriter();

function respelled(reaction: string, seed: number): string {
  const random = randomNumbers(seed);
  const step = 1 + Math.floor(random() * 50);
  const renumbered = reaction.replaceAll(/:(\d+)\]/g, (_, map) => `:${Number(map) * 7 + step}]`);
  return renumbered.split(">").map((side) =>
    shuffled(
      side.split(".").filter((part) => part !== "").map((part, k) => respell(part, seed * 13 + k + 1)),
      random,
    )
      .join(".")
  ).join(">");
}

Deno.test("The same reaction in any spelling has the same texts at every radius", () => {
  for (
    const reaction of [
      ESTER,
      // Symmetric centres: three phenyl rings, two tert-butyl groups, two equal alcohols and rings, meso compounds, dienes.
      "[c:1]1([P:7]([c:8]2[cH:9][cH:10][cH:11][cH:12][cH:13]2)[c:14]2[cH:15][cH:16][cH:17][cH:18][cH:19]2)[cH:2][cH:3][cH:4][cH:5][cH:6]1.[CH3:20]I>>" +
      "[c:1]1([P+:7]([CH3:20])([c:8]2[cH:9][cH:10][cH:11][cH:12][cH:13]2)[c:14]2[cH:15][cH:16][cH:17][cH:18][cH:19]2)[cH:2][cH:3][cH:4][cH:5][cH:6]1",
      "[CH3:1][C:2]([CH3:3])([CH3:4])[C:5](=[O:6])[C:7]([CH3:8])([CH3:9])[CH3:10]>>[CH3:1][C:2]([CH3:3])([CH3:4])[CH:5]([OH:6])[C:7]([CH3:8])([CH3:9])[CH3:10]",
      "[OH:1][CH2:2][CH2:3][OH:4].[CH3:5][C:6](=[O:7])Cl.[CH3:8][C:9](=[O:10])Cl>>[CH3:5][C:6](=[O:7])[O:1][CH2:2][CH2:3][O:4][C:9]([CH3:8])=[O:10]",
      "[CH3:1][CH:2]=[CH:3][CH3:4].[Br:5][Br:6]>>[CH3:1][C@H:2]([Br:5])[C@@H:3]([Br:6])[CH3:4]",
      "[CH3:1]/[CH:2]=[CH:3]/[CH3:4].[Br:5][Br:6]>>[CH3:1][C@H:2]([Br:5])[C@H:3]([Br:6])[CH3:4]",
      "[CH2:1]1[CH2:2][CH:3]=[CH:4]1>>[CH2:1]=[CH:4][CH:3]=[CH2:2]",
      "[CH:1]1=[CH:2][CH:3]=[CH:4][CH:5]=[CH:6][CH:7]=[CH:8]1.[H][H].[H][H].[H][H].[H][H]>>[CH2:1]1[CH2:2][CH2:3][CH2:4][CH2:5][CH2:6][CH2:7][CH2:8]1",
      "[CH3:1]/[CH:2]=[CH:3]\\[CH:4]=[CH:5]\\[CH3:6]>>[CH3:1]/[CH:2]=[CH:3]/[CH:4]=[CH:5]/[CH3:6]",
      "[CH3:1]/[CH:2]=[CH:3]/[CH:4]=[CH:5]\\[CH3:6]>>[CH3:1][C@H:2]1[CH:3]=[CH:4][C@@H:5]1[CH3:6]",
    ]
  ) {
    const wanted = templatesOf(reaction);
    for (let seed = 1; seed <= 8; seed++) {
      const text = respelled(reaction, seed);
      const { smarts, smirks, daylight } = templatesOf(text);
      assertEquals({ smarts, smirks, daylight }, {
        smarts: wanted.smarts,
        smirks: wanted.smirks,
        daylight: wanted.daylight,
      }, text);
    }
  }
});
