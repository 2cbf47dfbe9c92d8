/** Limits the bytes of request bodies in transfer, for the whole server and for one client. */

/** Bodies up to this size are still accepted when there is no room for larger ones. */
const SMALL_BYTES = 1024 * 1024;
/** Parts of the capacity that larger bodies may take, and that one client may. */
const SHARE = { large: 3 / 4, client: 1 / 2 } as const;

/** Whose limit is reached: the client's own, or the server's. */
export type Shortage = "client" | "server";

/**
 * Bytes are reserved before a body is read, as many as it could have, and given back when nothing holds them any
 * more. A body that is the only one is accepted whatever its size.
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

  /** Reserves `bytes` for `client`, or returns whose limit they exceed. */
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

/** What one body has reserved; disposing gives back the rest of it. */
export class BodyShare implements Disposable {
  readonly #giveBack: (bytes: number) => void;
  #bytes: number;

  constructor(bytes: number, giveBack: (bytes: number) => void) {
    this.#bytes = bytes;
    this.#giveBack = giveBack;
  }

  /** Gives back what exceeds `bytes`: the body turned out to be no larger. */
  shrink(bytes: number): void {
    if (bytes >= this.#bytes) return;
    this.#giveBack(this.#bytes - bytes);
    this.#bytes = bytes;
  }

  [Symbol.dispose](): void {
    this.shrink(0);
  }
}
