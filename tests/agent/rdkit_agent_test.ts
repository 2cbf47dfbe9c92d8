import { assert, assertEquals, assertLessOrEqual, assertRejects } from "@std/assert";
import { EMPTY_PROOF, GOOD_CHECKS } from "../support/validation.ts";
import { STAGES } from "../../src/stages.ts";
import type { AgentEvent } from "../../src/types.ts";
import { events, run } from "./support/agent_run.ts";
import { CountedChem, lines, openLineChem, outline } from "./support/line_chem.ts";

const STAGE_EVENTS = [
  "smiles_init",
  "smiles_update",
  "rxn_smiles_init",
  "smiles_rxn_update",
  "rxn_smarts_init",
  "smarts_rxn_update",
  "rxn_smirks_init",
  "smirks_rxn_update",
  "validation_init",
  "validation_update",
];

/** Outline of a reaction without errors. */
function whole(index: number): readonly string[] {
  return ["reaction_init", ...STAGE_EVENTS, "reaction_complete"].map((type) => `${type} ${index}`);
}

Deno.test("The rdkit agent yields every event of a reaction in order, worded for a reader", async () => {
  await using chem = openLineChem();
  const reaction = "CO>>C=O";
  const returnable = { values: [reaction], invalid_count: 0 };
  const mapping = { source: "given", cost: 1, given_rejected: null };
  const at = { reaction_index: 0 };
  assertEquals<unknown>(await events(chem, lines(reaction)), [
    {
      type: "data",
      message: reaction,
      aux: { info_type: "reaction_text", ...at, format: "smiles", line: 1, fields: { row: "0" } },
    },
    { type: "info", message: "Starting reaction 0", aux: { info_type: "reaction_init", ...at } },
    {
      type: "info",
      message: "Starting SMILES Agent for reaction 0",
      aux: { info_type: "smiles_init", ...at },
    },
    {
      type: "data",
      message: "Got SMILES values for reaction 0",
      aux: {
        info_type: "smiles_update",
        ...at,
        returnable: { ...returnable, components: [{ role: "reactant", smiles: reaction }], rdkit: "none" },
      },
    },
    {
      type: "info",
      message: "Starting Reaction SMILES Agent for reaction 0",
      aux: { info_type: "rxn_smiles_init", ...at },
    },
    {
      type: "data",
      message: "Got Reaction SMILES values for reaction 0",
      aux: {
        info_type: "smiles_rxn_update",
        ...at,
        returnable: { ...returnable, mapped: reaction, mapping },
      },
    },
    {
      type: "info",
      message: "Starting Reaction SMARTS Agent for reaction 0",
      aux: { info_type: "rxn_smarts_init", ...at },
    },
    {
      type: "data",
      message: "Got Reaction SMARTS values for reaction 0",
      aux: { info_type: "smarts_rxn_update", ...at, returnable: { ...returnable, radius: 1 } },
    },
    {
      type: "info",
      message: "Starting Reaction SMIRKS Agent for reaction 0",
      aux: { info_type: "rxn_smirks_init", ...at },
    },
    {
      type: "data",
      message: "Got Reaction SMIRKS values for reaction 0",
      aux: { info_type: "smirks_rxn_update", ...at, returnable: { ...returnable, radius: 1 } },
    },
    {
      type: "info",
      message: "Starting Validation Agent for reaction 0",
      aux: { info_type: "validation_init", ...at },
    },
    {
      type: "data",
      message: "Got Validation values for reaction 0",
      aux: {
        info_type: "validation_update",
        ...at,
        returnable: {
          values: ["sound"],
          invalid_count: 0,
          verdict: "sound",
          findings: [],
          notes: [],
          checks: GOOD_CHECKS,
          proof: EMPTY_PROOF,
        },
      },
    },
    {
      type: "info",
      message: "Reaction 0 complete: sound",
      aux: {
        info_type: "reaction_complete",
        ...at,
        verdict: "sound",
        template: { first: 0, reactions: 1 },
      },
    },
    {
      type: "info",
      message: "Run complete: 1 reaction, 0 broken",
      aux: {
        info_type: "run_complete",
        found: 1,
        broken: 0,
        templates: { distinct: 1, alone: 1, shared: [] },
      },
    },
  ]);
});

Deno.test("The rdkit agent keeps the order of reactions while it works ahead", async () => {
  await using chem = openLineChem();
  const all = await events(chem, lines("A>>B", "C>>D", "E>>F", "G>>H"), { lookAhead: 8 });
  assertEquals(outline(all), [
    ...[0, 1, 2, 3].map((index) => `reaction_text ${index}`),
    ...[0, 1, 2, 3].flatMap(whole),
    "run_complete",
  ]);
});

for (
  const [word, failing, reason] of [
    ["smiles=refuse", 0, "it cannot be read"],
    ["rxnSmiles=die", 1, "the chemistry engine died twice"],
    ["rxnSmarts=refuse", 2, "it cannot be read"],
    ["validation=die", 4, "the chemistry engine died twice"],
  ] as const
) {
  Deno.test(`The rdkit agent continues after a reaction that fails with ${word}`, async () => {
    await using chem = openLineChem();
    const bad = `C>>D ${word}`;
    const all = await events(chem, lines("A>>B", bad, "E>>F"));
    const expected = [...whole(1)];
    const error = STAGE_EVENTS[2 * failing]?.replace("_init", "_error");
    expected.splice(2 + 2 * failing, 0, `${error} 1`);
    assertEquals(outline(all).slice(3), [...whole(0), ...expected, ...whole(2), "run_complete"]);
    const errors = all.filter((event) => event.type === "error");
    assertEquals(errors.length, 1);
    assertEquals(errors[0]?.message, `Reaction 1: ${reason}`);
    const { info_type: _, ...rest } = errors[0]?.aux ?? { info_type: "" };
    assertEquals<unknown>(rest, { reaction_index: 1, candidate: bad, role: null, position: 0, reason });
    const failed = all.find((event) =>
      event.aux.info_type === STAGE_EVENTS[2 * failing + 1] && event.aux.reaction_index === 1
    );
    assertEquals<unknown>(failed?.aux.returnable, { values: [], invalid_count: 1, reason });
    assert(failed?.message.startsWith("Got no "));
  });
}

Deno.test("The rdkit agent gives stages that have nothing to work on a reason and no error", async () => {
  await using chem = openLineChem();
  const all = await events(chem, lines("A>>B smiles=empty"));
  assertEquals(outline(all).slice(1), [...whole(0), "run_complete"]);
  const returnables = all.flatMap((event) => event.aux.returnable ?? []).slice(1);
  const none = { values: [], invalid_count: 0 };
  const notMapped = "the reaction has no atom-mapped form";
  assertEquals<unknown>(returnables, [
    { ...none, reason: "no component of the reaction can be used" },
    { ...none, reason: notMapped },
    { ...none, reason: notMapped },
    { ...none, reason: notMapped },
  ]);
  assertEquals(all.slice(-2).map((event) => event.message), [
    "Reaction 0 complete: broken",
    "Run complete: 1 reaction, 1 broken",
  ]);
});

Deno.test("The rdkit agent names a candidate that was left out along with the stage's result", async () => {
  await using chem = openLineChem();
  const all = await events(chem, lines("A>>B smiles=reject validation=check"));
  const [error] = all.filter((event) => event.type === "error");
  assertEquals<unknown>(error, {
    type: "error",
    message: "Reaction 0, reactant 2: there is no element X",
    aux: {
      info_type: "smiles_error",
      reaction_index: 0,
      candidate: "X",
      role: "reactant",
      position: 2,
      reason: "there is no element X",
    },
  });
  assertEquals(all.at(-2)?.message, "Reaction 0 complete: check");
  assertEquals(all.at(-1)?.message, "Run complete: 1 reaction, 0 broken");
});

Deno.test("The rdkit agent throws when the query cannot be read at all", async () => {
  await using chem = openLineChem();
  await assertRejects(() => events(chem, lines("find=refuse")), Error, "it cannot be read");
});

Deno.test("The rdkit agent does not repeat a fault that an earlier stage has reported", async () => {
  await using chem = openLineChem();
  const query = lines("A>>B rxnSmarts=fail rxnSmirks=fail", "C>>D rxnSmarts=die rxnSmirks=die");
  const all = await events(chem, query);
  const errors = all.filter((event) => event.type === "error");
  assertEquals(errors.map(({ aux, message }) => [aux.info_type, message]), [
    ["rxn_smarts_error", "Reaction 0: it has no pattern"],
    ["rxn_smarts_error", "Reaction 1: the chemistry engine died twice"],
    ["rxn_smirks_error", "Reaction 1: the chemistry engine died twice"],
  ]);
  const smirks = all.find(({ aux }) => aux.info_type === "smirks_rxn_update");
  assertEquals<unknown>(smirks?.aux.returnable, {
    values: [],
    invalid_count: 0,
    reason: "it has no pattern",
  });
});

Deno.test("The rdkit agent resumes from every event with exactly the rest, and computes no stage twice", async () => {
  await using chem = openLineChem();
  const query = lines(
    "A>>B smiles=reject",
    "C>>D rxnSmiles=refuse",
    "E>>F validation=check",
    "G>>H smiles=empty",
    "I>>J rxnSmarts=fail rxnSmirks=fail",
    "K>>L",
  );
  const counted = new CountedChem(chem);
  const all = await events(counted, query, { maxReactions: 5 });
  const total = counted.calls.length;
  const computed = new Set([
    "smiles_update",
    "smiles_rxn_update",
    "smarts_rxn_update",
    "smirks_rxn_update",
    "validation_update",
  ]);
  for (let cut = 0; cut <= all.length; cut++) {
    const resumed = new CountedChem(chem);
    const done = all.slice(0, cut);
    // A stage's errors and its result are in the log together or not at all.
    const last = done.at(-1);
    if (last?.type === "error" && last.aux.reaction_index !== undefined) continue;
    assertEquals(
      await events(resumed, query, { done, maxReactions: 5 }),
      all.slice(cut),
      `cut after ${cut} events`,
    );
    const finished = done.filter(({ aux }) => {
      const reason = aux.returnable && "reason" in aux.returnable ? String(aux.returnable.reason) : "";
      return computed.has(aux.info_type) && !/be used|mapped/.test(reason);
    }).length;
    const listed = done.some(({ aux }) => aux.info_type === "reactions_truncated") ? 1 : 0;
    assertEquals(resumed.calls.length, total - finished - listed, `calls after ${cut} events`);
  }
});

Deno.test("The rdkit agent resumes from every group that it yielded to a slow reader", async () => {
  await using chem = openLineChem();
  const query = lines("A>>B", "C>>D smiles=reject", "E>>F");
  const groups = await Array.fromAsync(run(chem, query));
  const all = groups.flat();
  for (let count = 0; count <= groups.length; count++) {
    const done = groups.slice(0, count).flat();
    assertEquals(await events(chem, query, { done }), all.slice(done.length));
  }
});

Deno.test("A stage that the previous version lacked is computed when a session that it left interrupted is resumed", async () => {
  await using chem = openLineChem();
  const query = lines("A>>B", "C>>D");
  const all = await events(chem, query);
  const isOfNewStage = ({ aux }: AgentEvent) => /^(?:rxn_smarts_init|smarts_rxn_update)$/.test(aux.info_type);
  const cut = all.findIndex(({ aux }) => aux.info_type === "validation_init") + 1;
  const done = all.slice(0, cut).filter((event) => !isOfNewStage(event));
  const added = all.slice(0, cut).filter(isOfNewStage);
  assertEquals(added.length, 2);
  const counted = new CountedChem(chem);
  assertEquals(await events(counted, query, { done }), [...added, ...all.slice(cut)]);
  assertEquals(counted.calls.filter((call) => call === "rxnSmarts").length, 2);
  assertEquals(counted.calls.includes("smiles A>>B"), false);
});

Deno.test("The stages of a reaction are computed in the order of the stage table, each by the operation of the same name", async () => {
  await using chem = openLineChem();
  const counted = new CountedChem(chem);
  await events(counted, lines("A>>B"));
  const operation = (stage: string) => stage.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  assertEquals(counted.calls.map((call) => call.split(" ")[0]), ["find", ...STAGES.map(operation)]);
});

Deno.test("The rdkit agent trusts the reactions of the log rather than the query", async () => {
  await using chem = openLineChem();
  const counted = new CountedChem(chem);
  const all = await events(counted, lines("A>>B", "C>>D"));
  const done = all.slice(0, 3);
  const rest = await events(counted, lines("X>>Y"), { done });
  assertEquals(rest, all.slice(3));
  assertEquals(counted.calls.filter((call) => call === "find").length, 1);
});

Deno.test("The rdkit agent yields a stage's error and its result in one group", async () => {
  await using chem = openLineChem();
  for await (const group of run(chem, lines("A>>B smiles=reject", "C>>D rxnSmiles=reject"))) {
    for (const [at, event] of group.entries()) {
      if (event.type === "error") assertEquals(group[at + 1]?.type, "data");
    }
  }
});

Deno.test("The rdkit agent works ahead on a bounded number of reactions while its reader waits", async () => {
  await using chem = openLineChem();
  const counted = new CountedChem(chem);
  const texts = Array.from({ length: 40 }, (_, index) => `C${index}>>C`);
  const seen = new Set<string>();
  let reaction = -1;
  for await (const group of run(counted, lines(...texts), { lookAhead: 3 })) {
    for (const event of group) if (event.aux.info_type === "reaction_init") reaction++;
    for (const call of counted.calls) if (call.startsWith("smiles ")) seen.add(call);
    if (reaction >= 0) assertLessOrEqual(seen.size, reaction + 1 + 3);
  }
  assertEquals(seen.size, 40);
  assertLessOrEqual(counted.most, 4);
});

Deno.test("The rdkit agent yields a reaction that is ready as a whole, and the one in progress stage by stage", async () => {
  await using chem = openLineChem();
  const folder = await Deno.makeTempDir();
  try {
    const query = lines(`A>>B rxnSmarts=wait:${folder}/go`, "C>>D");
    const groups: (readonly string[])[] = [];
    const generator = run(chem, query);
    while (groups.at(-1)?.at(-1) !== "rxn_smarts_init 0") {
      groups.push(outline((await generator.next()).value ?? []));
    }
    // The second reaction is finished when only the held call is left in the pool.
    await chem.call("find", { query: lines(), maxReactions: 1 });
    while (chem.stats().queued > 0 || chem.stats().busy > 1) {
      await chem.call("find", { query: lines(), maxReactions: 1 });
    }
    await Deno.writeTextFile(`${folder}/go`, "");
    for await (const group of generator) groups.push(outline(group));
    assertEquals(groups.at(-2), whole(1));
    assertEquals(groups.at(-1), ["run_complete"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("The rdkit agent stops with the signal's reason and leaves no call behind", async () => {
  await using chem = openLineChem();
  const counted = new CountedChem(chem);
  const abort = new AbortController();
  const folder = await Deno.makeTempDir();
  try {
    const query = lines(`A>>B smiles=wait:${folder}/never`, "C>>D", "E>>F");
    const generator = run(counted, query, { signal: abort.signal });
    await generator.next();
    await generator.next();
    const next = generator.next();
    abort.abort(new Error("cancelled by its owner"));
    await assertRejects(() => next, Error, "cancelled by its owner");
    assertEquals(counted.outstanding, 0);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("The rdkit agent stops when it is aborted while its reader holds a group", async () => {
  await using chem = openLineChem();
  const counted = new CountedChem(chem);
  const abort = new AbortController();
  const generator = run(counted, lines("A>>B", "C>>D"), { signal: abort.signal });
  await generator.next();
  abort.abort(new Error("cancelled by its owner"));
  await assertRejects(() => generator.next(), Error, "cancelled by its owner");
  assertEquals(counted.outstanding, 0);
});

Deno.test("The rdkit agent leaves no call behind when its reader leaves", async () => {
  await using chem = openLineChem();
  const counted = new CountedChem(chem);
  const generator = run(counted, lines("A>>B", "C>>D", "E>>F"));
  await generator.next();
  await generator.next();
  await generator.return(undefined);
  assertEquals(counted.outstanding, 0);
});

Deno.test("The rdkit agent throws when the chemistry is closed under it", async () => {
  await using chem = openLineChem();
  const generator = run(chem, lines("A>>B", "C>>D"));
  await generator.next();
  await chem.close();
  await assertRejects(() => Array.fromAsync(generator), Error, "stopping");
});
