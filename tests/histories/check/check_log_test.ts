import { assertEquals } from "@std/assert";
import { checkLog, type FinalSession } from "./check_log.ts";

/** A log with one reaction, as its info types. */
const STEPS = ["reaction_text", "reaction_init", "smiles_init", "smiles_update", "reaction_complete"];
const COMPLETION = '{"_type":"completion","status":"completed"}';

function log(steps: readonly string[], ...ends: readonly string[]) {
  const data = steps.map((step) =>
    JSON.stringify({ type: "info", message: "m", aux: { info_type: step, reaction_index: 0 } })
  );
  return [...data, ...ends].map((text, index) => ({ id: index + 1, data: text }));
}

function session(changes: Partial<FinalSession> = {}): FinalSession {
  const reactions = { found: 1, done: 1, failed: 0 };
  return { status: "completed", error: null, last_event_id: STEPS.length + 1, reactions, ...changes };
}

function broken(of: FinalSession, entries: ReturnType<typeof log>): readonly string[] {
  return checkLog("s1", of, entries).map(({ promise, position }) => `${promise} (${position})`);
}

Deno.test("A complete log breaks no promise", () => {
  assertEquals(broken(session(), log(STEPS, COMPLETION)), []);
});

Deno.test("A gap in the numbers, and a session whose counts differ, are noticed", () => {
  const holed = log(STEPS, COMPLETION).map(({ id, data }) => ({ id: id > 2 ? id + 1 : id, data }));
  assertEquals(broken(session(), holed), ["ids count 1, 2, 3 … without gaps (3)"]);
  assertEquals(broken(session({ last_event_id: 9 }), log(STEPS, COMPLETION)), [
    "ids count 1, 2, 3 … without gaps (6)",
  ]);
});

Deno.test("A log without a completion, and one with a completion in the middle, are noticed", () => {
  const promise = "the completion is the last event, and there is exactly one";
  assertEquals(broken(session({ last_event_id: 5 }), log(STEPS)), [`${promise} (5)`]);
  assertEquals(broken(session({ last_event_id: 7 }), log(STEPS, COMPLETION, COMPLETION)), [`${promise} (6)`]);
});

Deno.test("A stage that is done twice is noticed", () => {
  const steps = [...STEPS.slice(0, 4), "smiles_update", "reaction_complete"];
  assertEquals(broken(session({ last_event_id: 7 }), log(steps, COMPLETION)), [
    "no finished stage is done twice (5)",
  ]);
});

Deno.test("A status, an error or counts that differ from the log are noticed", () => {
  const promise = "the status agrees with the completion";
  const whole = log(STEPS, COMPLETION);
  assertEquals(broken(session({ status: "cancelled" }), whole), [`${promise} (6)`]);
  assertEquals(broken(session({ error: "because" }), whole), [`${promise} (6)`]);
  assertEquals(broken(session({ reactions: { found: 1, done: 0, failed: 0 } }), whole), [
    `${promise} (null)`,
  ]);
  const unfinished = session({ last_event_id: 5, reactions: { found: 1, done: 0, failed: 0 } });
  assertEquals(broken(unfinished, log(STEPS.slice(0, 4), COMPLETION)), [`${promise} (5)`]);
});
