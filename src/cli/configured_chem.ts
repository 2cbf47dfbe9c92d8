/** The chemistry as the options ask for it. */
import { type Chem, openChem } from "../chem/chem.ts";
import { chemEnvironment } from "../chem/chem_command.ts";
import { type ChemConfig, readEnvironment } from "../config.ts";
import type { Log } from "../log.ts";

/** Opens the pool of chem processes; they start with the first calls. */
export function openConfiguredChem(config: ChemConfig, log: Log): Chem {
  return openChem({
    ...(config.processes === undefined ? {} : { processes: config.processes }),
    timeoutMs: config.chemTimeoutMs,
    maxRequestRssBytes: config.chemMemoryBytes,
    environment: chemEnvironment(readEnvironment),
    limits: { maxCharacters: config.maxCharacters, maxHeavyAtoms: config.maxHeavyAtoms },
    log,
  });
}
