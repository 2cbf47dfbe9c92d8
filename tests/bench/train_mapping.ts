/**
 * Learns the weights by which candidate mappings are ranked:
 * `deno run -A tests/bench/train_mapping.ts --data <folder> [--out src/chem/reaction/change_weights.json]`.
 *
 * The folder holds `mapping/*.jsonl` with lines `{id, unmapped, mapped}`. Prints the share of rows whose mapping is
 * right, by 5-fold cross-validation: those weights have not seen the rows that they are measured on. With `--out`
 * it then learns from all rows and writes the file. Deterministic.
 */
import { randomNumbers } from "../../src/chem/reaction/random_numbers.ts";
import { loadRdkit } from "../../src/chem/rdkit.ts";
import { changeNames, visitChanges } from "../../src/chem/reaction/change_features.ts";
import { distinctCandidates } from "../../src/chem/reaction/map_atoms.ts";
import { mappedReaction } from "../../src/chem/reaction/mapped_reaction.ts";
import { mappingProblem } from "../../src/chem/reaction/mapping_problem.ts";
import { MoleculeReader } from "../../src/chem/reaction/molecule_reader.ts";
import type { RankingModel } from "../../src/chem/reaction/rank_candidates.ts";
import { readMapped, readMolecules } from "../../src/chem/reaction/read_mapped.ts";
import { readReaction } from "../../src/chem/reaction/read_reaction.ts";
import { sortedMolecules } from "../../src/chem/reaction/write_reaction.ts";
import { superposition, superpositionsEqual } from "./superposition.ts";

interface Candidate {
  readonly cost: number;
  readonly changes: Readonly<Record<string, number>>;
  readonly right: boolean;
}

type Row = readonly Candidate[];

const FOLDS = 5;
const EPOCHS = 25;
const RATE = 0.1;
const DECAY = 0.01;
/** A kind of change that decides fewer rows gets no weight. */
const MIN_ROWS = 3;
/** The weight of the distance at the start, and where it is pulled back to. */
const DISTANCE = 3;

/** Stochastic gradient descent with adaptive rates on the negative log likelihood of the right candidates. */
function train(rows: readonly Row[]): RankingModel {
  const kinds = decidingChanges(rows);
  const weights: Record<string, number> = {};
  for (const kind of kinds) weights[kind] = 0;
  const squares: Record<string, number> = {};
  let distance = DISTANCE;
  let distanceSquares = 1e-8;
  const useful = rows.filter((row) =>
    row.some((candidate) => candidate.right) && !row.every((entry) => entry.right)
  );
  const random = randomNumbers(99);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const row of shuffled(useful, random)) {
      const { all, right } = probabilities(row, { distance, changes: weights });
      const slopes: Record<string, number> = {};
      let distanceSlope = DECAY * (distance - DISTANCE);
      row.forEach((candidate, index) => {
        const error = (all[index] ?? 0) - (right[index] ?? 0);
        distanceSlope -= error * candidate.cost;
        for (const [kind, count] of Object.entries(candidate.changes)) {
          if (kinds.has(kind)) slopes[kind] = (slopes[kind] ?? 0) + error * count;
        }
      });
      for (const [kind, slope] of Object.entries(slopes)) {
        const weight = weights[kind] ?? 0;
        const full = slope + DECAY * weight;
        const square = (squares[kind] ?? 1e-8) + full * full;
        squares[kind] = square;
        weights[kind] = weight - RATE * full / Math.sqrt(square);
      }
      distanceSquares += distanceSlope * distanceSlope;
      distance -= RATE * distanceSlope / Math.sqrt(distanceSquares);
    }
  }
  return { distance, changes: weights };
}

/** Softmax over all candidates, and over the right ones alone. */
function probabilities(row: Row, model: RankingModel) {
  const scores = row.map((candidate) => scoreOf(candidate, model));
  const best = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - best));
  const total = powers.reduce((sum, power) => sum + power, 0);
  const rightTotal = powers.reduce((sum, power, index) => sum + (row[index]?.right ? power : 0), 0);
  return {
    all: powers.map((power) => power / total),
    right: powers.map((power, index) => row[index]?.right ? power / rightTotal : 0),
  };
}

function scoreOf({ cost, changes }: Candidate, model: RankingModel): number {
  let score = -model.distance * cost;
  for (const [kind, count] of Object.entries(changes)) score += (model.changes[kind] ?? 0) * count;
  return score;
}

function decidingChanges(rows: readonly Row[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const kinds = new Set(row.flatMap((candidate) => Object.keys(candidate.changes)));
    for (const kind of kinds) {
      if (new Set(row.map((candidate) => candidate.changes[kind] ?? 0)).size < 2) continue;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  return new Set([...counts].filter(([, count]) => count >= MIN_ROWS).map(([kind]) => kind).sort());
}

function accuracy(rows: readonly Row[], model: RankingModel): number {
  return rows.filter((row) => {
    const scores = row.map((candidate) => scoreOf(candidate, model));
    return row[scores.indexOf(Math.max(...scores))]?.right === true;
  }).length;
}

async function readRows(reader: MoleculeReader, path: string): Promise<readonly Row[]> {
  const lines = (await Deno.readTextFile(path)).split("\n").filter((line) => line !== "");
  return lines.map((line) =>
    rowOf(reader, JSON.parse(line) as { readonly unmapped: string; readonly mapped: string })
  );
}

function rowOf(reader: MoleculeReader, record: { readonly unmapped: string; readonly mapped: string }): Row {
  const reference = readMapped(reader, record.mapped);
  if (!reference.ok) throw new Error(`Cannot read ${record.mapped}: ${reference.reason}`);
  const { components } = readReaction(reader, { text: record.unmapped, format: "smiles" });
  const side = (product: boolean) => {
    const molecules = readMolecules(
      reader,
      components.filter((entry) => (entry.role === "product") === product),
    );
    if (!molecules.ok) throw new Error(`Cannot read ${record.unmapped}: ${molecules.reason}`);
    return sortedMolecules(molecules.value);
  };
  const [left, right] = [side(false), side(true)];
  const none = new Int32Array(right.reduce((size, molecule) => size + molecule.graph.size, 0)).fill(-1);
  const sides = mappedReaction(left, right, none);
  const problem = mappingProblem(sides.left, sides.right);
  const names = changeNames(problem);
  const wanted = superposition(reference.value);
  return distinctCandidates(problem, names).map(({ assignment, cost }) => {
    const changes: Record<string, number> = {};
    visitChanges(problem, names, assignment, (change) => {
      changes[change] = (changes[change] ?? 0) + 1;
    });
    const answer = superposition(mappedReaction(left, right, assignment.source));
    return { cost, changes, right: superpositionsEqual(wanted, answer) };
  });
}

function shuffled<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  const copy = [...items];
  for (let i = copy.length - 1; i > 0; i--) {
    const k = Math.floor(random() * (i + 1));
    [copy[i], copy[k]] = [copy[k] as Item, copy[i] as Item];
  }
  return copy;
}

function rounded({ distance, changes }: RankingModel): RankingModel {
  const round = (weight: number) => Math.round(weight * 100) / 100;
  const kept = Object.entries(changes).map(([kind, weight]) => [kind, round(weight)] as const)
    .filter(([, weight]) => weight !== 0);
  return { distance: round(distance), changes: Object.fromEntries(kept) };
}

function option(name: string): string | null {
  const at = Deno.args.indexOf(name);
  return at < 0 ? null : Deno.args[at + 1] ?? null;
}

async function main(): Promise<void> {
  const data = option("--data");
  if (data === null) throw new TypeError("Cannot train: say where the data are with --data <folder>");
  const reader = new MoleculeReader(await loadRdkit(), { maxCharacters: 4000, maxHeavyAtoms: 1000 });
  const names = (await Array.fromAsync(Deno.readDir(`${data}/mapping`))).map((entry) => entry.name)
    .filter((name) => name.endsWith(".jsonl")).sort();
  const sets: (readonly Row[])[] = [];
  for (const name of names) sets.push(await readRows(reader, `${data}/mapping/${name}`));
  const hits = sets.map(() => 0);
  for (let fold = 0; fold < FOLDS; fold++) {
    const model = train(sets.flatMap((rows) => rows.filter((_, index) => index % FOLDS !== fold)));
    sets.forEach((rows, set) => {
      hits[set] = (hits[set] ?? 0) + accuracy(rows.filter((_, index) => index % FOLDS === fold), model);
    });
  }
  for (const [set, rows] of sets.entries()) {
    const unranked = rows.filter((row) => row[0]?.right).length;
    const possible = rows.filter((row) => row.some((candidate) => candidate.right)).length;
    const share = (count: number) => `${(100 * count / rows.length).toFixed(2)} %`;
    await print(
      `${names[set]}  by distance ${share(unranked)}  ranked, cross-validated ${share(hits[set] ?? 0)}  ` +
        `among the candidates ${share(possible)}`,
    );
  }
  const out = option("--out");
  if (out === null) return;
  const model = rounded(train(sets.flat()));
  await Deno.writeTextFile(out, `${JSON.stringify(model, null, 2)}\n`);
  await print(`${out}: ${Object.keys(model.changes).length} weights`);
}

async function print(line: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(`${line}\n`));
}

if (import.meta.main) await main();
