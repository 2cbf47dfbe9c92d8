import { assertArrayIncludes, assertEquals, assertNotEquals } from "@std/assert";
import { makePlan } from "./planner.ts";
import { Random } from "../support/random.ts";

const SIZE = { acts: 5, clients: 24, reactions: [20, 90] } as const;

Deno.test("A seed gives the same plan every time, and another seed gives another plan", () => {
  assertEquals(makePlan(7, 3, SIZE), makePlan(7, 3, SIZE));
  assertNotEquals(makePlan(7, 3, SIZE).operations, makePlan(7, 4, SIZE).operations);
  assertNotEquals(makePlan(7, 3, SIZE).operations, makePlan(8, 3, SIZE).operations);
});

Deno.test("Every plan has all clients and each fault, and names nothing before it exists", () => {
  for (let seed = 0; seed < 300; seed++) {
    const { beginning, operations } = makePlan(seed, 1, SIZE);
    assertEquals(operations.filter(({ op }) => op === "join").length, SIZE.clients);
    assertArrayIncludes(operations.map(({ op }) => op), [
      "kill",
      "kill_start",
      "restart",
      "kill_chem",
      "cut",
    ]);
    const there = new Set(beginning.sessions.map(({ session }) => session));
    for (const operation of operations) {
      if ("session" in operation && operation.op !== "create") {
        assertEquals(there.has(operation.session), true);
      }
      if (operation.op === "create") there.add(operation.session);
      if (operation.op === "resume") there.add(operation.as);
      // No client joins a session that was deleted before.
      if (operation.op === "delete") there.delete(operation.session);
    }
  }
});

Deno.test("The generator gives the numbers of sfc32, evenly distributed", () => {
  const random = new Random(0, 0);
  const again = new Random(0, 0);
  const numbers = Array.from({ length: 10_000 }, () => random.next());
  assertEquals(numbers, Array.from({ length: 10_000 }, () => again.next()));
  for (let tenth = 0; tenth < 10; tenth++) {
    const share = numbers.filter((number) => Math.floor(number * 10) === tenth).length / numbers.length;
    assertEquals(Math.abs(share - 0.1) < 0.02, true, `${share} of the numbers in tenth ${tenth}`);
  }
});
