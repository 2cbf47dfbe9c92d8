import { assertEquals, assertStringIncludes } from "@std/assert";
import { runCli } from "../support/cli_process.ts";

const NAMES = ["ethanol", "4-nitrobenzoic acid", "", "2-frobnyl pyridine", "K2CO3"];
const ARGS = ["names", "--processes", "1"];

Deno.test("names prints one row for each line in order, and fails if one is not read", async () => {
  const { code, stdout, stderr } = await runCli([...ARGS, "-"], { stdin: `${NAMES.join("\n")}\n` });
  assertEquals([code, stderr], [1, ""]);
  const rows = stdout.slice(0, -1).split("\n").map((row) => row.split("\t"));
  assertEquals(rows.slice(0, 4), [
    ["index", "name", "smiles", "kind", "reason", "position"],
    ["0", "ethanol", "CCO", "lexicon", "", ""],
    ["1", "4-nitrobenzoic acid", "O=C(O)c1ccc([N+](=O)[O-])cc1", "systematic", "", ""],
    ["2", "", "", "", "there is no name", "0"],
  ]);
  assertEquals(rows[4]?.slice(0, 4), ["3", "2-frobnyl pyridine", "", ""]);
  assertEquals(rows[5], ["4", "K2CO3", "O=C([O-])[O-].[K+].[K+]", "formula", "", ""]);
  assertEquals(rows.length, 6);
});

Deno.test("names writes JSON Lines, with a reason and a position where a name is not read", async () => {
  // The last line needs no end, and Windows' line breaks are no part of a name.
  const { code, stdout } = await runCli([...ARGS, "--format", "jsonl", "-"], { stdin: NAMES.join("\r\n") });
  const rows = stdout.trimEnd().split("\n").map((row) => JSON.parse(row));
  assertEquals([code, rows.map(({ index }) => index)], [1, [0, 1, 2, 3, 4]]);
  assertEquals(rows[0], { index: 0, name: "ethanol", smiles: "CCO", kind: "lexicon" });
  assertEquals([rows[3].smiles, rows[3].kind, typeof rows[3].reason], [null, null, "string"]);
  assertEquals(typeof rows[3].position, "number");
});

Deno.test("names succeeds if all names are read, and refuses a file without any", async () => {
  assertEquals((await runCli([...ARGS, "-"], { stdin: "water\nTHF\n" })).code, 0);
  const { code, stderr } = await runCli([...ARGS, "-"], { stdin: "" });
  assertEquals(code, 2);
  assertStringIncludes(stderr, "There are no names");
});
