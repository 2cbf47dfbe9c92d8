/** The query in the bytes of a file: text, or a protobuf of the Open Reaction Database, packed with gzip or not. */
import { RxnstreamError } from "../errors.ts";
import type { InputFormat, Query } from "../types.ts";
import { checkOrd, looksLikeOrd } from "./ord_framing.ts";
import { decodeQuery } from "./query_text.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** What is known of the file beside its bytes. */
export interface FileDescription {
  readonly format: InputFormat;
  readonly fileName: string | null;
  /** Of a text, as its media type says; null if that is not known. */
  readonly charset: string | null;
  /** Most bytes of a protobuf, and of any packed file when it is unpacked. */
  readonly maxBytes: number;
}

/** The content of a file, unpacked, is larger than allowed. */
export class ContentTooLarge extends RxnstreamError {
  constructor(maxBytes: number) {
    super(
      "input_invalid",
      `The content of the file is larger than ${(maxBytes / 1024 / 1024).toFixed(2)} MiB`,
    );
  }
}

/**
 * The query of a file. A protobuf is told by `format`, by the file's name (`.pb`, also `.pb.gz`), or by what is in it,
 * and kept in Base64, so that a query is text in the database and on the way to the chemistry.
 * Throws `input_invalid` if it cannot be read, `ContentTooLarge` as soon as it is known to be.
 */
export async function readQueryFile(bytes: Bytes, file: FileDescription): Promise<Query> {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const content = isPacked ? await gunzip(bytes, file.maxBytes) : bytes;
  const { format, fileName } = file;
  const isOrd = format === "ord" ||
    format === "auto" && (/\.pb(?:\.gz)?$/i.test(fileName ?? "") || looksLikeOrd(content));
  if (isOrd) {
    if (content.length > file.maxBytes) throw new ContentTooLarge(file.maxBytes);
    checkOrd(content);
    return { text: content.toBase64(), format: "ord", fileName };
  }
  const name = isPacked ? fileName?.replace(/\.gz$/i, "") ?? null : fileName;
  return { text: decodeQuery(content, file.charset), format, fileName: name };
}

async function gunzip(bytes: Bytes, maxBytes: number): Promise<Bytes> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))) {
      length += part.length;
      if (length > maxBytes) throw new ContentTooLarge(maxBytes);
      parts.push(part);
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
