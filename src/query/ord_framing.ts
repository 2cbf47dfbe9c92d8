/**
 * The outermost fields of a protobuf of the Open Reaction Database: enough to see at once that a file is cut off or
 * something else. What is in the reactions is left to the chem process.
 */
import { RxnstreamError } from "../errors.ts";
import { EventLoopShare } from "../scheduling/event_loop.ts";

/** `ord.Dataset` has fields 1 to 5 and `ord.Reaction` 1 to 10, all with a length; later versions may add some. */
const MAX_FIELD = 40;
const LENGTH_DELIMITED = 2;
const HEAD_BYTES = 4_096;
/** Looking at the clock costs more than a field. */
const FIELDS_BETWEEN_LOOKS = 4_096;
/** Reactions of a dataset. */
const REACTIONS = 3;

/** Why the bytes are no ORD file, and at which of them that shows. */
interface Fault {
  readonly reason: string;
  readonly at: number;
}

/** Rejects with `input_invalid` if the bytes cannot be an ORD dataset or reaction. */
export async function checkOrd(bytes: Uint8Array): Promise<void> {
  const fault = await ordFault(bytes);
  if (fault === null) return;
  throw new RxnstreamError("input_invalid", `Cannot read the ORD file: ${fault.reason}, at byte ${fault.at}`);
}

/** Are the bytes an ORD file beyond doubt? It has numbers among its first fields, and those are no characters of a text. */
export async function looksLikeOrd(bytes: Uint8Array): Promise<boolean> {
  return bytes.subarray(0, HEAD_BYTES).some((byte) => byte < 0x09 || byte > 0x0d && byte < 0x20) &&
    await ordFault(bytes) === null;
}

async function ordFault(bytes: Uint8Array): Promise<Fault | null> {
  let at = 0;
  let reactions = 0;
  const turn = new EventLoopShare();
  if (bytes.length === 0) return { reason: "it is empty", at };
  for (let fields = 1; at < bytes.length; fields++) {
    if (fields % FIELDS_BETWEEN_LOOKS === 0 && turn.due) await turn.next();
    const start = at;
    const tag = varint(bytes, at);
    if (tag === null) return { reason: "it breaks off or is no protobuf", at: start };
    const field = Math.floor(tag.value / 8);
    const wireType = tag.value % 8;
    if (field < 1 || field > MAX_FIELD || wireType !== LENGTH_DELIMITED) {
      return {
        reason: `it is no dataset and no reaction (field ${field}, wire type ${wireType})`,
        at: start,
      };
    }
    if (field === REACTIONS) reactions++;
    const length = varint(bytes, tag.end);
    if (length === null || length.end + length.value > bytes.length) {
      const where = field === REACTIONS ? `reaction ${reactions}` : `field ${field}`;
      return { reason: `it breaks off in ${where}`, at: bytes.length };
    }
    at = length.end + length.value;
  }
  return null;
}

/** A base-128 number of up to five bytes that begins at `at`; null if there is none. */
function varint(bytes: Uint8Array, at: number): { readonly value: number; readonly end: number } | null {
  let value = 0;
  for (let i = 0; i < 5; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value, end: at + i + 1 };
  }
  return null;
}
