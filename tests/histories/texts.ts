/** What sessions work through. */
import type { Flavour } from "./plan.ts";

/** Characters that end lines somewhere, or are dropped, or take several bytes, none of which may show in a stream. */
const AWKWARD = 'a\u2028b\u2029c\u0085d\u000be\u000cf\u00a0g\ufeffh 😀 data: x : id: 7 "\\ é \u0007';

/** A table with one reaction a line, and what the flavour puts beside them. */
export function reactionTable(count: number, flavour: Flavour): string {
  const beside = flavour === "bulky"
    ? `"${"x".repeat(990)}",`.repeat(8)
    : flavour === "mixed"
    ? quoted(AWKWARD) + ","
    : "";
  const columns = flavour === "bulky" ? "a,b,c,d,e,f,g,h," : flavour === "mixed" ? "note," : "";
  const lines = Array.from({ length: count }, (_, index) => `${beside}${index},${reaction(index)}`);
  return `${columns}number,reaction\n${lines.join("\n")}\n`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** An esterification; each twentieth cannot be read. */
function reaction(index: number): string {
  if (index % 20 === 7) return `not a reaction>>(${index}`;
  const acid = "C".repeat(1 + index % 12);
  const alcohol = "C".repeat(1 + Math.floor(index / 12) % 12);
  return `${acid}C(=O)O.O${alcohol}c1ccccc1>>${acid}C(=O)O${alcohol}c1ccccc1`;
}
