import type { AgentEvent, Query } from "../types.ts";

/** What an agent knows of the run it is to do, or to go on with. */
export interface AgentContext {
  /** Ends the run: the generator throws the signal's reason soon after it aborts. */
  readonly signal: AbortSignal;
  /**
   * The agent's events that the log already has, from a run that was cut off: what the agent would yield first,
   * up to the end of a group. Empty for a new session.
   */
  readonly done: readonly AgentEvent[];
  /** At most this many reactions of the query are worked on. */
  readonly maxReactions: number;
}

/**
 * Works through a query: query in, events out.
 *
 * - **Groups:** each yielded array goes into the log whole or not at all, such as a stage's errors with its result.
 * - **Resuming:** yields only what follows `done`; stages that are finished in it are not computed again.
 * - **Failures of one reaction** are events. The generator throws only if the run as a whole cannot go on.
 * - **Leaving:** when it is returned, throws or ends, nothing that it started goes on.
 */
export interface ServiceAgent {
  readonly name: string;
  run(query: Query, context: AgentContext): AsyncGenerator<readonly AgentEvent[], void, undefined>;
}
