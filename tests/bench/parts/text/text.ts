/**
 * Measures how well paragraphs are read: `deno task bench text --data <folder> [--list]`. The folder holds
 * `messy/procedures_dev.jsonl` (paragraph and recorded reaction) and `messy/ord_text_dev.jsonl` (paragraph and record of
 * the Open Reaction Database).
 *
 * - **Judged:** paragraphs of the first file that a chemist has read; `judged_paragraphs.tsv` has by row what was used and
 *   what was obtained, or why there is no reaction. Exact: all that was used, and the product; stereo does not count.
 *   Refused: no reaction, or one that says what it did not read.
 * - **Recorded:** the product of the record, which was itself made by rules.
 * - **Conditions:** temperature and time that the record has are those of a stage, its yield is ours.
 * - **Roles:** names of the record with the same role in ours, and ours in the record.
 *
 * `--list` prints the judged paragraphs that are read otherwise.
 */
import { findReactions } from "../../../../src/chem/input/find_reactions.ts";
import { namedCompound } from "../../../../src/chem/input/name_terms.ts";
import { loadRdkit } from "../../../../src/chem/rdkit/rdkit.ts";
import type { FoundReaction } from "../../../../src/chem_results.ts";
import type { TextReading } from "../../../../src/text_reading.ts";
import { textTable } from "../../../support/text_table.ts";

const rdkit = await loadRdkit();
const HOURS: Readonly<Record<string, number>> = { HOUR: 1, MINUTE: 1 / 60, DAY: 24, SECOND: 1 / 3600 };
const LISTED = Deno.args.includes("--list");

interface OrdText {
  readonly text: string;
  readonly record: {
    readonly inputs?: Readonly<
      Record<string, { readonly components?: readonly OrdComponent[] }>
    >;
    readonly conditions?: {
      readonly temperature?: {
        readonly setpoint?: { readonly value: number; readonly units: string };
        readonly control?: { readonly type: string };
      };
    };
    readonly outcomes?: readonly {
      readonly reaction_time?: { readonly value: number; readonly units: string };
      readonly products?: readonly {
        readonly measurements?: readonly {
          readonly type: string;
          readonly details?: string;
          readonly percentage?: { readonly value: number };
        }[];
      }[];
    }[];
  };
}

interface OrdComponent {
  readonly identifiers?: readonly { readonly value: string }[];
  readonly reaction_role?: string;
}

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
}

function percent(part: number, whole: number): string {
  return `${part} of ${whole} (${(100 * part / Math.max(1, whole)).toFixed(1)} %)`;
}

function flat(smiles: string): string {
  const answer = rdkit.molecule(smiles, (molecule) => molecule.flatSmiles());
  return answer.ok ? answer.value : smiles;
}

function found(text: string): { readonly reactions: readonly FoundReaction[]; readonly isMarked: boolean } {
  const { reactions, unread = [] } = findReactions({ text, format: "text", fileName: null }, 20);
  return {
    reactions,
    isMarked: unread.length > 0 || reactions.some(({ reading }) => (reading?.unread.length ?? 0) > 0),
  };
}

async function rows<Row>(file: string): Promise<readonly Row[]> {
  const text = await Deno.readTextFile(file);
  return text.trim().split("\n").map((line) => JSON.parse(line) as Row);
}

/** What was used and obtained, as one text that can be compared; null if a name is not read. */
function told(used: readonly string[], product: string): string | null {
  const compounds = [...used, product].map((name) => namedCompound(name)?.smiles);
  if (compounds.some((smiles) => smiles === undefined)) return null;
  const all = compounds.map((smiles) => flat(smiles ?? ""));
  const made = all.pop() ?? "";
  return `${[...new Set(all)].sort().join(".")}>>${made}`;
}

function readingText({ components }: TextReading): string {
  const used = components.filter(({ role }) => role !== "product").map(({ smiles }) => flat(smiles));
  const made = components.filter(({ role }) => role === "product").map(({ smiles }) => flat(smiles));
  return `${[...new Set(used)].sort().join(".")}>>${made.join(".")}`;
}

function judgedLines(paragraphs: readonly { readonly text: string }[]): readonly (readonly string[])[] {
  const table = Deno.readTextFileSync(new URL("./judged_paragraphs.tsv", import.meta.url)).trim().split("\n")
    .slice(1);
  const counts = { valid: 0, kept: 0, exact: 0, product: 0, invalid: 0, refused: 0 };
  for (const line of table) {
    const [row = "", used = "", product = ""] = line.split("\t");
    const { reactions, isMarked } = found(paragraphs[Number(row)]?.text ?? "");
    const ours = reactions.flatMap(({ reading }) => reading === undefined ? [] : [readingText(reading)]);
    if (product === "") {
      counts.invalid++;
      if (reactions.length === 0 || isMarked) counts.refused++;
      else if (LISTED) print(`${row} has no reaction, but: ${ours.join("  ")}`);
      continue;
    }
    counts.valid++;
    if (reactions.length > 0) counts.kept++;
    const expected = told(used.split("; "), product);
    if (expected !== null && ours.includes(expected)) counts.exact++;
    else if (LISTED) {
      print(
        `${row}: ${
          expected ??
            `not read: ${
              [...used.split("; "), product].filter((name) => namedCompound(name) === null).join("; ")
            }`
        }`,
      );
      print(`${" ".repeat(row.length)}  ${ours.join("  ") || "none"}`);
    }
    const made = namedCompound(product);
    if (made !== null && ours.some((text) => text.endsWith(`>>${flat(made.smiles)}`))) counts.product++;
  }
  return [
    ["judged, with a reaction: read", percent(counts.kept, counts.valid)],
    ["judged: product right", percent(counts.product, counts.valid)],
    ["judged: exactly right", percent(counts.exact, counts.valid)],
    ["judged, without a reaction: refused or marked", percent(counts.refused, counts.invalid)],
  ];
}

function ordLines(texts: readonly OrdText[]): readonly (readonly string[])[] {
  const sums = { temperature: [0, 0], time: [0, 0], yield: [0, 0], found: [0, 0], right: [0, 0] };
  const add = (sum: number[], isRight: boolean) => {
    sum[0] = (sum[0] ?? 0) + (isRight ? 1 : 0);
    sum[1] = (sum[1] ?? 0) + 1;
  };
  for (const { text, record } of texts) {
    const readings = found(text).reactions.flatMap(({ reading }) => reading ?? []);
    if (readings.length === 0) continue;
    const stages = readings.flatMap(({ conditions }) => conditions.stages);
    const { setpoint, control } = record.conditions?.temperature ?? {};
    const celsius = setpoint?.value ?? (control?.type === "AMBIENT" ? 25 : undefined);
    const isNear = (a: number, b: number) => Math.abs(a - b) < 0.02 * Math.max(1, Math.abs(b));
    if (celsius !== undefined) {
      add(
        sums.temperature,
        stages.some(({ temperature: own }) =>
          own !== undefined && (isNear(own.value, celsius) || isNear(own.max ?? own.value, celsius) ||
            own.value <= celsius && celsius <= (own.max ?? own.value))
        ),
      );
    }
    const time = record.outcomes?.[0]?.reaction_time;
    if (time !== undefined) {
      const hours = time.value * (HOURS[time.units] ?? 1);
      add(
        sums.time,
        stages.some(({ time: own }) =>
          own !== undefined &&
          (isNear(own.value, hours) || isNear(own.max ?? own.value, hours) || own.text === "overnight")
        ),
      );
    }
    const recorded = record.outcomes?.[0]?.products?.[0]?.measurements?.find(({ type, details }) =>
      type === "YIELD" && details === "PERCENTYIELD"
    )?.percentage?.value;
    if (recorded !== undefined) {
      add(sums.yield, readings.some(({ conditions }) => isNear(conditions.yield?.value ?? -1, recorded)));
    }
    const names = Object.values(record.inputs ?? {}).flatMap(({ components = [] }) => components).flatMap(
      (component) => {
        const compound = namedCompound(component.identifiers?.[0]?.value ?? "");
        return compound === null
          ? []
          : [`${component.reaction_role === "SOLVENT" ? "solvent" : "used"} ${flat(compound.smiles)}`];
      },
    );
    const own = readings.flatMap(({ components }) => components).filter(({ role }) => role !== "product")
      .map(({ role, smiles }) => `${role === "solvent" ? "solvent" : "used"} ${flat(smiles)}`);
    for (const name of new Set(names)) add(sums.found, own.includes(name));
    for (const name of new Set(own)) add(sums.right, names.includes(name));
  }
  const share = ([part = 0, whole = 0]: readonly number[]) => percent(part, whole);
  return [
    ["temperature of the record", share(sums.temperature)],
    ["time of the record", share(sums.time)],
    ["yield of the record", share(sums.yield)],
    ["components of the record with their role", share(sums.found)],
    ["ours that are in the record with that role", share(sums.right)],
  ];
}

const at = Deno.args.indexOf("--data");
const folder = at < 0 ? "../shared/data" : Deno.args[at + 1] ?? "";
const paragraphs = await rows<{ readonly text: string; readonly reaction: string }>(
  `${folder}/messy/procedures_dev.jsonl`,
);
const ordTexts = await rows<OrdText>(`${folder}/messy/ord_text_dev.jsonl`);
const lines: (readonly string[])[] = [];
const times: number[] = [];
let read = 0;
for (const { text } of [...paragraphs, ...ordTexts]) {
  const begin = performance.now();
  if (found(text).reactions.length > 0) read++;
  times.push(performance.now() - begin);
}
const total = times.reduce((sum, time) => sum + time, 0);
lines.push(["paragraphs with a reaction", percent(read, times.length)]);
lines.push([
  "paragraphs a second, longest",
  `${(1000 * times.length / total).toFixed(0)}, ${Math.max(...times).toFixed(0)} ms`,
]);
const products = paragraphs.map(({ text, reaction }) => {
  const recorded = new Set(
    (reaction.split(">")[2] ?? "").split(".").map((smiles) => flat(smiles.replace(/:\d+\]/g, "]"))),
  );
  const made = found(text).reactions.map(({ reading }) => reading?.components.at(-1)?.smiles ?? "");
  return {
    made,
    isSame: made.some((smiles) => flat(smiles).split(".").some((part) => recorded.has(flat(part)))),
  };
}).filter(({ made }) => made.length > 0);
lines.push([
  "product of the record, where one was read",
  percent(products.filter(({ isSame }) => isSame).length, products.length),
]);
lines.push(...judgedLines(paragraphs), ...ordLines(ordTexts));
print(textTable(["measure", "value"], lines));
