import { assertEquals } from "@std/assert";
import { classifyReaction, NAMED_TRANSFORMS, ruleOf } from "../../../src/chem/classification/classify.ts";
import { operations, reactionOf } from "../support/reaction_chain.ts";

/** Lines of a file beside this one. */
async function linesOf(name: string): Promise<readonly string[]> {
  return (await Deno.readTextFile(new URL(name, import.meta.url))).trim().split("\n");
}

/** Two or more textbook reactions for each name, as `SMILES name`: each is a counterexample to all other names. */
const NAMED = (await linesOf("textbook_reactions.smi")).map((line) => {
  const space = line.indexOf(" ");
  return { reaction: line.slice(0, space), name: line.slice(space + 1) };
});
/** Reactions close to some that have a name, but without one of their own. */
const NEAR_MISSES = await linesOf("near_misses.smi");

function classified(text: string) {
  const { components } = operations.smiles({ text, format: "smiles" }).result;
  const { mapped } = operations.rxnSmiles({ text, format: "smiles", components }).result;
  return classifyReaction(reactionOf(mapped ?? ""));
}

Deno.test("Textbook reactions have the names that chemists give them", () => {
  const wrong = NAMED.map(({ reaction, name }) => ({ reaction, name, found: classified(reaction).name }))
    .filter(({ name, found }) => found !== name);
  assertEquals(wrong, []);
});

Deno.test("Reactions close to a named one have no name", () => {
  const named = NEAR_MISSES.map((reaction) => ({ reaction, found: classified(reaction).name }))
    .filter(({ found }) => found !== null);
  assertEquals(named, []);
});

Deno.test("Every name is tested with two reactions of its own", () => {
  const examples = Map.groupBy(NAMED, ({ name }) => name);
  const names = new Set(NAMED_TRANSFORMS.map(({ name }) => name));
  assertEquals([...names].filter((name) => (examples.get(name)?.length ?? 0) < 2), []);
  assertEquals([...examples.keys()].filter((name) => !names.has(name)), []);
});

Deno.test("A reaction that does two things has a class, but no name", () => {
  const text = "CC(C)(C)OC(=O)NCc1ccc(Br)cc1.OB(O)c1ccccc1>>NCc1ccc(-c2ccccc2)cc1";
  assertEquals(classified(text), { class: "C-C bond formation", name: null, rule: "several_transforms" });
});

Deno.test("One name has one class, one RXNO number and one rule", () => {
  const kinds = Map.groupBy(NAMED_TRANSFORMS, ({ name }) => ruleOf(name));
  const wrong = [...kinds.values()].filter((rows) =>
    new Set(rows.map(({ name, class: reactionClass, rxno }) => `${name} ${reactionClass} ${rxno}`)).size > 1
  );
  assertEquals(wrong.map(([row]) => row?.name), []);
});
