import { assertEquals, assertStringIncludes } from "@std/assert";
import { ordDatasetBytes, ordDatasetText } from "../../src/results/ord_dataset.ts";
import { messageBytes } from "../../src/ord/message.ts";
import { readMessageText } from "../../src/ord/read_text.ts";
import { readDataset, readOrdReaction } from "../../src/chem/input/ord_messages.ts";
import type { ReactionRecord } from "../../src/stages.ts";
import { DONE, textOf } from "../support/records.ts";

const NAMED = { name: "Esters", id: `ord_dataset-${"0".repeat(32)}` };

async function* pageOf(...records: readonly ReactionRecord[]) {
  yield await Promise.resolve(records);
}

async function written(...records: readonly ReactionRecord[]) {
  const pieces = await Array.fromAsync(ordDatasetBytes(pageOf(...records), NAMED));
  const { name, id, entries } = readDataset(await new Blob(pieces).bytes());
  return { name, id, reactions: [...entries].map(({ message }) => readOrdReaction(message)) };
}

Deno.test("A dataset has its name and id, and of each reaction the mapped SMILES, components, yield and sources", async () => {
  const id = `ord-${"ab".repeat(16)}`;
  const fields = { id, yield: "84.5 %", doi: "10.1/x", project: "A" };
  const { name, id: dataset, reactions: [reaction] } = await written({ ...DONE, fields });
  assertEquals([name, dataset], [NAMED.name, NAMED.id]);
  assertEquals(reaction?.id, id);
  const mapped = DONE.results.rxn_smiles?.mapped ?? "";
  assertEquals(reaction?.identifiers.map(({ value }) => value.split(" ")[0]), [mapped]);
  const { components = [] } = DONE.results.smiles ?? {};
  assertEquals(
    [...reaction?.inputs ?? [], ...reaction?.products ?? []].map(({ role, identifiers }) => [
      ["", "reactant", "agent", "", "", "", "", "", "product"][role],
      identifiers[0]?.value,
    ]),
    components.map(({ role, smiles }) => [role, smiles]),
  );
  assertEquals(reaction?.products.map((product) => product.yields), [[84.5]]);
  assertEquals(reaction?.provenance.slice(0, 3), [
    ["doi", "10.1/x"],
    ["project", "A"],
    ["RXNSTREAM:VERDICT", DONE.verdict ?? ""],
  ]);
});

Deno.test("An id that the schema does not allow, and results of an earlier export, are metadata or left out", async () => {
  const fields = { id: "7", "RXNSTREAM:VERDICT": "old" };
  const { reactions: [reaction] } = await written({ ...DONE, fields });
  assertEquals(reaction?.id, "");
  assertEquals(reaction?.provenance.filter(([name]) => name === "id"), [["id", "7"]]);
  assertEquals(reaction?.provenance.filter(([name]) => name === "RXNSTREAM:VERDICT"), [
    ["RXNSTREAM:VERDICT", DONE.verdict ?? ""],
  ]);
});

Deno.test("A reaction that could not be read keeps its text and says why", async () => {
  const failed: ReactionRecord = {
    ...DONE,
    text: "CC>>C(",
    verdict: "broken",
    results: {},
    errors: ["a branch is open"],
  };
  const { reactions: [reaction] } = await written(failed);
  assertEquals(reaction?.identifiers, [{ type: 2, value: "CC>>C(" }]);
  assertEquals([reaction?.inputs, reaction?.products], [[], []]);
  assertEquals(reaction?.provenance.at(-1), ["RXNSTREAM:ERRORS", "a branch is open"]);
});

Deno.test("The text format has the same reactions as the wire format", async () => {
  const text = await textOf(
    ordDatasetText(pageOf(DONE, { ...DONE, index: 1, fields: { note: 'a\n"b"' } }), NAMED),
  );
  assertStringIncludes(text, 'name: "Esters"\nreactions {\n  identifiers {\n    type: REACTION_');
  const { message, type } = readMessageText(text);
  const bytes = await Array.fromAsync(
    ordDatasetBytes(pageOf(DONE, { ...DONE, index: 1, fields: { note: 'a\n"b"' } }), NAMED),
  );
  assertEquals(messageBytes(message, type), await new Blob(bytes).bytes());
});
