/** Decodes the text of a query from the bytes of a file. */
import { RxnstreamError } from "../errors.ts";

/**
 * Decodes by the byte order mark, else as UTF-16 or UTF-32 if the zero bytes of plain letters say so, else by `charset` (a label of the Encoding standard), else as UTF-8, else as
 * Windows-1252, which older programs write. Text declared as UTF-8 that is not is read as Windows-1252 too, since programs declare
 * UTF-8 by habit. Throws `input_invalid` for an unknown charset, and for data that is not text.
 */
export function decodeQuery(
  bytes: ArrayBuffer | Uint8Array<ArrayBuffer>,
  charset: string | null = null,
): string {
  const text = decode(
    bytes,
    wideEncoding(bytes) ?? markedEncoding(bytes) ?? knownEncoding(charset ?? "utf-8"),
  );
  const zero = text.indexOf("\0");
  if (zero >= 0) {
    throw new RxnstreamError("input_invalid", `The input is not text: a zero byte at character ${zero + 1}`);
  }
  return text;
}

function decode(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>, encoding: string): string {
  if (encoding === "utf-32le" || encoding === "utf-32be") {
    return utf32Text(new Uint8Array(bytes), encoding === "utf-32le");
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    if (encoding === "utf-8") return new TextDecoder("windows-1252").decode(bytes);
    throw new RxnstreamError("input_invalid", `The input is not ${encoding.toUpperCase()} text`);
  }
}

/** Bytes looked at to tell an encoding by its zeros. */
const SAMPLE_BYTES = 4_096;
/** Share of the units of a text that are ASCII characters, and so have a zero for their upper half, if it has reactions. */
const MIN_ASCII = 0.4;

/**
 * UTF-32, or UTF-16 without a byte order mark: where most units are ASCII, as in notation, the zeros of their upper halves all stand at
 * the same place of each unit. Null for texts of one byte per letter, which have no zeros, and for what is no text.
 */
function wideEncoding(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): string | null {
  const all = new Uint8Array(
    bytes instanceof Uint8Array ? bytes.subarray(0, SAMPLE_BYTES) : bytes.slice(0, SAMPLE_BYTES),
  );
  const sample = all.subarray(0, all.length & ~3);
  const units = sample.length / 4;
  if (units >= 1) {
    /** How many of the units have a zero at each of their four places. */
    const zeros = [0, 1, 2, 3].map((place) =>
      sample.filter((byte, i) => byte === 0 && i % 4 === place).length
    );
    const [a = 0, b = 0, c = 0, d = 0] = zeros;
    // No character is beyond 0x10ffff.
    if (d === units && c >= MIN_ASCII * units && a === 0) return "utf-32le";
    if (a === units && b >= MIN_ASCII * units && d === 0) return "utf-32be";
  }
  const pairs = all.length >> 1;
  const upper = (place: number) => all.filter((byte, i) => byte === 0 && i % 2 === place).length;
  if (all.length % 2 !== 0 || pairs < 2) return null;
  if (upper(1) >= MIN_ASCII * pairs && upper(0) === 0) return "utf-16le";
  return upper(0) >= MIN_ASCII * pairs && upper(1) === 0 ? "utf-16be" : null;
}

function utf32Text(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const pieces: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian);
    if (code === 0xfeff && at === 0) continue;
    pieces.push(code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "\uFFFD");
  }
  return pieces.join("");
}

/** The encoding that a byte order mark indicates; spreadsheets save "Unicode text" as UTF-16 with one. */
function markedEncoding(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): string | null {
  const [first, second, third] = new Uint8Array(
    bytes instanceof Uint8Array ? bytes.subarray(0, 3) : bytes.slice(0, 3),
  );
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return first === 0xef && second === 0xbb && third === 0xbf ? "utf-8" : null;
}

function knownEncoding(charset: string): string {
  try {
    return new TextDecoder(charset).encoding;
  } catch {
    throw new RxnstreamError("input_invalid", `The charset "${charset.slice(0, 40)}" is unknown`);
  }
}
