import { assert, assertEquals, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";
import { abortable, deadline, delay, pooledMap } from "@std/async";

Deno.test("delay() resolves later for a longer wait, and a negative wait is none", async () => {
  const waits = [20, -5, 10, 0];
  const order: number[] = [];
  await Promise.all(waits.map((ms) => delay(ms).then(() => order.push(ms))));
  assertEquals(order, [-5, 0, 10, 20]);
});

Deno.test("delay() rejects with the reason of its signal, aborted before or during the wait", async () => {
  const reason = new Error("Not needed any more");
  assertStrictEquals(await assertRejects(() => delay(0, { signal: AbortSignal.abort(reason) })), reason);
  const controller = new AbortController();
  const waiting = assertRejects(() => delay(Infinity, { signal: controller.signal }));
  controller.abort(reason);
  assertStrictEquals(await waiting, reason);
});

Deno.test("delay() waits longer than one timer can", async () => {
  const controller = new AbortController();
  const long = delay(2 ** 31, { signal: controller.signal }).then(() => "long", () => "aborted");
  assertEquals(await Promise.race([long, delay(5).then(() => "short")]), "short");
  controller.abort();
  assertEquals(await long, "aborted");
});

Deno.test("delay() that is not persistent lets the process end", async () => {
  const module = import.meta.resolve("@std/async");
  const code = `import { delay } from ${JSON.stringify(module)}; delay(2 ** 30, { persistent: false });`;
  // A process that goes on is ended by the signal, so that the test fails rather than waits.
  const signal = AbortSignal.timeout(60_000);
  const { success } = await new Deno.Command(Deno.execPath(), { args: ["eval", code], signal }).output();
  assert(success);
});

Deno.test("deadline() gives the result in time, else a TimeoutError", async () => {
  assertEquals(await deadline(Promise.resolve("done"), 1000), "done");
  const never = new Promise<never>(() => {});
  assertEquals((await assertRejects(() => deadline(never, 1), DOMException)).name, "TimeoutError");
});

Deno.test("deadline() keeps a rejection and follows its signal, also without a limit", async () => {
  const reason = new Error("Cannot read");
  assertStrictEquals(await assertRejects(() => deadline(Promise.reject(reason), 1000)), reason);
  const never = new Promise<never>(() => {});
  const signal = AbortSignal.abort(reason);
  assertStrictEquals(await assertRejects(() => deadline(never, Infinity, { signal })), reason);
});

Deno.test("abortable() settles a promise as it does, or rejects with the reason of the signal", async () => {
  const controller = new AbortController();
  assertEquals(await abortable(Promise.resolve(1), controller.signal), 1);
  const reason = new Error("Session cancelled");
  const waiting = assertRejects(() => abortable(new Promise<never>(() => {}), controller.signal));
  controller.abort(reason);
  assertStrictEquals(await waiting, reason);
});

/** Numbers from 1 on; `closed` resolves when the reader closes it or it ends after `last`. */
function countTo(last: number): { numbers: AsyncGenerator<number, string>; closed: Promise<void> } {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const numbers = async function* () {
    try {
      for (let i = 1; i <= last; i++) yield i;
      return "end";
    } finally {
      resolve();
    }
  };
  return { numbers: numbers(), closed };
}

Deno.test("abortable() yields all of a source that is not aborted, and its return value", async () => {
  const iterator = abortable(countTo(2).numbers, new AbortController().signal);
  assertEquals(await iterator.next(), { done: false, value: 1 });
  assertEquals(await iterator.next(), { done: false, value: 2 });
  assertEquals(await iterator.next(), { done: true, value: "end" });
});

Deno.test("abortable() closes its source when the signal aborts and when the consumer leaves", async () => {
  const controller = new AbortController();
  const reason = new Error("Session cancelled");
  const { numbers, closed } = countTo(Infinity);
  const seen: number[] = [];
  const error = await assertRejects(async () => {
    for await (const number of abortable(numbers, controller.signal)) {
      seen.push(number);
      if (number === 3) controller.abort(reason);
    }
  });
  assertStrictEquals(error, reason);
  assertEquals(seen, [1, 2, 3]);
  await closed;

  const left = countTo(Infinity);
  for await (const _ of abortable(left.numbers, new AbortController().signal)) break;
  await left.closed;
});

Deno.test("pooledMap() keeps the order of the input and the limit of running calls", async () => {
  let running = 0;
  let most = 0;
  const results = pooledMap(3, [5, 1, 4, 2, 3, 1, 5], async (ms) => {
    most = Math.max(most, ++running);
    await delay(ms);
    running--;
    return ms;
  });
  assertEquals(await Array.fromAsync(results), [5, 1, 4, 2, 3, 1, 5]);
  assertEquals(most, 3);
});

Deno.test("pooledMap() yields what succeeds, then throws every failure at once", async () => {
  const called: number[] = [];
  const seen: number[] = [];
  const error = await assertRejects(
    async () => {
      const results = pooledMap(3, [1, 2, 3, 4], async (n) => {
        called.push(n);
        if (n <= 2) throw new Error(`Cannot map ${n}`);
        await delay(5);
        return n;
      });
      for await (const n of results) seen.push(n);
    },
    AggregateError,
    "Cannot complete the mapping as an error was thrown from an item",
  );
  assertEquals(error.errors.map((cause: Error) => cause.message), ["Cannot map 1", "Cannot map 2"]);
  assertEquals(seen, [3]);
  assertEquals(called, [1, 2, 3]);
});

Deno.test("pooledMap() fails when its input fails, and lets the running calls finish", async () => {
  const input = function* () {
    yield 1;
    throw new Error("Cannot read the input");
  };
  const seen: number[] = [];
  await assertRejects(async () => {
    for await (const n of pooledMap(2, input(), (n) => delay(5).then(() => n))) seen.push(n);
  }, AggregateError);
  assertEquals(seen, [1]);
});

Deno.test("pooledMap() refuses a limit that is not a positive integer", () => {
  for (const limit of [0, -1, 1.5, NaN, Infinity]) {
    assertThrows(
      () => pooledMap(limit, [1], (n) => Promise.resolve(n)),
      RangeError,
      "'poolLimit' must be a positive integer",
    );
  }
});
