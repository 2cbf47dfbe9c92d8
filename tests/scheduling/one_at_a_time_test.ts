import { assertEquals, assertRejects } from "@std/assert";
import { OneAtATime } from "../../src/scheduling/one_at_a_time.ts";

const NEVER = new AbortController().signal;

Deno.test("OneAtATime gives turns in the order in which they were asked for", async () => {
  const turns = new OneAtATime();
  const order: string[] = [];
  const first = await turns.turn(NEVER);
  const others = ["second", "third"].map(async (name) => {
    using _turn = await turns.turn(NEVER);
    order.push(`${name} begins`);
    await Promise.resolve();
    order.push(`${name} ends`);
  });
  order.push("first ends");
  first[Symbol.dispose]();
  await Promise.all(others);
  assertEquals(order, ["first ends", "second begins", "second ends", "third begins", "third ends"]);
});

Deno.test("OneAtATime passes over callers that have left", async () => {
  const turns = new OneAtATime();
  const first = await turns.turn(NEVER);
  const leaving = new AbortController();
  const left = turns.turn(leaving.signal);
  const third = turns.turn(NEVER);
  leaving.abort(new Error("gone"));
  await assertRejects(() => left, Error, "gone");
  let isThird = false;
  third.then(() => isThird = true);
  await Promise.resolve();
  assertEquals(isThird, false);
  first[Symbol.dispose]();
  (await third)[Symbol.dispose]();
});
