import { assert, assertEquals, assertRejects } from "@std/assert";
import { deadline, delay } from "@std/async";

Deno.test("delay() resolves later for a longer wait, and a negative wait counts as none", async () => {
  const waits = [20, -5, 10, 0];
  const order: number[] = [];
  await Promise.all(waits.map((ms) => delay(ms).then(() => order.push(ms))));
  assertEquals(order, [-5, 0, 10, 20]);
});

Deno.test("delay() rejects with the reason of its signal, aborted before or during the wait", async () => {
  const reason = new Error("Not needed any more");
  assert(await assertRejects(() => delay(0, { signal: AbortSignal.abort(reason) })) === reason);
  const controller = new AbortController();
  const waiting = assertRejects(() => delay(Infinity, { signal: controller.signal }));
  controller.abort(reason);
  assert(await waiting === reason);
});

Deno.test("delay() waits longer than one timer can", async () => {
  const controller = new AbortController();
  const long = delay(2 ** 31, { signal: controller.signal }).then(() => "long", () => "aborted");
  assertEquals(await Promise.race([long, delay(5).then(() => "short")]), "short");
  controller.abort();
  assertEquals(await long, "aborted");
});

Deno.test("deadline() gives a result that is in time, or else a TimeoutError", async () => {
  assertEquals(await deadline(Promise.resolve("done"), 1000), "done");
  const never = new Promise<never>(() => {});
  assertEquals((await assertRejects(() => deadline(never, 1), DOMException)).name, "TimeoutError");
});

Deno.test("deadline() keeps a rejection and follows its signal, also without a limit", async () => {
  const reason = new Error("Cannot read");
  assert(await assertRejects(() => deadline(Promise.reject(reason), 1000)) === reason);
  const never = new Promise<never>(() => {});
  const signal = AbortSignal.abort(reason);
  assert(await assertRejects(() => deadline(never, Infinity, { signal })) === reason);
});
