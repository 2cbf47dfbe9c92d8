import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { splitReaction } from "../../../src/chem/input/split_reaction.ts";
import { components, dataFile } from "./support.ts";

const V2000 = dataFile("fischer.rxn");
const V3000 = dataFile("fischer_v3000.rxn");

/** Role, position and title line or first atom of each component. */
function outline(text: string): readonly string[] {
  const split = splitReaction(text, "rxn");
  if (!split.ok) return [split.reason];
  return split.components.map(({ role, position, kind, text }) => {
    assertEquals(kind, "molblock");
    assert(text.endsWith("\nM  END\n"), text);
    assertEquals(text.split("\n")[3]?.slice(-5), text.includes("V3000") ? "V3000" : "V2000");
    return `${role} ${position}: ${text.split("\n")[0]}`;
  });
}

function reason(text: string): string {
  return String(components(text, "rxn"));
}

Deno.test("An RXN block of version V2000 splits into molblocks with their roles, agents before products", () => {
  const expected = [
    "reactant 1: acetic acid",
    "reactant 2: ethanol",
    "agent 1: hydroxonium",
    "product 1: ethyl acetate",
    "product 2: water",
  ];
  assertEquals(outline(V2000), expected);
  assertEquals(outline(V2000.replaceAll("\n", "\r\n")), expected);
  assertEquals(outline(V2000.replaceAll("\n", "  \n")), expected);
  assertEquals(outline(`\n\r\n\uFEFF${V2000}`.replace("\n\r\n\uFEFF", "\uFEFF\n\n")), expected);
  assertEquals(outline(V2000.trimEnd()), expected);
  assertEquals(outline(V2000.replace("  2  2  1", "\t2\t2\t1")), expected);
});

Deno.test("An RXN block of version V3000 splits into molblocks of their own", () => {
  const split = splitReaction(V3000, "rxn");
  assert(split.ok);
  assertEquals(split.components.map(({ role, position }) => `${role} ${position}`), [
    "reactant 1",
    "reactant 2",
    "agent 1",
    "product 1",
    "product 2",
  ]);
  assertEquals(
    split.components[2]?.text,
    "\n  rxnstream\n\n  0  0  0     0  0            999 V3000\nM  V30 BEGIN CTAB\nM  V30 COUNTS 1 0 0 0 0\n" +
      "M  V30 BEGIN ATOM\nM  V30 1 H 0.00 0.00 0 0\nM  V30 END ATOM\nM  V30 END CTAB\nM  END\n",
  );
  assertEquals(outline(V3000.replaceAll("\n", " \r\n")).length, 5);
});

Deno.test("Tabs that stand for eight columns are blanks again in a molblock", () => {
  const tabbed = V2000.replace(
    "    0.0000    0.0000    0.0000 O   0",
    "    0.0000    0.0000\t0.0000 O   0",
  );
  assertEquals(components(tabbed, "rxn"), components(V2000, "rxn"));
});

Deno.test("Header lines that a mail program dropped are put back", () => {
  const split = splitReaction(V2000.replaceAll("  own  0101260000\n\n", "  own  0101260000\n"), "rxn");
  assert(split.ok);
  for (const { text } of split.components) assertStringIncludes(text.split("\n")[3] ?? "", "V2000");
  assertEquals(outline(V2000.replace("own     010126000000\n\n", "own     010126000000\n")).length, 5);
});

Deno.test("Counts that run together are read as columns of three", () => {
  const many = ["$RXN", "", "", "", "100 10"].join("\n");
  assertStringIncludes(reason(many), "announces 100 reactants and 10 products");
  assertStringIncludes(reason(many.replace("100 10", "100100")), "announces 100 reactants and 100 products");
});

Deno.test("A wrong number of molecules is told with the line of the counts", () => {
  assertEquals(
    reason(V2000.replace("  2  2  1", "  2  1")),
    'The counts line (line 5) announces 2 reactants and 1 product, but 5 molecules (lines "$MOL") follow',
  );
  assertEquals(
    reason(`\n\n${V2000.replace("  2  2  1", "  3  2  1")}`),
    'The counts line (line 7) announces 3 reactants, 2 products and 1 agent, but 5 molecules (lines "$MOL") follow',
  );
  assertEquals(
    reason(V3000.replace("COUNTS 2 2 1", "COUNTS 1 2")),
    "The counts line (line 5) announces 1 reactant and 2 products, but the block holds 2 reactants, 2 products and 1 agent",
  );
});

Deno.test("Counts that are missing or no numbers are told with the line where they should be", () => {
  assertEquals(
    reason(V2000.replace("  2  2  1", "  x  2")),
    'Line 5 should give the number of reactants and products, such as "  2  1"',
  );
  assertEquals(
    reason("$RXN\n\n"),
    "The counts line (numbers of reactants and products) is missing; it should be line 5",
  );
  assertEquals(reason("$RXN\n\n\n\n  0  0\n"), "The counts line (line 5) announces no molecules");
  assertStringIncludes(reason(V3000.replace("COUNTS 2 2 1", "COUNTS -1 2")), "Line 5 should give");
  assertStringIncludes(
    reason(V3000.replace(/M {2}V30 COUNTS 2 2 1\n/, "").replaceAll("COUNTS", "X")),
    "is missing",
  );
});

Deno.test("A block that is cut off is told with the molecule and its line", () => {
  const lines = V2000.split("\n");
  const product = lines.indexOf("ethyl acetate");
  const cut = [...lines.slice(0, product + 8), ...lines.slice(lines.indexOf("water") - 1)].join("\n");
  assertEquals(
    reason(cut),
    `Product 1, which begins at line ${product}, is cut off: it has no "M  END"`,
  );
  assertStringIncludes(reason(V2000.slice(0, V2000.indexOf("ethyl acetate") - 5)), "but 2 molecules");
  assertEquals(
    reason(V3000.slice(0, V3000.indexOf("END BOND"))),
    'The molecule that begins at line 7 is cut off: it has no "M  V30 END CTAB"',
  );
  assertEquals(
    reason(V3000.slice(0, V3000.indexOf("M  V30 END PRODUCT"))),
    'The PRODUCT block is cut off: it has no "M  V30 END PRODUCT"',
  );
});

Deno.test("Blocks of V3000 in the wrong place are told with their line", () => {
  assertStringIncludes(
    reason(V3000.replace("M  V30 BEGIN REACTANT\n", "")),
    "The molecule at line 6 is not inside",
  );
  assertStringIncludes(reason(V3000.replace("M  V30 END REACTANT\n", "")), "inside the REACTANT block");
  assertStringIncludes(
    reason(V3000.replace("M  V30 END CTAB\n", "")),
    "begins a molecule inside another one",
  );
  assertStringIncludes(
    reason(V3000.replace("END REACTANT", "END AGENT")),
    "ends an AGENT block that was never begun",
  );
});

Deno.test("A V3000 block of a name that is no role is passed over, whatever it is called", () => {
  for (const name of ["toString", "constructor", "__proto__", "SIDE"]) {
    assertStringIncludes(
      reason(V3000.replace("BEGIN REACTANT", `BEGIN ${name}`)),
      "The molecule at line 7 is not inside",
    );
  }
});

Deno.test("A text without $RXN is refused, and so is one with no molecule at all", () => {
  assertEquals(reason("\nCCO>>CC=O"), 'Line 2 should be "$RXN", the start of an RXN block');
  assertEquals(
    reason("$RXN\n\n\n\n  1  1\n"),
    "The counts line (line 5) announces 1 reactant and 1 product, but no $MOL line follows",
  );
});

Deno.test("Whatever line of an RXN block is missing, doubled or cut, the answer is components or a sentence", () => {
  for (const block of [V2000, V3000]) {
    const lines = block.split("\n");
    for (let i = 0; i < lines.length; i++) {
      const variants = [lines.toSpliced(i, 1), lines.toSpliced(i, 0, lines[i] ?? ""), lines.slice(0, i)];
      for (const variant of variants) {
        const split = splitReaction(variant.join("\n"), "rxn");
        assert(
          split.ok ? split.components.length > 0 : /^[A-Z].*[^.]$/.test(split.reason),
          JSON.stringify(split),
        );
      }
    }
  }
});

Deno.test("A line of V3000 that goes on keeps the blanks at the begin of the next one", () => {
  const continued = V3000.replace("M  V30 1 H 0.00 0.00 0 0\n", "M  V30 1 H 0.00 0.00 0 0-\nM  V30  CHG=1\n");
  const split = splitReaction(continued, "rxn");
  assert(split.ok && split.components.some(({ text }) => text.includes("0.00 0 0-\nM  V30  CHG=1\n")));
});
