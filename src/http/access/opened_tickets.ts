/** Which tickets have opened their stream. */

const MAX_REMEMBERED = 50_000;

/** The ids of such tickets; of so many that they do not fit, those of the latest. */
export class OpenedTickets {
  /** From when on every ticket that opens its stream is known here, in milliseconds since 1970. */
  readonly since = Date.now();
  readonly #ids = new Set<string>();

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(id: string): void {
    this.#ids.delete(id);
    this.#ids.add(id);
    if (this.#ids.size <= MAX_REMEMBERED) return;
    const [oldest] = this.#ids;
    if (oldest !== undefined) this.#ids.delete(oldest);
  }
}
