import { assertEquals, assertMatch } from "@std/assert";
import { cliCommand, plainEnvironment, runCli, spawnCli } from "../support/cli_process.ts";
import { temporaryFolder } from "../support/folders.ts";
import { dataset, gzip, reaction } from "../support/ord.ts";

const ESTER = "CC(=O)O.CCO>>CCOC(C)=O";
const BROKEN = "CC(=O)O.CCO>>C1CC";
const KEYS = [
  "index",
  "text",
  "format",
  "smiles",
  "rxn_smiles",
  "rxn_smarts",
  "rxn_smirks",
  "mapped",
  "fragment_groups",
  "mapping",
  "rxn_smarts_radii",
  "rxn_smirks_radii",
  "rxn_smirks_daylight",
  "verdict",
  "classification",
  "validation",
  "template",
  "errors",
];

function run(...args: readonly string[]): string[] {
  return ["run", "--processes", "1", ...args];
}

Deno.test("run prints one JSON object per reaction, from a file or from standard input", async () => {
  await using folder = await temporaryFolder();
  const file = `${folder.path}/two.csv`;
  const text = `id,rxn\nx1,${ESTER}\nx2,${BROKEN}\n`;
  await Deno.writeTextFile(file, text);
  const fromFile = await runCli(run("--format", "jsonl", file));
  const fromInput = await runCli(run("--format", "jsonl", "--input-format", "csv", "-"), { stdin: text });
  assertEquals([fromFile.code, fromFile.stderr], [1, ""]);
  assertEquals(fromInput, fromFile);

  const [good, bad, ...rest] = fromFile.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  assertEquals(rest, []);
  assertEquals(Object.keys(good), ["index", "id", ...KEYS.slice(1), "fields"]);
  assertEquals([good.index, good.id, good.text, good.rxn_smiles], [0, "x1", ESTER, ESTER]);
  assertEquals(good.smiles, ["CC(=O)O", "CCO", "CCOC(C)=O"]);
  assertEquals([good.validation.verdict, good.validation.checks.round_trip, good.errors], [
    "sound",
    "exact",
    [],
  ]);
  assertEquals([bad.index, bad.id, bad.text, bad.fields], [1, "x2", BROKEN, { id: "x2" }]);
  assertMatch(bad.errors[0], /^Reaction 1, product 1: /);
});

Deno.test("run prints a table for a person and a CSV for a program", async () => {
  const stdin = `${ESTER}\n${BROKEN}\n`;
  const table = await runCli(run("-"), { stdin });
  assertEquals([table.code, table.stderr], [1, ""]);
  const [head, first, second, remark] = table.stdout.split("\n");
  assertMatch(head ?? "", /^ +# +verdict +round trip +reaction$/);
  assertMatch(first ?? "", /^ +0 +sound +exact +\S+>>\S+$/);
  assertMatch(second ?? "", /^ +1 +broken /);
  assertMatch(remark ?? "", /^ +Reaction 1, product 1: /);

  const csv = await runCli(run("--format", "csv", "-"), { stdin });
  assertEquals([csv.code, csv.stderr], [1, ""]);
  assertMatch(csv.stdout, /^index,text,smiles,smiles_invalid_count,/);
  assertEquals(csv.stdout.split("\r\n").map((row) => row.split(",")[0]), ["index", "0", "1", ""]);
});

Deno.test("No table runs anything in a spreadsheet, no row controls the terminal, and JSON is exact", async () => {
  const note = "=HYPERLINK(1)";
  const stdin = `reaction,note\n${ESTER},${note}\nCCO>>\x1b[2J,-1\n`;
  const csv = await runCli(run("--format", "csv", "--input-format", "csv", "-"), { stdin });
  assertEquals(csv.stdout.trimEnd().split("\r\n").map((row) => row.split(",").at(-1)), [
    "note",
    `'${note}`,
    "-1",
  ]);
  const jsonl = await runCli(run("--format", "jsonl", "--input-format", "csv", "-"), { stdin });
  const notes = jsonl.stdout.trimEnd().split("\n").map((line) => JSON.parse(line).fields.note);
  assertEquals(notes, [note, "-1"]);
  const table = await runCli(run("--input-format", "csv", "-"), { stdin });
  assertEquals([table.stdout.includes("\x1b"), table.stdout.includes("\ufffd[2J")], [false, true]);
});

Deno.test("run exits with 0 when all reactions are valid", async () => {
  const { code, stderr } = await runCli(run("-"), { stdin: `${ESTER}\n` });
  assertEquals([code, stderr], [0, ""]);
});

Deno.test("run exits with 2 and one line on standard error for an unusable input", async () => {
  await using folder = await temporaryFolder();
  const missing = await runCli(run("--format", "jsonl", `${folder.path}/missing`));
  assertEquals([missing.code, missing.stdout], [2, ""]);
  assertMatch(missing.stderr, /^rxnstream: Cannot read ".+missing": .+\n$/);
  const directory = await runCli(run("--format", "jsonl", folder.path));
  assertEquals([directory.code, directory.stdout], [2, ""]);
  assertMatch(directory.stderr, /^rxnstream: Cannot read ".+": .+\n$/);
  const binary = await runCli(run("--format", "jsonl", "-"), {
    stdin: new Uint8Array([80, 81, 82, 83, 0, 0]),
  });
  assertEquals([binary.code, binary.stdout], [2, ""]);
  assertMatch(binary.stderr, /^rxnstream: The input is not text: a zero byte at character 5\n$/);
  for (
    const [stdin, why] of [
      ["", ""],
      [
        "Nothing but prose about a synthesis.\n",
        ": 1 sentence was looked at; no name, formula or reaction SMILES was read in it",
      ],
    ] as const
  ) {
    const none = await runCli(run("--format", "jsonl", "-"), { stdin });
    assertEquals(none, { code: 2, stdout: "", stderr: `rxnstream: No reactions found in the text${why}\n` });
  }
});

Deno.test("run reads its options from the environment too", async () => {
  const stdin = `${ESTER}\n${ESTER}\n`;
  const env = { RXNSTREAM_FORMAT: "jsonl", RXNSTREAM_MAX_REACTIONS: "1", RXNSTREAM_PROCESSES: "1" };
  const limited = await runCli(["run", "-"], { stdin, env });
  assertEquals(limited.stdout.trimEnd().split("\n").map((line) => JSON.parse(line).index), [0]);
  assertMatch(limited.stderr, /^rxnstream: The text has more than 1 reactions; only the first 1 /);
  const given = await runCli(["run", "-", "--max-reactions", "2", "--format", "csv"], { stdin, env });
  assertEquals([given.code, given.stderr, given.stdout.split("\r\n").length], [0, "", 4]);
});

Deno.test("run exits with 1 when a limit left reactions out, and says so", async () => {
  const { code, stdout, stderr } = await runCli(["run", "-", "--format", "jsonl", "--max-reactions", "1"], {
    stdin: "CCO>>CC=O\nCC=O>>CC(=O)O\n",
  });
  assertEquals([code, stdout.trim().split("\n").length], [1, 1]);
  assertMatch(stderr, /^rxnstream: .*1/);
});

Deno.test("run takes its log level from the environment, and logs only errors by default", async () => {
  const stdin = `${ESTER}\n`;
  assertEquals((await runCli(run("-"), { stdin })).stderr, "");
  const { code, stderr } = await runCli(run("-"), { stdin, env: { RXNSTREAM_LOG_LEVEL: "loud" } });
  assertEquals(code, 2);
  assertMatch(stderr, /^rxnstream: --log-level must be one of .+, not "loud"\n$/);
});

Deno.test("run exits quietly when the reader of its output has gone", async () => {
  const child = spawnCli(run("--format", "jsonl", "-"));
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(`${ESTER}\n`.repeat(300)));
  await writer.close();
  const reader = child.stdout.getReader();
  await reader.read();
  await reader.cancel();
  const [stderr, { code }] = await Promise.all([new Response(child.stderr).text(), child.status]);
  assertEquals([code, stderr], [0, ""]);
});

const SCRIPT = "/usr/bin/script";

Deno.test({
  name: "run shows its progress on a terminal when the rows go elsewhere, and only then",
  // The program that gives a command a terminal; part of every Debian installation.
  ignore: !(await Deno.stat(SCRIPT).then(({ isFile }) => isFile, () => false)),
  async fn() {
    await using folder = await temporaryFolder();
    const file = `${folder.path}/in.smi`;
    await Deno.writeTextFile(file, `${ESTER}\n${BROKEN}\n`);
    const command = cliCommand(run("--format", "jsonl", file)).map((word) => `'${word}'`).join(" ");
    async function onTerminal(line: string): Promise<string> {
      const { code, stdout } = await new Deno.Command(SCRIPT, {
        args: ["-qec", line, "/dev/null"],
        clearEnv: true,
        env: { ...plainEnvironment(), TERM: "xterm" },
        stdin: "null",
      }).output();
      assertEquals(code, 1);
      return new TextDecoder().decode(stdout);
    }
    assertMatch(await onTerminal(`${command} >'${folder.path}/out.jsonl'`), /2\/2 reactions, 1 broken/);
    assertEquals((await Deno.readTextFile(`${folder.path}/out.jsonl`)).split("\n").length, 3);
    const rows = (await onTerminal(command)).trimEnd().split("\r\n");
    assertEquals(rows.map((row) => JSON.parse(row).index), [0, 1]);
  },
});

Deno.test("run prints an RDF or reaction SMILES while it works, and reads a packed ORD dataset", async () => {
  await using folder = await temporaryFolder();
  const file = `${folder.path}/ord_dataset-1.pb.gz`;
  const salt = "CC(=O)OC.[Na+].[OH-]>>CC(=O)[O-].[Na+].CO |f:1.2,3.4|";
  const reactions = [
    reaction({ id: "ord-1", identifiers: [[2, ESTER]] }),
    reaction({ identifiers: [[6, salt]] }),
  ];
  await Deno.writeFile(file, await gzip(dataset(reactions)));

  const rdf = await runCli(run("--format", "rdf", file));
  assertEquals([rdf.code, rdf.stderr], [0, ""]);
  assertMatch(rdf.stdout, /^\$RDFILE 1\n\$DATM {4}01\/01\/70 00:00\n\$RFMT \$RIREG 1\n\$RXN\nord-1\n/);
  assertEquals(rdf.stdout.match(/^\$RFMT/gm)?.length, 2);
  const v3000 = await runCli(run("--format", "rdf", "--rxn-version", "v3000", file));
  assertEquals(v3000.stdout.match(/^\$RXN V3000$/gm)?.length, 2);
  assertMatch(rdf.stdout, /^\$DTYPE id\n\$DATUM ord-1\n\$DTYPE dataset_id\n/m);

  const smiles = await runCli(run("--format", "smiles", file));
  const [first, second] = smiles.stdout.trimEnd().split("\n");
  assertMatch(first ?? "", /^\S+>>\S+\t0 ord-1$/);
  assertMatch(second ?? "", /^\S+>>\S+ \|f:1\.2,3\.4\|\t1$/);
});

Deno.test("run exits with 2 for a truncated protobuf, and says where it ends", async () => {
  await using folder = await temporaryFolder();
  const file = `${folder.path}/cut.pb`;
  await Deno.writeFile(file, dataset([reaction({ identifiers: [[2, ESTER]] })]).slice(0, 20));
  const { code, stderr } = await runCli(run(file));
  assertEquals([code, stderr], [
    2,
    "rxnstream: Cannot read the ORD file: it is cut off in reaction 1, at byte 20\n",
  ]);
});
