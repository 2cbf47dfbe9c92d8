import { assertEquals } from "@std/assert";
import { Hono } from "hono";
import { acceptQuality, prefersMediaType } from "../../src/http/accept.ts";

const app = new Hono().get("/", (c) => c.json([acceptQuality(c, "a/b"), prefersMediaType(c, "a/b", "a/c")]));

async function ask(accept: string): Promise<unknown> {
  return await (await app.request("/", { headers: { Accept: accept } })).json();
}

Deno.test("A client's Accept header is read by its most specific range, whatever else it contains", async () => {
  const cases: readonly (readonly [string, number, boolean])[] = [
    ["", 1, false],
    [",", 0, false],
    ["A/B", 1, true],
    ["a/*;q=0.5, */*;q=0.1", 0.5, false],
    ["*/*;q=0.1", 0.1, false],
    ["a/b;q=0, */*", 0, false],
    ["a/b;v=1 ; Q=0.25, a/c;q=0.5", 0.25, false],
    ["a/b;q=0.5,a/b;q=0.75", 0.75, true],
    ["a/b;q=much", 1, true],
    ["c/d", 0, false],
    ['c/d;x="a/b,a/c",a/b;q=0.25', 0.25, true],
    [`${"x/y;q=1,".repeat(1_000)}a/b;q=0.5`, 0.5, true],
    [`a/b${";x".repeat(5_000)}`, 1, true],
    [`${",".repeat(5_000)} a/b ${";".repeat(5_000)}`, 1, true],
  ];
  for (const [accept, wanted, isPreferred] of cases) {
    assertEquals(await ask(accept), [wanted, isPreferred], accept.slice(0, 60));
  }
});
