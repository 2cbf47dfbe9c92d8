/** Names the kind of a file that is not text, and how its reactions can be had. */

/** What the first bytes of a file say about it. */
interface Signature {
  /** Bytes as Latin-1 characters; `.` stands for any. */
  readonly begins: string;
  /** With its article, as in "The input is …". */
  readonly kind: string;
  readonly wayOut: string;
}

const DRAW = "send the reaction as text, RXN, KET, CDXML or MRV";
const UNPACK = "unpack it and send the file in it";
const SAVE_TABLE = "save its table as CSV or as .xlsx";

const SIGNATURES: readonly Signature[] = [
  { begins: "%PDF-", kind: "a PDF document", wayOut: "copy its text, or save it as text, and send that" },
  { begins: "\x89PNG\r\n\x1a\n", kind: "a PNG picture", wayOut: DRAW },
  { begins: "\xff\xd8\xff", kind: "a JPEG picture", wayOut: DRAW },
  { begins: "GIF8", kind: "a GIF picture", wayOut: DRAW },
  { begins: "II*\0", kind: "a TIFF picture", wayOut: DRAW },
  { begins: "MM\0*", kind: "a TIFF picture", wayOut: DRAW },
  { begins: "RIFF....WEBP", kind: "a WebP picture", wayOut: DRAW },
  { begins: "....ftypheic", kind: "an HEIC picture", wayOut: DRAW },
  { begins: "....ftypavif", kind: "an AVIF picture", wayOut: DRAW },
  { begins: "BM....\0\0\0\0", kind: "a BMP picture", wayOut: DRAW },
  {
    begins: "VjCD0100",
    kind: "a binary ChemDraw file (CDX)",
    wayOut: "save it as CDXML, or as an RXN file, and send that",
  },
  {
    begins: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    kind: "a document of an old version of Office (such as .xls or .doc)",
    wayOut: "save it as .xlsx, CSV or text",
  },
  { begins: "{\\rtf", kind: "a document in RTF", wayOut: "save it as text" },
  { begins: "PAR1", kind: "a Parquet file", wayOut: SAVE_TABLE },
  { begins: "SQLite format 3\0", kind: "an SQLite database", wayOut: SAVE_TABLE },
  { begins: "\x89HDF\r\n\x1a\n", kind: "an HDF5 file", wayOut: SAVE_TABLE },
  { begins: "ARROW1\0\0", kind: "an Arrow file", wayOut: SAVE_TABLE },
  { begins: "7z\xbc\xaf\x27\x1c", kind: "a 7-Zip archive", wayOut: UNPACK },
  { begins: "Rar!\x1a\x07", kind: "a RAR archive", wayOut: UNPACK },
  { begins: "BZh", kind: "a file packed with bzip2", wayOut: UNPACK },
  { begins: "\xfd7zXZ\0", kind: "a file packed with xz", wayOut: UNPACK },
  { begins: "\x28\xb5\x2f\xfd", kind: "a file packed with zstd", wayOut: UNPACK },
];

/**
 * The sentence that refuses a file whose first bytes name a format that is not read; null for all others. A text can
 * begin like some formats (`BM`, `BZh`), which then have to have a control character among the first bytes too.
 */
export function refusedKind(bytes: Uint8Array): string | null {
  const found = SIGNATURES.find(({ begins }) =>
    begins.length <= bytes.length &&
    [...begins].every((char, i) => char === "." || char.charCodeAt(0) === bytes[i])
  );
  if (found === undefined) return null;
  const isText = bytes.subarray(0, 512).every((byte) => byte >= 0x20 && byte !== 0x7f || isSpace(byte));
  if (isText && !/^(?:%PDF-|\{\\rtf|VjCD)/.test(found.begins)) return null;
  return `The input is ${found.kind}, which is not read: ${found.wayOut}`;
}

function isSpace(byte: number): boolean {
  return byte >= 0x09 && byte <= 0x0d;
}
