/** Measures whether the transforms give back the products and, reversed, the reactants. */
import {
  REVERSE_TRIPS,
  type ReverseTrip,
  ROUND_TRIPS,
  type RoundTrip,
} from "../../../../src/chem_results.ts";
import { type ChemBench, runChain } from "./chem_chain.ts";

/** The counts over the rows. A row without a transform was not run. */
export interface RoundTripCounts {
  readonly rows: number;
  readonly forward: Readonly<Record<RoundTrip, number>>;
  readonly reverse: Readonly<Record<ReverseTrip, number>>;
  /** Rows whose transform has exactly one outcome. */
  readonly single: number;
  /** The rows that do not come back exactly, to be looked at. */
  readonly misses: readonly string[];
}

/** Runs the whole chain on reaction SMILES, with the map numbers that they have. */
export function countRoundTrips(bench: ChemBench, rows: readonly string[]): RoundTripCounts {
  const forward = counters(ROUND_TRIPS);
  const reverse = counters(REVERSE_TRIPS);
  const misses: string[] = [];
  let single = 0;
  for (const row of rows) {
    const checks = runChain(bench, row).validation?.checks;
    forward[checks?.round_trip ?? "not_run"]++;
    reverse[checks?.reverse ?? "not_run"]++;
    if (checks?.outcomes === 1) single++;
    if (checks?.round_trip !== "exact") misses.push(row);
  }
  return { rows: rows.length, forward, reverse, single, misses };
}

function counters<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}
