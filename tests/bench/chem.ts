/**
 * Measures the chemistry: `deno run -A tests/bench/chem.ts --data <folder> [--rows <n>]`.
 *
 * The folder holds `mapping/*.jsonl` (lines `{id, unmapped, mapped}`) and `templates/*.csv` (a header and lines
 * whose last field is a mapped reaction SMILES). Mapping: share of rows whose superposition graph equals the
 * reference's, as a whole (strict) and in its changed part (centre); a row without an answer counts as wrong.
 * Round trip: share of rows whose SMIRKS, from the given maps, gives the recorded product. Rates are for the
 * whole chain of stages in this one process.
 */
import { createOperations, type Operations } from "../../src/chem/operations.ts";
import { loadRdkit, type Rdkit } from "../../src/chem/rdkit.ts";
import { MoleculeReader } from "../../src/chem/reaction/molecule_reader.ts";
import { readMapped } from "../../src/chem/reaction/read_mapped.ts";
import type { ValidationResult } from "../../src/types.ts";
import { changedPart, superposition, superpositionsEqual } from "./superposition.ts";

interface MappingRow {
  readonly id: string | number;
  readonly unmapped: string;
  readonly mapped: string;
}

interface Chain {
  readonly mapped: string | null;
  readonly validation: ValidationResult | null;
  /** Milliseconds for all stages, and for the mapping stage alone. */
  readonly total: number;
  readonly mapping: number;
}

const LIMITS = { maxCharacters: 2000, maxHeavyAtoms: 400 };

function runChain(rdkit: Rdkit, operations: Operations, text: string): Chain {
  rdkit.beginRequest();
  const input = { text, format: "smiles" } as const;
  const start = performance.now();
  const { result: { components, invalid_count: smilesInvalidCount } } = operations.smiles(input);
  const beforeMapping = performance.now();
  const { mapped, mapping } = operations.rxnSmiles({ ...input, components }).result;
  const mappingTime = performance.now() - beforeMapping;
  let validation: ValidationResult | null = null;
  if (mapped !== null && mapping !== null) {
    operations.rxnSmarts({ mapped });
    const smirks = operations.rxnSmirks({ mapped }).result.values[0] ?? null;
    validation = operations.validation({
      input,
      smilesInvalidCount,
      impossibleCount: 0,
      mapped,
      mapping,
      smirks,
    }).result;
  }
  return { mapped, validation, total: performance.now() - start, mapping: mappingTime };
}

function scoreMapping(rdkit: Rdkit, operations: Operations, rows: readonly MappingRow[]): string {
  const reader = new MoleculeReader(rdkit, { maxCharacters: 4000, maxHeavyAtoms: 1000 });
  let strict = 0;
  let centre = 0;
  let sound = 0;
  const times: number[] = [];
  let total = 0;
  for (const row of rows) {
    const chain = runChain(rdkit, operations, row.unmapped);
    times.push(chain.mapping);
    total += chain.total;
    if (chain.validation?.verdict === "sound") sound++;
    const reference = readMapped(reader, row.mapped);
    const answer = chain.mapped === null ? null : readMapped(reader, chain.mapped);
    if (!reference.ok) throw new Error(`Cannot read reference ${row.id}: ${reference.reason}`);
    if (!answer?.ok) continue;
    const [wanted, got] = [superposition(reference.value), superposition(answer.value)];
    if (superpositionsEqual(wanted, got)) strict++;
    if (superpositionsEqual(changedPart(wanted), changedPart(got))) centre++;
  }
  times.sort((a, b) => a - b);
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return `strict ${percent(strict, rows)}  centre ${percent(centre, rows)}  sound ${percent(sound, rows)}  ` +
    `mapping ${mean.toFixed(1)} ms, p95 ${(times[Math.floor(times.length * 0.95)] ?? 0).toFixed(1)} ms  ` +
    `${Math.round(1000 * rows.length / total)} reactions/s`;
}

function scoreRoundTrip(rdkit: Rdkit, operations: Operations, rows: readonly string[]): string {
  const counts = { exact: 0, enantiomer: 0, flat: 0, fails: 0, not_run: 0 };
  let single = 0;
  let sound = 0;
  let total = 0;
  for (const row of rows) {
    const chain = runChain(rdkit, operations, row);
    total += chain.total;
    counts[chain.validation?.checks.round_trip ?? "not_run"]++;
    if (chain.validation?.checks.outcomes === 1) single++;
    if (chain.validation?.verdict === "sound") sound++;
  }
  return `exact ${percent(counts.exact, rows)}  without stereo ${
    percent(counts.exact + counts.enantiomer + counts.flat, rows)
  }  ` +
    `one outcome ${percent(single, rows)}  sound ${percent(sound, rows)}  ` +
    `${Math.round(1000 * rows.length / total)} reactions/s`;
}

function percent(count: number, rows: readonly unknown[]): string {
  return `${(100 * count / rows.length).toFixed(2)} %`;
}

function option(name: string): string | null {
  const at = Deno.args.indexOf(name);
  return at < 0 ? null : Deno.args[at + 1] ?? null;
}

async function dataFiles(folder: string, extension: string): Promise<readonly string[]> {
  const names = await Array.fromAsync(Deno.readDir(folder));
  return names.map((entry) => entry.name).filter((name) => name.endsWith(extension)).sort();
}

async function main(): Promise<void> {
  const data = option("--data");
  if (data === null) throw new TypeError("Cannot run: say where the data are with --data <folder>");
  const limit = Number(option("--rows") ?? Infinity);
  const rdkit = await loadRdkit();
  const operations = createOperations(rdkit, LIMITS);
  const report = async (text: string) => {
    await Deno.stdout.write(new TextEncoder().encode(`${text}\n`));
  };
  for (const name of await dataFiles(`${data}/mapping`, ".jsonl")) {
    const text = await Deno.readTextFile(`${data}/mapping/${name}`);
    const rows = text.split("\n").filter((line) => line !== "").slice(0, limit)
      .map((line) => JSON.parse(line) as MappingRow);
    await report(`${name}  ${rows.length} rows  ${scoreMapping(rdkit, operations, rows)}`);
  }
  for (const name of await dataFiles(`${data}/templates`, ".csv")) {
    const text = await Deno.readTextFile(`${data}/templates/${name}`);
    const rows = text.split("\n").slice(1).map((line) => line.trim().split(",").at(-1) ?? "")
      .filter((row) => row.includes(">")).slice(0, limit);
    await report(`${name}  ${rows.length} rows  ${scoreRoundTrip(rdkit, operations, rows)}`);
  }
  await report(
    `RDKit ${rdkit.version}: ${rdkit.molecules} molecules, ${rdkit.caught} exceptions, ${rdkit.live} not deleted`,
  );
}

if (import.meta.main) await main();
