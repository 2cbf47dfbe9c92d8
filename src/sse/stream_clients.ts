/** Who is connected to which session, and how far each has got. */
import type { SessionId } from "../types.ts";

/** One connection. `taken` is the number of the newest event that was handed to it. */
export interface StreamClient {
  readonly clientId: string;
  taken: number;
}

export class StreamClients {
  readonly #clients = new Map<SessionId, Set<StreamClient>>();

  /** Registers a connection; the returned function takes it out again and may be called twice. */
  add(sessionId: SessionId, client: StreamClient): () => void {
    const clients = this.#clients.get(sessionId) ?? new Set();
    this.#clients.set(sessionId, clients.add(client));
    return () => {
      clients.delete(client);
      if (clients.size === 0 && this.#clients.get(sessionId) === clients) this.#clients.delete(sessionId);
    };
  }

  /** Connections to all sessions. */
  get total(): number {
    let total = 0;
    for (const clients of this.#clients.values()) total += clients.size;
    return total;
  }

  /** The distinct client ids, the number of connections, and the place of the one furthest behind (null if there is none). */
  of(sessionId: SessionId): { clientIds: string[]; connections: number; furthestBehind: number | null } {
    const clients = [...this.#clients.get(sessionId) ?? []];
    return {
      clientIds: [...new Set(clients.map((client) => client.clientId))],
      connections: clients.length,
      furthestBehind: clients.reduce<number | null>(
        (least, client) => least === null ? client.taken : Math.min(least, client.taken),
        null,
      ),
    };
  }
}
