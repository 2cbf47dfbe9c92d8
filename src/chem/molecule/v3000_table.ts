/** Rewrites a V3000 molblock in V2000, whose abbreviations can be expanded. Source: BIOVIA "CTfile Formats", chapter "Extended connection table". */

const BOND_STEREO: Readonly<Record<string, number>> = { 1: 1, 2: 4, 3: 6 };
const MAX_ATOMS = 999;

/**
 * The same molecule as a V2000 molblock with `SUP` Sgroups; null if V2000 cannot hold it, or if it has anything else
 * that is not carried over, such as enhanced stereochemistry.
 */
export function inV2000(block: string): string | null {
  const lines = joinedLines(block);
  const atoms = section(lines, "ATOM").map(wordsOf);
  const bonds = section(lines, "BOND").map(wordsOf);
  if (atoms.length === 0 || atoms.length > MAX_ATOMS || bonds.length > MAX_ATOMS) return null;
  if (section(lines, "COLLECTION").length > 0) return null;
  const indices = new Map(atoms.map(([index = ""], i) => [index, i + 1]));
  const rows: string[] = [];
  const properties: string[] = [];
  for (const [i, [, symbol = "", x, y, z, map = "0", ...options]] of atoms.entries()) {
    if (symbol.length > 3 || [x, y, z].some((text) => !Number.isFinite(Number(text)))) return null;
    const at = [x, y, z].map((text) => Number(text).toFixed(4).padStart(10)).join("");
    rows.push(`${at} ${symbol.padEnd(3)} 0  0  0  0  0  0  0  0  0${number(map)}  0  0`);
    for (const option of options) {
      const [key = "", value = ""] = option.split("=");
      const code = { CHG: "CHG", RAD: "RAD", MASS: "ISO" }[key];
      if (code !== undefined && value !== "0") {
        properties.push(`M  ${code}  1 ${number(i + 1)} ${number(value)}`);
      } else if (key !== "CFG" && code === undefined) return null;
    }
  }
  for (const [, order = "", a = "", b = "", ...options] of bonds) {
    const ends = [indices.get(a), indices.get(b)];
    if (!/^[1-3]$/.test(order) || ends.includes(undefined)) return null;
    const stereo = BOND_STEREO[options.find((option) => option.startsWith("CFG="))?.slice(4) ?? ""] ?? 0;
    rows.push(`${ends.map((end) => number(end ?? 0)).join("")}${number(order)}${number(stereo)}`);
  }
  for (const [i, text] of section(lines, "SGROUP").entries()) {
    const [, kind = ""] = wordsOf(text);
    if (kind !== "SUP") return null;
    const [, list = ""] = /\bATOMS=\((\d[\d ]*)\)/.exec(text) ?? [];
    const members = list.trim().split(/\s+/).slice(1).map((index) => indices.get(index) ?? 0);
    const [, quoted, plain = ""] = /\bLABEL=(?:"([^"]*)"|(\S+))/.exec(text) ?? [];
    properties.push(`M  STY  1 ${number(i + 1)} SUP`);
    for (let from = 0; from < members.length; from += 15) {
      const some = members.slice(from, from + 15);
      properties.push(
        `M  SAL ${number(i + 1)}${number(some.length)}${some.map((atom) => ` ${number(atom)}`).join("")}`,
      );
    }
    properties.push(`M  SMT ${number(i + 1)} ${quoted ?? plain}`);
  }
  const counts = `${number(atoms.length)}${number(bonds.length)}  0  0  0  0            999 V2000`;
  return ["", "  rxnstream", "", counts, ...rows, ...properties, "M  END", ""].join("\n");
}

function joinedLines(block: string): readonly string[] {
  const text = block.replace(/-\r?\n *M {2}V30 ?/g, "");
  return text.split(/\r\n|\r|\n/).flatMap((line) => /^M {2}V30 (.*)$/.exec(line)?.[1]?.trim() ?? []);
}

function section(lines: readonly string[], name: string): readonly string[] {
  const start = lines.indexOf(`BEGIN ${name}`);
  const end = lines.indexOf(`END ${name}`);
  return start === -1 || end < start ? [] : lines.slice(start + 1, end);
}

/** Words parted by blanks; a list in brackets is one word. */
function wordsOf(line: string): readonly string[] {
  return line.match(/[^\s()"]*(?:\([^)]*\)|"[^"]*")|\S+/g) ?? [];
}

function number(value: number | string): string {
  return String(value).padStart(3);
}
