import { assert, assertEquals, assertRejects } from "@std/assert";
import { FairTurns, type TurnOptions } from "../../src/scheduling/fair_turns.ts";

const LATER: TurnOptions = { key: "a", first: false, signal: new AbortController().signal, rests: false };
const FIRST: TurnOptions = { ...LATER, first: true };

/** Work that records the order in which it was done. */
function recorder() {
  const done: string[] = [];
  const turns = new FairTurns();
  const work = (name: string, options: TurnOptions) =>
    turns.run(options, () => Promise.resolve(name), (fetched) => {
      done.push(fetched);
      return fetched;
    });
  return { done, turns, work };
}

Deno.test("Tasks submitted together each run in their own turn of the event loop, and a failure affects only its own task", async () => {
  const { turns } = recorder();
  let turn = 0;
  const counting = setInterval(() => turn++, 0);
  let computed = 0;
  let most = 0;
  const work = (name: string) =>
    turns.run(LATER, () => Promise.resolve(name), (fetched) => {
      if (fetched === "b") throw new RangeError("No such page");
      most = Math.max(most, ++computed);
      setTimeout(() => computed--, 0);
      const until = performance.now() + 5;
      while (performance.now() < until);
      return turn;
    });
  const [a, b, c, d] = ["a", "b", "c", "d"].map(work);
  await assertRejects(() => b ?? Promise.resolve(0), RangeError, "No such page");
  assertEquals(new Set(await Promise.all([a, c, d])).size, 3);
  clearInterval(counting);
  assertEquals(most, 1);
});

Deno.test("Urgent work is done before what is already waiting, but lets some of that be done too", async () => {
  const { done, work } = recorder();
  const all = [
    ...Array.from({ length: 6 }, (_, n) => work(`later ${n}`, LATER)),
    ...Array.from({ length: 8 }, (_, n) => work(`first ${n}`, FIRST)),
  ];
  await Promise.all(all);
  // Two had begun before anything else arrived.
  assertEquals(done.slice(0, 5), ["later 0", "later 1", "first 0", "first 1", "first 2"]);
  assert(done.indexOf("later 2") < done.indexOf("first 7"));
  assert(done.indexOf("first 7") < done.indexOf("later 5"));
  assertEquals(new Set(done).size, 14);
});

Deno.test("Each key gets its turn, however much another one has waiting", async () => {
  const { done, work } = recorder();
  const flood = Array.from({ length: 20 }, (_, n) => work(`a${n}`, FIRST));
  await Promise.all([...flood, work("b", { ...FIRST, key: "b" })]);
  assert(done.indexOf("b") <= 3, done.join());
});

Deno.test("A caller that leaves while waiting is removed from the queue at once and fetches nothing", async () => {
  const { done, work } = recorder();
  const leaving = new AbortController();
  const options = { ...LATER, signal: leaving.signal };
  const begun = [work("0", options), work("1", options)];
  const waiting = Array.from({ length: 3_000 }, (_, n) => work(String(n + 2), options));
  const next = work("next", LATER);
  leaving.abort(new RangeError("left"));
  for (const one of waiting) await assertRejects(() => one, RangeError, "left");
  await assertRejects(() => work("late", options), RangeError, "left");
  await Promise.all([...begun, next]);
  assertEquals(done, ["0", "1", "next"]);
});

Deno.test("Work that rests leaves the event loop to others for as long as it held it", async () => {
  const turns = new FairTurns();
  const began: number[] = [];
  const work = () =>
    turns.run({ ...LATER, rests: true }, () => Promise.resolve(), () => {
      began.push(performance.now());
      const until = performance.now() + 10;
      while (performance.now() < until);
    });
  for (let count = 0; count < 4; count++) await work();
  const gaps = began.slice(1).map((at, i) => at - (began[i] ?? at));
  assert(gaps.every((gap) => gap >= 19), gaps.join());
});
