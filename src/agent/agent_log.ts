/** What an agent may read of its session's log. Resuming depends on it, because an earlier run leaves nothing else. */
import type { AgentEvent, ReactionCounts } from "../types.ts";

/**
 * The agent's own events from all runs of a session, in the order in which it yielded them. They are read in parts,
 * so that a run need not keep what it has found or finished.
 */
export interface AgentLog {
  /** Number of events when this run began; 0 for a new session. */
  readonly length: number;
  /** The reaction counts that those events add up to. */
  readonly reactions: ReactionCounts;
  /**
   * Some of the events after the first `after`, in order; at least one if there are any. Includes every group that
   * was yielded before the call.
   */
  page(after: number): Promise<readonly AgentEvent[]>;
  /** All events of one reaction. */
  reaction(index: number): Promise<readonly AgentEvent[]>;
  /** The events of one kind (`aux.info_type`) from `after` to `length`; other events are skipped unread. */
  ofKind(infoType: string, after: number): AsyncIterable<AgentEvent>;
}

/** How a group of events changes the counts of a session. */
export function countReactions(events: Iterable<AgentEvent>): ReactionCounts {
  let found = 0;
  let done = 0;
  let failed = 0;
  for (const { aux } of events) {
    if (aux.info_type === "reaction_text") found++;
    if (aux.info_type === "reaction_complete") {
      done++;
      if (aux["verdict"] === "broken") failed++;
    }
  }
  return { found, done, failed };
}

/** The log of a run without a database: whatever the caller adds to it. */
export class KeptLog implements AgentLog {
  readonly length: number;
  readonly reactions: ReactionCounts;
  readonly #events: AgentEvent[];

  constructor(events: readonly AgentEvent[] = []) {
    this.length = events.length;
    this.reactions = countReactions(events);
    this.#events = [...events];
  }

  /** Adds a group that the agent has yielded; call it before requesting the next one. */
  add(group: readonly AgentEvent[]): void {
    this.#events.push(...group);
  }

  page(after: number): Promise<readonly AgentEvent[]> {
    return Promise.resolve(this.#events.slice(after, after + 100));
  }

  reaction(index: number): Promise<readonly AgentEvent[]> {
    return Promise.resolve(this.#events.filter(({ aux }) => aux.reaction_index === index));
  }

  async *ofKind(infoType: string, after: number): AsyncGenerator<AgentEvent, void, undefined> {
    for (const event of this.#events.slice(after, this.length)) {
      if (event.aux.info_type === infoType) yield await Promise.resolve(event);
    }
  }
}
