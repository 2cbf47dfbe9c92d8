import type { Log } from "../../log.ts";
import type { ChemCommand } from "./chem_command.ts";
import type { ComponentLimits } from "../protocol/chem_protocol.ts";
import type { ProcessBounds } from "./process_bounds.ts";

/** Settings of a pool; every option has a default. Times are in milliseconds. */
export interface ChemOptions extends Partial<ProcessBounds> {
  /** Maximum number of processes; by default, one per core. */
  readonly processes?: number;
  /** Time limit of a request that specifies none. */
  readonly timeoutMs?: number;
  /** Extra time for `find`, which reads a whole query, per MiB of text; added to `timeoutMs`. */
  readonly findTimeoutMsPerMib?: number;
  /** Maximum number of waiting urgent calls: per owner, and in total. */
  readonly maxUrgentOfOne?: number;
  readonly maxUrgent?: number;
  /** Time within which a process must become ready. */
  readonly startTimeoutMs?: number;
  /** How long a process may take to exit on its own before it is killed. */
  readonly graceMs?: number;
  /** Resident memory at which a process is killed during a request; between requests, `maxRssBytes` applies. */
  readonly maxRequestRssBytes?: number;
  readonly limits?: ComponentLimits;
  /** The environment of the processes; by default, that of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: ChemCommand;
  readonly log?: Log;
}

/** The defaults, except for the number of processes, which is that of the cores. */
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

/** Time limit of `find` for this text. */
export function findTimeoutMs(
  text: string | Uint8Array,
  { timeoutMs, findTimeoutMsPerMib }: { readonly timeoutMs: number; readonly findTimeoutMsPerMib: number },
): number {
  return timeoutMs + Math.round(findTimeoutMsPerMib * text.length / MIB);
}

/** Does finding the reactions in this text take long? */
export function isLargeFind(text: string | Uint8Array): boolean {
  return text.length > MIB;
}
