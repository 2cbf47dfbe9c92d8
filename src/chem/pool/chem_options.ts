import type { Log } from "../../log.ts";
import type { ChemCommand } from "./chem_command.ts";
import type { ComponentLimits } from "../protocol/chem_protocol.ts";
import type { ProcessBounds } from "./process_bounds.ts";

/** How a pool is set up; every option has a default. Times are milliseconds. */
export interface ChemOptions extends Partial<ProcessBounds> {
  /** Processes at most; by default one per core. */
  readonly processes?: number;
  /** Time limit of a request that names none. */
  readonly timeoutMs?: number;
  /** Time limit of `find`, which reads a whole query, for each MiB beside `timeoutMs`. */
  readonly findTimeoutMsPerMib?: number;
  /** Urgent calls that may wait: those of one owner, and all together. */
  readonly maxUrgentOfOne?: number;
  readonly maxUrgent?: number;
  /** Time in which a process must get ready. */
  readonly startTimeoutMs?: number;
  /** Time in which a process that is told to end may do so by itself. */
  readonly graceMs?: number;
  /** Resident memory at which a process is killed while it works on a request; between requests `maxRssBytes` counts. */
  readonly maxRequestRssBytes?: number;
  readonly limits?: ComponentLimits;
  /** The environment of the processes; by default that of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: ChemCommand;
  readonly log?: Log;
}

/** The defaults; the number of processes is that of the cores. */
export const CHEM_DEFAULTS = {
  timeoutMs: 10_000,
  findTimeoutMsPerMib: 1_500,
  maxUrgentOfOne: 32,
  maxUrgent: 256,
  startTimeoutMs: 30_000,
  graceMs: 500,
  limits: { maxCharacters: 2000, maxHeavyAtoms: 400 },
  maxCaught: 100,
  maxMolecules: 100_000,
  maxRssBytes: 768 * 1024 * 1024,
  maxRequestRssBytes: 1024 * 1024 * 1024,
};

const MIB = 1024 * 1024;

/** Time limit of `find` in this text. */
export function findTimeoutMs(
  text: string | Uint8Array,
  { timeoutMs, findTimeoutMsPerMib }: { readonly timeoutMs: number; readonly findTimeoutMsPerMib: number },
): number {
  return timeoutMs + Math.round(findTimeoutMsPerMib * text.length / MIB);
}

/** Does it take long to find the reactions in this text? */
export function isLargeFind(text: string | Uint8Array): boolean {
  return text.length > MIB;
}
