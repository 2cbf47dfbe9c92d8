import { assert, assertEquals } from "@std/assert";
import { findReactions } from "../../../src/chem/input/find_reactions.ts";
import { splitReaction } from "../../../src/chem/input/split_reaction.ts";
import { found, texts } from "./support.ts";

const A = "CCO>>CC=O";
const B = "CCN>>CC=N";

Deno.test("In a file of lines every data line is a reaction, readable or not", () => {
  const text =
    `# header of the file\n${A} ethanol oxidation\n\n${B}\tRX-2\tgood\ngarbage\n[Na+].[Cl-]>>[Na]Cl |f:0.1| salt\r\n`;
  for (const [format, name] of [["smiles", null], ["auto", "list.smi"], ["auto", "LIST.RSMI"]] as const) {
    assertEquals(found(text, format, name), [
      { text: A, format: "smiles", line: 2, fields: { title: "ethanol oxidation" } },
      { text: B, format: "smiles", line: 4, fields: { title: "RX-2\tgood" } },
      { text: "garbage", format: "smiles", line: 5, fields: {} },
      { text: "[Na+].[Cl-]>>[Na]Cl |f:0.1|", format: "smiles", line: 6, fields: { title: "salt" } },
    ]);
  }
});

Deno.test("A header line is no data line", () => {
  assertEquals(texts(`rxn_smiles id\n${A} 1\n`, "smiles"), [A]);
  assertEquals(texts(`SMILES\n${A}\n${B}\n`, "smiles"), [A, B]);
  assertEquals(texts(`${A} rxn\n`, "smiles"), [A]);
});

Deno.test("A file of molecules holds no reactions, unless one line or the header shows that they are meant", () => {
  const molecules = "CCO ethanol\n[NH3]->[Cu]\ngarbage\n";
  for (const [format, name] of [["smiles", null], ["auto", "list.smi"]] as const) {
    assertEquals(texts(molecules, format, name), []);
    assertEquals(texts(`SMILES id\n${molecules}`, format, name), []);
    assertEquals(texts(`rxn_smiles id\n${molecules}`, format, name).length, 3);
    assertEquals(texts(`${molecules}${A}\n`, format, name).length, 4);
    assertEquals(texts(`${molecules}CCO>CC=O\n`, format, name).length, 4);
  }
});

Deno.test("An identifier may stand in front of the reaction, and a comma behind it", () => {
  assertEquals(
    found(`RX-1 ${A}\nRX-2\t${B} good\n${A},85\n`, "smiles").map(({ text, fields }) => [text, fields]),
    [
      [A, { title: "RX-1" }],
      [B, { title: "RX-2 good" }],
      [A, { title: "85" }],
    ],
  );
});

Deno.test("A pasted list of reactions is read line by line, with titles", () => {
  assertEquals(found(`${A} first\n${B} second\n`).map(({ text, fields }) => [text, fields]), [
    [A, { title: "first" }],
    [B, { title: "second" }],
  ]);
  assertEquals(found(`rxn_smiles\n${A}\n${B}\n`).map(({ line }) => line), [2, 3]);
  assertEquals(texts(`${A} and then ${B}\n${B} and then ${A}\n`), [A, B, B, A]);
});

Deno.test("A pasted table with a header gives fields, one without gives titles", () => {
  assertEquals(found(`rxn\tyield\n${A}\t85\n`)[0]?.fields, { yield: "85" });
  assertEquals(found(`${A}\t85\n${B}\t90\n`)[0]?.fields, { title: "85" });
});

Deno.test("One reaction alone is one reaction, whatever the file is called", () => {
  for (const name of [null, "a.txt", "a.md", "a.smi", "a.csv", "a.tsv", "a", "a.b.c"]) {
    assertEquals(texts(A, "auto", name), [A], String(name));
    assertEquals(texts(`\n  ${A}  \n`, "auto", name), [A], String(name));
  }
});

Deno.test("The format that is given holds", () => {
  assertEquals(texts(`x\n${A}\n`, "smiles"), ["x", A]);
  assertEquals(texts(`x\n${A}\n`, "text"), [A]);
  assertEquals(texts(`id,rxn\n1,${A}\n`, "text"), [A]);
});

Deno.test("Nothing is found in nothing", () => {
  for (const format of ["auto", "text", "smiles", "csv", "tsv", "jsonl", "rxn", "rdf"] as const) {
    for (const text of ["", " \n\t\n", "\uFEFF", "\n".repeat(50)]) {
      assertEquals(found(text, format), [], format);
    }
  }
});

Deno.test("No more than the limit is given, and more is said to be there", () => {
  const text = `${A}\n`.repeat(5);
  for (const format of ["auto", "text", "smiles"] as const) {
    const take = (max: number) => {
      const { reactions, truncated } = findReactions({ text, format, fileName: null }, max);
      return [reactions.length, truncated];
    };
    assertEquals(
      [take(0), take(4), take(5), take(6)],
      [[0, true], [4, true], [5, false], [5, false]],
      format,
    );
  }
});

Deno.test("The text of a reaction is all that is needed to find the same reaction again", () => {
  const text = `a,rxn\n1,${A} |f:0.1| x\n2,"CCO + CC(=O)O -> CCOC(C)=O"\n3,CCO>CC=O\n`;
  for (const reaction of found(text, "csv")) {
    assertEquals(texts(reaction.text, "smiles"), [reaction.text]);
  }
});

Deno.test("A text too long to be one reaction is cut and fails", () => {
  const [reaction] = found(`${"C".repeat(2_000_000)}>>CC\n${A}\n`, "smiles");
  assert((reaction?.text.length ?? 0) <= 400_000);
  assert(!splitReaction(reaction?.text ?? "", "smiles").ok);
});

Deno.test("Half a megabyte of anything is read in every format without an error", () => {
  const pieces = [
    ">",
    "> ",
    ">> ",
    "(",
    ")",
    "[",
    "]",
    "[C",
    " ",
    "1",
    "\n",
    "\r\n",
    ".",
    "....x>>",
    "C",
    "C>>",
    `${A} `,
    `${A}\n`,
    `${A}.`,
    "C=C -> ",
    "C=CC + ",
    "→",
    "<",
    "<a ",
    "<b>",
    '"',
    '",',
    '"\n"',
    ",",
    "\t",
    `${A} |`,
    `${A} |f:`,
    "$RXN\n",
    "$RFMT\n$RXN\n",
    "$RXN\n\n\n\n 1 1\n$MOL\n",
    "$DTYPE a\n$DATUM b\n",
    "M  END\n",
    '{"a":',
    '{"a":"CC>>C"}\n',
    "\\",
    "*",
    "_",
    "C(",
    "C1C2",
    "CC(C)(C)OC(=O)Nc1ccc(\n",
    "CC(C)(C)OC(=O)Nc1ccc(>>\n",
    "&gt;",
    "> $RXN\n",
    "\u2028",
    "#\n",
    "M  V30 BEGIN CTAB\n",
    "😀",
  ];
  const beginnings = ["", `x ${A} `, "id,rxn\n", "$RXN\n\n\n\n  1  1\n$MOL\n", "$RDFILE 1\n$RFMT\n$RXN\n"];
  const formats = ["auto", "text", "smiles", "csv", "jsonl", "rdf"] as const;
  for (const [i, piece] of pieces.entries()) {
    const body = piece.repeat(Math.ceil(500_000 / piece.length));
    const begin = beginnings[i % beginnings.length] ?? "";
    const { reactions } = findReactions(
      { text: begin + body, format: formats[i % formats.length] ?? "auto", fileName: null },
      1_000,
    );
    for (const { text, format } of reactions.slice(0, 3)) {
      assert(typeof splitReaction(text, format).ok === "boolean");
    }
    for (const format of ["smiles", "rxn"] as const) splitReaction(begin + body, format);
  }
});
