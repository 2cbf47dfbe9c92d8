/** A limited number of places for long answers, given to waiting clients in turn. */
import type { ReadLimits } from "../../config/access_settings.ts";
import { Rotation } from "../../scheduling/rotation.ts";

/** A client's place, which must be told how its answer proceeds. */
export interface ReadPlace {
  /** The client has read everything so far and wants more. */
  wanted(): void;
  /** A piece is ready; nothing more is made until the client has read it. */
  made(): void;
  /** Gives the place back. Idempotent. */
  ended(): void;
}

/** A client that needs a place. */
export interface ReadClient {
  readonly address: string;
  /** Leaves the queue as soon as it aborts. */
  readonly signal: AbortSignal;
  /** Ends the answer, because its client does not read it and others wait for its place. */
  readonly cut: () => void;
}

/** The limit that is reached. */
export type FullLimit = keyof ReadLimits;

/** Clients that may wait, for each place. */
const WAITING_PER_PLACE = 8;
/** Longest time in the queue, in milliseconds. */
const WAIT_MS = 10_000;
/** A client that reads nothing for this long loses its place if others wait, in milliseconds: less than they wait. */
const STALLED_MS = 8_000;
/** How often waiting clients look for such an answer, in milliseconds. */
const LOOK_MS = 1_000;

interface Holder {
  readonly client: ReadClient;
  /** In milliseconds of `performance.now()`; infinite while there is nothing to read. */
  stalledSince: number;
}

/** Times in milliseconds that replace those above. */
export interface ReadTimes {
  readonly waitMs?: number;
  readonly stalledMs?: number;
  readonly lookMs?: number;
}

export class ReadPlaces {
  readonly #perAddress: number;
  readonly #all: number;
  readonly #waitMs: number;
  readonly #stalledMs: number;
  readonly #lookMs: number;
  readonly #holders = new Set<Holder>();
  readonly #held = new Map<string, number>();
  readonly #waiting = new Rotation<() => void>();

  constructor(
    { readsPerAddress, reads }: ReadLimits,
    { waitMs = WAIT_MS, stalledMs = STALLED_MS, lookMs = LOOK_MS }: ReadTimes = {},
  ) {
    this.#perAddress = readsPerAddress || Infinity;
    this.#all = reads || Infinity;
    this.#waitMs = waitMs;
    this.#stalledMs = stalledMs;
    this.#lookMs = lookMs;
  }

  /**
   * Resolves to a place, or to the limit that is reached: at once if too many are waiting already, otherwise after a
   * while. Rejects with the signal's reason if it aborts meanwhile.
   */
  async take(client: ReadClient): Promise<ReadPlace | FullLimit> {
    const { address, signal } = client;
    signal.throwIfAborted();
    if (!this.#hasRoom(address)) this.#cutStalled(address);
    if (this.#hasRoom(address)) return this.#hold(client);
    const limit = this.#isFull(address) ? "readsPerAddress" : "reads";
    if (
      this.#waiting.size >= WAITING_PER_PLACE * this.#all ||
      this.#waiting.sizeOf(address) >= WAITING_PER_PLACE * this.#perAddress
    ) return limit;
    const { promise, resolve, reject } = Promise.withResolvers<ReadPlace | FullLimit>();
    const admit = () => resolve(this.#hold(client));
    // Leave at once: a place given to a client that has gone would be held by nobody.
    const leave = () => {
      this.#waiting.delete(address, admit);
      if (signal.aborted) reject(signal.reason);
      else resolve(limit);
    };
    const timer = setTimeout(leave, this.#waitMs);
    const looking = setInterval(() => this.#cutStalled(address), this.#lookMs);
    signal.addEventListener("abort", leave, { once: true });
    this.#waiting.add(address, admit);
    return await promise.finally(() => {
      clearTimeout(timer);
      clearInterval(looking);
      signal.removeEventListener("abort", leave);
    });
  }

  #isFull(address: string): boolean {
    return (this.#held.get(address) ?? 0) >= this.#perAddress;
  }

  #hasRoom(address: string): boolean {
    return this.#holders.size < this.#all && !this.#isFull(address);
  }

  #hold(client: ReadClient): ReadPlace {
    const holder: Holder = { client, stalledSince: Infinity };
    const place: ReadPlace = {
      wanted: () => holder.stalledSince = Infinity,
      made: () => holder.stalledSince = performance.now(),
      ended: () => this.#end(holder),
    };
    this.#holders.add(holder);
    this.#held.set(client.address, (this.#held.get(client.address) ?? 0) + 1);
    return place;
  }

  #end(holder: Holder): void {
    if (!this.#holders.delete(holder)) return;
    const { address } = holder.client;
    const others = (this.#held.get(address) ?? 1) - 1;
    if (others > 0) this.#held.set(address, others);
    else this.#held.delete(address);
    while (this.#holders.size < this.#all) {
      const admit = this.#waiting.take((waiting) => !this.#isFull(waiting));
      if (admit === undefined) return;
      admit();
    }
  }

  /** Makes room for an address by ending the answer that has been stalled longest, if it has been for too long. */
  #cutStalled(address: string): void {
    const isOwn = this.#isFull(address);
    let longest: Holder | undefined;
    for (const holder of this.#holders) {
      if (isOwn && holder.client.address !== address) continue;
      if (longest === undefined || holder.stalledSince < longest.stalledSince) longest = holder;
    }
    if (longest === undefined || performance.now() - longest.stalledSince < this.#stalledMs) return;
    longest.client.cut();
    this.#end(longest);
  }
}
