import { assertEquals } from "@std/assert";
import { SessionScheduler } from "../../src/session/session_scheduler.ts";

const ANY = () => true;

function turnsOf(places: number, turnMs = 1_000): SessionScheduler {
  return new SessionScheduler({ places, turnMs });
}

function range(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, index) => String(from + index));
}

Deno.test("Free places go to waiting sessions, first come, first served", () => {
  const turns = turnsOf(2);
  for (const id of ["a", "b", "c"]) turns.wait(id, "", "new");
  assertEquals(turns.give(0, ANY), { granted: ["a", "b"], taken: [], nextMs: 1_000 });
  assertEquals(turns.counts, { running: 2, queued: 1 });
  turns.leave("b");
  assertEquals(turns.give(10, ANY), { granted: ["c"], taken: [], nextMs: null });
});

Deno.test("A new session gets the place of the one that has held it longest, after a turn", () => {
  const turns = turnsOf(2);
  turns.wait("a", "", "new");
  turns.give(0, ANY);
  turns.wait("b", "", "new");
  turns.give(300, ANY);
  turns.wait("c", "", "new");
  assertEquals(turns.give(400, ANY), { granted: [], taken: [], nextMs: 600 });
  // The one at rest is next, but for a shorter turn.
  assertEquals(turns.give(1_000, ANY), { granted: ["c"], taken: ["a"], nextMs: 300 + 5_000 - 1_000 });
  turns.leave("c");
  assertEquals(turns.give(1_100, ANY), { granted: ["a"], taken: [], nextMs: null });
});

Deno.test("Any number of long sessions of one owner leave a place to another owner at once, and then an equal share", () => {
  const turns = turnsOf(4);
  for (const id of range(0, 100)) turns.wait(id, "many", "new");
  turns.give(0, ANY);
  turns.wait("x", "few", "new");
  turns.wait("y", "few", "new");
  turns.wait("z", "few", "new");
  assertEquals(turns.give(1_000, ANY).granted.slice(0, 2), ["x", "y"]);
  assertEquals(turns.counts, { running: 4, queued: 99 });
  // Sessions beyond an owner's share wait until that owner's own give way.
  assertEquals(turns.give(1_999, ANY).granted, []);
  const later = turns.give(2_000, ANY);
  assertEquals(later.granted.includes("z"), true);
  assertEquals(later.taken.filter((id) => id === "x" || id === "y").length, 1);
});

Deno.test("A new session does not wait for the longer turn of one that has run", () => {
  const turns = turnsOf(1);
  turns.wait("cold", "", "cold");
  turns.wait("cold too", "", "cold");
  turns.give(0, ANY);
  turns.wait("new", "", "new");
  assertEquals(turns.give(1_000, ANY).granted, ["new"]);
  turns.wait("newer", "", "new");
  assertEquals(turns.give(2_000, ANY).granted.length, 1);
});

Deno.test("Neither new sessions nor those that have already run wait for ever behind the other kind", () => {
  const turns = turnsOf(1);
  turns.wait("long", "", "new");
  turns.give(0, ANY);
  const order: string[] = [];
  for (let now = 0; order.length < 6; now += 1_000) {
    turns.wait(`new ${now}`, "", "new");
    order.push(...turns.give(now, ANY).granted);
  }
  assertEquals(order.filter((id) => id === "long").length > 0, true);
  assertEquals(order.filter((id) => id.startsWith("new")).length > 2, true);
});

Deno.test("A session whose log has to be read again waits for a longer turn than one that rests in memory", () => {
  const turns = turnsOf(1);
  turns.wait("a", "", "new");
  turns.give(0, ANY);
  turns.wait("b", "", "cold");
  assertEquals(turns.give(29_999, ANY), { granted: [], taken: [], nextMs: 1 });
  assertEquals(turns.give(30_000, ANY).granted, ["b"]);
  assertEquals(turns.give(34_999, ANY).granted, []);
  assertEquals(turns.give(35_000, ANY).granted, ["a"]);
});

Deno.test("Without turns, a session keeps its place as long as it runs", () => {
  const turns = turnsOf(1, Infinity);
  turns.wait("a", "", "new");
  turns.wait("b", "another", "new");
  assertEquals(turns.give(0, ANY), { granted: ["a"], taken: [], nextMs: null });
  assertEquals(turns.give(1e9, ANY).granted, []);
});

Deno.test("A session that may not run is passed over, and holds nobody up", () => {
  const turns = turnsOf(1);
  turns.wait("a", "", "new");
  turns.wait("b", "", "new");
  assertEquals(turns.give(0, (id) => id !== "a").granted, ["b"]);
  turns.leave("b");
  assertEquals(turns.give(1, (id) => id !== "a").granted, []);
  turns.leave("a");
  assertEquals(turns.counts, { running: 0, queued: 0 });
});
