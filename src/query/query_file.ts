/** Reads a query from the bytes of a file: text, a workbook or a protobuf of the Open Reaction Database, packed or not. */
import { RxnstreamError } from "../errors.ts";
import { EventLoopShare } from "../scheduling/event_loop_share.ts";
import { encodeBase64 } from "../encoding/base64.ts";
import type { InputFormat, Query } from "../types.ts";
import { looksLikeMessageText } from "../ord/read_text.ts";
import { checkOrd, looksLikeOrd } from "./ord_framing.ts";
import { refusedKind } from "./file_kind.ts";
import { decodeQuery } from "./query_text.ts";
import { csvOf, readSheets, type Sheet } from "./workbook.ts";
import { looksZipped, piecesOf, unzipped, zipEntries, type ZipEntry } from "./zip_archive.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Names of files in protobuf's wire format and its text format. */
const ORD_NAME = /\.(?:pb|pbtxt|textproto|txtpb)(?:\.gz)?$/i;

/** Names of files of an archive that a refusal lists. */
const MAX_LISTED = 5;

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
 * in Base64, so that every query is text in the database and for the chemistry. A workbook becomes CSV. Of an
 * archive, the only file is read.
 * Throws `input_invalid` if the file cannot be read, and `ContentTooLarge` as soon as it turns out to be too large.
 */
export async function readQueryFile(bytes: Bytes, file: FileDescription): Promise<Query> {
  const { content, fileName, format } = await unpacked(bytes, file);
  const isOrd = format === "ord" ||
    format === "auto" && (ORD_NAME.test(fileName ?? "") || await looksLikeOrd(content));
  if (isOrd) {
    if (content.length > file.maxBytes) throw new ContentTooLarge(file.maxBytes);
    // The text format is read in the chem process.
    if (!looksLikeMessageText(content)) await checkOrd(content);
    return { text: encodeBase64(content), format: "ord", fileName: file.fileName };
  }
  const refusal = refusedKind(content);
  if (refusal !== null) throw new RxnstreamError("input_invalid", refusal);
  return { text: decodeQuery(content, file.charset), format, fileName };
}

/** True for bytes that begin like a gzip file or a ZIP archive, which workbooks are too. */
export function looksPacked(bytes: Bytes): boolean {
  return looksGzipped(bytes) || looksZipped(bytes);
}

function looksGzipped(bytes: Bytes): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

interface Unpacked {
  readonly content: Bytes;
  readonly fileName: string | null;
  readonly format: InputFormat;
}

async function unpacked(bytes: Bytes, { fileName, format, maxBytes }: FileDescription): Promise<Unpacked> {
  if (looksZipped(bytes)) return await unpackedArchive(bytes, { fileName, format, maxBytes });
  if (!looksGzipped(bytes)) return { content: bytes, fileName, format };
  const content = await collected(
    ReadableStream.from(piecesOf(bytes)).pipeThrough(new DecompressionStream("gzip")),
    maxBytes,
    "gzip file",
  );
  if (looksPacked(content)) {
    const kind = looksGzipped(content) ? "gzip file" : "ZIP archive";
    throw new RxnstreamError(
      "input_invalid",
      `The gzip file contains another ${kind}: unpack it once first`.replace("another ZIP", "a ZIP"),
    );
  }
  return { content, fileName: fileName?.replace(/\.gz$/i, "") ?? null, format };
}

async function unpackedArchive(
  bytes: Bytes,
  { fileName, format, maxBytes }: Pick<FileDescription, "fileName" | "format" | "maxBytes">,
): Promise<Unpacked> {
  const entries = zipEntries(bytes);
  const content = async (entry: ZipEntry) =>
    await collected(unzipped(bytes, entry), maxBytes, `ZIP archive, in "${entry.name}",`);
  const names = entries.map(({ name }) => name);
  if (names.some((name) => name.startsWith("xl/"))) {
    const part = async (name: string) => {
      const entry = entries.find((entry) => entry.name === name);
      return entry === undefined ? null : new TextDecoder().decode(await content(entry));
    };
    const text = csvOf(chosenRows(await readSheets(part)));
    const isTable = format === "auto" || format === "csv" || format === "tsv";
    return { content: new TextEncoder().encode(text), fileName, format: isTable ? "csv" : format };
  }
  const kind = officeKind(names);
  if (kind !== null) {
    throw new RxnstreamError(
      "input_invalid",
      `The input is ${kind}, which is not read: save it as text, or its table as .xlsx or CSV`,
    );
  }
  const [only, second] = entries;
  if (only === undefined) throw new RxnstreamError("input_invalid", "The ZIP archive is empty");
  if (second !== undefined) {
    const listed = names.slice(0, MAX_LISTED).join(", ");
    throw new RxnstreamError(
      "input_invalid",
      `The ZIP archive has ${names.length} files (${listed}${
        names.length > MAX_LISTED ? " …" : ""
      }): unpack it and send one of them`,
    );
  }
  const inner = await content(only);
  if (looksPacked(inner)) {
    throw new RxnstreamError(
      "input_invalid",
      `"${only.name}" in the ZIP archive is packed too: unpack it once first`,
    );
  }
  return { content: inner, fileName: only.name.split("/").at(-1) ?? only.name, format };
}

/** The rows of the only sheet with cells, or those of several sheets with the same header. */
function chosenRows(sheets: readonly Sheet[]): Sheet["rows"] {
  const filled = sheets.filter(({ rows }) => rows.some((row) => row.some((cell) => cell.trim() !== "")));
  const [first, ...others] = filled;
  if (first === undefined) {
    throw new RxnstreamError("input_invalid", "The workbook has no sheet with cells");
  }
  // A sheet of remarks beside the reactions has no arrow in any cell.
  const withArrow = filled.filter(({ rows }) =>
    rows.some((row) => row.some((cell) => /[>→]|\$RXN/.test(cell)))
  );
  const [single, another] = withArrow;
  if (others.length === 0) return first.rows;
  if (single !== undefined && another === undefined) return single.rows;
  const same = withArrow.length === 0 ? filled : withArrow;
  const header = JSON.stringify(same[0]?.rows[0]);
  if (same.every(({ rows }) => JSON.stringify(rows[0]) === header)) {
    return same.flatMap(({ rows }, i) => i === 0 ? rows : rows.slice(1));
  }
  throw new RxnstreamError(
    "input_invalid",
    `The workbook has ${same.length} sheets with different columns (${
      same.slice(0, MAX_LISTED).map(({ name }) => name).join(", ")
    }): send one sheet per file`,
  );
}

/** The kind of an Office document by its files, or null. */
function officeKind(names: readonly string[]): string | null {
  if (names.some((name) => name.startsWith("word/"))) return "a Word document";
  if (names.some((name) => name.startsWith("ppt/"))) return "a PowerPoint presentation";
  return names.includes("content.xml") && names.includes("mimetype") ? "an OpenDocument file" : null;
}

/** All bytes of a stream, at most `maxBytes`. */
async function collected(stream: ReadableStream<Bytes>, maxBytes: number, what: string): Promise<Bytes> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const loop = new EventLoopShare();
  try {
    for await (const part of stream) {
      length += part.length;
      if (length > maxBytes) throw new ContentTooLarge(maxBytes);
      parts.push(part);
      if (loop.shouldYield) await loop.yield();
    }
  } catch (cause) {
    if (cause instanceof ContentTooLarge) throw cause;
    throw new RxnstreamError(
      "input_invalid",
      `The ${what} is damaged or cut off: it cannot be unpacked beyond byte ${length} of its content`,
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
