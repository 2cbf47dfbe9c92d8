import { assertEquals, assertThrows } from "@std/assert";
import { elementTexts } from "./json_array.ts";
import { SseBlocks } from "./sse_blocks.ts";

const encoder = new TextEncoder();

Deno.test("Only well-formed events of the log are accepted, whatever their text; everything else is reported as strange", () => {
  const data = 'a\u2028b\u2029c\u0085d\u00a0\ufeff 😀 id: 7 "data: x"';
  const text =
    `retry: 2000\n: rxnstream\ndata: ${data}\nid: 1\n\n: keep-alive\nevent: x\ndata: y\nid: 2\n\n` +
    "id: 3\n: with a comment\n\ndata: z\nid: 0\n\ndata: without\n\ndata: \nid: 4\n\n: nothing\n\n" +
    'retry: 6000\nevent: goodbye\ndata: {"reason":"stopping"}\n\nevent: status\ndata: {"reason":"x"}\n\ndata: half';
  for (const size of [1, 3, 10_000]) {
    const strange: string[] = [];
    const blocks = new SseBlocks((piece) => strange.push(piece));
    const bytes = encoder.encode(text);
    const events = [];
    for (let at = 0; at < bytes.length; at += size) events.push(...blocks.feed(bytes.slice(at, at + size)));
    assertEquals(events, [{ id: 1, data }, { id: 4, data: "" }]);
    assertEquals(strange, [
      ": keep-alive\nevent: x\ndata: y\nid: 2",
      "id: 3\n: with a comment",
      "data: z\nid: 0",
      "data: without",
      ": nothing",
      'event: status\ndata: {"reason":"x"}',
    ]);
  }
});

Deno.test("The elements of a JSON array keep their text byte for byte", () => {
  const elements = ['{"a":[1,{"b":"]}\\",["}]}', '"x,\\u0041"', "[]", "-1.50e+3", "{}", "null"];
  assertEquals(elementTexts(`[${elements.join(",")}]`), elements);
  assertEquals(elementTexts(` [ 1 , [2,3] ] `), ["1", "[2,3]"]);
  assertEquals(elementTexts("[]"), []);
  assertThrows(() => elementTexts("[1,"), SyntaxError);
});
