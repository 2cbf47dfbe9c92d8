import { assertEquals, assertRejects } from "@std/assert";
import { cachedFor } from "../../../src/http/routes/cached_for.ts";

Deno.test("An answer is reused while it is fresh, and shared by all who ask before it is ready", async () => {
  let asked = 0;
  const answer = Promise.withResolvers<string>();
  const ask = cachedFor(() => {
    asked++;
    return answer.promise;
  }, 60_000);
  const early = [ask(), ask()];
  answer.resolve("fine");
  assertEquals([...await Promise.all(early), await ask(), asked], ["fine", "fine", "fine", 1]);
});

Deno.test("A stale answer is asked for again, and so is a failure", async () => {
  let asked = 0;
  const ask = cachedFor(() => Promise.reject(new Error(`failure ${++asked}`)), 0);
  await assertRejects(ask, Error, "failure 1");
  await assertRejects(ask, Error, "failure 2");
});
