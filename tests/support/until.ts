/** Polls for conditions that have no event to wait for, up to a time limit. */
import { delay } from "@std/async";

export interface UntilOptions<Value> {
  /** Whether the answer is the awaited one; by default, any truthy answer. */
  readonly is?: (seen: Value) => boolean;
  /** Longest wait in milliseconds. On a busy machine a process may take its time. */
  readonly within?: number;
}

/** Delay between two calls, in milliseconds: short at first, and longer with each call. */
const PAUSE = { first: 1, longest: 25 } as const;
const LONGEST_TEXT = 1_000;

/**
 * Calls `ask` until the answer is right, and resolves with it. Rejects with the last answer if the right one has not come `within`
 * that time, and with the reason if asking fails.
 */
export async function until<Value>(
  ask: () => Value | Promise<Value>,
  { is = Boolean, within = 60_000 }: UntilOptions<Value> = {},
): Promise<Value> {
  const end = performance.now() + within;
  for (let pause: number = PAUSE.first;; pause = Math.min(2 * pause, PAUSE.longest)) {
    const seen = await ask();
    if (is(seen)) return seen;
    if (performance.now() > end) {
      const text = Deno.inspect(seen, { depth: 6 }).slice(0, LONGEST_TEXT);
      throw new Error(`Waited ${within / 1_000} s for what did not come; seen last: ${text}`);
    }
    await delay(pause);
  }
}
