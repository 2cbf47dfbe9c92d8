/** The bytes of all bodies under way: so many at once for the whole server, and for one client. */

/** Bodies of at most so many bytes find room when larger ones do not any more. */
const SMALL_BYTES = 1024 * 1024;
/** What larger ones may take up of all, and one client. */
const SHARE = { large: 3 / 4, client: 1 / 2 } as const;

/** Who or what there is no room for. */
export type Shortage = "client" | "server";

/**
 * Bytes are taken before a body is read, as many as it may come to have, and given back when nothing holds them any more. A
 * body that is alone is let in whatever its size.
 */
export class BodyAccount {
  readonly capacity: number;
  readonly #byClient = new Map<string, number>();
  #taken = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Takes `bytes` for `client`, or tells for whom there are too many. */
  take(client: string, bytes: number): BodyShare | Shortage {
    const own = this.#byClient.get(client) ?? 0;
    const most = bytes > SMALL_BYTES ? SHARE.large * this.capacity : this.capacity;
    if (this.#taken > 0 && this.#taken + bytes > most) return "server";
    if (own > 0 && own + bytes > SHARE.client * this.capacity) return "client";
    this.#change(client, bytes);
    return new BodyShare(bytes, (less) => this.#change(client, -less));
  }

  #change(client: string, bytes: number): void {
    this.#taken += bytes;
    const own = (this.#byClient.get(client) ?? 0) + bytes;
    if (own > 0) this.#byClient.set(client, own);
    else this.#byClient.delete(client);
  }
}

/** What one body has taken; disposing gives back what is left of it. */
export class BodyShare implements Disposable {
  readonly #giveBack: (bytes: number) => void;
  #bytes: number;

  constructor(bytes: number, giveBack: (bytes: number) => void) {
    this.#bytes = bytes;
    this.#giveBack = giveBack;
  }

  /** The body turned out to have no more than `bytes`. */
  shrink(bytes: number): void {
    if (bytes >= this.#bytes) return;
    this.#giveBack(this.#bytes - bytes);
    this.#bytes = bytes;
  }

  [Symbol.dispose](): void {
    this.shrink(0);
  }
}
