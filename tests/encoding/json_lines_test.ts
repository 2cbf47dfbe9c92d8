import { assertEquals, assertRejects } from "@std/assert";
import { jsonLine, textLines } from "../../src/encoding/json_lines.ts";

function chunks(...parts: readonly (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  return ReadableStream.from(
    parts.map((part) => typeof part === "string" ? new TextEncoder().encode(part) : part),
  );
}

Deno.test("textLines joins lines that arrive in pieces and splits those that arrive together", async () => {
  const lines = await Array.fromAsync(textLines(chunks("a", "b\n\nc\nd", "", "\ne\n"), 100));
  assertEquals(lines, ["ab", "", "c", "d", "e"]);
});

Deno.test("textLines joins the bytes of a character that is split between two chunks", async () => {
  const bytes = jsonLine("Å → B");
  const lines = await Array.fromAsync(textLines(chunks(bytes.subarray(0, 2), bytes.subarray(2)), 100));
  assertEquals(lines, ['"Å → B"']);
});

Deno.test("textLines drops a last line that was cut short", async () => {
  assertEquals(await Array.fromAsync(textLines(chunks("whole\nhal"), 100)), ["whole"]);
});

Deno.test("textLines refuses a line over its limit before its end has arrived", async () => {
  assertEquals(await Array.fromAsync(textLines(chunks("1234567\n"), 8)), ["1234567"]);
  await assertRejects(
    () => Array.fromAsync(textLines(chunks("1234", "5678"), 8)),
    RangeError,
    "longer than 8 bytes",
  );
});

Deno.test("textLines refuses bytes that are not UTF-8", async () => {
  await assertRejects(() => Array.fromAsync(textLines(chunks(new Uint8Array([255, 10])), 100)), TypeError);
});

Deno.test("textLines gives way to the event loop between lines that arrive together", async () => {
  let served = 0;
  const turns: number[] = [];
  const timer = setInterval(() => served++, 0);
  for await (const _ of textLines(chunks("a\nb\nc\nd\n"), 100)) {
    turns.push(served);
    for (const begin = performance.now(); performance.now() - begin < 5;);
  }
  clearInterval(timer);
  assertEquals(new Set(turns).size, 4);
});

Deno.test("textLines cancels its source when its reader leaves", async () => {
  let reason: unknown = null;
  const source = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode("line\n")),
    cancel: (why) => {
      reason = why ?? "left";
    },
  });
  for await (const line of textLines(source, 100)) {
    assertEquals(line, "line");
    break;
  }
  assertEquals(reason, "left");
});
