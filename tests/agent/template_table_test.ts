import { assertEquals } from "@std/assert";
import { foldReactions } from "../../src/results/reaction_record.ts";
import { MAX_LISTED, TemplateTable } from "../../src/agent/template_table.ts";
import type { AgentEvent } from "../../src/types.ts";
import { events, run } from "./support/agent_run.ts";
import { lines, openLineChem } from "./support/line_chem.ts";

/** The texts of the reactions serve as their SMIRKS: the first, third and last have the same one. */
const QUERY = lines("A>>B", "C>>D", "A>>B", "E>>F rxnSmirks=empty", "A>>B");

function usesOf(all: readonly AgentEvent[]): readonly unknown[] {
  return all.filter(({ aux }) => aux.info_type === "reaction_complete").map(({ aux }) => aux["template"]);
}

Deno.test("A template's count grows with each of its reactions, and the first one is named", () => {
  const table = new TemplateTable();
  assertEquals(table.add(0, "a"), { first: 0, reactions: 1 });
  assertEquals(table.add(1, null), null);
  assertEquals(table.add(2, "b"), { first: 2, reactions: 1 });
  assertEquals(table.add(3, "a"), { first: 0, reactions: 2 });
  assertEquals(table.summary(), { distinct: 2, alone: 1, shared: [{ first: 0, reactions: 2 }] });
});

Deno.test("The summary of a template table is bounded and lists the most used templates first", () => {
  const table = new TemplateTable();
  for (let index = 0; index < 300; index++) table.add(index, String(index % 100));
  for (let index = 300; index < 305; index++) table.add(index, "7");
  const { distinct, alone, shared } = table.summary();
  assertEquals([distinct, alone, shared.length], [100, 0, MAX_LISTED]);
  assertEquals(shared.slice(0, 2), [{ first: 7, reactions: 8 }, { first: 0, reactions: 3 }]);
});

Deno.test("Each completed reaction says how many earlier ones share its template", async () => {
  await using chem = openLineChem();
  const all = await events(chem, QUERY);
  assertEquals(usesOf(all), [
    { first: 0, reactions: 1 },
    { first: 1, reactions: 1 },
    { first: 0, reactions: 2 },
    null,
    { first: 0, reactions: 3 },
  ]);
  assertEquals(all.at(-1)?.aux["templates"], {
    distinct: 2,
    alone: 1,
    shared: [{ first: 0, reactions: 3 }],
  });
  const records = foldReactions(all);
  assertEquals([...records.values()].map(({ template }) => template), usesOf(all));
});

Deno.test("Template counts are the same when a run is resumed from any of its groups", async () => {
  await using chem = openLineChem();
  const groups = await Array.fromAsync(run(chem, QUERY));
  const all = groups.flat();
  for (let count = 0; count <= groups.length; count++) {
    const done = groups.slice(0, count).flat();
    const rest = await events(chem, QUERY, { done });
    assertEquals(usesOf([...done, ...rest]), usesOf(all), `resumed after ${count} groups`);
    assertEquals([...done, ...rest].at(-1), all.at(-1));
  }
});
