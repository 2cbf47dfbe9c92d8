/** Finds where RXN blocks begin and end, even if indented or quoted. */
import type { LineReader } from "./text_lines.ts";

/** `$MOL` is on the sixth line; if it is further than this below `$RXN`, it belongs to something else. */
const MAX_HEADER_LINES = 12;

/** An RXN block within a text. */
export interface RxnBlock {
  readonly text: string;
  /** Number of lines from its `$RXN` line on. */
  readonly lineCount: number;
  /** It has at least one molecule. */
  readonly hasMolecules: boolean;
}

/** Is this the first line of an RXN block, possibly after spaces or the `>` of a quotation? */
export function beginsRxnBlock(line: string): boolean {
  return line.includes("$RXN") && /^[ \t>]*\$RXN(?:[ \t]+V[23]000)?[ \t]*$/.test(line);
}

/**
 * Examines the RXN block that begins at the reader's next line, without consuming it. The block ends with the last `M
 * END` of its molecules, before the next `$` line other than `$MOL`; if it is cut off, it ends before a blank line
 * inside a molecule. Indentation and quoting before `$RXN` are removed from all lines.
 */
export function peekRxnBlock(reader: LineReader): RxnBlock {
  const head = reader.peek(0)?.text ?? "";
  const prefix = head.slice(0, head.indexOf("$"));
  const version3 = head.includes("V3000");
  const lines = [head.slice(prefix.length)];
  /** Lines up to here certainly belong to the block. */
  let certain = 1;
  /** Line of the last `$MOL`; the three lines after it may be blank. */
  let molecule = -1;
  let ended = false;
  for (let i = 1;; i++) {
    const line = reader.peek(i)?.text;
    if (line === undefined) break;
    const text = withoutPrefix(line, prefix);
    const trimmed = text.trim();
    if (trimmed.startsWith("$") && trimmed !== "$MOL" || trimmed.startsWith("```")) break;
    const structural = trimmed === "$MOL" || /^M\s+(?:END|V30\b)/.test(trimmed);
    if (molecule === -1 && !structural && i > MAX_HEADER_LINES) break;
    // After an end, or a blank line inside a molecule, only another molecule or a table line can continue the block.
    const gap = certain < i && molecule !== -1;
    if (trimmed !== "" && (ended || gap) && !structural) break;
    if (ended && version3) break;
    lines.push(text);
    if (trimmed === "$MOL" || version3 && structural && molecule === -1) molecule = i;
    if (structural) {
      ended = version3 ? /^M\s+END$/.test(trimmed) : trimmed !== "$MOL" && /^M\s+END$/.test(trimmed);
    }
    const header = molecule === -1 || !version3 && i - molecule <= 3;
    if (trimmed !== "" || header && !ended) certain = i + 1;
  }
  const count = molecule === -1 ? lines.length : certain;
  return { text: lines.slice(0, count).join("\n"), lineCount: count, hasMolecules: molecule !== -1 };
}

function withoutPrefix(line: string, prefix: string): string {
  if (line.startsWith(prefix)) return line.slice(prefix.length);
  return line === prefix.trimEnd() ? "" : line;
}
