/**
 * Measures whether the right molecules react when others are present: `deno task bench chem_spectators [--named <file>] [--list]`.
 *
 * Every textbook reaction that is mapped correctly on its own is mapped again with one of 14 solvents and additives added, once
 * as a reactant and once as an agent, unless the molecule takes part in the reaction. The result is how many are still
 * correct, and how many are wrong with a confidence above 0.9. The file has lines `{family, name, accepted}`, where the
 * accepted reaction SMILES number the atoms that matter; a product number without a partner says that the atom has no
 * source. `--list` names the reactions that are wrong.
 */
import * as biochemical from "../../../chem/validation/textbook/biochemical.ts";
import * as biosynthesis from "../../../chem/validation/textbook/biosynthesis.ts";
import * as organic from "../../../chem/validation/textbook/organic.ts";
import * as synthesis from "../../../chem/validation/textbook/synthesis.ts";
import { referenceMapping } from "../../../chem/validation/textbook/textbook_reaction.ts";
import { agreesWithNumbers } from "../../../chem/support/partial_agreement.ts";
import { PLACES, SPECTATORS, withSpectator } from "../../../chem/support/spectators.ts";
import { textTable } from "../../../support/text_table.ts";
import { withoutMapNumbers } from "../../../../src/chem/molecule/smiles_atoms.ts";
import { type ChemBench, openChemBench } from "./chem_chain.ts";

/** A reaction and its correct mappings: reaction SMILES in which all or some atoms are numbered. */
interface NamedReaction {
  readonly name: string;
  readonly accepted: readonly string[];
}

interface Answer {
  readonly right: boolean;
  readonly confidence: number;
}

/** A wrong answer with a confidence above this counts as overconfident. */
const SURE = 0.9;

async function namedReactions(file: string): Promise<readonly NamedReaction[]> {
  const lines = (await Deno.readTextFile(file)).split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const { family, name, accepted } = JSON.parse(line) as NamedReaction & { readonly family: string };
    return { name: `${family}: ${name}`, accepted };
  });
}

function textbookReactions({ reader }: ChemBench, chapters: readonly object[]): readonly NamedReaction[] {
  return chapters.flatMap((chapter) =>
    Object.values(chapter).flat() as readonly (readonly [string, string])[]
  )
    .map(([name, text]) => ({ name, accepted: [referenceMapping(reader, text).mapped] }));
}

function answerTo({ operations, reader, rdkit }: ChemBench, accepted: readonly string[]): Answer {
  rdkit.beginRequest();
  const input = { text: withoutMapNumbers(accepted[0] ?? ""), format: "smiles" } as const;
  const { components } = operations.smiles(input).result;
  const { mapped, mapping } = operations.rxnSmiles({ ...input, components }).result;
  return {
    right: mapped !== null && accepted.some((text) => agreesWithNumbers(reader, mapped, text)),
    confidence: mapping?.confidence ?? 0,
  };
}

function count(bench: ChemBench, title: string, reactions: readonly NamedReaction[]) {
  const alone = reactions.map((reaction) => ({ ...reaction, ...answerTo(bench, reaction.accepted) }));
  const right = alone.filter((reaction) => reaction.right);
  const sureAlone = alone.filter((reaction) => !reaction.right && reaction.confidence > SURE);
  const wrong = alone.filter((reaction) => !reaction.right)
    .map(({ name, confidence }) => `${title}, alone: ${name} (${confidence})`);
  const rows = [[title, "nothing", "", `${right.length} of ${reactions.length}`, `${sureAlone.length}`]];
  for (const place of PLACES) {
    const total = { asked: 0, right: 0, sure: 0 };
    for (const [spectator, smiles] of SPECTATORS) {
      const own = { asked: 0, right: 0, sure: 0 };
      for (const { name, accepted } of right) {
        const texts = accepted.map((text) => withSpectator(text, smiles, place));
        if (texts.some((text) => text === null)) continue;
        const answer = answerTo(bench, texts.flatMap((text) => text ?? []));
        own.asked++;
        if (answer.right) own.right++;
        else wrong.push(`${title}, ${spectator} as ${place}: ${name} (${answer.confidence})`);
        if (!answer.right && answer.confidence > SURE) own.sure++;
      }
      rows.push([title, spectator, place, `${own.right} of ${own.asked}`, `${own.sure}`]);
      total.asked += own.asked;
      total.right += own.right;
      total.sure += own.sure;
    }
    const share = (100 * total.right / total.asked).toFixed(2);
    rows.push([title, "all", place, `${total.right} of ${total.asked}: ${share} %`, `${total.sure}`]);
  }
  return { rows, wrong };
}

async function print(text: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(`${text}\n`));
}

async function main(): Promise<void> {
  const bench = await openChemBench();
  const at = Deno.args.indexOf("--named");
  const file = at < 0 ? undefined : Deno.args[at + 1];
  const sets: readonly (readonly [string, readonly NamedReaction[]])[] = [
    ["organic", textbookReactions(bench, [organic, synthesis])],
    ["biochemistry", textbookReactions(bench, [biochemical, biosynthesis])],
    ...file === undefined ? [] : [["file", await namedReactions(file)] as const],
  ];
  const counts = sets.map(([title, reactions]) => count(bench, title, reactions));
  await print(
    textTable(
      ["reactions", "beside it", "as", "right", "wrong above 0.9"],
      counts.flatMap(({ rows }) => rows),
    ),
  );
  if (Deno.args.includes("--list")) await print(counts.flatMap(({ wrong }) => wrong).join("\n"));
}

if (import.meta.main) await main();
