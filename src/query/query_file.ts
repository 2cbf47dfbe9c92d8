/** Reads a query from the bytes of a file: text or a protobuf of the Open Reaction Database, optionally gzipped. */
import { RxnstreamError } from "../errors.ts";
import { EventLoopShare } from "../scheduling/event_loop_share.ts";
import { encodeBase64 } from "../encoding/base64.ts";
import type { InputFormat, Query } from "../types.ts";
import { looksLikeMessageText } from "../ord/read_text.ts";
import { checkOrd, looksLikeOrd } from "./ord_framing.ts";
import { decodeQuery } from "./query_text.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Compressed bytes to unpack at once: they can expand to a thousand times as many. */
const PIECE_BYTES = 4_096;

/** Names of files in protobuf's wire format and its text format. */
const ORD_NAME = /\.(?:pb|pbtxt|textproto|txtpb)(?:\.gz)?$/i;

/** What is known about the file besides its bytes. */
export interface FileDescription {
  readonly format: InputFormat;
  readonly fileName: string | null;
  /** Charset of a text as given by its media type; null if unknown. */
  readonly charset: string | null;
  /** Most bytes of a protobuf, and of any unpacked file. */
  readonly maxBytes: number;
}

/** The unpacked content of a file is larger than allowed. */
export class ContentTooLarge extends RxnstreamError {
  constructor(maxBytes: number) {
    super(
      "input_invalid",
      `The content of the file is larger than ${(maxBytes / 1024 / 1024).toFixed(2)} MiB`,
    );
  }
}

/**
 * The query of a file. A protobuf is recognised by `format`, by the file's name (`.pb`, `.pbtxt`, also with `.gz`) or by its content, and kept
 * in Base64, so that every query is text in the database and for the chemistry.
 * Throws `input_invalid` if the file cannot be read, and `ContentTooLarge` as soon as it turns out to be too large.
 */
export async function readQueryFile(bytes: Bytes, file: FileDescription): Promise<Query> {
  const isPacked = looksPacked(bytes);
  const content = isPacked ? await gunzip(bytes, file.maxBytes) : bytes;
  if (isPacked && looksPacked(content)) {
    throw new RxnstreamError(
      "input_invalid",
      "The gzip file contains another gzip file: unpack it once first",
    );
  }
  const { format, fileName } = file;
  const isOrd = format === "ord" ||
    format === "auto" && (ORD_NAME.test(fileName ?? "") || await looksLikeOrd(content));
  if (isOrd) {
    if (content.length > file.maxBytes) throw new ContentTooLarge(file.maxBytes);
    // The text format is read in the chem process.
    if (!looksLikeMessageText(content)) await checkOrd(content);
    return { text: encodeBase64(content), format: "ord", fileName };
  }
  const name = isPacked ? fileName?.replace(/\.gz$/i, "") ?? null : fileName;
  return { text: decodeQuery(content, file.charset), format, fileName: name };
}

/** True for bytes that begin like a gzip file. */
export function looksPacked(bytes: Bytes): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function gunzip(bytes: Bytes, maxBytes: number): Promise<Bytes> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const loop = new EventLoopShare();
  try {
    for await (
      const part of ReadableStream.from(piecesOf(bytes)).pipeThrough(new DecompressionStream("gzip"))
    ) {
      length += part.length;
      if (length > maxBytes) throw new ContentTooLarge(maxBytes);
      parts.push(part);
      if (loop.shouldYield) await loop.yield();
    }
  } catch (cause) {
    if (cause instanceof ContentTooLarge) throw cause;
    throw new RxnstreamError(
      "input_invalid",
      `The gzip file is damaged or cut off: it cannot be unpacked beyond byte ${length} of its content`,
      { cause },
    );
  }
  const content = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    content.set(part, at);
    at += part.length;
  }
  return content;
}

function* piecesOf(bytes: Bytes): Generator<Bytes, void> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}
