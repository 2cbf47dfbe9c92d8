import { assertEquals } from "@std/assert";
import type { ClientHistory, Connection } from "../history.ts";
import { checkClient, type KnownLog } from "./check_client.ts";

const COMPLETION = '{"_type":"completion","status":"completed"}';
const ENTRIES = ["one", "two", "three", "four", COMPLETION].map((data, index) => ({ id: index + 1, data }));
const LOG: KnownLog = { entries: ENTRIES, state: "whole" };

function history(
  ids: readonly number[],
  { connections = [{ cursor: null, status: 200 }, { cursor: 5, status: 204 }], ...rest }: Partial<
    ClientHistory
  > = {},
): ClientHistory {
  return {
    client: "c1",
    kind: "fast",
    session: "s1",
    cursor: 0,
    isPrompt: false,
    connections,
    events: ids.map((id) => ({ id, data: ENTRIES[id - 1]?.data ?? "unheard of", connection: null })),
    strange: [],
    ending: "told",
    detail: "",
    ...rest,
  };
}

function broken(of: ClientHistory, log: KnownLog = LOG): readonly string[] {
  return checkClient(of, log).map(({ promise, position }) => `${promise} (${position})`);
}

Deno.test("A client that has exactly the log after its cursor breaks no promise", () => {
  assertEquals(broken(history([1, 2, 3, 4, 5])), []);
  assertEquals(broken(history([3, 4, 5], { cursor: 2 })), []);
  assertEquals(broken(history([], { cursor: 5, connections: [{ cursor: 5, status: 204 }] })), []);
  assertEquals(broken(history([1, 2], { ending: "left", connections: [] })), []);
  assertEquals(
    broken(history([1, 2, 3, 4, 5], { kind: "watch", ending: "completion", connections: [] })),
    [],
  );
});

Deno.test("A gap, a repeat and a wrong order are distinguished, with their positions", () => {
  assertEquals(broken(history([1, 2, 4, 5])), ["every event after the cursor arrives (3)"]);
  assertEquals(broken(history([2, 3, 4, 5])), ["every event after the cursor arrives (1)"]);
  assertEquals(broken(history([1, 2, 2, 3, 4, 5])), ["no event arrives twice (2)"]);
  assertEquals(broken(history([2, 3, 4, 5], { cursor: 2 })), ["no event arrives twice (2)"]);
  assertEquals(broken(history([1, 3, 2, 4, 5])), ["events arrive in order (2)"]);
});

Deno.test("Changed bytes, and events that the log does not have, are noticed", () => {
  const events = history([1, 2, 3, 4, 5]).events.map((event) =>
    event.id === 2 ? { ...event, data: "TWO" } : event
  );
  assertEquals(broken(history([], { events })), ["all clients get identical bytes (2)"]);
  assertEquals(broken(history([1, 2, 3, 4, 5, 6])), [
    "nothing follows the completion (6)",
    "every event after the cursor arrives (7)",
    "the completion is the last event, and there is exactly one (6)",
  ]);
  const short: KnownLog = { entries: ENTRIES.slice(0, 2), state: "whole" };
  assertEquals(broken(history([1, 2, 3], { ending: "left" }), short), [
    "clients see nothing that is not in the log (3)",
  ]);
});

Deno.test("Each answer must begin after the cursor of its request, even if the history as a whole is sound", () => {
  const events = [1, 2, 3, 4, 5].map((id) => ({
    id,
    data: ENTRIES[id - 1]?.data ?? "",
    connection: id < 4 ? 0 : 1,
  }));
  const connections = (cursor: number): readonly Connection[] => [
    { cursor: null, status: 200 },
    { cursor, status: 200 },
    { cursor: 5, status: 204 },
  ];
  assertEquals(broken(history([], { events, connections: connections(3) })), []);
  assertEquals(broken(history([], { events, connections: connections(2) })), [
    "every event after the cursor arrives (4)",
  ]);
});

Deno.test("A client that follows to the end gets there, and one 204", () => {
  const answers = (...statuses: readonly (number | null)[]) => ({
    connections: statuses.map((status) => ({ cursor: null, status })),
  });
  const all = [1, 2, 3, 4, 5];
  const one204 = "a client that has everything is told so by one 204 (5)";
  assertEquals(broken(history(all, answers(200, null, 503, 204))), []);
  assertEquals(broken(history(all, answers(200))), [one204]);
  assertEquals(broken(history(all, answers(200, 204, 204))), [one204]);
  assertEquals(broken(history(all, { ...answers(200), ending: "hung" })), [one204]);
  const toTheEnd = (at: number) => `a client that follows to the end gets there (${at})`;
  assertEquals(broken(history([1, 2], { ...answers(200, 503), ending: "refused" })), [toTheEnd(2)]);
  assertEquals(broken(history([1, 2], { ...answers(200), ending: "hung" })), [toTheEnd(2)]);
  assertEquals(broken(history([1, 2], { ...answers(200, 404), ending: "gone" })), [toTheEnd(2)]);
  assertEquals(broken(history([1, 2], answers(200, 204))), [
    "every event after the cursor arrives (3)",
    "the completion is the last event, and there is exactly one (2)",
  ]);
});

Deno.test("A client of a deleted session is checked against what was known of the session", () => {
  const deleted: KnownLog = { entries: ENTRIES.slice(0, 3), state: "deleted" };
  const gone = {
    ending: "gone",
    connections: [{ cursor: null, status: 200 }, { cursor: 2, status: 404 }],
  } as const;
  assertEquals(broken(history([1, 2], gone), deleted), []);
  assertEquals(broken(history([1, 3], gone), deleted), ["every event after the cursor arrives (2)"]);
  const seenByNoOther: KnownLog = {
    entries: ENTRIES.filter(({ id }) => id === 1 || id === 3),
    state: "deleted",
  };
  assertEquals(broken(history([1, 3], gone), seenByNoOther), ["every event after the cursor arrives (2)"]);
  assertEquals(broken(history([1, 2], { ...gone, ending: "hung" }), deleted), [
    "a client that follows to the end gets there (2)",
  ]);
});

Deno.test("A piece of the stream that is neither event nor comment is reported", () => {
  assertEquals(broken(history([1, 2, 3, 4, 5], { strange: ["event: x\nid: 3"] })), [
    "only events of the log carry an id, and they are unnamed (null)",
  ]);
});
