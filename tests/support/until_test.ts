import { assertEquals, assertRejects } from "@std/assert";
import { until } from "./until.ts";

Deno.test("until() resolves with the first answer that passes, by default a truthy one", async () => {
  let count = 0;
  assertEquals(await until(() => ++count, { is: (seen) => seen === 5 }), 5);
  assertEquals(await until(() => Promise.resolve(++count > 9)), true);
  assertEquals(count, 10);
});

Deno.test("until() fails with the last answer when the time is up, and with the reason if asking fails", async () => {
  await assertRejects(
    () => until(() => ({ done: 3 }), { is: ({ done }) => done === 5, within: 5 }),
    Error,
    "Waited 0.005 s for what did not come; seen last: { done: 3 }",
  );
  const reason = new RangeError("Cannot ask");
  await assertRejects(() => until(() => Promise.reject(reason)), RangeError, "Cannot ask");
});
