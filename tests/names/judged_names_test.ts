import { assertEquals } from "@std/assert";
import { checkNames } from "./support.ts";

/** Names that a table of a bench has otherwise, each with our structure and why that is what the name means. */
const ROWS = Deno.readTextFileSync(new URL("./data/judged_names.tsv", import.meta.url)).trim().split("\n")
  .slice(1)
  .map((row) => row.split("\t"));

Deno.test("What was judged to be right by hand is still read so", () => {
  checkNames(Object.fromEntries(ROWS.map(([name = "", smiles = ""]) => [name, smiles])));
});

Deno.test("Every judgement says why the table is not followed", () => {
  const without = ROWS.filter(([, , reason = ""]) =>
    !/^(convention|table|tautomer|abbreviation): \S/.test(reason)
  );
  assertEquals(without, []);
});
