import { assertEquals } from "@std/assert";
import { events, run } from "./support/agent_run.ts";
import { lines, openLineChem, outline } from "./support/line_chem.ts";

Deno.test("The rdkit agent says so when a text has no reactions", async () => {
  await using chem = openLineChem();
  const all = await events(chem, lines(""));
  assertEquals(outline(all), ["no_reactions", "run_complete"]);
  assertEquals(all.map((event) => event.message), [
    "No reactions found in the text",
    "Run complete: 0 reactions, 0 broken",
  ]);
});

Deno.test("The rdkit agent names the limit once when there are more reactions than it allows", async () => {
  await using chem = openLineChem();
  const all = await events(chem, lines("A>>B", "C>>D", "E>>F"), { maxReactions: 2 });
  assertEquals(outline(all).slice(0, 4), [
    "reaction_text 0",
    "reaction_text 1",
    "reactions_truncated",
    "reaction_init 0",
  ]);
  const errors = all.filter((event) => event.type === "error");
  assertEquals<unknown>(errors, [{
    type: "error",
    message: "The text has more than 2 reactions; only the first 2 are processed",
    aux: { info_type: "reactions_truncated", limit: 2 },
  }]);
  assertEquals(all.at(-1)?.aux["found"], 2);
});

Deno.test("The rdkit agent groups reaction texts by the hundred", async () => {
  await using chem = openLineChem();
  const texts = Array.from({ length: 250 }, (_, index) => `C${index}>>C`);
  const sizes: number[] = [];
  for await (const group of run(chem, lines(...texts), { maxReactions: 1000 })) {
    if (group[0]?.aux.info_type !== "reaction_text") break;
    sizes.push(group.length);
  }
  assertEquals(sizes, [100, 100, 50]);
});

Deno.test("The rdkit agent puts fewer reactions in a group when their texts are long", async () => {
  await using chem = openLineChem();
  const long = "C".repeat(100_000);
  const sizes: number[] = [];
  for await (const group of run(chem, lines(long, long, long, "C>>C", "N>>N"))) {
    if (group[0]?.aux.info_type !== "reaction_text") break;
    sizes.push(group.length);
  }
  assertEquals(sizes, [2, 3]);
});

Deno.test("The rdkit agent gives way to the event loop while it yields the texts of many reactions", async () => {
  await using chem = openLineChem();
  const texts = Array.from({ length: 1_000 }, (_, index) => `C${index}>>C`);
  let served = 0;
  const turns = new Set<number>();
  const timer = setInterval(() => served++, 0);
  try {
    for await (const group of run(chem, lines(...texts), { maxReactions: 1_000 })) {
      if (group[0]?.aux.info_type !== "reaction_text") break;
      turns.add(served);
      // About as long as writing a group takes.
      for (const begin = performance.now(); performance.now() - begin < 5;);
    }
  } finally {
    clearInterval(timer);
  }
  assertEquals(turns.size, 10);
});
