import { assert, assertEquals, assertRejects } from "@std/assert";
import { deadline } from "@std/async";
import type { CallOptions } from "../../../src/chem/pool/pending_call.ts";
import { RxnstreamError } from "../../../src/errors.ts";
import { openScriptedChem, type ScriptedChem } from "../support/scripted_chem.ts";

/** Longer than anything here takes; a call that waits for a time-out of a minute, or for ever, has not settled by then. */
const SOON_MS = 30_000;

function session(owner: string, session: string): CallOptions {
  return { share: { owner, session } };
}

async function failure(call: Promise<unknown>): Promise<RxnstreamError> {
  return await assertRejects(() => call, RxnstreamError);
}

/** Sends the commands while a process is held, releases it, and returns the order in which they were answered. */
async function order(
  pool: ScriptedChem,
  commands: readonly (readonly [command: string, options: CallOptions])[],
): Promise<readonly number[]> {
  const held = pool.tell(`mark ${pool.file("held")} wait ${pool.file("go")}`, session("", "held"));
  await pool.appears("held");
  const answered: number[] = [];
  const calls = commands.map(([command, options], i) =>
    pool.tell(command, options).then(() => answered.push(i))
  );
  await Deno.writeTextFile(pool.file("go"), "");
  await Promise.all([held, ...calls]);
  return answered;
}

Deno.test("A session of quick calls finishes before another session gets its second long call", async () => {
  await using pool = await openScriptedChem({ processes: 1 });
  const [long, short] = [session("a", "long"), session("a", "short")];
  const calls = [["take 300", long], ["take 301", long], ["take 302", long]] as const;
  const quick = ["C", "CC", "CCC", "CCCC"].map((text) => [text, short] as const);
  const answered = await order(pool, [...calls, ...quick]);
  assertEquals(answered, [0, 3, 4, 5, 6, 1, 2]);
});

Deno.test("An owner gets its turns however many sessions another has", async () => {
  await using pool = await openScriptedChem({ processes: 1 });
  const many = ["1", "2", "3", "4"].flatMap((name) =>
    ["take 100", "take 101"].map((command) => [command, session("many", name)] as const)
  );
  const one = ["take 102", "take 103", "take 104"].map((command) => [command, session("one", "1")] as const);
  const answered = await order(pool, [...many, ...one]);
  const places = [8, 9, 10].map((call) => answered.indexOf(call));
  assert(places.every((place, i) => place <= 2 * i + 2), `served as ${answered}`);
});

Deno.test("A call that follows from an answer is served before another owner's long call", async () => {
  await using pool = await openScriptedChem({ processes: 1 });
  const [long, short] = [session("a", "long"), session("b", "short")];
  const answered: string[] = [];
  const tell = (command: string, options: CallOptions) =>
    pool.tell(command, options).then(() => answered.push(command));
  const first = tell("take 100", long);
  const others = ["take 301", "take 302"].map((command) => tell(command, long));
  const about = {};
  for (const text of ["C", "CC", "CCC"]) await tell(text, { ...short, about });
  await Promise.all([first, ...others]);
  assertEquals(answered, ["take 100", "C", "CC", "CCC", "take 301", "take 302"]);
});

Deno.test("Urgent calls go first, but not all of them ahead of the rest", async () => {
  await using pool = await openScriptedChem({ processes: 1 });
  const answered: string[] = [];
  const tell = (command: string, options: CallOptions) =>
    pool.tell(command, options).then(() => answered.push(command));
  // The first gets the process before the others arrive, so only what is counted here is charged.
  const calls = [tell("take 50", { urgent: true, ...session("eager", "") })];
  for (const command of ["take 61", "take 62"]) calls.push(tell(command, session("", "patient")));
  for (let i = 1; i < 10; i++) calls.push(tell(`take 5${i}`, { urgent: true, ...session("eager", "") }));
  await Promise.all(calls);
  const places = ["take 61", "take 62"].map((command) => answered.indexOf(command));
  assert(places.every((place, i) => place > 0 && place < 4 * i + 6), `served as ${answered}`);
});

Deno.test("One client's urgent calls wait for each other; other clients do not wait for them all", async () => {
  await using pool = await openScriptedChem({ processes: 1 });
  const eager = [1, 2, 3, 4, 5].map((i) =>
    [`take 5${i}`, { urgent: true, ...session("eager", "") }] as const
  );
  const answered = await order(pool, [...eager, ["C", { urgent: true, ...session("modest", "") }]]);
  assert(answered.indexOf(5) <= 1, `served as ${answered}`);
});

Deno.test("The number of waiting urgent calls is limited, per owner and in total", async () => {
  await using pool = await openScriptedChem({ processes: 1, maxUrgentOfOne: 2, maxUrgent: 3 });
  const held = pool.tell(`mark ${pool.file("held")} wait ${pool.file("go")}`);
  await pool.appears("held");
  const urgent = (text: string, owner: string) => pool.tell(text, { urgent: true, ...session(owner, text) });
  const taken = [urgent("C", "a"), urgent("CC", "a"), urgent("CCC", "b")];
  const [tooMany, full] = [await failure(urgent("N", "a")), await failure(urgent("N", "c"))];
  assertEquals([tooMany.code, full.code], ["engine_busy", "engine_busy"]);
  assert(tooMany.message !== full.message);
  const ordinary = pool.tell("O");
  await Deno.writeTextFile(pool.file("go"), "");
  await Promise.all([held, ordinary, ...taken]);
  assertEquals((await urgent("N", "c")).text, "N");
});

Deno.test("Slow calls leave a process to the others, and are restarted if they were in the way", async () => {
  await using pool = await openScriptedChem({ processes: 2, timeoutMs: 60_000 });
  const slow = ["1", "2"].map((name) =>
    pool.tell(`mark ${pool.file(name)} wait ${pool.file("go")}`, session("slow", name))
  );
  await Promise.all([pool.appears("1"), pool.appears("2")]);
  const answers = ["C", "CC", "CCC"].map((text) => pool.tell(text, session("quick", text)));
  await deadline(Promise.all(answers), SOON_MS);
  assertEquals(pool.chem.stats().brokenOff, 1);
  await Deno.writeTextFile(pool.file("go"), "");
  await deadline(Promise.all(slow), SOON_MS);
  assertEquals([pool.chem.stats().brokenOff, pool.chem.stats().kills], [1, 0]);
});

Deno.test("Slow calls have all processes as long as nobody else asks", async () => {
  await using pool = await openScriptedChem({ processes: 2, timeoutMs: 60_000 });
  const slow = ["take 1500", "take 1501"].map((command) => pool.tell(command, session("slow", "")));
  const more = pool.tell("C", session("slow", ""));
  await deadline(Promise.all([...slow, more]), SOON_MS);
  assertEquals(pool.chem.stats().brokenOff, 0);
});

Deno.test("Long texts are searched in only one of two processes", async () => {
  await using pool = await openScriptedChem({ processes: 2 });
  const find = (name: string) => {
    const text = `mark ${pool.file(name)} wait ${pool.file("go")} ${"x ".repeat(600_000)}`;
    return pool.chem.call("find", { query: { text, format: "text", fileName: null }, maxReactions: 9 });
  };
  const finds = ["1", "2"].map(find);
  await pool.appears("1");
  assertEquals((await pool.tell("C")).text, "C");
  assertEquals([pool.chem.stats().busy, pool.chem.stats().queued], [1, 1]);
  await Deno.writeTextFile(pool.file("go"), "");
  await Promise.all(finds);
});

Deno.test("A call that nobody waits for any more soon stops", async () => {
  await using pool = await openScriptedChem({ processes: 1, timeoutMs: 60_000 });
  const abort = new AbortController();
  const left = pool.tell(`mark ${pool.file("begun")} hang`, { signal: abort.signal });
  await pool.appears("begun");
  abort.abort(new Error("no longer wanted"));
  await assertRejects(() => left, Error, "no longer wanted");
  assertEquals((await deadline(pool.tell("C"), SOON_MS)).text, "C");
  assertEquals([pool.chem.stats().brokenOff, pool.chem.stats().kills], [1, 0]);
});

Deno.test("A request that exceeded its time limit fails at once when it is repeated, whoever asks", async () => {
  await using pool = await openScriptedChem({ processes: 1, timeoutMs: 300 });
  const hang = () => failure(pool.tell("hang"));
  const errors = await Promise.all([hang(), hang(), hang()]);
  errors.push(await hang());
  assertEquals(
    new Set(errors.map(({ code, message }) => `${code}: ${message}`)),
    new Set([
      "engine_failure: the chemistry engine exceeded its time limit of 0.3 s",
    ]),
  );
  assertEquals(pool.chem.stats().kills, 1);
  assertEquals((await pool.tell("hand")).text, "hand");
});

Deno.test("A request that broke two processes fails at once when it is repeated", async () => {
  await using pool = await openScriptedChem({ processes: 1 });
  const errors = [await failure(pool.tell("die 3")), await failure(pool.tell("die 3"))];
  assertEquals(errors.map(({ message }) => message), Array(2).fill("the chemistry engine died twice"));
  assertEquals(pool.chem.stats().restarts, 2);
});

Deno.test("A drawing that failed fails in every size", async () => {
  await using pool = await openScriptedChem({ processes: 1, timeoutMs: 300 });
  for (const width of [100, 101, 102]) {
    const options = { width, height: 100, dark: false, atomMaps: false };
    await failure(pool.chem.call("depict", { text: "hang", format: "smiles", options }));
  }
  assertEquals(pool.chem.stats().kills, 1);
});
