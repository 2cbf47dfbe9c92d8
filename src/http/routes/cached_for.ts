/** Short-lived caching of answers. */

/**
 * Wraps `ask` so that its answer is reused for `ms` milliseconds, and shared by all callers that ask while it is
 * pending.
 */
export function cachedFor<Answer>(ask: () => Promise<Answer>, ms: number): () => Promise<Answer> {
  let latest: { readonly answer: Promise<Answer>; goodUntil: number } | null = null;
  return () => {
    if (latest !== null && performance.now() < latest.goodUntil) return latest.answer;
    const asked = { answer: ask(), goodUntil: Infinity };
    latest = asked;
    const settled = () => {
      asked.goodUntil = performance.now() + ms;
    };
    asked.answer.then(settled, settled);
    return asked.answer;
  };
}
