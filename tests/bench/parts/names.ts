/**
 * Measures how well names are read: `deno task bench names --data <folder> [--list]`. The folder holds `names/*.tsv` with a
 * head and rows of name, SMILES and how often the name occurs.
 *
 * - **Read:** share of the rows, and of the occurrences, for which a structure was given.
 * - **Right:** how many of those have the table's canonical SMILES, with stereo and without it.
 * - **Judged right:** those besides whose structure was looked at and is what the name means, the table being in error or
 *   writing it by another convention; `tests/names/data/judged_names.tsv` has each with its reason. `--list` prints what
 *   is neither.
 * - **Time:** mean and longest time of a name.
 */
import { loadRdkit } from "../../../src/chem/rdkit/rdkit.ts";
import { resolveName } from "../../../src/names/resolve_name.ts";
import { textTable } from "../../support/text_table.ts";

const rdkit = await loadRdkit();

interface Canonical {
  readonly smiles: string;
  readonly flat: string;
}

function canonical(text: string): Canonical | null {
  const answer = rdkit.molecule(
    text,
    (molecule) => ({ smiles: molecule.smiles(), flat: molecule.flatSmiles() }),
  );
  return answer.ok ? answer.value : null;
}

/** What was judged by hand: name in lower case and our canonical structure. */
const JUDGED = new Set(
  Deno.readTextFileSync(new URL("../../names/data/judged_names.tsv", import.meta.url)).trim().split("\n")
    .slice(1)
    .map((row) => {
      const [name = "", smiles = ""] = row.split("\t");
      return `${name} ${canonical(smiles)?.smiles}`;
    }),
);

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
}

function percent(part: number, whole: number): string {
  return `${(100 * part / Math.max(1, whole)).toFixed(1)} %`;
}

/** One line of the table, and the rows read differently from the table. */
function measure(
  rows: readonly (readonly string[])[],
): { line: readonly string[]; others: readonly string[] } {
  const counts = { read: 0, occurrences: 0, readOccurrences: 0, right: 0, judged: 0, flatRight: 0 };
  const times: number[] = [];
  const others: string[] = [];
  for (const [name = "", smiles = "", count = "1"] of rows) {
    const begin = performance.now();
    const answer = resolveName(name);
    times.push(performance.now() - begin);
    counts.occurrences += Number(count);
    if (!("smiles" in answer)) continue;
    counts.read++;
    counts.readOccurrences += Number(count);
    const ours = canonical(answer.smiles);
    const theirs = canonical(smiles);
    if (ours !== null && ours.smiles === theirs?.smiles) counts.right++;
    else if (JUDGED.has(`${name.toLowerCase()} ${ours?.smiles}`)) counts.judged++;
    else others.push(`${name}\t${ours?.smiles ?? `refused: ${answer.smiles}`}\t${theirs?.smiles ?? smiles}`);
    if (ours !== null && ours.flat === theirs?.flat) counts.flatRight++;
  }
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return {
    line: [
      `${rows.length}`,
      percent(counts.read, rows.length),
      percent(counts.readOccurrences, counts.occurrences),
      percent(counts.right, counts.read),
      percent(counts.right + counts.judged, counts.read),
      percent(counts.flatRight, counts.read),
      `${mean.toFixed(2)} / ${Math.max(...times).toFixed(0)} ms`,
    ],
    others,
  };
}

const place = Deno.args.indexOf("--data");
const folder = place < 0 ? undefined : Deno.args[place + 1];
if (folder === undefined) {
  print("Usage: deno task bench names --data <folder> [--list]");
  Deno.exit(2);
}
const HEAD = [
  "file",
  "rows",
  "read",
  "by occurrence",
  "right of read",
  "or judged right",
  "stereo aside",
  "time",
];
const table: (readonly string[])[] = [];
const differing: string[] = [];
for (const entry of [...Deno.readDirSync(`${folder}/names`)].sort((a, b) => a.name.localeCompare(b.name))) {
  if (!entry.name.endsWith(".tsv")) continue;
  const text = Deno.readTextFileSync(`${folder}/names/${entry.name}`);
  const { line, others } = measure(text.trim().split("\n").slice(1).map((row) => row.split("\t")));
  table.push([entry.name, ...line]);
  differing.push(...others);
}
print(textTable(HEAD, table));
if (Deno.args.includes("--list")) print(differing.join("\n"));
