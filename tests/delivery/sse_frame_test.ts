import { assertEquals } from "@std/assert";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { encodeEntries } from "../../src/delivery/sse_frame.ts";
import { isCompletion } from "../../src/encoding/event_json.ts";

const HOSTILE = [
  "line\nbreak",
  "carriage\r\nreturn",
  "\u2028\u2029\u0085",
  "data: not a field\n\nid: 99",
  "\u0000 and \ufeff",
  "🧪 αβγ — ⟶",
  '"quotes" and \\backslashes\\',
];

Deno.test("Every text comes through a stream as it went in, with its number and without a name", async () => {
  const entries = HOSTILE.map((message, index) => ({
    id: index + 1,
    data: JSON.stringify({ type: "info", message }),
  }));
  const events = ReadableStream.from([encodeEntries(entries).bytes])
    .pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  const got = await Array.fromAsync(events);
  assertEquals(
    got.map(({ id, data, event }) => ({ id, message: JSON.parse(data).message, event })),
    HOSTILE.map((message, index) => ({
      id: String(index + 1),
      message,
      event: undefined,
    })),
  );
});

Deno.test("Only the completion event ends a log, whatever the text of others looks like", () => {
  assertEquals(isCompletion('{"_type":"completion","status":"completed"}'), true);
  assertEquals(isCompletion(JSON.stringify({ type: "info", message: '{"_type":"completion"' })), false);
});
