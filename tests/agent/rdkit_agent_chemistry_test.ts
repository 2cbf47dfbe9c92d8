import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createRdkitAgent } from "../../src/agent/rdkit_agent.ts";
import { foldReactions } from "../../src/agent/reaction_record.ts";
import { type Chem, openChem } from "../../src/chem/chem.ts";
import type { AgentEvent } from "../../src/types.ts";

/** A sound reaction, one with a component that does not exist, one that cannot be read, and one with given maps. */
const TEXT = [
  "CCO.CC(=O)O>>CC(=O)OCC",
  "CCBr.C(C)(C)(C)(C)C>>CCO",
  "C1CC>>",
  "[CH3:1][OH:2].[CH3:3][I:4]>>[CH3:1][O:2][CH3:3]",
].join("\n");

async function groups(
  chem: Chem,
  done: readonly AgentEvent[] = [],
): Promise<readonly (readonly AgentEvent[])[]> {
  const query = { text: TEXT, format: "smiles", fileName: null } as const;
  const { signal } = new AbortController();
  return await Array.fromAsync(createRdkitAgent({ chem }).run(query, { signal, done, maxReactions: 10 }));
}

Deno.test("The rdkit agent works a list of reactions through, the good and the bad", async () => {
  await using chem = openChem({ processes: 2 });
  const records = foldReactions((await groups(chem)).flat());
  assertEquals([...records.values()].map((record) => record.state), ["done", "done", "done", "done"]);
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

Deno.test("The rdkit agent computes the same events again, from the start and from every group", async () => {
  await using chem = openChem({ processes: 2 });
  const first = await groups(chem);
  const all = first.flat();
  for (let count = 0; count <= first.length; count++) {
    const done = first.slice(0, count).flat();
    assertEquals((await groups(chem, done)).flat(), all.slice(done.length), `resumed after ${count} groups`);
  }
});
