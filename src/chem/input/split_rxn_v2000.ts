/** Splits RXN blocks of version V2000 (BIOVIA, "CTfile Formats"). */
import type { ComponentRole } from "../../chem_results.ts";
import { describeCounts, inReactionOrder, type MoleculeCounts, plural } from "./molecule_counts.ts";
import type { SplitComponent, SplitReaction } from "./split_component.ts";

/** Lines before the counts line: `$RXN`, name, program and date, comment. */
const HEADER_LINES = 4;
const MAX_MOLECULES = 999;

/**
 * Splits an RXN block of version V2000; `first` is the index of its `$RXN` line. The resulting molblocks are complete
 * (three header lines, `M END`); their atoms and bonds are left to RDKit. Source: BIOVIA "CTfile Formats", chapter
 * "Rxnfiles".
 */
export function splitRxnV2000(lines: readonly string[], first: number): SplitReaction {
  const starts = moleculeStarts(lines, first);
  const countsLine = findCountsLine(lines, first, starts[0] ?? lines.length);
  if (countsLine === null) {
    return refuse(
      `The counts line (numbers of reactants and products) is missing; it should be line ${
        first + HEADER_LINES + 1
      }`,
    );
  }
  const counts = readCounts(lines[countsLine] ?? "");
  if (counts === null) {
    return refuse(
      `Line ${countsLine + 1} should give the number of reactants and products, such as "  2  1"`,
    );
  }
  const announced = counts.reactant + counts.product + counts.agent;
  if (announced === 0) return refuse(`The counts line (line ${countsLine + 1}) announces no molecules`);
  if (starts.length !== announced) {
    return refuse(
      `The counts line (line ${countsLine + 1}) announces ${describeCounts(counts)}, ` +
        `but ${
          starts.length === 0
            ? "no $MOL line follows"
            : `${plural(starts.length, "molecule")} (lines "$MOL") follow`
        }`,
    );
  }
  const components: SplitComponent[] = [];
  const positions = { reactant: 0, agent: 0, product: 0 };
  for (const [i, start] of starts.entries()) {
    const role = roleOf(i, counts);
    const position = ++positions[role];
    const block = molblock(lines.slice(start + 1, starts[i + 1] ?? lines.length));
    if (block === null) {
      return refuse(
        `${capital(role)} ${position}, which begins at line ${start + 1}, is cut off: it has no "M  END"`,
      );
    }
    components.push({ role, kind: "molblock", text: block, position });
  }
  return { ok: true, components: inReactionOrder(components) };
}

function moleculeStarts(lines: readonly string[], first: number): readonly number[] {
  const starts: number[] = [];
  for (let i = first + 1; i < lines.length; i++) if (lines[i]?.trim() === "$MOL") starts.push(i);
  return starts;
}

/** The counts line is the fifth; if header lines were lost or added, it is the last line of numbers before `$MOL`. */
function findCountsLine(lines: readonly string[], first: number, end: number): number | null {
  const usual = first + HEADER_LINES;
  if (usual < end && readCounts(lines[usual] ?? "") !== null) return usual;
  for (let i = end - 1; i > first; i--) if (readCounts(lines[i] ?? "") !== null) return i;
  return usual < end && lines[usual]?.trim() !== "" ? usual : null;
}

/** Separate numbers are read as they are; a run of digits (`100100`) is read in columns of three. */
function readCounts(line: string): MoleculeCounts | null {
  const words = line.trim().split(/\s+/);
  const columns = words.every((word) => word.length <= 3) ? words : line.trimEnd().match(/.{1,3}/g) ?? [];
  const numbers = columns.map((column) => /^\s*\d{1,3}\s*$/.test(column) ? Number(column) : NaN);
  const [reactant, product, agent = 0] = numbers;
  if (reactant === undefined || product === undefined || numbers.length > 3 || numbers.some(Number.isNaN)) {
    return null;
  }
  return reactant + product + agent > MAX_MOLECULES ? null : { reactant, product, agent };
}

function roleOf(index: number, counts: MoleculeCounts): ComponentRole {
  if (index < counts.reactant) return "reactant";
  return index < counts.reactant + counts.product ? "product" : "agent";
}

function molblock(lines: readonly string[]): string | null {
  const end = lines.findIndex((line) => /^\s*M\s+END\s*$/.test(line));
  if (end === -1) return null;
  const body = lines.slice(0, end).map((line) => expandTabs(line).trimEnd());
  const counts = body.findIndex((line) => /\sV[23]000$|\d999 V[23]000$|999V[23]000$/.test(line));
  // Editors and mail programs drop or add blank lines; the three header lines contain nothing that is needed.
  const header = counts === -1 ? body.slice(0, 3) : body.slice(Math.max(0, counts - 3), counts);
  while (counts !== -1 && header.length < 3) header.push("");
  return [...header, ...body.slice(counts === -1 ? 3 : counts), "M  END", ""].join("\n");
}

/** Expands tabs to stops every eight columns, since some programs replace spaces with tabs that way. */
function expandTabs(line: string): string {
  if (!line.includes("\t")) return line;
  let expanded = "";
  for (const char of line) expanded += char === "\t" ? " ".repeat(8 - expanded.length % 8) : char;
  return expanded;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function refuse(reason: string): SplitReaction {
  return { ok: false, reason };
}
