import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Frame, FrameWindow } from "../../src/broadcast/frame_window.ts";

function frame(id: number, size: number): Frame {
  return { id, bytes: new Uint8Array(size), isLast: false };
}

/** Pushes frames one by one that only the window holds; gives weak references to them. */
function pushFrames(window: FrameWindow, from: number, to: number, size: number): WeakRef<Frame>[] {
  const frames: WeakRef<Frame>[] = [];
  for (let id = from; id <= to; id++) {
    const pushed = frame(id, size);
    frames.push(new WeakRef(pushed));
    window.push([pushed]);
  }
  return frames;
}

Deno.test("Frames that have left the window take no memory, not even for a while", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const window = new FrameWindow({ maxFrames: 100, maxBytes: 1_000_000 });
  const frames = pushFrames(window, 1, 150, 10);
  // What was referred to in this turn of the event loop is kept to its end.
  await new Promise((resolve) => setTimeout(resolve));
  collectGarbage();
  assertEquals(frames.filter((reference) => reference.deref() !== undefined).length, 100);
  assertEquals([window.holds(49), window.holds(50), window.holds(149), window.holds(150)], [
    false,
    true,
    true,
    false,
  ]);
});

Deno.test("A window holds its newest frame, however large, and else no more bytes than allowed", () => {
  const window = new FrameWindow({ maxFrames: 100, maxBytes: 1_000 });
  pushFrames(window, 1, 50, 90);
  assertEquals([window.holds(38), window.holds(39), window.lastId], [false, true, 50]);
  const chunk = window.chunkAfter(39, 300);
  if (typeof chunk === "string") throw new Error(chunk);
  assertEquals([chunk.bytes.length, chunk.lastId], [360, 43]);
  window.push([frame(51, 5_000)]);
  assertEquals([window.holds(49), window.holds(50)], [false, true]);
  const whole = window.chunkAfter(50, 300);
  assertLessOrEqual(5_000, typeof whole === "string" ? 0 : whole.bytes.length);
});

Deno.test("Readers at places of their own meet, and share chunks from there on, also while the log grows", () => {
  const window = new FrameWindow({ maxFrames: 10_000, maxBytes: 10_000_000 });
  const frames = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: from + index,
      bytes: new Uint8Array(300),
      isLast: false,
    }));
  window.push(frames(1, 2_500));
  const chunksFrom = (cursor: number) => {
    const chunks = [];
    for (let at = cursor; at < 2_000;) {
      const chunk = window.chunkAfter(at, 64 * 1024);
      if (chunk === "empty" || chunk === "behind") throw new Error(`There is nothing after ${at}`);
      chunks.push(chunk);
      at = chunk.lastId;
    }
    return chunks;
  };
  const [one, other] = [chunksFrom(0), chunksFrom(100)];
  window.push(frames(2_501, 10));
  const later = chunksFrom(700);
  const shared = one.filter(({ lastId }) => lastId > 1_024);
  assert(shared.length > 3);
  for (const chunks of [other, later]) {
    assertEquals(
      chunks.slice(-shared.length).map((chunk, index) => chunk === shared[index]),
      shared.map(() => true),
    );
  }
});
