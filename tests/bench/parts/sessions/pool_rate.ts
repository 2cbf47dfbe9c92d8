/** How fast a pool of chem processes works through reactions. */
import { recomputeReaction } from "../../../../src/agent/recompute_reaction.ts";
import { type ChemPool, openChemPool } from "../../../../src/chem/pool/chem_pool.ts";

/** A pool of `processes` that has worked through `reactions` once, so that everything in it is compiled. */
export async function openWarmPool(processes: number, reactions: readonly string[]): Promise<ChemPool> {
  const chem = openChemPool({ processes });
  // Each process separately: otherwise one could get most of the calls.
  await Promise.all(Array.from({ length: processes }, () => measurePool(chem, reactions)));
  return chem;
}

/** Works through all stages of `reactions`, as many at once as a session looks ahead; resolves with reactions per second. */
export async function measurePool(chem: ChemPool, reactions: readonly string[]): Promise<number> {
  const { signal } = new AbortController();
  const start = performance.now();
  let next = 0;
  async function work(): Promise<void> {
    for (let index = next++; index < reactions.length; index = next++) {
      const reaction = { text: reactions[index] ?? "", format: "smiles", line: 1, fields: {} } as const;
      await recomputeReaction(chem, index, reaction, signal);
    }
  }
  await Promise.all(Array.from({ length: 2 * chem.stats().processes + 1 }, work));
  return 1_000 * reactions.length / (performance.now() - start);
}
