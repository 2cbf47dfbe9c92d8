/** Datasets and reactions of the Open Reaction Database as messages, one reaction at a time. */
import { RxnstreamError } from "../../errors.ts";
import type { OrdMessage } from "../../ord/message.ts";
import { readMessageBytes } from "../../ord/read_bytes.ts";
import { messages, type Submessage, submessages, texts, visitFields } from "./protobuf_fields.ts";

export interface OrdDataset {
  readonly name: string;
  readonly id: string;
  /** Its reactions, not read yet; a file of a few megabytes may contain millions of empty ones. */
  readonly entries: Iterable<Submessage>;
  /** Number of reactions that are only referred to, in other datasets. */
  readonly referenceCount: number;
}

/** Maximum number of messages and texts in one reaction. */
const MAX_PARTS = 10_000;

/** Reads a dataset, or a single reaction as a dataset of one. Throws an `Error` if the file is neither. */
export function readDataset(file: Uint8Array): OrdDataset {
  if (isReaction(file)) {
    return { name: "", id: "", entries: [{ message: file, offset: 0 }], referenceCount: 0 };
  }
  let name = "";
  let id = "";
  let referenceCount = 0;
  visitFields(file, {
    1: texts((value) => name = value),
    4: messages(() => referenceCount++),
    5: texts((value) => id = value),
  });
  return { name, id, entries: submessages(file, 3), referenceCount };
}

/** An `ord.Reaction`. Throws an `Error` if its bytes are malformed, `input_invalid` if it has too many parts. */
export function readOrdReaction(message: Uint8Array): OrdMessage {
  let parts = 0;
  return readMessageBytes(message, "Reaction", () => {
    if (++parts > MAX_PARTS) {
      throw new RxnstreamError("input_invalid", `it has more than ${MAX_PARTS} parts`);
    }
  });
}

/**
 * Is the file a single reaction? Both messages begin with fields 1 to 5. A reaction nearly always has one of the
 * fields 8 to 10, and its identifiers are messages, whose first tag is lower than any character of a dataset's name.
 */
function isReaction(file: Uint8Array): boolean {
  let own = 0;
  let first: number | undefined;
  visitFields(file, {
    1: messages((value) => first ??= value[0]),
    6: messages(() => own++),
    7: messages(() => own++),
    8: messages(() => own++),
    9: messages(() => own++),
    10: messages(() => own++),
  });
  return own > 0 || first !== undefined && first < 0x20;
}
