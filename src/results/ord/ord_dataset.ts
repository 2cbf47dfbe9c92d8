/** Results as a dataset of the Open Reaction Database, in pieces. */
import type { ReactionRecord } from "../../stages.ts";
import { messageField, ordBytes, type OrdMessage, ordText, textField } from "./ord_field.ts";
import { ordReaction } from "./ord_reaction.ts";

/** How the dataset is called. */
export interface DatasetName {
  readonly name: string;
  /** `ord_dataset-` and 32 hexadecimal digits, as the schema asks; null to leave it out. */
  readonly id: string | null;
}

type Pages = AsyncIterable<readonly ReactionRecord[]>;

/** The dataset as protobuf: a message may come in pieces, since its fields may follow each other in any order. */
export async function* ordDatasetBytes(
  pages: Pages,
  dataset: DatasetName,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  for await (const message of messages(pages, dataset)) if (message.length > 0) yield ordBytes(message);
}

/** The dataset in protobuf's text format. */
export async function* ordDatasetText(
  pages: Pages,
  dataset: DatasetName,
): AsyncGenerator<string, void, undefined> {
  yield "# proto-message: ord.Dataset\n";
  for await (const message of messages(pages, dataset)) if (message.length > 0) yield ordText(message);
}

async function* messages(
  pages: Pages,
  { name, id }: DatasetName,
): AsyncGenerator<OrdMessage, void, undefined> {
  yield name === "" ? [] : [textField([1, "name"], name)];
  for await (const page of pages) {
    yield page.map((record) => messageField([3, "reactions"], ordReaction(record)));
  }
  yield id === null ? [] : [textField([5, "dataset_id"], id)];
}
