/** What a session needs of an agent. Another one can be put in its place without a change to sessions or delivery. */
import type { CallOptions } from "../chem/pool/pending_call.ts";
import type { AgentEvent, StoredQuery } from "../types.ts";
import type { AgentLog } from "./agent_log.ts";

/** What a run has to do. */
export interface AgentTask {
  readonly query: StoredQuery;
  /** At most this many reactions of the query are worked on. */
  readonly maxReactions: number;
}

/** What an agent knows of the run it is to do, or to go on with. */
export interface AgentContext {
  /** Ends the run: the generator throws the signal's reason soon after it aborts. */
  readonly signal: AbortSignal;
  /**
   * The log of the session. What it has when the run begins is from a run that was cut off: what the agent would yield first,
   * up to the end of a group.
   */
  readonly log: AgentLog;
  /** Whose share of the processes the chemistry is done from; nobody's in particular if absent. */
  readonly share?: CallOptions["share"];
}

/**
 * Works through a query: query in, events out.
 *
 * - **Groups:** each yielded array goes into the log whole or not at all, such as a stage's errors with its result.
 * - **Resuming:** yields only what follows the log; stages that are finished in it are not computed again.
 * - **Memory** does not grow with the log: the task is read when it is needed, and the log gives back what it has.
 * - **Failures of one reaction** are events. The generator throws only if the run as a whole cannot go on.
 * - **Leaving:** when it is returned, throws or ends, nothing that it started goes on.
 */
export interface ServiceAgent {
  readonly name: string;
  run(
    task: () => Promise<AgentTask>,
    context: AgentContext,
  ): AsyncGenerator<readonly AgentEvent[], void, undefined>;
}
