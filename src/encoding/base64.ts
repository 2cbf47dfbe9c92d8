/**
 * Base64 with padding (RFC 4648, section 4), over Node's Buffer: `Uint8Array.fromBase64` is not in the types of Deno 2.6,
 * which a program may be compiled with.
 */
import { Buffer } from "node:buffer";

/** The bytes as Base64, without line breaks. */
export function encodeBase64(bytes: Uint8Array<ArrayBuffer>): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
}

/** The bytes of a Base64 text; white space is ignored. Throws `SyntaxError` if it is not Base64. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const compact = text.replaceAll(/[ \t\n\f\r]+/g, "");
  // A single expression for everything would store a backtracking position for each character.
  const digits = compact.replace(/={1,2}$/, "");
  if (compact.length % 4 !== 0 || /[^A-Za-z0-9+/]/.test(digits)) {
    throw new SyntaxError("This is not Base64");
  }
  return new Uint8Array(Buffer.from(compact, "base64"));
}
