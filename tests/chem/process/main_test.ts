import {
  assert,
  assertEquals,
  assertGreater,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { deadline } from "@std/async";
import { type ChemPool, openChemPool } from "../../../src/chem/pool/chem_pool.ts";
import { chemCommand } from "../../../src/chem/pool/chem_command.ts";
import { MAX_ANSWER_BYTES, textLines } from "../../../src/encoding/json_lines.ts";
import { ProcessHandle } from "../../../src/chem/pool/process_handle.ts";
import { RxnstreamError } from "../../../src/errors.ts";

const LIMITS = { maxCharacters: 2000, maxHeavyAtoms: 400 };
const NO_LIMITS = { maxCharacters: 1_000_000, maxHeavyAtoms: 1_000_000 };

const ESTER = { text: "CCO.CC(=O)O>>CC(=O)OCC", format: "smiles" } as const;

async function canonical(chem: ChemPool, text: string): Promise<readonly string[]> {
  return (await chem.call("smiles", { text, format: "smiles" })).result.values;
}

Deno.test("A chem process answers every operation with what RDKit computes", async () => {
  await using chem = openChemPool({ processes: 1 });
  const query = { text: `The ester: ${ESTER.text} is made so.`, format: "auto", fileName: null } as const;
  const found = await chem.call("find", { query, maxReactions: 10 });
  assertEquals(found, { reactions: [{ ...ESTER, line: 1, fields: {} }], truncated: false });
  const smiles = await chem.call("smiles", ESTER);
  assertEquals(smiles.result.values, ["CCO", "CC(=O)O", "CCOC(C)=O"]);
  assertMatch(smiles.result.rdkit, /^\d+\.\d+/);
  const { result } = await chem.call("rxnSmiles", { ...ESTER, components: smiles.result.components });
  const { mapped, mapping } = result;
  assert(mapped !== null && mapping !== null);
  const smarts = await chem.call("rxnSmarts", { mapped });
  assertStringIncludes(smarts.result.values[0] ?? "", ">>");
  const smirks = (await chem.call("rxnSmirks", { mapped })).result.values[0] ?? null;
  assert(smirks !== null);
  const validation = await chem.call("validation", {
    input: { text: mapped, format: "smiles" },
    smilesInvalidCount: 0,
    impossibleCount: 0,
    mapped,
    mapping,
    smirks,
  });
  assertEquals(validation.result.checks.round_trip, "exact");
  const options = { width: 400, height: 200, dark: false, atomMaps: false };
  assertStringIncludes((await chem.call("depict", { ...ESTER, options })).svg, "<svg");
  assertEquals([chem.stats().alive, chem.stats().restarts, chem.stats().leaks], [1, 0, 0]);
});

Deno.test("A molecule that breaks RDKit fails only its own call", async () => {
  await using chem = openChemPool({ processes: 1, limits: NO_LIMITS });
  const poison = canonical(chem, `${"C".repeat(1900)}>>C`);
  const after = canonical(chem, "OCC>>CC=O");
  const error = await assertRejects(() => poison, RxnstreamError);
  assertEquals([error.code, error.message], ["engine_failure", "the chemistry engine broke down twice"]);
  assertEquals(await after, ["CCO", "CC=O"]);
  assertEquals([chem.stats().restarts, chem.stats().kills], [2, 0]);
});

Deno.test("A molecule on which RDKit never finishes is abandoned at the time limit", async () => {
  await using chem = openChemPool({ processes: 1, limits: NO_LIMITS, timeoutMs: 1000 });
  const error = await assertRejects(() => canonical(chem, `${"C".repeat(700)}>>C`), RxnstreamError);
  assertEquals(error.message, "the chemistry engine exceeded its time limit of 1 s");
  assertEquals(await canonical(chem, "OCC>>CC=O"), ["CCO", "CC=O"]);
  assertEquals(chem.stats().kills, 1);
});

Deno.test("The default limits keep molecules that would break RDKit away from it", async () => {
  await using chem = openChemPool({ processes: 1 });
  const { result, rejected } = await chem.call("smiles", {
    text: `${"C".repeat(1900)}>>C`,
    format: "smiles",
  });
  assertEquals([result.values, result.invalid_count], [["C"], 1]);
  assertMatch(rejected[0]?.reason ?? "", /400/);
  assertEquals(chem.stats().restarts, 0);
});

Deno.test("All reactions of a table are found, even if together they exceed the limit of a line", async () => {
  await using chem = openChemPool({ processes: 1 });
  const names = Array.from({ length: 60 }, (_, column) => `${column} ${"name ".repeat(20)}`);
  const count = Math.ceil(MAX_ANSWER_BYTES / 6_000);
  const rows = Array.from({ length: count }, (_, i) => `CCO>>CC=O${`,${i}`.repeat(names.length)}`);
  const text = [`reaction,${names.join()}`, ...rows].join("\n");
  const query = { text, format: "csv", fileName: null } as const;
  const { reactions, truncated } = await chem.call("find", { query, maxReactions: count });
  assertEquals([reactions.length, truncated], [count, false]);
  assert(reactions.every(({ line, fields }, i) => line === i + 2 && Object.values(fields)[59] === String(i)));
  assertGreater(JSON.stringify(reactions.slice(0, 10)).length * count / 10, MAX_ANSWER_BYTES);
  assertEquals(chem.stats().restarts, 0);
});

Deno.test({
  name: "A chem process leaves its ending to its parent",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const instance = await ProcessHandle.start(chemCommand(LIMITS), {
      timeoutMs: 30_000,
      signal: new AbortController().signal,
      onSpawn: () => {},
    });
    Deno.kill(instance.pid, "SIGINT");
    Deno.kill(instance.pid, "SIGTERM");
    const outcome = await instance.ask("smiles", ESTER, { timeoutMs: 10_000, maxRssBytes: Infinity });
    assertEquals(outcome.state, "answer");
    await instance.retire(10_000);
    assertEquals(instance.lastWords, "");
  },
});

for (const state of ["idle", "busy"]) {
  Deno.test({
    name: `A chem process that is ${state} ends when its parent is killed`,
    ignore: Deno.build.os === "windows",
    fn: async () => {
      const script = import.meta.resolve("../support/chem_owner.ts");
      const owner = new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--quiet", "--cached-only", script, state],
        stdout: "piped",
      }).spawn();
      const lines = textLines(owner.stdout, MAX_ANSWER_BYTES);
      assertStringIncludes((await lines.next()).value ?? "", '"ready"');
      owner.kill("SIGKILL");
      await owner.status;
      // The output ends when the last process that holds it open, the chem process, has ended.
      assertEquals(await deadline(lines.next(), 20_000), { value: undefined, done: true });
    },
  });
}

Deno.test("A chem process does not start without its limits", async () => {
  const { cmd, args } = chemCommand(LIMITS);
  const { success, stdout, stderr } = await new Deno.Command(cmd, { args: args.slice(0, -1) }).output();
  assertEquals([success, stdout.length], [false, 0]);
  assertStringIncludes(new TextDecoder().decode(stderr), "Cannot start chem process");
});
