/**
 * Explains why RDKit refused a V2000 molblock, as far as its connection table shows. RDKit's own messages name its
 * internal variables instead.
 * Source: BIOVIA "CTfile Formats", the connection table.
 *
 * @returns the reason with the line number in the molblock, counted from 1, or null if the table looks correct
 */
export function molblockReason(block: string): string | null {
  const lines = block.split(/\r\n|\r|\n/);
  const counts = lines[COUNTS] ?? "";
  if (!counts.includes("V2000")) return null;
  const tab = lines.findIndex((line, at) => at >= COUNTS && line.includes("\t"));
  if (tab >= 0) return `line ${tab + 1} of its molblock has tabs in place of columns of fixed width`;
  const [atoms, bonds] = [counts.slice(0, 3), counts.slice(3, 6)].map(Number);
  if (!isCount(atoms) || !isCount(bonds)) return null;
  for (let at = COUNTS + 1; at <= COUNTS + atoms; at++) {
    if (ATOM.test(lines[at] ?? "")) continue;
    return `line ${at + 1} of its molblock should be atom ${at - COUNTS} of ${atoms}: ` +
      "the count is wrong, or blanks of its columns are lost";
  }
  const first = COUNTS + atoms + 1;
  const seen = new Map<string, number>();
  for (let bond = 1; bond <= bonds; bond++) {
    const line = lines[first + bond - 1] ?? "";
    const [a, b] = [line.slice(0, 3), line.slice(3, 6)].map(Number);
    const where = `bond ${bond} (line ${first + bond} of its molblock)`;
    if (ATOM.test(line) || !isCount(a) || !isCount(b) || line.trim() === "") {
      return `line ${first + bond} of its molblock should be bond ${bond} of ${bonds}: ` +
        "a count is wrong, or blanks of its columns are lost";
    }
    const missing = [a, b].find((atom) => atom < 1 || atom > atoms);
    if (missing !== undefined) return `${where} leads to atom ${missing}, but there are ${atoms} atoms`;
    if (a === b) return `${where} joins atom ${a} to itself`;
    const ends = `${Math.min(a, b)} ${Math.max(a, b)}`;
    const other = seen.get(ends);
    if (other !== undefined) {
      return `bonds ${other} and ${bond} of its molblock join the same atoms, ${a} and ${b}`;
    }
    seen.set(ends, bond);
  }
  return null;
}

/** Line index of the counts line, from 0. */
const COUNTS = 3;
/** Three coordinates of ten columns each, a blank and a symbol. */
const ATOM = /^[ \d.+-]{30} [A-Za-z*]/;

function isCount(value: number | undefined): value is number {
  return Number.isInteger(value);
}
