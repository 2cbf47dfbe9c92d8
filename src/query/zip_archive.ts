/** Reads ZIP archives: which files are in one, and the content of one of them. */
import { RxnstreamError } from "../errors.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** A file in an archive. */
export interface ZipEntry {
  readonly name: string;
  /** Length of its content in bytes, as the archive says. */
  readonly size: number;
  /** Offset of its local header. */
  readonly offset: number;
  /** Length in the archive. */
  readonly packedSize: number;
  readonly method: number;
  readonly isEncrypted: boolean;
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_RECORD = 0x06054b50;
const END_BYTES = 22;
/** The comment behind the end record has at most this many bytes. */
const MAX_COMMENT = 0xffff;
const METHOD = { stored: 0, deflated: 8 } as const;

/** True for bytes that begin like a ZIP archive. */
export function looksZipped(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/**
 * The files of an archive, without folders and what macOS adds. Source: PKWARE, APPNOTE.TXT, 4.3. Throws
 * `input_invalid` if its directory cannot be read.
 */
export function zipEntries(bytes: Bytes): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = endRecord(view);
  if (end === null) throw damaged("its directory is missing");
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL_HEADER) {
      throw damaged("its directory is cut off");
    }
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (!name.endsWith("/") && !/^__MACOSX\/|(?:^|\/)\.DS_Store$/.test(name)) {
      entries.push({
        name,
        size: view.getUint32(at + 24, true),
        packedSize: view.getUint32(at + 20, true),
        offset: view.getUint32(at + 42, true),
        method: view.getUint16(at + 10, true),
        isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      });
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The packed content of a file as a stream of its unpacked bytes. Throws `input_invalid` if it cannot be unpacked. */
export function unzipped(bytes: Bytes, entry: ZipEntry): ReadableStream<Bytes> {
  const { name, offset, packedSize, method, isEncrypted } = entry;
  if (isEncrypted) throw damaged(`"${name}" is encrypted`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL_HEADER) {
    throw damaged(`"${name}" is missing`);
  }
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packedSize > bytes.length) throw damaged(`"${name}" is cut off`);
  const packed = ReadableStream.from(piecesOf(bytes.subarray(start, start + packedSize)));
  if (method === METHOD.stored) return packed;
  if (method !== METHOD.deflated) throw damaged(`"${name}" is packed by a method that is not known`);
  return packed.pipeThrough(new DecompressionStream("deflate-raw"));
}

/** Compressed bytes to unpack at once: they can expand to a thousand times as many. */
const PIECE_BYTES = 4_096;

/** The bytes in small pieces. */
export function* piecesOf(bytes: Bytes): Generator<Bytes, void> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}

function endRecord(view: DataView): number | null {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
    if (view.getUint32(at, true) === END_RECORD) return at;
  }
  return null;
}

function damaged(reason: string): RxnstreamError {
  return new RxnstreamError("input_invalid", `The ZIP archive cannot be read: ${reason}`);
}
