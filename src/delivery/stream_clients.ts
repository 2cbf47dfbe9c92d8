/** Tracks which clients are connected to which session, and how far each has got. */
import type { SessionId } from "../types.ts";
import type { StreamClient } from "./connection.ts";

/** The clients of one session. */
export interface SessionClients {
  /** Distinct ids, in order of arrival. */
  readonly clientIds: readonly string[];
  readonly connections: number;
  /** `lastSentId` of the client that is furthest behind; null if there is none. */
  readonly furthestBehind: number | null;
}

export class StreamClients {
  readonly #clients = new Map<SessionId, Set<StreamClient>>();

  /** Registers a connection until the result is disposed. */
  add(sessionId: SessionId, client: StreamClient): Disposable {
    const clients = this.#clients.get(sessionId) ?? new Set();
    this.#clients.set(sessionId, clients.add(client));
    return {
      [Symbol.dispose]: () => {
        clients.delete(client);
        if (clients.size === 0 && this.#clients.get(sessionId) === clients) this.#clients.delete(sessionId);
      },
    };
  }

  /** Connections to all sessions. */
  get total(): number {
    let total = 0;
    for (const clients of this.#clients.values()) total += clients.size;
    return total;
  }

  of(sessionId: SessionId): SessionClients {
    const clients = [...this.#clients.get(sessionId) ?? []];
    const sent = clients.map(({ lastSentId }) => lastSentId);
    return {
      clientIds: [...new Set(clients.map(({ clientId }) => clientId))],
      connections: clients.length,
      furthestBehind: sent.length === 0 ? null : sent.reduce((least, id) => Math.min(least, id)),
    };
  }
}
