import { assertEquals } from "@std/assert";
import { parse } from "csv-parse/sync";
import { readRows, type Row } from "../../../src/chem/input/table_rows.ts";
import { Random } from "../../support/random.ts";

const PIECES = [
  "a",
  "b c",
  "C>>C",
  "é",
  '"',
  '"',
  '""',
  '"x"',
  '"a,b"',
  '"a\nb"',
  ',"',
  ",",
  ",",
  ";",
  " ",
  "#",
  "\n",
  "\n",
];

/** The rows as csv-parse has them; null if a quotation mark is never closed. */
function rowsOfLibrary(text: string, quotes: boolean, maxRows: number): readonly Row[] | null {
  let parsed: readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
  try {
    parsed = parse(text.endsWith("\n") ? text : `${text}\n`, {
      quote: quotes ? '"' : null,
      record_delimiter: "\n",
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      comment: "#",
      comment_no_infix: true,
      info: true,
      to: maxRows,
    }) as unknown as typeof parsed;
  } catch {
    return null;
  }
  // `lines` is the line at which the record ends.
  const breaks = (cells: readonly string[]) => cells.join("").split("\n").length - 1;
  return parsed.map(({ record, info }) => ({ cells: record, line: info.lines - breaks(record) }));
}

Deno.test("Rows, cells and lines of any delimited text are those of csv-parse", () => {
  const random = new Random(20_261_201);
  for (let round = 0; round < 5_000; round++) {
    const text = Array.from({ length: random.below(24) }, () => random.pick(PIECES)).join("");
    // There the library takes the rest for a comment and yet keeps it.
    if (text.includes('"#')) continue;
    const quotes = random.chance(0.8);
    const maxRows = random.pick([2, 5, 1_000]);
    assertEquals(
      readRows({ text, delimiter: ",", quotes }, maxRows),
      rowsOfLibrary(text, quotes, maxRows),
      JSON.stringify(text),
    );
  }
});

Deno.test("A quotation mark behind a cell's end, or before a #, stands for itself", () => {
  const cells = (text: string) =>
    readRows({ text, delimiter: ",", quotes: true }, 10)?.map((row) => row.cells);
  assertEquals(cells('"a"b,"c ""d"""\n"e"#f,g'), [['"a"b', 'c "d"'], ['"e"#f', "g"]]);
  assertEquals(cells('a,"b\n'), undefined);
});
