import { createRdkitAgent } from "../../../src/agent/rdkit_agent.ts";
import type { AgentContext } from "../../../src/agent/service_agent.ts";
import type { ChemCaller } from "../../../src/chem/chem.ts";
import type { AgentEvent, Query } from "../../../src/types.ts";

/** What a test may set of a run. */
export interface RunOptions extends Partial<AgentContext> {
  readonly lookAhead?: number;
}

/** Runs the agent on a query; from the beginning, for at most 100 reactions, unless told otherwise. */
export function run(
  chem: ChemCaller,
  query: Query,
  options: RunOptions = {},
): AsyncGenerator<readonly AgentEvent[]> {
  const { lookAhead = 2, ...context } = options;
  const agent = createRdkitAgent({ chem, lookAhead });
  return agent.run(query, { signal: new AbortController().signal, done: [], maxReactions: 100, ...context });
}

/** Every event of a run. */
export async function events(
  chem: ChemCaller,
  query: Query,
  options?: RunOptions,
): Promise<readonly AgentEvent[]> {
  return (await Array.fromAsync(run(chem, query, options))).flat();
}
