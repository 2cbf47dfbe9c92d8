import { assertEquals, assertStringIncludes } from "@std/assert";
import { ordDatasetBytes, ordDatasetText } from "../../src/results/ord_dataset.ts";
import { messageBytes, messagesOf, textOf } from "../../src/ord/message.ts";
import { readMessageText } from "../../src/ord/read_text.ts";
import { findReactions } from "../../src/chem/input/find_reactions.ts";
import { readDataset, readOrdReaction } from "../../src/chem/input/ord_messages.ts";
import type { ReactionRecord } from "../../src/stages.ts";
import type { FoundReaction } from "../../src/chem_results.ts";
import type { TextReading } from "../../src/text_reading.ts";
import { DONE, textOf as joined } from "../support/records.ts";

const NAMED = { name: "Esters", id: `ord_dataset-${"0".repeat(32)}` };

async function* pageOf(...records: readonly ReactionRecord[]) {
  yield await Promise.resolve(records);
}

async function written(...records: readonly ReactionRecord[]) {
  const pieces = await Array.fromAsync(ordDatasetBytes(pageOf(...records), NAMED));
  const { name, id, entries } = readDataset(await new Blob(pieces).bytes());
  return { name, id, reactions: [...entries].map(({ message }) => readOrdReaction(message)) };
}

/** What the reader makes of the first reaction that is written. */
async function readBack(record: ReactionRecord): Promise<FoundReaction | undefined> {
  const pieces = await Array.fromAsync(ordDatasetBytes(pageOf(record), NAMED));
  const text = (await new Blob(pieces).bytes()).toBase64();
  return findReactions({ text, format: "ord", fileName: null }, 10).reactions[0];
}

Deno.test("A dataset has its name and id, and of each reaction the mapped SMILES, components, yield and sources", async () => {
  const id = `ord-${"ab".repeat(16)}`;
  const fields = { id, yield: "84.5 %", doi: "10.1/x", project: "A" };
  const { name, id: dataset, reactions: [reaction = {}] } = await written({ ...DONE, fields });
  assertEquals([name, dataset, reaction["reaction_id"]], [NAMED.name, NAMED.id, id]);
  const [identifier = {}] = messagesOf(reaction, "identifiers");
  assertEquals(textOf(identifier, "value").split(" ")[0], DONE.results.rxn_smiles?.mapped);
  const inputs = messagesOf(reaction, "inputs").flatMap((entry) => messagesOf(entry, "value"))
    .flatMap((input) => messagesOf(input, "components"));
  const products = messagesOf(reaction, "outcomes").flatMap((outcome) => messagesOf(outcome, "products"));
  const roles: Readonly<Record<string, string>> = {
    REACTANT: "reactant",
    REAGENT: "agent",
    PRODUCT: "product",
  };
  assertEquals(
    [...inputs, ...products].map((compound) => ({
      role: roles[textOf(compound, "reaction_role")],
      smiles: messagesOf(compound, "identifiers").map((one) => textOf(one, "value"))[0],
    })),
    DONE.results.smiles?.components.map(({ role, smiles }) => ({ role, smiles })),
  );
  assertEquals(products.map((product) => product["measurements"]), [
    { type: "YIELD", percentage: { value: 84.5 } },
  ]);
  const found = await readBack({ ...DONE, fields });
  assertEquals([found?.fields["doi"], found?.fields["project"], found?.fields["RXNSTREAM:VERDICT"]], [
    "10.1/x",
    "A",
    DONE.verdict ?? "",
  ]);
});

Deno.test("An id that the schema does not allow is metadata, and results of an earlier export are replaced", async () => {
  const found = await readBack({ ...DONE, fields: { id: "7", "RXNSTREAM:VERDICT": "old" } });
  assertEquals([found?.fields["id"], found?.fields["RXNSTREAM:VERDICT"]], ["7", DONE.verdict ?? ""]);
});

Deno.test("A reaction that could not be read keeps its text and says why", async () => {
  const failed: ReactionRecord = {
    ...DONE,
    text: "CC>>C(",
    verdict: "broken",
    results: {},
    errors: ["a branch is open"],
  };
  const found = await readBack(failed);
  assertEquals([found?.text, found?.fields["RXNSTREAM:ERRORS"]], ["CC>>C(", "a branch is open"]);
});

Deno.test("Names, roles, amounts and conditions of a text are read back as they were", async () => {
  const span = { start: 0, end: 0 };
  const stage = {
    temperature: { value: 92.5, unit: "°C", text: "92.5 celsius" },
    reflux: true as const,
    time: { value: 12, unit: "h", text: "12 hour" },
    atmosphere: "nitrogen",
  };
  const reading: TextReading = {
    source: "To 4-bromoanisole in dioxane …",
    span,
    components: [
      {
        name: "4-bromoanisole",
        smiles: "COc1ccc(Br)cc1",
        role: "reactant",
        amount: { moles: { value: 5.3, unit: "mmol", text: "5.3 millimole" } },
        span,
      },
      {
        name: "dioxane",
        smiles: "C1COCCO1",
        role: "solvent",
        amount: { volume: { value: 10, unit: "mL", text: "10 milliliter" } },
        span,
      },
      { name: "4-methoxybiphenyl", smiles: "COc1ccc(-c2ccccc2)cc1", role: "product", amount: {}, span },
    ],
    conditions: { ...stage, stages: [{ ...stage, span }] },
    role_confidence: 1,
    unread: [],
  };
  const found = await readBack({ ...DONE, reading, fields: { yield: "91 %" } });
  assertEquals(found?.reading, reading);
  assertEquals(found?.fields["yield"], "91 %");
});

Deno.test("The text format has the same reactions as the wire format", async () => {
  const text = await joined(
    ordDatasetText(pageOf(DONE, { ...DONE, index: 1, fields: { note: 'a\n"b"' } }), NAMED),
  );
  assertStringIncludes(text, 'name: "Esters"\nreactions {\n  identifiers {\n    type: REACTION_');
  const { message, type } = readMessageText(text);
  const bytes = await Array.fromAsync(
    ordDatasetBytes(pageOf(DONE, { ...DONE, index: 1, fields: { note: 'a\n"b"' } }), NAMED),
  );
  assertEquals(messageBytes(message, type), await new Blob(bytes).bytes());
});
