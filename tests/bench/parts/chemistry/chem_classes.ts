/**
 * `deno task bench chem_classes FILE [N]`: how many reactions of a table with the columns `class` (1 to 10, the
 * superclasses in the order of `REACTION_CLASSES`), `id` and `rxn_smiles` (mapped) get the recorded class, how many get
 * a name, and how long it takes. N takes every Nth row.
 */
import { classifyReaction } from "../../../../src/chem/classification/classify.ts";
import { REACTION_CLASSES } from "../../../../src/reaction_classes.ts";
import { textTable } from "../../../support/text_table.ts";
import { reactionOf } from "../../../chem/support/reaction_chain.ts";

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
}

const [file, every = "1"] = Deno.args;
if (file === undefined) {
  print("deno task bench chem_classes FILE [N]");
  Deno.exit(2);
}
const lines = (await Deno.readTextFile(file)).trim().split("\n").slice(1);
const rows = lines.filter((_, index) => index % Number(every) === 0).map((line) => {
  const [number = "", , text = ""] = line.split(",");
  return { recorded: REACTION_CLASSES[Number(number) - 1] ?? "unknown", reaction: reactionOf(text) };
});
/** Microseconds per reaction of one pass over all rows. */
function timed(): number {
  const began = performance.now();
  for (const { reaction } of rows) classifyReaction(reaction);
  return 1000 * (performance.now() - began) / rows.length;
}
// The first pass is that of a process that has just begun; the third of one that has been at work for a while.
const [cold, , warm] = [timed(), timed(), timed()] as const;
const found = rows.map(({ recorded, reaction }) => ({ recorded, ...classifyReaction(reaction) }));

type Found = typeof found[number];
const share = (some: readonly Found[], is: (one: Found) => boolean) =>
  some.length === 0 ? "" : `${(100 * some.filter(is).length / some.length).toFixed(1)} %`;
const figures = (name: string, some: readonly Found[]) => [
  name,
  String(some.length),
  share(some, (one) => one.class === one.recorded),
  share(some, ({ name }) => name !== null),
  share(some.filter(({ name }) => name !== null), (one) => one.class === one.recorded),
  share(some, (one) => one.class === "unknown"),
];
print(textTable(["class", "rows", "same class", "named", "named, same class", "unknown"], [
  figures("all", found),
  ...REACTION_CLASSES.map((name) => figures(name, found.filter(({ recorded }) => recorded === name))),
]));
print(`${cold.toFixed(0)} µs per reaction in the first pass, ${warm.toFixed(0)} in the third`);
