/** What a session requires of an agent. An agent can be replaced without changes to sessions or delivery. */
import type { CallOptions } from "../chem/pool/pending_call.ts";
import type { AgentEvent, PartialEvent, StoredQuery } from "../types.ts";
import type { Exchange } from "../store/store.ts";
import type { AgentLog } from "./agent_log.ts";

/** The input of a run. */
export interface AgentTask {
  readonly query: StoredQuery;
  /** Maximum number of reactions of the query to work on. */
  readonly maxReactions: number;
}

/** The context of a run, whether new or resumed. */
export interface AgentContext {
  /** Ends the run: soon after it aborts, the generator throws the signal's reason. */
  readonly signal: AbortSignal;
  /**
   * The log of the session. Anything in it when the run begins comes from an interrupted run: the first events that
   * the agent would yield, up to the end of a group.
   */
  readonly log: AgentLog;
  /** Whose share of the chem processes is used; if absent, nobody's in particular. */
  readonly share?: CallOptions["share"];
  /** The questions that earlier runs of the session asked a model; without it, they are asked again. */
  readonly transcript?: Transcript;
  /** Takes what viewers may see at once and nobody needs: it is not logged. */
  readonly onPartial?: (partial: PartialEvent) => void;
}

/** The exchanges with a model that are kept with a session, so that nothing is paid for twice. */
export interface Transcript {
  answer(digest: string): Promise<string | null>;
  /** Resolves when the exchange is on disk. */
  keep(exchange: Exchange): Promise<void>;
}

/**
 * Processes a query: query in, events out.
 *
 * - **Groups:** each yielded array is logged completely or not at all, such as a stage's errors with its result.
 * - **Resuming:** yields only what follows the log; stages finished there are not computed again.
 * - **Memory** does not grow with the log: the task is read when needed, and the log can be read back.
 * - **Failures of one reaction** are events. The generator throws only if the run as a whole cannot continue.
 * - **Cleanup:** when the generator returns, throws or ends, nothing that it started keeps running.
 */
export interface ServiceAgent {
  readonly name: string;
  run(
    task: () => Promise<AgentTask>,
    context: AgentContext,
  ): AsyncGenerator<readonly AgentEvent[], void, undefined>;
}
