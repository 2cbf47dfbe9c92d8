/** The text of a query out of the bytes of a file. */
import { RxnstreamError } from "../errors.ts";

/** Decodes UTF-8, else Windows-1252 as older programs write it. Throws `input_invalid` for data that is no text. */
export function decodeQuery(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder("windows-1252").decode(bytes);
  }
  const zero = text.indexOf("\0");
  if (zero >= 0) {
    throw new RxnstreamError("input_invalid", `The input is not text: a zero byte at character ${zero + 1}`);
  }
  return text;
}
