import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { findReactions } from "../../src/chem/input/find_reactions.ts";
import { rdfText, type RxnRequest } from "../../src/results/reaction_rdf.ts";
import type { ReactionRecord } from "../../src/stages.ts";
import { DONE, pagesOf, textOf, WAITING } from "../support/records.ts";
import { RXN } from "../support/rxn.ts";

const DATE = new Date("2026-03-04T05:06:07.008Z");

function rdf(...records: readonly ReactionRecord[]): Promise<string> {
  const writeRxn = () => Promise.resolve({ rxn: RXN, reason: null });
  return textOf(rdfText(pagesOf(records), { date: DATE, writeRxn }));
}

Deno.test("An RDF has a header with the session's date, and a record per reaction with fields and results", async () => {
  const lines = (await rdf(DONE, { ...DONE, index: 1 })).split("\n");
  assertEquals(lines.slice(0, 4), ["$RDFILE 1", "$DATM    03/04/26 05:06", "$RFMT $RIREG 1", "$RXN"]);
  assert(lines.includes("$RFMT $RIREG 2"));
  const end = lines.indexOf("$DTYPE id");
  assertEquals(lines.slice(end - 1, end + 2), ["M  END", "$DTYPE id", "$DATUM A-1"]);
  const { reactions } = findReactions({ text: lines.join("\n"), format: "auto", fileName: null }, 10);
  assertEquals(reactions.map(({ text }) => `${text.trimEnd()}\n`), [RXN, RXN]);
  const fields = reactions[0]?.fields ?? {};
  assertEquals([fields["id"], fields["smiles"], fields["yield"]], ["A-1", "CCO", "85"]);
  assertEquals(fields["RXNSTREAM:VERDICT"], "check");
  assertEquals(fields["RXNSTREAM:MAPPED"], DONE.results.rxn_smiles?.mapped);
  assertEquals(
    fields["RXNSTREAM:FINDINGS"],
    "One component could not be read and was left out.\nThe product is lost.",
  );
  assertEquals(fields["RXNSTREAM:BY_PRODUCTS"], "2 HCl + H2O");
  assertEquals(Object.hasOwn(fields, "RXNSTREAM:RXN_SMIRKS"), false);
});

Deno.test("Values of any length and content are read back unchanged", async () => {
  const values = {
    long: "0123456789".repeat(30),
    blanks: `${"a".repeat(72)} ${"b".repeat(79)}  ${"c".repeat(100)}`,
    plus: `${"+".repeat(81)}\n+\n${"x".repeat(79)}+`,
    lines: "one\n\n  three\n$5.00 each\n\tend",
    unicode: "μ😀".repeat(90),
    dollars: "$".repeat(200),
    sum: `${"😀".repeat(60)}+\nand more`,
    exact: "y".repeat(73),
    exactly: "z".repeat(80),
    empty: "",
  };
  const [found] = findReactions({
    text: await rdf({ ...DONE, fields: values }),
    format: "auto",
    fileName: null,
  }, 10).reactions;
  for (const [name, value] of Object.entries(values)) assertEquals(found?.fields[name], value, name);
});

Deno.test("No line is longer than the format allows, and no value breaks out of its record", async () => {
  const text = await rdf({
    ...DONE,
    fields: {
      "a\n$RFMT\nb": "x\n$RFMT $RIREG 9\n$DTYPE other\r\n$DATUM y\u0007\n$RXN",
      proc: "w ".repeat(300),
    },
  });
  assertEquals(Math.max(...text.split("\n").map((line) => line.length)), 81);
  const { reactions } = findReactions({ text, format: "auto", fileName: null }, 10);
  assertEquals(reactions.length, 1);
  assertEquals(reactions[0]?.fields["a $RFMT b"], "x\n$ RFMT $ RIREG 9\n$ DTYPE other\n$ DATUM y\n$ RXN");
});

Deno.test("No value can begin a record or a field, whatever follows the keyword in it", async () => {
  const keywords = ["$RIREG 9", "$MEREG x", "$DTYPE5", "$DATUM_b", "$RXN V3000", "$MFMT $MIREG 1", "$MOL"];
  const fields = Object.fromEntries(keywords.map((keyword) => [keyword, `x\n${keyword}\ny`]));
  const text = await rdf({ ...DONE, fields });
  const { reactions } = findReactions({ text, format: "auto", fileName: null }, 10);
  assertEquals(reactions.length, 1);
  for (const keyword of keywords) {
    assertEquals(reactions[0]?.fields[keyword], `x\n${keyword.replaceAll("$", "$ ")}\ny`);
  }
});

Deno.test("Registry numbers of the input are kept, results of an earlier run are not", async () => {
  const fields = { MIREG: "12", "RXNSTREAM:VERDICT": "sound", "RXN:NAME": "Fischer" };
  const text = await rdf({ ...DONE, fields });
  assertStringIncludes(text, "\n$RFMT $MIREG 12\n$RXN\n");
  const [found] = findReactions({ text, format: "auto", fileName: null }, 10).reactions;
  assertEquals([found?.fields["MIREG"], found?.fields["RXN:NAME"]], ["12", "Fischer"]);
  assertEquals(found?.fields["RXNSTREAM:VERDICT"], "check");
});

Deno.test("A reaction that cannot be drawn keeps its place, its text and the reason", async () => {
  const asked: RxnRequest[] = [];
  const writeRxn = (request: RxnRequest) => {
    asked.push(request);
    return Promise.resolve({ rxn: null, reason: "it has no molecules" });
  };
  const record = { ...WAITING, text: "CC>>$", errors: ["no"], index: 4 };
  const text = await textOf(rdfText(pagesOf([record]), { date: null, writeRxn }));
  assertEquals(asked, [{ text: "CC>>$", format: "smiles", name: "" }]);
  assertStringIncludes(
    text,
    "$DATM    01/01/70 00:00\n$RFMT $RIREG 5\n$RXN\n\n      rxnstream\n\n  0  0\n$DTYPE",
  );
  const [found, second] = findReactions({ text, format: "auto", fileName: null }, 10).reactions;
  assertEquals(second, undefined);
  assertEquals(found?.fields["RXNSTREAM:TEXT"], "CC>>$");
  assertEquals(found?.fields["RXNSTREAM:NOT_DRAWN"], "it has no molecules");
  assertEquals(found?.fields["RXNSTREAM:ERRORS"], "no");
});
