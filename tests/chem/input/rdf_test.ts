import { assert, assertEquals } from "@std/assert";
import { dataFile, found, texts } from "./support.ts";
import { splitReaction } from "../../../src/chem/input/split_reaction.ts";

const RDF = dataFile("two_reactions.rdf");
const RXN = dataFile("fischer.rxn").trimEnd();
const RXN3 = dataFile("fischer_v3000.rxn").trimEnd();

Deno.test("The records of an RDF come in order with their data fields, those of molecules too", () => {
  for (const text of [RDF, RDF.replaceAll("\n", "\r\n"), `\n\n${RDF}`]) {
    const reactions = found(text);
    assertEquals(reactions.map(({ format }) => format), ["rxn", "rxn", "rxn", "rxn"]);
    assertEquals(reactions[0]?.text, RXN);
    assertEquals(reactions[0]?.fields["RIREG"], "7");
    assertEquals(reactions[0]?.fields["RXN:NAME"], "Fischer esterification");
    assertEquals(reactions[1]?.fields, { MIREG: "3", "MOL:NAME": "ethanol" });
    assertEquals(reactions[2]?.fields, { RIREG: "8", "RXN:NAME": "Hydrolysis" });
  }
  assertEquals(found(RDF)[0]?.line, 4);
});

Deno.test("A datum goes over several lines, joined where a line of 81 characters ends with +", () => {
  assertEquals(
    found(RDF)[0]?.fields["RXN:PROCEDURE"],
    "The acid is heated under reflux in an excess of ethanol and sulfuric acid" +
      ", which is added drop by drop; water is removed.\nSecond paragraph: 85 % after distillation.",
  );
});

Deno.test("A datum that is a molecule ends no record", () => {
  assertEquals(found(RDF)[0]?.fields["RXN:SOURCE"]?.startsWith("$MFMT\nwater\n"), true);
});

Deno.test("A record of a molecule, or one without an RXN block, is a reaction that cannot be read", () => {
  const [, molecule, , empty] = found(RDF);
  assertEquals(empty?.fields, { RIREG: "9", "RXN:NAME": "A record without a reaction" });
  assertEquals(splitReaction(empty?.text ?? "", "rxn"), {
    ok: false,
    reason: 'The record "$RFMT $RIREG 9" has no RXN block',
  });
  assertEquals(splitReaction(molecule?.text ?? "", "rxn"), {
    ok: false,
    reason: 'The record "$MFMT $MIREG 3" describes a molecule, not a reaction',
  });
});

Deno.test("Records are named by internal and external numbers, with a block or without", () => {
  const text =
    `$RDFILE 1\n$DATM 1\n$RFMT $REREG AB 12\n${RXN3}\n$DTYPE a\n$DATUM 1\n$RIREG 5\n$DTYPE a\n$DATUM 2\n`;
  const [first, second, third] = found(text);
  assertEquals([first?.text, first?.fields], [RXN3, { REREG: "AB 12", a: "1" }]);
  assertEquals([second?.text, second?.fields, second?.line], [
    "$RIREG 5",
    { RIREG: "5", a: "2" },
    text.split("\n").indexOf("$RIREG 5") + 1,
  ]);
  assertEquals(third, undefined);
});

Deno.test("An RXN file is one reaction, several blocks are several", () => {
  for (const format of ["auto", "rxn", "text"] as const) {
    assertEquals(texts(RXN, format), [RXN]);
    assertEquals(texts(`\n\n${RXN}\n\n`, format), [RXN]);
    assertEquals(found(`${RXN}\n${RXN3}\n\n${RXN}\n`, format).map(({ text, line }) => [text, line]), [
      [RXN, 1],
      [RXN3, RXN.split("\n").length + 1],
      [RXN, RXN.split("\n").length + RXN3.split("\n").length + 2],
    ]);
  }
});

Deno.test("A file called .rxn or .rdf is read as one whatever its name says of the other", () => {
  assertEquals(texts(RXN, "auto", "a.rdf"), [RXN]);
  assertEquals(found(RDF, "auto", "a.rxn").length, 4);
  assertEquals(texts(RXN, "auto", "a.smi"), [RXN]);
  assertEquals(found(RDF, "auto", "a.txt").length, 4);
});

Deno.test("A file called .rxn without any block is one reaction that cannot be read", () => {
  assertEquals(found("\nhello\n", "auto", "a.rxn").map(({ text, format, line }) => [text, format, line]), [
    ["\nhello\n", "rxn", 2],
  ]);
  assertEquals(found("  \n", "auto", "a.rxn"), []);
});

Deno.test("An RXN block that is cut off in an RDF costs only itself", () => {
  const lines = RDF.split("\n");
  const cut = lines.toSpliced(20, 20).join("\n");
  const reactions = found(cut);
  assertEquals(reactions.length, 4);
  assert(!splitReaction(reactions[0]?.text ?? "", "rxn").ok);
  assert(splitReaction(reactions[2]?.text ?? "", "rxn").ok);
});
