/** Decodes the text of a query from the bytes of a file. */
import { RxnstreamError } from "../errors.ts";

/**
 * Decodes by the byte order mark, else by `charset` (a label of the Encoding standard), else as UTF-8, else as
 * Windows-1252, which older programs write. Text declared as UTF-8 that is not is read as Windows-1252 too, since programs declare
 * UTF-8 by habit. Throws `input_invalid` for an unknown charset, and for data that is not text.
 */
export function decodeQuery(
  bytes: ArrayBuffer | Uint8Array<ArrayBuffer>,
  charset: string | null = null,
): string {
  const text = decode(bytes, markedEncoding(bytes) ?? knownEncoding(charset ?? "utf-8"));
  const zero = text.indexOf("\0");
  if (zero >= 0) {
    throw new RxnstreamError("input_invalid", `The input is not text: a zero byte at character ${zero + 1}`);
  }
  return text;
}

function decode(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    if (encoding === "utf-8") return new TextDecoder("windows-1252").decode(bytes);
    throw new RxnstreamError("input_invalid", `The input is not ${encoding.toUpperCase()} text`);
  }
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
