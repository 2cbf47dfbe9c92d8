import { assert, assertEquals, assertThrows } from "@std/assert";
import { EntryWindow } from "../../src/delivery/entry_window.ts";
import type { LogEntry } from "../../src/types.ts";
import { collectGarbage } from "../support/garbage.ts";

function entry(id: number, length: number): LogEntry {
  return { id, data: "x".repeat(length) };
}

function entries(from: number, count: number, length: number): LogEntry[] {
  return Array.from({ length: count }, (_, index) => entry(from + index, length));
}

/** The numbers of what follows `cursor`. */
function idsAfter(
  window: EntryWindow,
  cursor: number,
  maxCharacters = 1_000_000,
): readonly number[] | string {
  const after = window.after(cursor, maxCharacters);
  return typeof after === "string" ? after : after.map(({ id }) => id);
}

/** Pushes entries one by one that only the window holds; gives weak references to them. */
function pushEach(window: EntryWindow, count: number): WeakRef<LogEntry>[] {
  return entries(1, count, 10).map((pushed) => {
    window.push([pushed]);
    return new WeakRef(pushed);
  });
}

Deno.test("Entries that have left the window take no memory, not even for a while", async () => {
  const window = new EntryWindow({ maxEntries: 100, maxCharacters: 1_000_000 });
  const pushed = pushEach(window, 150);
  // What was referred to in this turn of the event loop is kept to its end.
  await new Promise((resolve) => setTimeout(resolve));
  collectGarbage();
  assertEquals(pushed.filter((reference) => reference.deref() !== undefined).length, 100);
  assertEquals([idsAfter(window, 49), idsAfter(window, 149), idsAfter(window, 150)], [
    "behind",
    [150],
    "caught_up",
  ]);
});

Deno.test("A window holds its newest entry, however long, and else no more than allowed", () => {
  const window = new EntryWindow({ maxEntries: 100, maxCharacters: 1_000 });
  assertEquals(idsAfter(window, 0), "behind");
  window.push(entries(1, 50, 90));
  assertEquals([idsAfter(window, 38), idsAfter(window, 39, 300)], ["behind", [40, 41, 42, 43]]);
  window.push([entry(51, 5_000)]);
  assertEquals([idsAfter(window, 49), idsAfter(window, 50, 300)], ["behind", [51]]);
});

Deno.test("Readers that started at different places get the same pieces from the next boundary on, also while the log grows", () => {
  const window = new EntryWindow({ maxEntries: 10_000, maxCharacters: 10_000_000 });
  window.push(entries(1, 2_500, 300));
  const piecesFrom = (cursor: number) => {
    const pieces: (readonly LogEntry[])[] = [];
    for (let at = cursor; at < 2_000; at += pieces.at(-1)?.length ?? NaN) {
      const piece = window.after(at, 64 * 1024);
      if (typeof piece === "string") throw new Error(`There is nothing after ${at}: ${piece}`);
      pieces.push(piece);
    }
    return pieces;
  };
  const [one, other] = [piecesFrom(0), piecesFrom(100)];
  window.push(entries(2_501, 10, 300));
  const later = piecesFrom(700);
  const shared = one.filter((piece) => (piece.at(-1)?.id ?? 0) > 1_024);
  assert(shared.length > 3);
  for (const pieces of [other, later]) {
    assertEquals(
      pieces.slice(-shared.length).map((piece, index) => piece === shared[index]),
      shared.map(() => true),
    );
  }
});

Deno.test("A piece that ends at the newest entry has what is pushed afterwards, too", () => {
  const window = new EntryWindow({ maxEntries: 100, maxCharacters: 1_000 });
  window.push(entries(1, 2, 10));
  assertEquals(idsAfter(window, 0), [1, 2]);
  window.push(entries(3, 1, 10));
  assertEquals(idsAfter(window, 0), [1, 2, 3]);
});

Deno.test("Entries that do not follow one another are refused", () => {
  const window = new EntryWindow({ maxEntries: 100, maxCharacters: 1_000 });
  window.push(entries(1, 2, 10));
  assertThrows(() => window.push(entries(4, 1, 10)), RangeError, "Cannot publish event 4: the newest is 2");
});
