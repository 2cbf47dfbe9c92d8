import { KeptLog } from "../../../src/agent/agent_log.ts";
import { createRdkitAgent } from "../../../src/agent/rdkit_agent.ts";
import type { ChemCaller } from "../../../src/chem/pool/chem_pool.ts";
import type { AgentEvent, Query } from "../../../src/types.ts";

/** The parts of a run that a test may set. */
export interface RunOptions {
  readonly lookAhead?: number;
  readonly signal?: AbortSignal;
  /** The events already in the log. */
  readonly done?: readonly AgentEvent[];
  readonly maxReactions?: number;
}

/** Runs the agent on a query, by default from the beginning and for at most 100 reactions. */
export async function* run(
  chem: ChemCaller,
  query: Query,
  options: RunOptions = {},
): AsyncGenerator<readonly AgentEvent[]> {
  const { lookAhead = 2, signal = new AbortController().signal, done = [], maxReactions = 100 } = options;
  const log = new KeptLog(done);
  const agent = createRdkitAgent({ chem, lookAhead });
  for await (const group of agent.run(() => Promise.resolve({ query, maxReactions }), { signal, log })) {
    log.add(group);
    yield group;
  }
}

/** Every event of a run. */
export async function events(
  chem: ChemCaller,
  query: Query,
  options?: RunOptions,
): Promise<readonly AgentEvent[]> {
  return (await Array.fromAsync(run(chem, query, options))).flat();
}
