/** Documents that quote figures of `RESULTS.md` in tables of their own, with the columns measure, ours and peer. */
import type { ResultRow } from "./results_file.ts";

/**
 * The document with its quoted figures replaced by those of these rows, and the quoted measures that were not measured; those
 * stay as they are.
 */
export function withFigures(
  document: string,
  rows: readonly ResultRow[],
): { readonly text: string; readonly missing: readonly string[] } {
  const known = new Map(rows.map((row) => [nameOf(row.measure, row.peer), row]));
  const missing: string[] = [];
  let isTable = false;
  const text = document.split("\n").map((line) => {
    if (!line.startsWith("|")) isTable = false;
    if (/^\| measure +\| ours +\| peer +\|$/.test(line)) {
      isTable = true;
      return line;
    }
    if (!isTable || /^\| -/.test(line)) return line;
    const [measure = "", , peer = ""] = line.split("|").slice(1, -1).map((cell) => cell.trim());
    const row = known.get(nameOf(measure, peer));
    if (row !== undefined) return `| ${row.measure} | ${row.ours} | ${row.peer} |`;
    missing.push(nameOf(measure, peer));
    return line;
  }).join("\n");
  return { text, missing };
}

/** Distinguishes lines of the same measure by their peers: "Nchan 283 k (at its limit)" is Nchan. */
function nameOf(measure: string, peer: string): string {
  const name = peer.replace(/ \([^()]*\)$/, "").replace(/ [\d.,]+(?: ?(?:k|M|%|s|ms|µs|MiB|KiB))?$/, "");
  return name === "" ? measure : `${measure}, ${name}`;
}
