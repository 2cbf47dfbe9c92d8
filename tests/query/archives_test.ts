import { assertEquals, assertRejects } from "@std/assert";
import { RxnstreamError } from "../../src/errors.ts";
import { ContentTooLarge, type FileDescription, readQueryFile } from "../../src/query/query_file.ts";
import { workbook, zip } from "../support/zip.ts";

const FILE: FileDescription = { format: "auto", fileName: null, charset: null, maxBytes: 1_000_000 };
const HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>';

Deno.test("A workbook is read as the CSV of its cells, with dates, numbers and truth values as shown", async () => {
  const file = await workbook({
    Reactions: HEAD + '<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3"><v>85.300000000000004</v></c>' +
      '<c r="D3" s="1"><v>45292</v></c></row>' +
      '<row r="4"><c r="A4" t="inlineStr"><is><t>C,C&gt;&gt;CC</t></is></c><c r="B4" t="b"><v>1</v></c></row>',
  }, ["rxn", "yield", "CCO&gt;&gt;CC=O"]);
  assertEquals(await readQueryFile(file, { ...FILE, fileName: "a.xlsx" }), {
    text: 'rxn,yield,,\n,,,\nCCO>>CC=O,85.3,,2024-01-01\n"C,C>>CC",TRUE,,\n',
    format: "csv",
    fileName: "a.xlsx",
  });
});

Deno.test("Of several sheets, the one with reactions is read; those with one header are read together", async () => {
  const row = '<row><c t="s"><v>2</v></c></row>';
  const strings = ["rxn", "yield", "CCO&gt;&gt;CC=O", "remarks"];
  const notes = '<row><c t="s"><v>3</v></c></row>';
  const text = async (sheets: Readonly<Record<string, string>>) =>
    (await readQueryFile(await workbook(sheets, strings), FILE)).text;
  assertEquals(await text({ Notes: notes, Data: HEAD + row }), "rxn,yield\nCCO>>CC=O,\n");
  assertEquals(await text({ A: HEAD + row, B: HEAD + row }), "rxn,yield\nCCO>>CC=O,\nCCO>>CC=O,\n");
  await assertRejects(() => text({ A: HEAD + row, B: row }), RxnstreamError, "different columns (A, B)");
});

Deno.test("The only file of an archive is read; of several, the refusal lists the names", async () => {
  const one = await zip({ "my/rxn.csv": "id,rxn\n1,CCO>>CC=O\n", "__MACOSX/._rxn.csv": "x" });
  assertEquals(await readQueryFile(one, FILE), {
    text: "id,rxn\n1,CCO>>CC=O\n",
    format: "auto",
    fileName: "rxn.csv",
  });
  const refused: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{ "a.rxn": "1", "b.rxn": "2" }, "The ZIP archive has 2 files (a.rxn, b.rxn): unpack it and send one"],
    [{ "word/document.xml": "<a/>" }, "The input is a Word document"],
    [{ "xl/workbook.xml": "<workbook/>" }, "no sheet with cells"],
    [{ "xl/workbook.xml": "<workbook>" }, "The workbook cannot be read"],
  ];
  for (const [files, message] of refused) {
    const archive = await zip(files);
    await assertRejects(() => readQueryFile(archive, FILE), RxnstreamError, message);
  }
  await assertRejects(
    () => readQueryFile(one.slice(0, 80), FILE),
    RxnstreamError,
    "The ZIP archive cannot be read: its directory is missing",
  );
  const bomb = await zip({ "a.txt": new Uint8Array(50_000_000) });
  await assertRejects(() => readQueryFile(bomb, FILE), ContentTooLarge);
});

Deno.test("Documents, pictures and other archives are refused by name, with a way out", async () => {
  const kinds: Readonly<Record<string, string>> = {
    "%PDF-1.7\n%âãÏÓ": "a PDF document, which is not read: copy its text",
    "\x89PNG\r\n\x1a\n\0": "a PNG picture, which is not read: send the reaction",
    "\xff\xd8\xff\xe0\0": "a JPEG picture",
    "VjCD0100\x04\x03": "a binary ChemDraw file (CDX), which is not read: save it as CDXML",
    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0": "a document of an old version of Office",
    "{\\rtf1 CCO>>CC=O}": "a document in RTF",
    "PAR1\x15\x04": "a Parquet file",
  };
  for (const [begin, message] of Object.entries(kinds)) {
    const file = Uint8Array.from(begin, (char) => char.charCodeAt(0));
    await assertRejects(() => readQueryFile(file, FILE), RxnstreamError, message);
  }
  for (const text of ["BZh CCO>>CC=O", "BM>>CC", "GIF89a is a format"]) {
    assertEquals((await readQueryFile(new TextEncoder().encode(text), FILE)).text, text);
  }
});
