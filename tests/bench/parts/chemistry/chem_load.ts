/** The cost of many reactions in one process: time and memory. */
import { type ChemBench, runChain } from "./chem_chain.ts";

/** Reactions per second, from slow to fast, one figure for each share of the rows. */
export function measureRates(bench: ChemBench, rows: readonly string[], shares: number): readonly number[] {
  const size = Math.ceil(rows.length / shares);
  const rates: number[] = [];
  for (let start = 0; start < rows.length; start += size) {
    const share = rows.slice(start, start + size);
    const begin = performance.now();
    for (const row of share) runChain(bench, row);
    rates.push(1000 * share.length / (performance.now() - begin));
  }
  return rates.sort((a, b) => a - b);
}

/** Resident MiB of this process before, and after each tenth of `reactions`, taken from `rows` again and again. */
export function measureMemory(
  bench: ChemBench,
  rows: readonly string[],
  reactions: number,
): readonly number[] {
  const sizes = [residentMib()];
  for (let done = 1; done <= reactions; done++) {
    runChain(bench, rows[done % rows.length] ?? "");
    if (done % Math.ceil(reactions / 10) === 0 || done === reactions) sizes.push(residentMib());
  }
  return sizes;
}

function residentMib(): number {
  return Math.round(Deno.memoryUsage().rss / 2 ** 20);
}
