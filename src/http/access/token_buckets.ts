/** Token buckets: each of many clients may use some amount at once, and some more over time. */
import { LRUCache } from "lru-cache";

/** A bucket begins full, with `capacity`, and is refilled by `perSecond`. */
export interface BucketRate {
  readonly capacity: number;
  readonly perSecond: number;
}

interface Level {
  level: number;
  /** Milliseconds of `performance.now()`. */
  at: number;
}

/**
 * At most `maxKeys` buckets are in memory: the one not used for longest is dropped, and is full when its key returns.
 */
export class TokenBuckets {
  readonly #levels: LRUCache<string, Level>;

  constructor(maxKeys = 20_000) {
    this.#levels = new LRUCache({ max: maxKeys });
  }

  get size(): number {
    return this.#levels.size;
  }

  /** Takes `amount` and returns 0, or takes nothing and returns the seconds until it would be there. */
  take(key: string, amount: number, rate: BucketRate): number {
    const bucket = this.#refilled(key, rate);
    // Sums of fractions may fall short by rounding.
    if (bucket.level + 1e-9 < amount) return (amount - bucket.level) / rate.perSecond;
    bucket.level -= amount;
    return 0;
  }

  /** Takes `amount` even if the bucket holds less: nothing more can be taken until the debt has been refilled. */
  charge(key: string, amount: number, rate: BucketRate): void {
    this.#refilled(key, rate).level -= amount;
  }

  /** Returns what was taken but not used. */
  giveBack(key: string, amount: number, rate: BucketRate): void {
    const bucket = this.#refilled(key, rate);
    bucket.level = Math.min(rate.capacity, bucket.level + amount);
  }

  #refilled(key: string, { capacity, perSecond }: BucketRate): Level {
    const now = performance.now();
    const bucket = this.#levels.get(key) ?? { level: capacity, at: now };
    bucket.level = Math.min(capacity, bucket.level + (now - bucket.at) / 1_000 * perSecond);
    bucket.at = now;
    this.#levels.set(key, bucket);
    return bucket;
  }
}
