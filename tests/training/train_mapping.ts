/**
 * Learns the weights by which candidate mappings are ranked, and what their confidence is worth:
 * `deno run -A tests/training/train_mapping.ts --data <folder> [--out src/chem/mapping/change_weights.json]`.
 *
 * The folder holds `mapping/*.jsonl` with lines `{id, unmapped, mapped}`; the textbook reactions of the tests are
 * used as well, those of biochemistry also with their acids as anions. Prints the share of rows whose mapping
 * is right and how far the confidence can be trusted, by 5-fold cross-validation: neither the weights nor the
 * calibration have seen the rows that they are measured on. With `--out` it then learns from all rows and writes the
 * file. Deterministic.
 */
import { loadRdkit } from "../../src/chem/rdkit/rdkit.ts";
import { changeNames, visitChanges } from "../../src/chem/mapping/change_features.ts";
import { type Doubts, doubtsAbout } from "../../src/chem/mapping/mapping_doubts.ts";
import { candidatesOf } from "../../src/chem/mapping/map_atoms.ts";
import { mappedReaction } from "../../src/chem/molecule/mapped_reaction.ts";
import { mappingProblem } from "../../src/chem/mapping/mapping_problem.ts";
import { MoleculeReader } from "../../src/chem/molecule/molecule_reader.ts";
import {
  calibrated,
  type ConfidenceModel,
  type RankingModel,
  shareLogOdds,
} from "../../src/chem/mapping/rank_candidates.ts";
import { sourceCosts } from "../../src/chem/mapping/poor_sources.ts";
import { readMapped, readMolecules } from "../../src/chem/molecule/read_mapped.ts";
import { readReaction } from "../../src/chem/molecule/read_reaction.ts";
import { sortedMolecules } from "../../src/chem/molecule/write_reaction.ts";
import * as biochemical from "../chem/validation/textbook/biochemical.ts";
import * as biosynthesis from "../chem/validation/textbook/biosynthesis.ts";
import * as competing from "../chem/validation/textbook/competing.ts";
import * as organic from "../chem/validation/textbook/organic.ts";
import * as synthesisReactions from "../chem/validation/textbook/synthesis.ts";
import { referenceMapping } from "../chem/validation/textbook/textbook_reaction.ts";
import { superposition, superpositionsEqual } from "../chem/support/superposition.ts";
import { calibration, fitLogistic, reliabilityLines } from "../chem/support/calibration.ts";
import { type LearningRow, learnWeights, scoresOf, type Weights } from "./learn_ranking.ts";

interface LearningSet {
  readonly name: string;
  readonly rows: readonly LearningRow[];
  /** Neighbouring rows that belong together, and therefore in one fold. */
  readonly together: number;
  /** Patents and metabolism repeat clear cases: a calibration that counts them says too little about the others. */
  readonly calibrates: boolean;
}

/** The answer to a row that was not used for learning. */
interface Answer {
  readonly share: number;
  readonly cost: number;
  readonly doubts: Doubts;
  readonly right: boolean;
  readonly fold: number;
}

const FOLDS = 5;

function answerTo(row: LearningRow, weights: Weights, fold: number): Answer {
  const scores = scoresOf(row, weights);
  const best = Math.max(...scores);
  const chosen = row[scores.indexOf(best)];
  const total = scores.reduce((sum, score) => sum + Math.exp(score - best), 0);
  const doubts = chosen?.doubts ?? { skeleton: 0, unlikely: 0, biochemical: 0 };
  return { share: 1 / total, cost: chosen?.cost ?? 0, doubts, right: chosen?.right === true, fold };
}

/** For each set the answers to all its rows, each from weights that have not seen it. */
function crossValidated(sets: readonly LearningSet[]): readonly (readonly Answer[])[] {
  const answers: Answer[][] = sets.map(() => []);
  const foldOf = (set: LearningSet, index: number) => Math.floor(index / set.together) % FOLDS;
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights = learnWeights(
      sets.flatMap((set) => set.rows.filter((_, index) => foldOf(set, index) !== fold)),
    );
    sets.forEach((set, place) =>
      set.rows.forEach((row, index) => {
        if (foldOf(set, index) === fold) answers[place]?.push(answerTo(row, weights, fold));
      })
    );
  }
  return answers;
}

function fitConfidence(answers: readonly Answer[]): ConfidenceModel {
  const [constant = 0, share = 1, distance = 0, skeleton = 0] = fitLogistic(
    answers.map(({ share, cost, doubts, right }) => ({
      features: [shareLogOdds(share), cost, doubts.skeleton],
      right,
    })),
  );
  return { constant, share, distance, skeleton };
}

async function readSet(reader: MoleculeReader, folder: string, name: string): Promise<LearningSet> {
  const lines = (await Deno.readTextFile(`${folder}/${name}`)).split("\n").filter((line) => line !== "");
  const rows = lines.map((line) => {
    const { unmapped, mapped } = JSON.parse(line) as { readonly unmapped: string; readonly mapped: string };
    return rowOf(reader, unmapped, mapped);
  });
  return { name, rows, together: 1, calibrates: !name.startsWith("uspto") };
}

function textbookSets(reader: MoleculeReader): readonly LearningSet[] {
  const row = (text: string, deprotonated: boolean) => {
    const { unmapped, mapped } = referenceMapping(reader, text, deprotonated);
    return rowOf(reader, unmapped, mapped);
  };
  const metabolism = [...Object.values(biochemical), ...Object.values(biosynthesis), competing.TRANSFERS]
    .flat()
    .flatMap(([, text]) => [row(text, false), row(text, true)]);
  const synthesis = [...Object.values(organic), ...Object.values(synthesisReactions), competing.REAGENTS]
    .flat()
    .map(([, text]) => row(text, false));
  return [
    { name: "textbook biochemistry", rows: metabolism, together: 2, calibrates: false },
    { name: "textbook organic", rows: synthesis, together: 1, calibrates: true },
  ];
}

function rowOf(reader: MoleculeReader, unmapped: string, mapped: string): LearningRow {
  const reference = readMapped(reader, mapped);
  if (!reference.ok) throw new Error(`Cannot read ${mapped}: ${reference.reason}`);
  const { components } = readReaction(reader, { text: unmapped, format: "smiles" });
  const side = (product: boolean) => {
    const molecules = readMolecules(
      reader,
      components.filter((entry) => (entry.role === "product") === product),
    );
    if (!molecules.ok) throw new Error(`Cannot read ${unmapped}: ${molecules.reason}`);
    return sortedMolecules(molecules.value);
  };
  const [left, right] = [side(false), side(true)];
  const none = new Int32Array(right.reduce((size, molecule) => size + molecule.graph.size, 0)).fill(-1);
  const sides = mappedReaction(left, right, none);
  const problem = mappingProblem(sides.left, sides.right, { sourceCosts: sourceCosts(left) });
  const names = changeNames(problem);
  const wanted = superposition(reference.value);
  return candidatesOf(problem, names).map(({ assignment, cost }) => {
    const changes: Record<string, number> = {};
    visitChanges(problem, names, assignment, (change) => {
      changes[change] = (changes[change] ?? 0) + 1;
    });
    const answer = superposition(mappedReaction(left, right, assignment.source));
    return {
      cost,
      changes,
      doubts: doubtsAbout(problem, assignment),
      right: superpositionsEqual(wanted, answer),
    };
  });
}

async function reportSet(
  { name, rows }: LearningSet,
  answers: readonly Answer[],
  confidences: readonly ConfidenceModel[],
): Promise<void> {
  const share = (value: number) => `${(100 * value).toFixed(2)} %`;
  const part = (right: (row: LearningRow) => boolean | undefined) =>
    share(rows.filter(right).length / rows.length);
  const judged = answers.map(({ share, cost, doubts, right, fold }) => ({
    confidence: calibrated(share, cost, doubts, confidences[fold]),
    right,
  }));
  const table = calibration(judged);
  await print(
    `${name}  ${rows.length} rows  by distance ${part((row) => row[0]?.right)}  ranked, cross-validated ${
      share(table.shareRight)
    }  among the candidates ${part((row) => row.some((candidate) => candidate.right))}\n` +
      `  confidence above 0.9: ${share(table.shareSure)}, of these right ${share(table.shareRightOfSure)}`,
  );
  for (const line of reliabilityLines(table)) await print(line);
}

function rounded({ distance, confidence, changes }: RankingModel): RankingModel {
  const round = (weight: number) => Math.round(weight * 100) / 100;
  const kept = Object.entries(changes).map(([kind, weight]) => [kind, round(weight)] as const)
    .filter(([, weight]) => weight !== 0);
  return {
    distance: round(distance),
    confidence: {
      constant: round(confidence.constant),
      share: round(confidence.share),
      distance: round(confidence.distance),
      skeleton: round(confidence.skeleton),
    },
    changes: Object.fromEntries(kept),
  };
}

function option(name: string): string | null {
  const at = Deno.args.indexOf(name);
  return at < 0 ? null : Deno.args[at + 1] ?? null;
}

async function main(): Promise<void> {
  const data = option("--data");
  if (data === null) throw new TypeError("Cannot train: say where the data are with --data <folder>");
  const reader = new MoleculeReader(await loadRdkit(), { maxCharacters: 4000, maxHeavyAtoms: 1000 });
  const folder = `${data}/mapping`;
  const names = (await Array.fromAsync(Deno.readDir(folder))).map((entry) => entry.name)
    .filter((name) => name.endsWith(".jsonl")).sort();
  const sets: LearningSet[] = [];
  for (const name of names) sets.push(await readSet(reader, folder, name));
  sets.push(...textbookSets(reader));
  const answers = crossValidated(sets);
  const calibrating = answers.filter((_, index) => sets[index]?.calibrates).flat();
  const confidences = Array.from(
    { length: FOLDS },
    (_, fold) => fitConfidence(calibrating.filter((answer) => answer.fold !== fold)),
  );
  for (const [index, set] of sets.entries()) await reportSet(set, answers[index] ?? [], confidences);
  const out = option("--out");
  if (out === null) return;
  const weights = learnWeights(sets.flatMap((set) => set.rows));
  const model = rounded({ ...weights, confidence: fitConfidence(calibrating) });
  await Deno.writeTextFile(out, `${JSON.stringify(model, null, 2)}\n`);
  await print(`${out}: ${Object.keys(model.changes).length} weights`);
}

async function print(line: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(`${line}\n`));
}

if (import.meta.main) await main();
