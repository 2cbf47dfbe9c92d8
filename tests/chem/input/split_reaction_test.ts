import { assertEquals, assertMatch } from "@std/assert";
import { components } from "./support.ts";

Deno.test("A reaction SMILES splits into reactants, agents and products, each counted from 1", () => {
  assertEquals(components("CCO.CC(=O)O>[H+].O>CCOC(C)=O"), [
    "reactant 1: CCO",
    "reactant 2: CC(=O)O",
    "agent 1: [H+]",
    "agent 2: O",
    "product 1: CCOC(C)=O",
  ]);
});

Deno.test("Atom maps, empty fragments and blanks around the arrow do no harm", () => {
  assertEquals(components("[CH3:1][OH:2]..>>[CH2:1]=[O:2]."), [
    "reactant 1: [CH3:1][OH:2]",
    "product 1: [CH2:1]=[O:2]",
  ]);
  assertEquals(components("  CCO >> CC=O  "), ["reactant 1: CCO", "product 1: CC=O"]);
  assertEquals(components("CCO > [Pd] > CC=O"), ["reactant 1: CCO", "agent 1: [Pd]", "product 1: CC=O"]);
});

Deno.test("A title behind the reaction is no part of it", () => {
  for (const title of [" oxidation of ethanol", "\tRX-17", ", 85 %", ";85;x"]) {
    assertEquals(components(`CCO>>CC=O${title}`), ["reactant 1: CCO", "product 1: CC=O"], title);
  }
});

Deno.test("The arrow of a dative bond is no arrow of a reaction", () => {
  assertEquals(components("N->[Pd]<-N>>[Pd].N"), [
    "reactant 1: N->[Pd]<-N",
    "product 1: [Pd]",
    "product 2: N",
  ]);
});

Deno.test("Fragment groups of CXSMILES become one component at the place of their first fragment", () => {
  assertEquals(components("[Na+].CCBr.[OH-]>[K+].O.[I-]>CCO.[Na+].[Br-] |f:0.2,3.5,7.8| hydrolysis"), [
    "reactant 1: [Na+].[OH-]",
    "reactant 2: CCBr",
    "agent 1: [K+].[I-]",
    "agent 2: O",
    "product 1: CCO",
    "product 2: [Na+].[Br-]",
  ]);
});

Deno.test("Other features of CXSMILES are passed over, whatever commas and colons they hold", () => {
  for (
    const extension of [
      "^1:0",
      "$_AP1;f:0.1;;$,f:0.1",
      "(1.2,3,;f:4,5,),f:0.1,c:1",
      "f:0.1,^1:2",
      "atomProp:0.f.x,f:0.1",
    ]
  ) {
    const expected = extension === "^1:0"
      ? ["reactant 1: [Na+]", "reactant 2: [Cl-]", "product 1: [Na]Cl"]
      : ["reactant 1: [Na+].[Cl-]", "product 1: [Na]Cl"];
    assertEquals(components(`[Na+].[Cl-]>>[Na]Cl |${extension}|`), expected, extension);
  }
});

Deno.test("A fragment group that cannot be meant is refused with its reason", () => {
  assertEquals(
    components("CC>>C |f:0.9|"),
    "The CXSMILES group f:0.9 names fragment 9, but there are only 2, counted from 0",
  );
  assertEquals(components("CC>>C |f:0.1|"), "The CXSMILES group f:0.1 joins a reactant with a product");
  assertEquals(components("C.C.C>>C |f:0.1,1.2|"), "The CXSMILES extension puts fragment 1 into two groups");
  assertMatch(String(components("CC>>C |f:x|")), /f:.*cannot be read/);
});

Deno.test("Parentheses keep a dot, and a missing one does not swallow the neighbours", () => {
  assertEquals(components("(CC.O)>>CCO"), ["reactant 1: CC.O", "product 1: CCO"]);
  assertEquals(components("CC(C.O>>CCO"), ["reactant 1: CC(C", "reactant 2: O", "product 1: CCO"]);
});

Deno.test("One side may be empty, but not both", () => {
  assertEquals(components("CCO>>"), ["reactant 1: CCO"]);
  assertEquals(components(">>CCO"), ["product 1: CCO"]);
  assertEquals(components(">>"), "The reaction has no molecules");
});

Deno.test("What is no reaction SMILES is refused with its reason", () => {
  assertEquals(
    components("CCO"),
    'This is not a reaction SMILES: it has no "reactants>>products" or "reactants>agents>products"',
  );
  assertMatch(String(components("CCO>CC=O")), /not a reaction SMILES/);
  assertMatch(String(components("CCO>>CC=O>>CC(=O)O")), /has 4$/);
  assertEquals(components(" \n "), "The text of the reaction is empty");
});

Deno.test("A reaction of more than two thousand molecules is refused, in either format", () => {
  assertEquals(components(`CCO>${"O.".repeat(1_998)}>CC=O`).length, 2_000);
  assertEquals(
    components(`CCO>${"O.".repeat(190_000)}>CC=O`),
    "The reaction has 190002 molecules; at most 2000 are read",
  );
  const table = "M  V30 BEGIN CTAB\nM  V30 END CTAB\n".repeat(2_001);
  assertEquals(
    components(
      `$RXN V3000\n\n\n\nM  V30 COUNTS 2001 0\nM  V30 BEGIN REACTANT\n${table}M  V30 END REACTANT\nM  END\n`,
      "rxn",
    ),
    "The reaction has 2001 molecules; at most 2000 are read",
  );
});

Deno.test("A large fragment group is joined, and named in short where it cannot be", () => {
  const group = Array.from({ length: 2_000 }, (_, i) => i).join(".");
  assertEquals(components(`${"C.".repeat(2_000)}>>C |f:${group}|`).length, 2);
  assertEquals(
    components(`C.C>>C |f:${group}|`),
    "The CXSMILES group f:0.1.2.3.4.5.6.7.8.9.10.11… joins a reactant with a product",
  );
});
