/** Reads `multipart/form-data` (RFC 7578) in one pass over its bytes. */
import { Buffer } from "node:buffer";
import { HttpProblem } from "../problem.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** A field of a form, or a file, which also has a file name. */
export interface FormPart {
  readonly name: string;
  readonly fileName: string | null;
  /** A view of the form's bytes. */
  readonly content: Bytes;
}

/** Most parts of a form, and most bytes of a part's head: far beyond any form with a file and a few fields. */
const MOST = { parts: 32, headBytes: 8 * 1024 } as const;
const HEAD_END = "\r\n\r\n";
const PARAMETER = /;\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/g;

/** The parts in order; throws a 400 problem for a malformed form, and a 422 one for too many parts. */
export function readForm(bytes: Bytes, contentType: string): readonly FormPart[] {
  const boundary = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  const delimiter = `\r\n--${boundary?.[1] ?? boundary?.[2] ?? ""}`;
  if (boundary === null || delimiter.length > 200) throw malformed("its header names no boundary");
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  // The first delimiter may be at the very beginning, without a line break before it.
  const begins = buffer.subarray(0, delimiter.length - 2).equals(Buffer.from(delimiter.slice(2)));
  let mark = begins ? afterDelimiter(buffer, delimiter.length - 2) : null;
  mark ??= nextDelimiter(buffer, delimiter, 0);
  const parts: FormPart[] = [];
  while (mark !== null && !mark.isLast) {
    if (parts.length === MOST.parts) {
      throw new HttpProblem(422, "input_invalid", `The form has more than ${MOST.parts} parts`);
    }
    // A part with an empty head begins with the line break that ends the head.
    const headEnd = buffer.subarray(mark.end - 2, mark.end + MOST.headBytes).indexOf(HEAD_END) + mark.end - 2;
    if (headEnd < mark.end - 2) {
      throw malformed(`part ${parts.length + 1} has no head, or one of more than 8 KiB`);
    }
    const start = headEnd + HEAD_END.length;
    const next = nextDelimiter(buffer, delimiter, start - 2);
    if (next === null) throw malformed(`it is cut off in part ${parts.length + 1}`);
    const head = buffer.subarray(mark.end, Math.max(mark.end, headEnd)).toString("utf-8");
    parts.push({
      ...described(head, parts.length + 1),
      content: bytes.subarray(start, Math.max(start, next.start)),
    });
    mark = next;
  }
  if (mark === null) throw malformed("it has no parts, or is cut off");
  return parts;
}

interface Delimiter {
  readonly start: number;
  /** Position after its line. */
  readonly end: number;
  readonly isLast: boolean;
}

function nextDelimiter(buffer: Buffer, delimiter: string, from: number): Delimiter | null {
  for (
    let start = buffer.indexOf(delimiter, from);
    start >= 0;
    start = buffer.indexOf(delimiter, start + 1)
  ) {
    const after = afterDelimiter(buffer, start + delimiter.length);
    if (after !== null) return { ...after, start };
  }
  return null;
}

/** The rest of a delimiter's line; null if anything else follows, so that it is not a delimiter. */
function afterDelimiter(buffer: Buffer, from: number): Delimiter | null {
  const rest = buffer.subarray(from, from + 80).toString("latin1");
  if (rest.startsWith("--")) return { start: 0, end: from + 2, isLast: true };
  const blanks = /^[ \t]*\r\n/.exec(rest);
  return blanks === null ? null : { start: 0, end: from + blanks[0].length, isLast: false };
}

function described(head: string, part: number): Omit<FormPart, "content"> {
  const disposition = head.split("\r\n").find((line) => /^content-disposition:/i.test(line)) ?? "";
  const parameters = new Map(
    [...disposition.matchAll(PARAMETER)].map((
      [, name = "", quoted, bare],
    ) => [name.toLowerCase(), quoted === undefined ? bare ?? "" : unquoted(quoted)]),
  );
  const name = parameters.get("name");
  if (name === undefined) throw malformed(`part ${part} has no name`);
  const extended = extendedValue(parameters.get("filename*") ?? "");
  return { name, fileName: extended ?? parameters.get("filename") ?? null };
}

/** Decodes a name as written by browsers (percent codes for three characters) or older programs (backslashes). */
function unquoted(text: string): string {
  return text.replaceAll(/\\(["\\])/g, "$1").replaceAll(
    /%(22|0D|0A)/gi,
    (_, code) => String.fromCharCode(parseInt(code, 16)),
  );
}

/** Decodes `UTF-8''a%20name` (RFC 8187), as some programs send names that are not ASCII. */
function extendedValue(text: string): string | undefined {
  const value = /^utf-8'[^']*'(.*)$/i.exec(text)?.[1];
  try {
    return value === undefined ? undefined : decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

function malformed(reason: string): HttpProblem {
  return new HttpProblem(
    400,
    "multipart_malformed",
    `The body is not the multipart/form-data that its header announces: ${reason}`,
  );
}
