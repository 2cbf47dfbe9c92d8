import { assertEquals, assertLess } from "@std/assert";
import { setImmediate } from "node:timers/promises";
import { TurnBudget } from "../../src/sse/turn_budget.ts";

Deno.test("Clients that could catch up without waiting for anything let others have their turns, and go on in order", async () => {
  const budget = new TurnBudget();
  const order: number[] = [];
  let turns = 0;
  let isOver = false;
  const others = (async () => {
    for (; !isOver; turns++) await setImmediate();
  })();
  const clients = Array.from({ length: 4 }, async (_, client) => {
    for (let page = 0; page < 200; page++) {
      await budget.spend(64 * 1024);
      order.push(client);
    }
  });
  await Promise.all(clients);
  isOver = true;
  await others;
  assertLess(10, turns);
  // Nobody gets ahead of the others by more than a page.
  for (let at = 0; at < order.length; at += 4) assertEquals(order.slice(at, at + 4).toSorted(), [0, 1, 2, 3]);
});
