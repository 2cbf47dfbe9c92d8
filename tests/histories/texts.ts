/** The input of sessions and the expected results, known without any chemistry and without the server. */
import type { Flavour } from "./plan.ts";

/** Characters that some programs treat as line ends, or drop, or that take several bytes; none of this may affect a stream. */
const AWKWARD = 'a\u2028b\u2029c\u0085d\u000be\u000cf\u00a0g\ufeffh 😀 data: x : id: 7 "\\ é \u0007';
/** Columns other than the number and the reaction. */
const COLUMNS: Readonly<Record<Flavour, readonly string[]>> = {
  plain: [],
  mixed: ["note"],
  bulky: ["a", "b", "c", "d", "e", "f", "g", "h"],
};

/** One reaction of a table. */
export interface KnownReaction {
  readonly text: string;
  /** Canonical SMILES of its components in their order; null if it cannot be read. */
  readonly components: readonly string[] | null;
  /** The other columns of its line, by name. */
  readonly fields: Readonly<Record<string, string>>;
}

/** An esterification; every twentieth cannot be read. */
export function knownReaction(index: number, flavour: Flavour): KnownReaction {
  const beside = COLUMNS[flavour].map((name) => [name, name === "note" ? AWKWARD : "x".repeat(990)]);
  const fields = Object.fromEntries([...beside, ["number", String(index)]]);
  if (index % 20 === 7) return { text: `not a reaction>>(${index}`, components: null, fields };
  const acid = "C".repeat(1 + index % 12);
  const alcohol = "C".repeat(1 + Math.floor(index / 12) % 12);
  const [left, right, ester] = [
    `${acid}C(=O)O`,
    `O${alcohol}c1ccccc1`,
    `${acid}C(=O)O${alcohol}c1ccccc1`,
  ];
  return { text: `${left}.${right}>>${ester}`, components: [left, right, ester], fields };
}

/** A table with one reaction per line, and the extra columns of the flavour. */
export function reactionTable(count: number, flavour: Flavour): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const { text, fields } = knownReaction(index, flavour);
    return [...Object.values(fields), text].map(cell).join(",");
  });
  return `${[...COLUMNS[flavour], "number", "reaction"].join(",")}\n${lines.join("\n")}\n`;
}

function cell(text: string): string {
  return /^[\w>().= ]*$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}

/** The title on the server of the session with this name in the plan. */
export function titleOf(name: string): string {
  return `${name} – <b>é</b> 😀 & "${name}"`;
}
