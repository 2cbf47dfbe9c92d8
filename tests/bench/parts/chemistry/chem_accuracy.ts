/**
 * Measures how often the chemistry is right and prints one table: `deno task bench chem_accuracy --data <folder> [--rows <n>] [--reactions <n>]`.
 *
 * The folder holds `mapping/*.jsonl` (lines `{id, unmapped, mapped}`), `templates/*.csv` (a head, and lines whose last
 * field is a mapped reaction SMILES) and `templates/hartenfeller_robust.json`. `--rows` takes this many of each file;
 * `--reactions` is the number of reactions over which memory is watched (100,000). Everything runs in this process, on one core.
 *
 * - **Mapping:** share of rows whose superposition graph equals the reference's, as a whole (strict) and in its changed
 *   part (centre); a row without an answer is wrong. The ranking was learned from these rows:
 *   `tests/training/train_mapping.ts` prints what it gets right of rows that it has not seen.
 * - **Calibration:** how many of the mappings with a confidence above 0.9 are right.
 * - **Invariance:** share of random spellings that get exactly the same text as the original spelling.
 * - **Round trip:** share of rows whose SMIRKS gives the recorded product, and the same with stereo ignored.
 * - **Throughput:** the whole chain of stages, median of five shares of the rows.
 */
import { withoutMapNumbers } from "../../../../src/chem/molecule/smiles_atoms.ts";
import { calibration } from "../../../chem/support/calibration.ts";
import { type ChemBench, openChemBench } from "./chem_chain.ts";
import { dataCommit, type DataFile, readMappingFiles, readTemplateFiles } from "./chem_data.ts";
import { measureMemory, measureRates } from "./chem_load.ts";
import { countMappings, type MappingCounts } from "./chem_mapping.ts";
import { RIVALS } from "./chem_rivals.ts";
import { countHartenfeller } from "./hartenfeller.ts";
import { measureInvariance } from "../../../chem/support/invariance.ts";
import { randomWriter } from "../../../chem/support/random_spelling.ts";
import { countRoundTrips } from "./round_trips.ts";
import { textTable } from "../../../support/text_table.ts";

type Line = readonly [measure: string, ours: string, target: string, others: string];

const INVARIANCE_ROWS = 1_000;
const SPELLINGS = 5;
const SHARES = 5;
/** Reactions of each file on which the throughput is measured. */
const RATE_ROWS = 1_000;

function mappingLines(name: string, counts: MappingCounts): readonly Line[] {
  const isGolden = name.startsWith("golden");
  const { rows, strict, centre, times, answers } = counts;
  const { shareSure, shareRightOfSure } = calibration(answers);
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return [
    [
      `${name}, ${rows} reactions: mapping right, strict / centre`,
      `${percent(strict / rows)} / ${percent(centre / rows)}`,
      isGolden ? "92 strict" : "99.5 strict",
      isGolden ? RIVALS.golden : RIVALS.uspto3k,
    ],
    [
      `${name}: share of confidence above 0.9, right of these`,
      `${percent(shareSure)}, ${percent(shareRightOfSure)}`,
      "98 right",
      isGolden ? RIVALS.calibration : "",
    ],
    [
      `${name}: time of a mapping, mean / p99`,
      `${mean.toFixed(1)} / ${(times[Math.floor(times.length * 0.99)] ?? 0).toFixed(1)} ms`,
      "5 / 50 ms",
      isGolden ? RIVALS.speed : "",
    ],
  ];
}

function roundTripLines(bench: ChemBench, name: string, rows: readonly string[]): readonly Line[] {
  const flat = ({ forward }: ReturnType<typeof countRoundTrips>) =>
    forward.exact + forward.enantiomer + forward.flat;
  const line = (maps: string, texts: readonly string[], target: string, others: string): readonly Line[] => {
    const counts = countRoundTrips(bench, texts);
    const share = (count: number) => percent(count / counts.rows);
    return [
      [
        `${name}, ${texts.length} reactions, ${maps} maps: round trip exact / without stereo`,
        `${share(counts.forward.exact)} / ${share(flat(counts))}`,
        target,
        others,
      ],
      [
        `${name}, ${maps} maps: one outcome only; reverse gives the reactants`,
        `${share(counts.single)}; ${share(counts.reverse.exact)}`,
        "",
        maps === "given" ? RIVALS.singleOutcome : "",
      ],
    ];
  };
  return [
    ...line("given", rows, "98.5 / 99.9", RIVALS.roundTrip),
    ...line("own", rows.map(withoutMapNumbers), "98.0 exact", ""),
  ];
}

async function invarianceLine(bench: ChemBench, rows: readonly string[]): Promise<Line> {
  const { reactions, spellings, same } = measureInvariance(
    bench.operations,
    await randomWriter(),
    rows,
    SPELLINGS,
  );
  return [
    `${reactions} reactions in ${SPELLINGS} random spellings each: the same answer`,
    `${percent(same / spellings)} of ${spellings}`,
    "100",
    "",
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

/** `count` rows spread evenly over all. */
function spread<Row>(rows: readonly Row[], count: number): readonly Row[] {
  if (rows.length <= count) return rows;
  return Array.from({ length: count }, (_, index) => rows[Math.floor(index * rows.length / count)] as Row);
}

function option(name: string): string | null {
  const at = Deno.args.indexOf(name);
  return at < 0 ? null : Deno.args[at + 1] ?? null;
}

async function provenance(data: string, files: readonly DataFile<unknown>[]): Promise<string> {
  const commit = await dataCommit(data);
  const digests = files.map(({ name, digest }) => `${name} ${digest}`).join(", ");
  return `Data ${
    commit === null ? "in no Git repository" : `at commit ${commit}`
  }; SHA-256 begins: ${digests}.`;
}

async function print(text: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(`${text}\n`));
}

async function main(): Promise<void> {
  const data = option("--data");
  if (data === null) throw new TypeError("Cannot run: say where the data are with --data <folder>");
  const limit = Number(option("--rows") ?? Infinity);
  const reactions = Number(option("--reactions") ?? 100_000);
  const bench = await openChemBench();
  const mappingFiles = await readMappingFiles(data);
  const templateFiles = await readTemplateFiles(data);
  const lines: Line[] = [];
  for (const { name, rows } of mappingFiles) {
    lines.push(...mappingLines(name, countMappings(bench, spread(rows, limit))));
  }
  const unmapped = mappingFiles.flatMap(({ rows }) => rows.map((row) => row.unmapped));
  lines.push(await invarianceLine(bench, spread(unmapped, Math.min(limit, INVARIANCE_ROWS))));
  for (const { name, rows } of templateFiles) {
    lines.push(...roundTripLines(bench, name, spread(rows, limit)));
  }
  const hartenfeller = await countHartenfeller(bench, `${data}/templates/hartenfeller_robust.json`);
  lines.push([
    "hartenfeller_robust.json: reactions that give the stated product; our template of it does",
    `${hartenfeller.applied} of ${hartenfeller.total}; ${hartenfeller.extracted} of ${hartenfeller.total}`,
    "58 of 58",
    "",
  ]);
  const sets = [
    ...mappingFiles.map(({ name, rows }) => [name, rows.map((row) => row.unmapped)] as const),
    ...templateFiles.map(({ name, rows }) => [`${name} without maps`, rows.map(withoutMapNumbers)] as const),
  ];
  for (const [name, rows] of sets) {
    const rates = measureRates(bench, spread(rows, Math.min(limit, RATE_ROWS)), SHARES);
    const rate = (index: number) => Math.round(rates[index] ?? 0);
    lines.push([
      `${name}: whole chain, reactions per second and process (slowest to fastest share)`,
      `${rate(Math.floor(rates.length / 2))} (${rate(0)} to ${rate(rates.length - 1)})`,
      "200",
      RIVALS.chain,
    ]);
  }
  const mixed = sets.flatMap(([, rows]) => rows);
  const memory = measureMemory(bench, spread(mixed, 5_000), reactions);
  lines.push([
    `resident memory before, and after each tenth of ${reactions} reactions`,
    `${memory.join(", ")} MiB`,
    "flat",
    RIVALS.memory,
  ]);
  await print(textTable(["measure", "rxnstream", "target", "others"], lines));
  const { rdkit } = bench;
  await print(
    `\nRDKit ${rdkit.version}; ${rdkit.live} objects not deleted, ${rdkit.caught} exceptions caught.`,
  );
  await print(await provenance(data, [...mappingFiles, ...templateFiles]));
}

if (import.meta.main) await main();
