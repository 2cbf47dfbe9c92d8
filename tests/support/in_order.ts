/** Many things under way at a time, whose results are wanted in order. */

/** Starts the tasks in order, so many at a time; a task that rejects stops no other. */
export function startInOrder<Result>(
  tasks: readonly (() => Promise<Result>)[],
  atATime: number,
): readonly Promise<Result>[] {
  const results = tasks.map(() => Promise.withResolvers<Result>());
  let next = 0;
  async function lane(): Promise<void> {
    for (let at = next++; at < tasks.length; at = next++) {
      await tasks[at]?.().then(results[at]?.resolve, results[at]?.reject);
    }
  }
  for (let count = 0; count < atATime; count++) void lane();
  return results.map(({ promise }) => {
    // Awaited in order; a rejection before that must not count as unhandled.
    promise.catch(() => {});
    return promise;
  });
}
