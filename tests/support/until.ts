/** Waiting for what nobody tells: asking for it, politely and not for ever. */
import { delay } from "@std/async";

export interface UntilOptions<Value> {
  /** Whether that is what is waited for; by default what is true counts. */
  readonly is?: (seen: Value) => boolean;
  /** Longest wait in milliseconds. On a busy machine a process may take its time. */
  readonly within?: number;
}

/** Between two questions, in milliseconds: short at first, and longer while nothing comes. */
const PAUSE = { first: 1, longest: 25 } as const;
const LONGEST_TEXT = 1_000;

/**
 * Asks again and again until the answer is right, and resolves with it. Rejects with what it saw last if that has not come `within`
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
