import { assertEquals, assertGreater, assertLess } from "@std/assert";
import { TokenBuckets } from "../../../src/http/access/token_buckets.ts";

const RATE = { capacity: 3, perSecond: 0.001 };

Deno.test("A bucket gives what is there, then says when more will be, and takes back what was not used", () => {
  const buckets = new TokenBuckets();
  assertEquals([1, 2, 3].map(() => buckets.take("a", 1, RATE)), [0, 0, 0]);
  const wait = buckets.take("a", 1, RATE);
  assertGreater(wait, 900);
  assertLess(wait, 1_001);
  assertEquals(buckets.take("b", 3, RATE), 0);
  buckets.giveBack("a", 1, RATE);
  assertEquals(buckets.take("a", 1, RATE), 0);
  buckets.giveBack("b", 100, RATE);
  assertEquals(buckets.take("b", 3, RATE), 0);
  buckets.charge("b", 10, RATE);
  assertGreater(buckets.take("b", 1, RATE), 10_000);
});

Deno.test("However many clients come, memory holds at most the allowed number of buckets, the most recent ones", () => {
  const buckets = new TokenBuckets(100);
  buckets.take("first", 3, RATE);
  for (let client = 0; client < 99; client++) buckets.take(`client ${client}`, 3, RATE);
  assertGreater(buckets.take("first", 1, RATE), 0);
  for (let client = 0; client < 99; client++) buckets.take(`other ${client}`, 3, RATE);
  assertEquals(buckets.size, 100);
  assertGreater(buckets.take("first", 1, RATE), 0);
  assertEquals(buckets.take("client 98", 1, RATE), 0);
});
