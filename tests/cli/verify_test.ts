import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { contentHash } from "../../src/chem/protocol/proof_hash.ts";
import { runCli } from "../support/cli_process.ts";
import { temporaryFolder } from "../support/folders.ts";

const REACTIONS = [
  "CC(=O)O.CCO>>CCOC(C)=O",
  "CCC(=O)O.CCO>>CCOC(=O)CC",
  "CC(=O)O.CCO>>C1CC",
  "Brc1ccccc1.OB(O)c1ccc(C)cc1>>Cc1ccc(-c2ccccc2)cc1",
  "CC(=O)Cl.NCc1ccccc1>>CC(=O)NCc1ccccc1",
  "CCO>>CCO",
].join("\n");

function verify(...args: readonly string[]): string[] {
  return ["verify", "--processes", "2", ...args];
}

/** The rows that `run` prints for the reactions. */
async function rowsOf(reactions: string): Promise<string> {
  const args = ["run", "--processes", "1", "--format", "jsonl", "--input-format", "smiles", "-"];
  return (await runCli(args, { stdin: `${reactions}\n` })).stdout;
}

const ROWS = await rowsOf(REACTIONS);

/** The rows with one line changed; it must change. */
function tampered(line: number, change: (text: string) => string): string {
  return ROWS.split("\n").map((text, at) => {
    if (at !== line - 1) return text;
    const changed = change(text);
    if (changed === text) throw new Error(`Line ${line} has nothing to change: ${text}`);
    return changed;
  }).join("\n");
}

Deno.test("verify finds rows of run the same when they are recomputed, failed ones included", async () => {
  await using folder = await temporaryFolder();
  const file = `${folder.path}/rows.jsonl`;
  await Deno.writeTextFile(file, ROWS);
  const result = await runCli(verify(file));
  assertEquals(result, { code: 0, stdout: "6 rows computed again: 6 the same, 0 different\n", stderr: "" });
  assertEquals(await runCli(verify("-"), { stdin: ROWS.trimEnd() }), result);
});

Deno.test("verify names the row, stage and value that were altered, wherever a row was altered", async () => {
  for (
    const [change, place] of [
      [(text: string) => text.replace('"verdict":"sound"', '"verdict":"check"'), "validation: verdict is"],
      [
        (text: string) => text.replace('"outcomes":1', '"outcomes":2'),
        "validation: validation.checks.outcomes is 2, computed again 1",
      ],
      [(text: string) => text.replace('"mapped":"[', '"mapped":"[13'), "rxn_smiles: mapped is"],
      [(text: string) => text.replace('"rxn_smirks":"[', '"rxn_smirks":"[!'), "rxn_smirks: rxn_smirks is"],
      [(text: string) => text.replace('"smiles":["CC', '"smiles":["C'), "smiles: smiles.0 is"],
      [(text: string) => text.replace('"reactions":2', '"reactions":7'), "template: template.reactions is 7"],
      [
        (text: string) => text.replace(/"sha256":"./, '"sha256":"x'),
        "validation: validation.proof.sha256 is",
      ],
      [(text: string) => text.replace('{"index"', '{ "index"'), "row: the same values, written differently"],
    ] as const
  ) {
    const { code, stdout } = await runCli(verify("-"), { stdin: tampered(2, change) });
    const [first = "", summary] = stdout.split("\n");
    assertStringIncludes(first, `line 2: reaction 1: ${place}`);
    assertEquals([summary, code], ["6 rows computed again: 5 the same, 1 different", 1]);
  }
});

Deno.test("verify distinguishes a row that was altered afterwards from one that now gives another result", async () => {
  const altered = await runCli(verify("-"), { stdin: tampered(4, (text) => text.replace("HBr", "HCl")) });
  assertMatch(altered.stdout, /^line 4: .*; the row does not match its own proof, so it was altered\n/);
  const limited = await runCli(verify("--max-heavy-atoms", "10", "-"), { stdin: ROWS });
  assertMatch(
    limited.stdout,
    /^line 1: made by .* at most 2000 characters and 400 heavy atoms; this is /,
  );
  assertEquals(limited.stdout.includes("altered"), false);
  assertEquals(limited.code, 1);
});

Deno.test("verify gives the numbers of lines that are not rows, and continues", async () => {
  const [first = "", second = ""] = ROWS.split("\n");
  const stdin = [first, "", "not JSON", "[1]", '{"index":-1}', '{"index":1,"text":"C"}', second].join("\n");
  const { code, stdout } = await runCli(verify("-"), { stdin });
  assertEquals(stdout.split("\n"), [
    "line 3: not a row: it is not JSON",
    "line 4: not a row: it is not a JSON object",
    'line 5: not a row: "index" must be a whole number',
    'line 6: not a row: "format" must be smiles or rxn',
    "2 rows computed again: 2 the same, 0 different, 4 lines are not rows",
    "",
  ]);
  assertEquals(code, 1);
});

Deno.test("verify compares rows that have something else in place of a proof", async () => {
  const proofs = [
    '"x"',
    "7",
    '{"versions":{"rxnstream":{"toString":1}},"limits":{}}',
    '{"versions":[],"limits":null}',
  ];
  const [first = ""] = ROWS.split("\n");
  const row = JSON.parse(first);
  const lines = proofs.map((proof) =>
    JSON.stringify({ ...row, validation: { ...row.validation, proof: JSON.parse(proof) } })
  );
  const { code, stdout, stderr } = await runCli(verify("-"), { stdin: lines.join("\n") });
  assertStringIncludes(stdout, "4 rows computed again: 0 the same, 4 different\n");
  assertEquals([stdout.includes("undefined"), stderr, code], [false, "", 1]);
});

Deno.test("verify ignores template counts where rows are missing, and compares everything else", async () => {
  const rows = ROWS.split("\n");
  const { code, stdout } = await runCli(verify("-"), { stdin: [rows[1], rows[3], ""].join("\n") });
  assertEquals(stdout.split("\n"), [
    "Rows are missing, so the use of templates is not compared.",
    "2 rows computed again: 2 the same, 0 different",
    "",
  ]);
  assertEquals(code, 0);
});

Deno.test("verify says so when there is nothing to verify", async () => {
  for (
    const [args, options, message] of [
      [verify("-"), { stdin: "\n" }, 'There are no rows in "-"'],
      [verify("/nowhere/rows.jsonl"), {}, 'Cannot read "/nowhere/rows.jsonl"'],
    ] as const
  ) {
    const { code, stdout, stderr } = await runCli(args, options);
    assertEquals([code, stdout], [2, ""]);
    assertStringIncludes(stderr, message);
  }
});

Deno.test("verify says which build made a row, and compares only what the row says", async () => {
  const elsewhere = ROWS.trimEnd().split("\n").map((line) => {
    const row = JSON.parse(line);
    if (row.validation === null) return line;
    const proof = {
      ...row.validation.proof,
      versions: { ...row.validation.proof.versions, commit: "abcdef0" },
    };
    const sha256 = contentHash(row.mapped ?? "", row.validation, proof);
    return JSON.stringify({ ...row, validation: { ...row.validation, proof: { ...proof, sha256 } } });
  }).join("\n");
  const { code, stdout } = await runCli(verify("-"), { stdin: elsewhere });
  const [maker = "", summary] = stdout.split("\n");
  assertMatch(
    maker,
    /^line 1: made by rxnstream 0\.2\.0 \(abcdef0\), proof version 2, .+; this is rxnstream 0\.2\.0 \(/,
  );
  assertEquals([summary, code], ["6 rows computed again: 6 the same, 0 different", 0]);
});

Deno.test("verify reads rows of version 0.1 and says that they are of that version", async () => {
  const old = await Deno.readTextFile(new URL("../results/data/rows_of_0_1.jsonl", import.meta.url));
  const { stdout } = await runCli(verify("-"), { stdin: old });
  assertMatch(stdout, /^line 1: made by rxnstream 0\.1\.0, proof version 1, .+; this is rxnstream \d/);
  assertEquals([stdout.includes("altered"), /\n4 rows computed again: /.test(stdout)], [false, true]);
  const altered = await runCli(verify("-"), { stdin: old.replace("One component", "No component") });
  assertMatch(altered.stdout, /line 1: .*it was altered\n/);
});
