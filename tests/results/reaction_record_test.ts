import { assertEquals } from "@std/assert";
import { foldReactions } from "../../src/results/reaction_record.ts";
import type { AgentEvent } from "../../src/types.ts";
import { EMPTY_PROOF, GOOD_CHECKS } from "../support/validation.ts";
import { events } from "../agent/support/agent_run.ts";
import { lines, openLineChem } from "../agent/support/line_chem.ts";

async function eventsOf(...texts: readonly string[]): Promise<readonly AgentEvent[]> {
  await using chem = openLineChem();
  return await events(chem, lines(...texts));
}

Deno.test("foldReactions says how far each reaction has got at every point of the log", async () => {
  const events = await eventsOf("A>>B", "C>>D");
  const states = new Set(
    events.map((_, at) =>
      [...foldReactions(events.slice(0, at + 1)).values()].map(({ state }) => state).join()
    ),
  );
  assertEquals([...states], [
    "waiting",
    "waiting,waiting",
    "running,waiting",
    "done,waiting",
    "done,running",
    "done,done",
  ]);
});

Deno.test("foldReactions gathers the text, the results and the verdict of a reaction", async () => {
  const record = foldReactions(await eventsOf("A>>B validation=check")).get(0);
  const text = "A>>B validation=check";
  const result = { values: [text], invalid_count: 0 };
  assertEquals<unknown>(record, {
    index: 0,
    text,
    format: "smiles",
    line: 1,
    fields: { row: "0" },
    state: "done",
    verdict: "check",
    template: { first: 0, reactions: 1 },
    results: {
      smiles: { ...result, components: [{ role: "reactant", smiles: text }], rdkit: "none" },
      rxn_smiles: { ...result, mapped: text, mapping: { source: "given", cost: 1, given_rejected: null } },
      rxn_smarts: { ...result, radius: 1 },
      rxn_smirks: { ...result, radius: 1 },
      validation: {
        values: ["check"],
        invalid_count: 0,
        verdict: "check",
        findings: [],
        notes: [],
        checks: GOOD_CHECKS,
        proof: EMPTY_PROOF,
      },
    },
    errors: [],
  });
});

Deno.test("foldReactions keeps errors as well as results, and leaves out stages with neither", async () => {
  const record = foldReactions(await eventsOf("A>>B smiles=reject rxnSmiles=refuse")).get(0);
  assertEquals(Object.keys(record?.results ?? {}), ["smiles"]);
  assertEquals(record?.errors, [
    "Reaction 0, reactant 2: there is no element X",
    "Reaction 0: it cannot be read",
  ]);
  assertEquals(record?.verdict, "broken");
});

Deno.test("foldReactions reads the same from a log that went through JSON", async () => {
  const events = await eventsOf("A>>B", "C>>D smiles=refuse");
  const logged = events.map((event) => JSON.parse(JSON.stringify(event)) as AgentEvent);
  assertEquals(foldReactions(logged), foldReactions(events));
});
