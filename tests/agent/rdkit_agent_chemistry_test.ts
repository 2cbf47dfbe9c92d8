import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { foldReactions } from "../../src/results/reaction_record.ts";
import { type ChemPool, openChemPool } from "../../src/chem/pool/chem_pool.ts";
import type { AgentEvent } from "../../src/types.ts";
import { run } from "./support/agent_run.ts";

/**
 * A sound reaction, one with a component that does not exist, one that cannot be read, one with given maps, one in
 * which nothing changes, and two of which one side cannot be read.
 */
const TEXT = [
  "CCO.CC(=O)O>>CC(=O)OCC",
  "CCBr.C(C)(C)(C)(C)C>>CCO",
  "C1CC>>",
  "[CH3:1][OH:2].[CH3:3][I:4]>>[CH3:1][O:2][CH3:3]",
  "CCO>>OCC",
  "CCO>>C1CC",
  "C1CC>>CCO",
].join("\n");

async function groups(
  chem: ChemPool,
  done: readonly AgentEvent[] = [],
): Promise<readonly (readonly AgentEvent[])[]> {
  const query = { text: TEXT, format: "smiles", fileName: null } as const;
  return await Array.fromAsync(run(chem, query, { done }));
}

Deno.test("The rdkit agent works through a list of good and bad reactions", async () => {
  await using chem = openChemPool({ processes: 2 });
  const records = foldReactions((await groups(chem)).flat());
  assertEquals([...records.values()].map((record) => record.state), Array(7).fill("done"));
  const [sound, partly, unreadable, given] = [0, 1, 2, 3].map((index) => records.get(index));
  assertEquals(sound?.verdict, "sound");
  assertEquals(sound?.results.rxn_smiles?.values, ["CC(=O)O.CCO>>CCOC(C)=O"]);
  assertEquals(sound?.results.validation?.checks.round_trip, "exact");
  assertEquals(sound?.errors, []);
  assertEquals(partly?.results.smiles?.invalid_count, 1);
  assertStringIncludes(partly?.errors[0] ?? "", "Reaction 1, reactant 2: ");
  assertEquals(unreadable?.verdict, "broken");
  assert((unreadable?.errors.length ?? 0) > 0);
  assertEquals(given?.results.rxn_smiles?.mapping?.source, "given");
  assertEquals([chem.stats().restarts, chem.stats().leaks], [0, 0]);
});

Deno.test("The rdkit agent reports each fault once, and gives every later stage a reason", async () => {
  await using chem = openChemPool({ processes: 1 });
  const all = (await groups(chem)).flat();
  const unchanged = "nothing changes: every product atom is as it was in the reactants";
  const notMapped = "the reaction has no atom-mapped form";
  for (
    const [index, stage, message, reasons] of [
      [4, "rxn_smarts_error", `Reaction 4: ${unchanged}`, [unchanged]],
      [5, "smiles_error", "Reaction 5, product 1: ring bond 1 opened at character 2 is never closed", [
        "no product can be used, so there is nothing to map",
        notMapped,
        notMapped,
        notMapped,
      ]],
      [6, "smiles_error", "Reaction 6, reactant 1: ring bond 1 opened at character 2 is never closed", [
        "no reactant can be used, so the product atoms have no source",
        notMapped,
        notMapped,
        notMapped,
      ]],
    ] as const
  ) {
    const events = all.filter(({ aux }) => aux.reaction_index === index);
    const errors = events.filter((event) => event.type === "error");
    assertEquals(errors.map((event) => [event.aux.info_type, event.message]), [[stage, message]]);
    const returnables = events.flatMap(({ aux }) => aux.returnable ?? []);
    assertEquals<unknown>(
      returnables.flatMap((returnable) => "reason" in returnable ? [returnable.reason] : []),
      reasons,
    );
  }
});

Deno.test("The rdkit agent computes the same events again, from the start and from every group", async () => {
  await using chem = openChemPool({ processes: 2 });
  const first = await groups(chem);
  const all = first.flat();
  for (let count = 0; count <= first.length; count++) {
    const done = first.slice(0, count).flat();
    assertEquals((await groups(chem, done)).flat(), all.slice(done.length), `resumed after ${count} groups`);
  }
});
