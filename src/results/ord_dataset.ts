/** Results as a dataset of the Open Reaction Database, in pieces. */
import { messageBytes, type OrdMessage } from "../ord/message.ts";
import { messageText } from "../ord/write_text.ts";
import type { ReactionRecord } from "../stages.ts";
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
  for await (const piece of pieces(pages, dataset)) yield messageBytes(piece, "Dataset");
}

/** The dataset in protobuf's text format. */
export async function* ordDatasetText(
  pages: Pages,
  dataset: DatasetName,
): AsyncGenerator<string, void, undefined> {
  yield "# proto-message: ord.Dataset\n";
  for await (const piece of pieces(pages, dataset)) yield messageText(piece, "Dataset");
}

async function* pieces(
  pages: Pages,
  { name, id }: DatasetName,
): AsyncGenerator<OrdMessage, void, undefined> {
  if (name !== "") yield { name };
  for await (const page of pages) yield { reactions: page.map(ordReaction) };
  if (id !== null) yield { dataset_id: id };
}
