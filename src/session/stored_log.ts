/** The log of a session, read by its agent in parts. */
import type { AgentLog } from "../agent/agent_log.ts";
import type { Store } from "../store/store.ts";
import type { AgentEvent, ContentEvent, LogEntry, ReactionCounts, Session, SessionId } from "../types.ts";

/** Events read at once: they stay in memory while the agent processes them. */
const PAGE = { limit: 64, maxBytes: 128 * 1024 } as const;
/** Events that the database searches at once for those of one kind: a few milliseconds of its time. */
const LOOKED_THROUGH = 1_000;

export interface StoredLogOptions {
  /** Resolves when everything that the agent has yielded is committed. */
  readonly committed: () => Promise<unknown>;
  /** Resolves when the log may be searched, until the result is disposed. */
  readonly turn: () => Promise<Disposable>;
}

export class StoredLog implements AgentLog {
  readonly length: number;
  readonly reactions: ReactionCounts;
  readonly #store: Store;
  readonly #sessionId: SessionId;
  readonly #options: StoredLogOptions;

  /** `session` is its state before the run: its counts are written together with its events. */
  constructor(store: Store, session: Session, options: StoredLogOptions) {
    this.length = session.lastEventId;
    this.reactions = session.reactions;
    this.#store = store;
    this.#sessionId = session.sessionId;
    this.#options = options;
  }

  async page(after: number): Promise<readonly AgentEvent[]> {
    await this.#options.committed();
    return agentEvents(await this.#store.entriesAfter(this.#sessionId, after, PAGE));
  }

  async reaction(index: number): Promise<readonly AgentEvent[]> {
    return agentEvents(await this.#store.reactionEntries(this.#sessionId, index, index, 0));
  }

  async *ofKind(infoType: string, after: number): AsyncGenerator<AgentEvent, void, undefined> {
    using _turn = await this.#options.turn();
    for (let from = after; from < this.length; from += LOOKED_THROUGH) {
      const range = { after: from, to: Math.min(from + LOOKED_THROUGH, this.length) };
      yield* agentEvents(await this.#store.entriesOfKind(this.#sessionId, infoType, range));
    }
  }
}

function agentEvents(entries: readonly LogEntry[]): readonly AgentEvent[] {
  return entries.flatMap(({ data }) => {
    const event = JSON.parse(data) as ContentEvent;
    return "type" in event ? [{ type: event.type, message: event.message, aux: event.aux }] : [];
  });
}
