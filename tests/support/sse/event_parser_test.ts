import { assertEquals, assertThrows } from "@std/assert";
import { EventParser } from "./event_parser.ts";

function parse(...pieces: readonly (string | Uint8Array)[]): EventParser {
  const parser = new EventParser();
  for (const piece of pieces) {
    parser.push(typeof piece === "string" ? new TextEncoder().encode(piece) : piece);
  }
  return parser;
}

function eventsOf({ arrivals }: EventParser) {
  return arrivals.filter(({ kind }) => kind === "event").map((arrival) =>
    arrival.kind === "event" ? [arrival.event.id, arrival.event.type, arrival.event.data] : []
  );
}

Deno.test("The examples of WHATWG HTML, section 9.2.6, are parsed as specified", () => {
  assertEquals(eventsOf(parse("data: YHOO\ndata: +2\ndata: 10\n\n")), [["", "message", "YHOO\n+2\n10"]]);
  const stream =
    ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n";
  const parser = parse(stream);
  assertEquals(eventsOf(parser), [
    ["1", "message", "first event"],
    ["", "message", "second event"],
    ["", "message", " third event"],
  ]);
  assertEquals(parser.arrivals[0], { kind: "comment", text: ": test stream" });
  assertEquals(eventsOf(parse("data\n\ndata\ndata\n\ndata:")), [["", "message", ""], ["", "message", "\n"]]);
  assertEquals(eventsOf(parse("data:test\n\ndata: test\n\n")), [["", "message", "test"], [
    "",
    "message",
    "test",
  ]]);
});

Deno.test("Every line end ends a line, wherever the bytes are split", () => {
  const text = "\uFEFFid: 7\r\nevent: x\rdata: a\ndata: \u{1F9EA}\u2028\r\n\r\nretry: 5\r\rid: 8\n\n";
  const bytes = new TextEncoder().encode(text);
  const whole = parse(text);
  assertEquals(eventsOf(whole), [["7", "x", "a\n\u{1F9EA}\u2028"]]);
  assertEquals(whole.arrivals.slice(1), [
    { kind: "retry", text: "5" },
    { kind: "empty_block", text: "retry: 5", lines: ["retry: 5"] },
    { kind: "id_alone", text: "8", lines: ["id: 8"] },
  ]);
  assertEquals(whole.lastEventId, "8");
  for (let at = 1; at < bytes.length; at++) {
    const split = parse(bytes.subarray(0, at), bytes.subarray(at));
    assertEquals(split.arrivals, whole.arrivals, `split at ${at}`);
  }
  assertEquals(parse(...[...bytes].map((byte) => new Uint8Array([byte]))).arrivals, whole.arrivals);
});

Deno.test("A comment and a reconnection time arrive with their line, and are not part of the event after them", () => {
  const parser = parse("retry: 5\n: beat\n");
  assertEquals(parser.arrivals, [{ kind: "retry", text: "5" }, { kind: "comment", text: ": beat" }]);
  parser.push(new TextEncoder().encode("data: a\n: inside\nid: 1\n\n: beat\n\n\n"));
  const [, , , event, ...rest] = parser.arrivals;
  assertEquals(event?.kind === "event" ? event.event.block : undefined, "data: a\nid: 1");
  assertEquals(rest, [
    { kind: "comment", text: ": beat" },
    { kind: "empty_block", text: ": beat", lines: [": beat"] },
    { kind: "empty_block", text: "", lines: [] },
  ]);
});

Deno.test("An id with a NUL is ignored, an unfinished event is not dispatched, and invalid UTF-8 is refused", () => {
  const parser = parse("id: 1\ndata: a\n\nid: \0\ndata: b\n\ndata: c\n");
  assertEquals(eventsOf(parser), [["1", "message", "a"], ["1", "message", "b"]]);
  assertThrows(() => parse(new Uint8Array([0x64, 0xff, 0x0a])), TypeError);
});
