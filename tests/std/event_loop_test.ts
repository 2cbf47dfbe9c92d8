import { assertEquals, assertRejects } from "@std/assert";
import { OneATurn } from "../../src/std/event_loop.ts";

Deno.test("Pieces of work that are given at once run in order, each in a turn of its own, and one that fails alone fails", async () => {
  const reading = new OneATurn();
  const seen: string[] = [];
  let turn = 0;
  const counting = setInterval(() => turn++, 0);
  const work = (name: string) =>
    reading.run(() => {
      seen.push(name);
      if (name === "b") throw new RangeError("No such page");
      return turn;
    });
  const [a, b, c, d] = ["a", "b", "c", "d"].map(work);
  await assertRejects(() => b ?? Promise.resolve(), RangeError, "No such page");
  const turns = await Promise.all([a, c, d]);
  clearInterval(counting);
  assertEquals(seen, ["a", "b", "c", "d"]);
  assertEquals(new Set(turns).size, 3);
});
