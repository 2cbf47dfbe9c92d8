/**
 * Expands the abbreviations of a molblock: atom aliases (`A  n`), abbreviated groups (Sgroups `SUP`) that stand
 * for one atom, and abbreviations in place of element symbols. The atom below such a label is a placeholder, mostly carbon.
 * Source: BIOVIA "CTfile Formats", the properties block.
 */
import { readGroup } from "../../names/groups.ts";
import { resolveName } from "../../names/resolve_name.ts";
import { isElementSymbol } from "./elements.ts";
import { inV2000 } from "./v3000_table.ts";

/** Reads the SMILES of a group as a V2000 molblock; null if it cannot. */
export type GroupDrawer = (smiles: string) => string | null;

/** The molblock without labels, or why one of them cannot be expanded. */
export type Expanded =
  | { readonly ok: true; readonly block: string }
  | { readonly ok: false; readonly reason: string };

/** Line index of the counts line, from 0. */
const COUNTS = 3;
const MAX_ATOMS = 999;
const OPEN_END = "At";
/** An unnamed rest: R, R1, R', Ra. */
const REST = /^R(?:\d{0,2}|[a-z])['’"]*$/;
/** Symbols of atoms that are no element and are read as they are. */
const QUERY_SYMBOLS = new Set(["*", "A", "Q", "X", "M", "L", "LP", "R#", "D", "T", "Pol", "Du", "AH", "QH"]);
/** Codes of the charge column by charge. */
const CHARGE_CODES: Readonly<Record<string, number>> = { 3: 1, 2: 2, 1: 3, "-1": 5, "-2": 6, "-3": 7 };

interface Table {
  readonly head: readonly string[];
  readonly atoms: string[];
  readonly bonds: string[];
  readonly rest: string[];
}

/** The molblock with all labels expanded, in V2000. A block without labels, or one that is damaged, is returned as it is. */
export function expandLabels(block: string, draw: GroupDrawer): Expanded {
  const table = tableOf(block.includes("V30 COUNTS") ? inV2000(block) ?? "" : block);
  if (table === null) return { ok: true, block };
  const labels = labelsOf(table);
  if (labels.size === 0) return { ok: true, block };
  for (const [atom, label] of labels) {
    const reason = expand(table, atom, label, draw);
    if (reason !== null) return { ok: false, reason };
  }
  if (table.atoms.length > MAX_ATOMS || table.bonds.length > MAX_ATOMS) {
    return { ok: false, reason: "its abbreviated groups have more atoms than its format can hold" };
  }
  return { ok: true, block: textOf(table) };
}

function tableOf(block: string): Table | null {
  const lines = block.split(/\r\n|\r|\n/);
  const counts = lines[COUNTS] ?? "";
  const [atoms = NaN, bonds = NaN] = [counts.slice(0, 3), counts.slice(3, 6)].map(Number);
  if (!counts.includes("V2000") || !(atoms > 0) || !(bonds >= 0)) return null;
  const first = COUNTS + 1;
  return {
    head: lines.slice(0, first),
    atoms: lines.slice(first, first + atoms),
    bonds: lines.slice(first + atoms, first + atoms + bonds),
    rest: lines.slice(first + atoms + bonds),
  };
}

/** Labels by the index of their atom; their lines are taken out of the table. */
function labelsOf(table: Table): ReadonlyMap<number, string> {
  const labels = new Map<number, string>();
  table.atoms.forEach((line, atom) => {
    const symbol = symbolOf(line);
    if (symbol !== "" && !isElementSymbol(symbol) && !QUERY_SYMBOLS.has(symbol) && !REST.test(symbol)) {
      // What is no group either is left to RDKit, which names it.
      if (readGroup(symbol, Math.max(1, endsOf(table, atom) ?? 1)) !== null) labels.set(atom, symbol);
    }
  });
  const sgroups = new Map<string, { type: string; atoms: number[]; label: string }>();
  const sgroup = (number: string) => {
    const known = sgroups.get(number) ?? { type: "", atoms: [], label: "" };
    sgroups.set(number, known);
    return known;
  };
  const kept: string[] = [];
  for (let i = 0; i < table.rest.length; i++) {
    const line = table.rest[i] ?? "";
    const alias = /^A\s+(\d{1,3})\s*$/.exec(line);
    if (alias) {
      labels.set(Number(alias[1]) - 1, (table.rest[++i] ?? "").trim());
      continue;
    }
    const [, kind = "", rest = ""] = /^M {2}(STY|SAL|SMT)(.*)$/.exec(line) ?? [];
    const words = rest.trim().split(/\s+/);
    if (kind === "STY") {
      for (let at = 1; at + 1 < words.length; at += 2) sgroup(words[at] ?? "").type = words[at + 1] ?? "";
    }
    if (kind === "SAL") sgroup(words[0] ?? "").atoms.push(...words.slice(2).map((word) => Number(word) - 1));
    if (kind === "SMT") sgroup(words[0] ?? "").label = words.slice(1).join(" ");
    kept.push(line);
  }
  table.rest.splice(0, table.rest.length, ...kept);
  for (const { type, atoms, label } of sgroups.values()) {
    const [atom] = atoms;
    if (type === "SUP" && atoms.length === 1 && atom !== undefined && label !== "") labels.set(atom, label);
  }
  for (const [atom, label] of labels) {
    const line = table.atoms[atom];
    // A label that only repeats the element says nothing.
    if (line === undefined || label === "" || label === symbolOf(line) && isElementSymbol(label)) {
      labels.delete(atom);
    }
  }
  return labels;
}

/** Replaces an atom by the group of its label; returns why it cannot, or null. */
function expand(table: Table, atom: number, label: string, draw: GroupDrawer): string | null {
  const line = table.atoms[atom] ?? "";
  const ends = endsOf(table, atom);
  const unknown =
    `atom ${atom + 1} is labelled "${label.slice(0, 40)}", which is no group that is known here: ` +
    "draw it out, or write it as SMILES";
  if (ends === null) return unknown;
  if (REST.test(label)) {
    table.atoms[atom] = withSymbol(line, label.replace(/[^R\d]/g, ""));
    return null;
  }
  const name = ends === 0 ? resolveName(label) : null;
  const smiles = name !== null ? ("smiles" in name ? name.smiles : null) : readGroup(label, ends);
  if (smiles === null) {
    // With a bond, Ar is an aryl group rather than argon.
    if (!isElementSymbol(label) || label === "Ar" && ends > 0) return unknown;
    table.atoms[atom] = withSymbol(line, label);
    return null;
  }
  const group = tableOf(draw(smiles) ?? "");
  return group !== null && merge(table, atom, group) ? null : unknown;
}

/** Puts a group in the place of an atom. */
function merge(table: Table, atom: number, group: Table): boolean {
  const isOpen = group.atoms.map((line) => symbolOf(line) === OPEN_END);
  const bonds = group.bonds.map(endsOfBond);
  const roots = new Set(
    bonds.flatMap(([a, b]) => isOpen[a] && !isOpen[b] ? [b] : isOpen[b] && !isOpen[a] ? [a] : []),
  );
  const root = roots.size === 0 ? 0 : [...roots][0] ?? 0;
  if (roots.size > 1) return false;
  const place = coordinatesOf(table.atoms[atom] ?? "");
  const origin = coordinatesOf(group.atoms[root] ?? "");
  const charges = chargesOf(group.rest);
  const listsCharges = table.rest.some((line) => /^M {2}(?:CHG|RAD)/.test(line));
  const indices = new Map<number, number>();
  group.atoms.forEach((line, i) => {
    if (isOpen[i]) return;
    const index = i === root ? atom : table.atoms.length;
    const { x, y } = coordinatesOf(line);
    const at = i === root ? place : { x: place.x + x - origin.x, y: place.y + y - origin.y };
    const map = i === root ? (table.atoms[atom] ?? "").slice(60, 63) : "";
    table.atoms[index] = atomLine(at, line, charges.get(i) ?? 0, map);
    indices.set(i, index);
  });
  group.bonds.forEach((line, i) => {
    const [a, b] = bonds[i] ?? [0, 0];
    const ends = [indices.get(a), indices.get(b)];
    if (ends.some((end) => end === undefined)) return;
    table.bonds.push(ends.map((end) => String((end ?? 0) + 1).padStart(3)).join("") + line.slice(6));
  });
  if (listsCharges) {
    const lines = [...charges].map(([i, charge]) =>
      `M  CHG  1 ${String((indices.get(i) ?? 0) + 1).padStart(3)} ${String(charge).padStart(3)}`
    );
    const end = table.rest.findIndex((line) => /^M {2}END/.test(line));
    table.rest.splice(end === -1 ? table.rest.length : end, 0, ...lines);
  }
  return true;
}

function atomLine(at: { x: number; y: number }, line: string, charge: number, map: string): string {
  const number = (value: number) => value.toFixed(4).padStart(10);
  const tail = line.slice(34).padEnd(35);
  const code = String(CHARGE_CODES[charge] ?? 0).padStart(3);
  const mapped = map.trim() === "" ? tail : tail.slice(0, 26) + map.padStart(3) + tail.slice(29);
  return `${number(at.x)}${number(at.y)}${number(0)} ${symbolOf(line).padEnd(3)}${mapped.slice(0, 2)}${code}${
    mapped.slice(5)
  }`;
}

/** Sum of the orders of an atom's bonds; null if one of them has no order of its own. */
function endsOf(table: Table, atom: number): number | null {
  let sum = 0;
  for (const line of table.bonds) {
    const [a, b] = endsOfBond(line);
    if (a !== atom && b !== atom) continue;
    const order = Number(line.slice(6, 9));
    if (!(order >= 1 && order <= 3)) return null;
    sum += order;
  }
  return sum;
}

function endsOfBond(line: string): readonly [a: number, b: number] {
  return [Number(line.slice(0, 3)) - 1, Number(line.slice(3, 6)) - 1];
}

function symbolOf(line: string): string {
  return line.slice(31, 34).trim();
}

function withSymbol(line: string, symbol: string): string {
  return line.slice(0, 31) + symbol.padEnd(3) + line.slice(34);
}

function coordinatesOf(line: string): { x: number; y: number } {
  const [x = 0, y = 0] = [line.slice(0, 10), line.slice(10, 20)].map((text) => Number(text) || 0);
  return { x, y };
}

/** Charges of `M  CHG` lines by atom index. */
function chargesOf(lines: readonly string[]): ReadonlyMap<number, number> {
  const charges = new Map<number, number>();
  for (const line of lines) {
    if (!line.startsWith("M  CHG")) continue;
    const numbers = line.slice(9).trim().split(/\s+/).map(Number);
    for (let i = 0; i + 1 < numbers.length; i += 2) charges.set((numbers[i] ?? 1) - 1, numbers[i + 1] ?? 0);
  }
  return charges;
}

function textOf({ head, atoms, bonds, rest }: Table): string {
  const counts = head[COUNTS] ?? "";
  const line = String(atoms.length).padStart(3) + String(bonds.length).padStart(3) + counts.slice(6);
  return [...head.slice(0, COUNTS), line, ...atoms, ...bonds, ...rest].join("\n");
}
