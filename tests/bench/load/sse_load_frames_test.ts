import { assertEquals } from "@std/assert";
import { FrameReader, HEADROOM } from "./sse_load_frames.ts";

const FILL = "x".repeat(200);
const encoder = new TextEncoder();

function frame(number: number): string {
  return `id: ${number}\ndata: {"n":${number},"t":${1_000 + number}.5,"fill":"${FILL}"}\n\n`;
}

/** Its data does not begin with the number. */
function frameWithIdLast(number: number): string {
  return `data: {"fill":"${FILL}","t":${1_000 + number}.5,"n":${number}}\nid: ${number}\n\n`;
}

/** The body in chunks of these lengths, repeated, framed as in RFC 9112. */
function chunked(body: string, lengths: readonly number[]): string {
  let text = "";
  let rest = body;
  for (let index = 0; rest.length > 0; index++) {
    const part = rest.slice(0, lengths[index % lengths.length] ?? 1);
    text += `${part.length.toString(16)}\r\n${part}\r\n`;
    rest = rest.slice(part.length);
  }
  return text + "0\r\n\r\n";
}

/** Reads a text in pieces of this length, each from the same position of one buffer, as from a socket. */
function readAll(reader: FrameReader, text: string, piece: number): (readonly [number, number])[] {
  const bytes = encoder.encode(text);
  const buffer = new Uint8Array(HEADROOM + piece);
  const seen: (readonly [number, number])[] = [];
  for (let at = 0; at < bytes.length; at += piece) {
    const part = bytes.subarray(at, at + piece);
    buffer.set(part, HEADROOM);
    reader.read(
      buffer,
      HEADROOM,
      HEADROOM + part.length,
      (number, sentAt) => seen.push([number, sentAt]),
    );
  }
  return seen;
}

function counts({ events, gaps, duplicates, reordered, unnumbered, lastNumber }: FrameReader) {
  return { events, gaps, duplicates, reordered, unnumbered, lastNumber };
}

Deno.test("The load client sees every event once, wherever chunks and reads cut them", () => {
  const numbers = Array.from({ length: 25 }, (_, index) => index + 95);
  const body = "retry: 2000\n: hello\n" +
    numbers.map((number) => (number % 2 === 0 ? frame : frameWithIdLast)(number)).join(": keep-alive\n");
  const expected = numbers.map((number) => [number, 1_000.5 + number] as const);
  for (const lengths of [[1], [7, 300], [body.length], [1_000], [239, 1, 2]]) {
    const text = chunked(body, lengths);
    for (const piece of [1, 2, 3, 13, 250, 299, 1_024, text.length]) {
      const reader = new FrameReader({ chunked: true, least: 220 });
      assertEquals(readAll(reader, text, piece), expected);
      assertEquals(counts(reader), {
        events: 25,
        gaps: 0,
        duplicates: 0,
        reordered: 0,
        unnumbered: 0,
        lastNumber: 119,
      });
    }
  }
});

Deno.test("The load client distinguishes gaps, repeats and wrong order", () => {
  const reader = new FrameReader({ chunked: false, least: 220 });
  readAll(reader, [1, 2, 5, 5, 4, 6].map(frame).join(""), 100);
  assertEquals(counts(reader), {
    events: 6,
    gaps: 2,
    duplicates: 1,
    reordered: 1,
    unnumbered: 0,
    lastNumber: 6,
  });
});

Deno.test("The load client takes the number from the data when the id is not a number", () => {
  const reader = new FrameReader({ chunked: false, least: 10 });
  const text = 'id: 1760000000:3\ndata: {"n":8,"t":2}\n\nevent: message\nid:x9\ndata:{"n":9,"t":3}\n\n' +
    "data: nothing to number it by\n\nevent: end\n\n";
  assertEquals(readAll(reader, text, 5), [[8, 2], [9, 3], [-1, NaN]]);
  assertEquals(counts(reader), {
    events: 3,
    gaps: 0,
    duplicates: 0,
    reordered: 0,
    unnumbered: 1,
    lastNumber: 9,
  });
});
