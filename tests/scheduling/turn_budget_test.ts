import { assertEquals, assertLess } from "@std/assert";
import { setImmediate } from "node:timers/promises";
import { TurnBudget } from "../../src/scheduling/turn_budget.ts";

Deno.test("Loops that never have to wait let others take turns, and continue in the order in which they asked", async () => {
  const budget = new TurnBudget(1);
  const order: number[] = [];
  let turns = 0;
  let isOver = false;
  const others = (async () => {
    for (; !isOver; turns++) await setImmediate();
  })();
  const loops = Array.from({ length: 4 }, async (_, loop) => {
    for (let piece = 0; piece < 50; piece++) {
      await budget.turn();
      order.push(loop);
      const until = performance.now() + 0.3;
      while (performance.now() < until);
    }
  });
  await Promise.all(loops);
  isOver = true;
  await others;
  assertLess(10, turns);
  // None gets ahead of the others by more than one piece.
  for (let at = 0; at < order.length; at += 4) assertEquals(order.slice(at, at + 4).toSorted(), [0, 1, 2, 3]);
});
