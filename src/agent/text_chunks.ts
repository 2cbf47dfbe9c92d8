/** Cuts a text at its paragraphs into pieces that a model reads one at a time. */

/** Lines of the text without a blank one between them. */
export interface Block {
  readonly text: string;
  /** Its first line, from 1, and its first character, from 0. */
  readonly line: number;
  readonly start: number;
}

/** What a model is asked about: consecutive blocks, of which the first may be in the piece before as well. */
export interface Chunk extends Block {
  readonly end: number;
}

/** Longest piece, in characters, and longest paragraph that is repeated in the next one. */
const MAX_CHUNK = 6_000;
const MAX_OVERLAP = 1_500;
/** Most blocks of a paragraph with stored answers. */
const MAX_JOINED = 12;

export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let line = 1;
  let start = 0;
  for (const match of [...text.matchAll(/\n[ \t\r]*(?:\n[ \t\r]*)+/g), null]) {
    const end = match?.index ?? text.length;
    const raw = text.slice(start, end);
    if (raw.trim() !== "") blocks.push(...sizedBlocks({ text: raw, line, start }));
    const next = match === null ? text.length : end + match[0].length;
    line += text.slice(start, next).split("\n").length - 1;
    start = next;
  }
  return blocks;
}

/** Blocks in pieces of at most `MAX_CHUNK` characters, each beginning with the last paragraph of the one before. */
export function chunksOf(text: string, blocks: readonly Block[]): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let from = 0;
  for (let i = 0; i < blocks.length; i++) {
    const first = blocks[from];
    const next = blocks[i + 1];
    const last = blocks[i];
    if (first === undefined || last === undefined) break;
    if (next !== undefined && next.start + next.text.length - first.start <= MAX_CHUNK) continue;
    const end = last.start + last.text.length;
    chunks.push({ text: text.slice(first.start, end), line: first.line, start: first.start, end });
    const fits = next !== undefined && last.text.length <= MAX_OVERLAP && i > from &&
      next.start + next.text.length - last.start <= MAX_CHUNK;
    from = fits ? i : i + 1;
  }
  return chunks;
}

/** Pieces that `knows` has an answer for: the longest first, and each other block alone. */
export async function knownChunks(
  text: string,
  blocks: readonly Block[],
  knows: (paragraph: string) => Promise<boolean>,
): Promise<readonly Chunk[]> {
  const chunks: Chunk[] = [];
  for (let from = 0; from < blocks.length;) {
    const first = blocks[from];
    if (first === undefined) break;
    let taken = 1;
    for (let count = Math.min(MAX_JOINED, blocks.length - from); count >= 1; count--) {
      const last = blocks[from + count - 1];
      if (last === undefined) continue;
      if (!await knows(text.slice(first.start, last.start + last.text.length))) continue;
      taken = count;
      break;
    }
    const last = blocks[from + taken - 1] ?? first;
    const end = last.start + last.text.length;
    chunks.push({ text: text.slice(first.start, end), line: first.line, start: first.start, end });
    from += taken;
  }
  return chunks;
}

/** A block that is too long for one question is cut behind a sentence. */
function sizedBlocks(block: Block): readonly Block[] {
  if (block.text.length <= MAX_CHUNK) return [block];
  const pieces: Block[] = [];
  let at = 0;
  while (at < block.text.length) {
    const rest = block.text.slice(at, at + MAX_CHUNK);
    const isLast = at + MAX_CHUNK >= block.text.length;
    const sentence = Math.max(rest.lastIndexOf(". "), rest.lastIndexOf(".\n"));
    const size = isLast ? rest.length : sentence > MAX_CHUNK / 2 ? sentence + 2 : rest.length;
    pieces.push({
      text: rest.slice(0, size),
      line: block.line + block.text.slice(0, at).split("\n").length - 1,
      start: block.start + at,
    });
    at += size;
  }
  return pieces;
}
