/** Replaces the database thread: answers the first call and fails at the second. */
const scope = self as unknown as DedicatedWorkerGlobalScope;
let calls = 0;

scope.onmessage = (event: MessageEvent<{ readonly id: number }>) => {
  if (++calls > 1) throw new Error("out of memory");
  scope.postMessage({ id: event.data.id, ok: true, value: { isChecked: true } });
};
