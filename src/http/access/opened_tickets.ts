/** Which tickets have opened their stream. */
import { LRUCache } from "lru-cache";

/** Beyond this, the tickets that were used the longest ago are forgotten. */
const MAX_REMEMBERED = 50_000;

export class OpenedTickets {
  /** From when on every ticket that opens its stream is known here, in milliseconds since 1970. */
  readonly since = Date.now();
  readonly #ids = new LRUCache<string, true>({ max: MAX_REMEMBERED });

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(id: string): void {
    this.#ids.set(id, true);
  }
}
