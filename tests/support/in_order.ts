/** Runs tasks concurrently and yields their results in order. */

/** Starts the tasks in order, a limited number at a time; a rejected task does not stop the others. */
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
