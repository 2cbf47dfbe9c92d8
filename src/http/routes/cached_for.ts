/** Answers that are good for a while. */

/** A function that gives the answer of `ask` again for `ms` milliseconds, and one answer to all who ask meanwhile. */
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
