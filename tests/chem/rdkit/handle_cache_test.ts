import { assert, assertEquals, assertLess } from "@std/assert";
import { HandleCache } from "../../../src/chem/rdkit/handle_cache.ts";
import { loadRdkit } from "../../../src/chem/rdkit/rdkit.ts";

Deno.test("A handle asked for again is kept, and an evicted one is deleted once", () => {
  const deleted: string[] = [];
  const made: string[] = [];
  const kept = new HandleCache<{ delete(): void }>(2);
  const get = (text: string) =>
    kept.get(text, () => {
      made.push(text);
      return { delete: () => deleted.push(text) };
    });
  for (const text of ["a", "b", "a", "c", "a"]) get(text);
  assertEquals([made, deleted], [["a", "b", "c"], []]);
  kept.trim();
  assertEquals(deleted, ["b"]);
  kept.trim();
  get("b");
  kept.trim();
  assertEquals([made, deleted], [["a", "b", "c", "b"], ["b", "c"]]);
});

Deno.test("A handle that could not be made is tried again", () => {
  const kept = new HandleCache<{ delete(): void }>(2);
  assertEquals([kept.get("a", () => null), kept.get("a", () => null)], [null, null]);
});

Deno.test("A transform gives the same result whether its molecules are cached, new or evicted", async () => {
  const rdkit = await loadRdkit();
  const ester = () =>
    rdkit.transform("[C:1](=[O:2])-[OH].[O;H1;$(O-[CH2]):3]>>[C:1](=[O:2])-[O:3]", ["CC(=O)O", "CCO"], 10);
  const first = ester();
  assertEquals(ester(), first);
  for (let length = 1; length <= 100; length++) {
    rdkit.transform(`[C:1]-[O:2]>>[C:1].[O:2]`, [`${"C".repeat(length)}O`], 10);
    rdkit.readsReaction(`[C:1]-[O:${length + 1}]>>[C:1].[O:${length + 1}]`);
  }
  assertEquals(ester(), first);
  assertEquals(rdkit.live, 0);
});

Deno.test("Product sets that are not looked at take no memory", async () => {
  const rdkit = await loadRdkit();
  const transform = (times: number) => {
    for (let time = 0; time < times; time++) {
      const answer = rdkit.transform("[C:1]-[C:2]>>[C:1]=[C:2]", ["C".repeat(40)], 64, () => true);
      assert(answer.ok && answer.value.length === 1);
    }
  };
  transform(50);
  const before = Deno.memoryUsage().rss;
  transform(400);
  assertLess(Deno.memoryUsage().rss - before, 32 * 1024 * 1024);
});
