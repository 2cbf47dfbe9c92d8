/**
 * The outermost fields of a protobuf of the Open Reaction Database: enough to see at once that a file is cut off or is
 * something else. The contents of the reactions are left to the chem process.
 */
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { RxnstreamError } from "../errors.ts";
import { EventLoopShare } from "../scheduling/event_loop_share.ts";

/** `ord.Dataset` has fields 1 to 5 and `ord.Reaction` 1 to 10, all with a length; later versions may add some. */
const MAX_FIELD = 40;
const HEAD_BYTES = 4_096;
/** Checking the clock costs more than reading a field. */
const FIELDS_BETWEEN_LOOKS = 4_096;
/** Reactions of a dataset. */
const REACTIONS = 3;

/** Why the bytes are not an ORD file, and the position at which this is evident. */
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

/** True if the bytes can only be an ORD file: its first bytes include control characters that no text has. */
export async function looksLikeOrd(bytes: Uint8Array): Promise<boolean> {
  return bytes.subarray(0, HEAD_BYTES).some((byte) => byte < 0x09 || byte > 0x0d && byte < 0x20) &&
    await ordFault(bytes) === null;
}

async function ordFault(bytes: Uint8Array): Promise<Fault | null> {
  if (bytes.length === 0) return { reason: "it is empty", at: 0 };
  const reader = new BinaryReader(bytes);
  const loop = new EventLoopShare();
  let reactions = 0;
  for (let fields = 1; reader.pos < reader.len; fields++) {
    if (fields % FIELDS_BETWEEN_LOOKS === 0 && loop.shouldYield) await loop.yield();
    const start = reader.pos;
    const tag = numberOf(bytes, reader);
    if (tag === null) return { reason: "it is cut off or is not a protobuf", at: start };
    const [field, wireType] = [tag >>> 3, tag & 7];
    if (field < 1 || field > MAX_FIELD || wireType !== WireType.LengthDelimited) {
      return {
        reason: `it is neither a dataset nor a reaction (field ${field}, wire type ${wireType})`,
        at: start,
      };
    }
    if (field === REACTIONS) reactions++;
    const length = numberOf(bytes, reader);
    if (length === null || reader.pos + length > reader.len) {
      const where = field === REACTIONS ? `reaction ${reactions}` : `field ${field}`;
      return { reason: `it is cut off in ${where}`, at: bytes.length };
    }
    reader.pos += length;
  }
  return null;
}

/** A 32-bit number; null if the bytes end too early, or it is larger: the reader alone would drop its upper bits. */
function numberOf(bytes: Uint8Array, reader: BinaryReader): number | null {
  const start = reader.pos;
  try {
    const value = reader.uint32();
    const length = reader.pos - start;
    return length > 5 || length === 5 && (bytes[reader.pos - 1] ?? 0) > 0x0f ? null : value;
  } catch {
    return null;
  }
}
