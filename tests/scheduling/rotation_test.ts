import { assertEquals } from "@std/assert";
import { Rotation } from "../../src/scheduling/rotation.ts";

Deno.test("Keys take turns, however much one of them has waiting", () => {
  const rotation = new Rotation<string>();
  for (
    const [key, item] of [["a", "a1"], ["a", "a2"], ["a", "a3"], ["b", "b1"], ["c", "c1"], [
      "c",
      "c2",
    ]] as const
  ) {
    rotation.add(key, item);
  }
  rotation.delete("a", "a2");
  rotation.delete("x", "x1");
  assertEquals([rotation.size, rotation.sizeOf("a"), rotation.sizeOf("x")], [5, 2, 0]);
  assertEquals(rotation.take((key) => key !== "a"), "b1");
  assertEquals(rotation.take(() => false), undefined);
  const order = Array.from({ length: 5 }, () => rotation.take());
  assertEquals(order, ["a1", "c1", "a3", "c2", undefined]);
  assertEquals(rotation.size, 0);
});
