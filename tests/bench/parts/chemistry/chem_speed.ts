/** Measures how fast the chemistry is: `deno task bench chem_speed [--pairs <n>] [--data <folder>]`. */
import { createOperations } from "../../../../src/chem/process/operations.ts";
import { MoleculeReader } from "../../../../src/chem/molecule/molecule_reader.ts";
import { type BenchLine, ratiosOf, spreadOf, spreadText } from "../../support/bench_line.ts";
import type { BenchOptions } from "../../support/bench_options.ts";
import { type ChemBench, LIMITS, openChemBench, runChain } from "./chem_chain.ts";
import { builtInReactions, moleculesOf } from "./chem_builtin.ts";
import { readMappingFiles } from "./chem_data.ts";
import { NATIVE_RDKIT_INSTALL, NativeRdkit } from "./native_rdkit.ts";
import { measurePool, openWarmPool } from "../sessions/pool_rate.ts";

const TARGET_RATE = 200;
const TARGET_TWO = 1.6;
const TARGET_NATIVE = 2.5;
/** Rows of each file of outside data. */
const DATA_ROWS = 600;

/** The rate of the whole chain of stages, the gain from a second process, and canonicalisation compared with native RDKit. */
export async function chemSpeedLines({ pairs, data }: BenchOptions): Promise<readonly BenchLine[]> {
  const bench = await openChemBench();
  const reactions = await builtInReactions(bench);
  return [
    chainLine(`${reactions.length} reactions of textbooks and samples`, bench, reactions, pairs),
    ...data === undefined ? [] : await dataLines(bench, data, pairs),
    await twoProcessesLine(reactions, pairs),
    await canonicalLine(bench, moleculesOf(reactions), pairs),
  ];
}

function chainLine(name: string, bench: ChemBench, reactions: readonly string[], passes: number): BenchLine {
  const rates: number[] = [];
  for (let pass = 0; pass <= passes; pass++) {
    // Nothing is cached from the molecules of the previous pass.
    const fresh = { ...bench, operations: createOperations(bench.rdkit, LIMITS) };
    const start = performance.now();
    for (const reaction of reactions) runChain(fresh, reaction);
    rates.push(1_000 * reactions.length / (performance.now() - start));
  }
  // The code is compiled during the first pass.
  const rate = spreadOf(rates.slice(1));
  return {
    measure: `chemistry: whole chain, reactions per second of one process (${name})`,
    ours: spreadText(rate, 0),
    peer: "",
    ratio: "",
    target: `≥ ${TARGET_RATE}`,
    met: rate.median >= TARGET_RATE,
  };
}

async function dataLines(bench: ChemBench, data: string, passes: number): Promise<readonly BenchLine[]> {
  const files = await readMappingFiles(data);
  return files.map(({ name, rows }) => {
    const step = Math.max(1, Math.floor(rows.length / DATA_ROWS));
    const some = rows.filter((_, index) => index % step === 0).slice(0, DATA_ROWS);
    return chainLine(`${some.length} of ${name}`, bench, some.map(({ unmapped }) => unmapped), passes);
  });
}

async function twoProcessesLine(reactions: readonly string[], pairs: number): Promise<BenchLine> {
  await using one = await openWarmPool(1, reactions);
  await using two = await openWarmPool(2, reactions);
  const rates: { readonly one: number[]; readonly two: number[] } = { one: [], two: [] };
  for (let pair = 0; pair < pairs; pair++) {
    rates.one.push(await measurePool(one, reactions));
    rates.two.push(await measurePool(two, reactions));
  }
  const ratio = ratiosOf(rates.two, rates.one);
  return {
    measure: "chemistry: whole chain, reactions per second of two processes of the pool",
    ours: spreadOf(rates.two).median.toFixed(0),
    peer: `one process ${spreadOf(rates.one).median.toFixed(0)}`,
    ratio: spreadText(ratio),
    target: `≥ ${TARGET_TWO} × on two cores`,
    met: navigator.hardwareConcurrency < 2 ? null : ratio.median >= TARGET_TWO,
  };
}

async function canonicalLine(
  { rdkit }: ChemBench,
  molecules: readonly string[],
  pairs: number,
): Promise<BenchLine> {
  const measure = `chemistry: canonical SMILES of ${molecules.length} molecules, µs each`;
  const target = `≤ ${TARGET_NATIVE} × native RDKit`;
  const file = await Deno.makeTempFile({ suffix: ".smi" });
  try {
    await Deno.writeTextFile(file, molecules.join("\n"));
    await using native = await NativeRdkit.start(file);
    const ours: number[] = [];
    const peer: number[] = [];
    for (let pair = 0; pair <= pairs; pair++) {
      ours.push(canonicalise(new MoleculeReader(rdkit, LIMITS), molecules));
      peer.push(await native?.measure() ?? NaN);
    }
    const each = (seconds: readonly number[]) =>
      (1e6 * spreadOf(seconds).median / molecules.length).toFixed(0);
    const [oursWarm, peerWarm] = [ours.slice(1), peer.slice(1)];
    if (native === null) {
      const absent = `native RDKit is not installed: ${NATIVE_RDKIT_INSTALL}`;
      return { measure, ours: each(oursWarm), peer: absent, ratio: "", target, met: null };
    }
    const ratio = ratiosOf(oursWarm, peerWarm);
    return {
      measure,
      ours: each(oursWarm),
      peer: `RDKit ${native.version} in Python ${each(peerWarm)}`,
      ratio: spreadText(ratio),
      target,
      met: ratio.median <= TARGET_NATIVE,
    };
  } finally {
    await Deno.remove(file);
  }
}

/** Seconds to read all molecules as the service reads components. */
function canonicalise(reader: MoleculeReader, molecules: readonly string[]): number {
  const start = performance.now();
  for (const text of molecules) reader.component({ kind: "smiles", text });
  return (performance.now() - start) / 1_000;
}
