/** Which tickets have opened their stream. */
import { LRUCache } from "lru-cache";

/** Beyond this number, the tickets used longest ago are forgotten. */
const MAX_REMEMBERED = 50_000;

export class OpenedTickets {
  /** Tickets that opened their stream since then are known here, in milliseconds since 1970. */
  readonly since = Date.now();
  readonly #ids = new LRUCache<string, true>({ max: MAX_REMEMBERED });

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(id: string): void {
    this.#ids.set(id, true);
  }
}
