/** The chemistry, set up by the options. */
import { type ChemPool, openChemPool } from "../chem/pool/chem_pool.ts";
import { chemEnvironment } from "../chem/pool/chem_command.ts";
import { readEnvironment } from "../config/environment.ts";
import type { ChemConfig } from "../config/read_config.ts";
import type { Log } from "../log.ts";

/** Opens the pool of chem processes; the processes start with the first calls. */
export function openConfiguredChemPool(config: ChemConfig, log: Log): ChemPool {
  return openChemPool({
    ...(config.processes === undefined ? {} : { processes: config.processes }),
    timeoutMs: config.chemTimeoutMs,
    maxRequestRssBytes: config.chemMemoryBytes,
    environment: chemEnvironment(readEnvironment),
    limits: { maxCharacters: config.maxCharacters, maxHeavyAtoms: config.maxHeavyAtoms },
    log,
  });
}
