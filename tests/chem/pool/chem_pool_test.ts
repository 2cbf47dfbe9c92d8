import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import type { CallOptions } from "../../../src/chem/pool/pending_call.ts";
import { type ChemPool, openChemPool } from "../../../src/chem/pool/chem_pool.ts";
import { retryingChem } from "../../../src/chem/pool/retrying_chem.ts";
import { chemEnvironment } from "../../../src/chem/pool/chem_command.ts";
import { MAX_REQUEST_BYTES } from "../../../src/encoding/json_lines.ts";
import { RxnstreamError } from "../../../src/errors.ts";
import { isAlive, openScriptedChem, scriptedCommand } from "../support/scripted_chem.ts";
import { until } from "../../support/until.ts";

async function failure(call: Promise<unknown>): Promise<RxnstreamError> {
  return await assertRejects(() => call, RxnstreamError);
}

Deno.test("ChemPool starts no process before the first call and keeps using the one it has", async () => {
  await using pool = await openScriptedChem({ processes: 2 });
  assertEquals(pool.chem.stats().alive, 0);
  const first = await pool.tell("CCO");
  const second = await pool.tell("CCN");
  assertEquals([first.text, second.text], ["CCO", "CCN"]);
  assertEquals(first.pid, second.pid);
  assertEquals(pool.chem.stats(), {
    processes: 2,
    alive: 1,
    busy: 0,
    queued: 0,
    restarts: 0,
    kills: 0,
    brokenOff: 0,
    rechecks: 0,
    leaks: 0,
    startError: null,
  });
});

Deno.test("ChemPool spreads calls over its processes and answers each caller its own question", async () => {
  await using pool = await openScriptedChem({ processes: 2 });
  const held = pool.tell(`wait ${pool.file("go")}`);
  const answers = await Promise.all(["C", "CC", "CCC"].map((text) => pool.tell(text)));
  assertEquals(answers.map((answer) => answer.text), ["C", "CC", "CCC"]);
  await Deno.writeTextFile(pool.file("go"), "");
  assertNotEquals((await held).pid, answers[0]?.pid);
  assertEquals(pool.chem.stats().alive, 2);
});

Deno.test("ChemPool kills a process over its limit, fails its request, and serves others meanwhile", async () => {
  await using pool = await openScriptedChem({ processes: 2 });
  const before = await pool.tell("C");
  const hanging = failure(pool.tell("hang", { timeoutMs: 300 }));
  const others = await Promise.all(["N", "O", "S"].map((text) => pool.tell(text)));
  assertEquals(others.map((answer) => answer.text), ["N", "O", "S"]);
  const error = await hanging;
  assertEquals(error.code, "engine_failure");
  assertEquals(error.message, "the chemistry engine exceeded its time limit of 0.3 s");
  assertEquals(pool.chem.stats().kills, 1);
  assertEquals(pool.chem.stats().restarts, 1);
  assertEquals(await isAlive(before.pid), false);
  assertEquals((await pool.tell("CCO")).text, "CCO");
});

for (
  const [fault, what] of [
    ["die 7", "died"],
    ["gibberish", "answered gibberish"],
    ["stranger", "answered another question"],
    ["broken", "broke down"],
  ] as const
) {
  Deno.test(`ChemPool answers from a fresh process after one "${fault}", and fails the call after two`, async () => {
    await using pool = await openScriptedChem({ processes: 1 });
    const before = await pool.tell("C");
    const answer = await pool.tell(`once ${pool.file("marker")} ${fault} else CCO`);
    assertEquals(answer.text, "CCO");
    assertNotEquals(answer.pid, before.pid);
    assertEquals(await isAlive(before.pid), false);
    const error = await failure(pool.tell(fault));
    assertEquals(error.code, "engine_failure");
    assertEquals(error.message, `the chemistry engine ${what} twice`);
    assertEquals((await pool.tell("CCO")).text, "CCO");
    assertEquals(pool.chem.stats().alive, 1);
  });
}

async function findTexts(chem: ChemPool, text: string, options?: CallOptions): Promise<readonly string[]> {
  const query = { text, format: "text", fileName: null } as const;
  const { reactions } = await chem.call("find", { query, maxReactions: 9 }, options);
  return reactions.map((reaction) => reaction.text);
}

Deno.test("ChemPool joins the parts of an answer, and drops those of a failed attempt", async () => {
  await using pool = await openScriptedChem({ processes: 1 });
  assertEquals(await findTexts(pool.chem, "part A part B C"), ["A", "B", "C"]);
  assertEquals(await findTexts(pool.chem, "C"), ["C"]);
  for (const fault of ["die 3", "gibberish", "stranger", "broken"]) {
    const text = `once ${pool.file(fault.slice(0, 3))} part A ${fault} else part B C`;
    assertEquals(await findTexts(pool.chem, text), ["B", "C"], fault);
  }
  assertEquals(pool.chem.stats().restarts, 4);
  const error = await failure(findTexts(pool.chem, "part A die 3"));
  assertEquals(error.message, "the chemistry engine died twice");
});

Deno.test({
  name: "ChemPool asks a fresh process when one has used up its time without doing anything",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using pool = await openScriptedChem({ processes: 1 });
    const answer = await pool.tell(`once ${pool.file("marker")} take 60000 else CCO`, { timeoutMs: 1_000 });
    assertEquals([answer.text, pool.chem.stats().kills], ["CCO", 1]);
  },
});

Deno.test("ChemPool applies one time limit to an answer in parts", async () => {
  await using pool = await openScriptedChem({ processes: 1 });
  const error = await failure(findTexts(pool.chem, "part A part B hang", { timeoutMs: 300 }));
  assertEquals(error.message, "the chemistry engine exceeded its time limit of 0.3 s");
});

Deno.test("ChemPool gives up on an endless answer line", async () => {
  await using pool = await openScriptedChem({ processes: 1, timeoutMs: 60_000 });
  const error = await failure(pool.tell("flood"));
  assertEquals(error.message, "the chemistry engine gave an answer that is too large twice");
});

Deno.test({
  name: "ChemPool kills a process that needs too much memory, and tries once more in a fresh one",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using pool = await openScriptedChem({
      processes: 1,
      timeoutMs: 60_000,
      maxRequestRssBytes: 400 * 1024 * 1024,
    });
    const before = await pool.tell("C");
    const answer = await pool.tell(`once ${pool.file("marker")} gorge 600 else CCO`);
    assertEquals(answer.text, "CCO");
    assertEquals(await isAlive(before.pid), false);
    const error = await failure(pool.tell("gorge 600"));
    assertEquals(error.code, "engine_failure");
    assertEquals(error.message, "the chemistry engine needed more than 400 MiB of memory twice");
  },
});

Deno.test("A patient caller waits while no process can be started, until its signal aborts", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const cmd = `${folder}/chem`;
    const { cmd: deno, args } = scriptedCommand();
    await using chem = openChemPool({ command: { cmd, args: [] }, processes: 1 });
    const patient = retryingChem(chem);
    const aborting = new AbortController();
    const aborted = patient.call("smiles", { text: "C", format: "smiles" }, { signal: aborting.signal });
    const waiting = patient.call("smiles", { text: "CCO", format: "smiles" });
    await until(() => chem.stats(), { is: ({ startError }) => startError !== null });
    aborting.abort(new DOMException("enough", "AbortError"));
    await assertRejects(() => aborted, DOMException, "enough");
    await Deno.writeTextFile(cmd, `#!/bin/sh\nexec '${deno}' ${args.map((arg) => `'${arg}'`).join(" ")}\n`);
    await Deno.chmod(cmd, 0o755);
    assertEquals((await waiting).result.values, ["CCO"]);
    assertEquals(chem.stats().startError, null);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("ChemPool reports it when a request fails in two ways", async () => {
  await using pool = await openScriptedChem({ processes: 1 });
  const error = await failure(pool.tell(`once ${pool.file("marker")} gibberish else die 5`));
  assertEquals(
    error.message,
    "the chemistry engine answered gibberish, then, after a restart, died",
  );
});

Deno.test("ChemPool passes on why a request is at fault and keeps the process", async () => {
  await using pool = await openScriptedChem({ processes: 1 });
  const before = await pool.tell("C");
  const error = await failure(pool.tell("refuse no reaction in it"));
  assertEquals([error.code, error.message], ["input_invalid", "no reaction in it"]);
  assertEquals((await pool.tell("CC")).pid, before.pid);
});

Deno.test("ChemPool refuses a request longer than the limit of a line", async () => {
  await using pool = await openScriptedChem({ processes: 1 });
  const error = await failure(pool.tell("C".repeat(MAX_REQUEST_BYTES)));
  assertEquals([error.code, error.message], ["input_invalid", "the text is too large"]);
});

Deno.test("ChemPool carries a request and an answer of 16 MiB", async () => {
  await using pool = await openScriptedChem({ processes: 1, timeoutMs: 60_000 });
  const text = "C".repeat(16 * 1024 * 1024);
  assert((await pool.tell(text)).text === text);
});

for (
  const [wear, leaks] of [["wear 100 0 0", 0], ["wear 0 100000 0", 0], ["wear 0 0 1", 1]] as const
) {
  Deno.test(`ChemPool replaces a process after the answer to "${wear}"`, async () => {
    await using pool = await openScriptedChem({ processes: 1 });
    const worn = await pool.tell(wear);
    assertEquals(worn.text, wear);
    assertNotEquals((await pool.tell("C")).pid, worn.pid);
    assertEquals([pool.chem.stats().restarts, pool.chem.stats().leaks], [1, leaks]);
  });
}

Deno.test("ChemPool replaces a process that has outgrown its memory limit", async () => {
  await using pool = await openScriptedChem({
    processes: 1,
    timeoutMs: 60_000,
    maxRssBytes: 400 * 1024 * 1024,
  });
  const small = await pool.tell("C");
  const grown = await pool.tell("allocate 400");
  assertEquals(grown.pid, small.pid);
  const next = await pool.tell("C");
  assertNotEquals(next.pid, grown.pid);
  assertEquals((await pool.tell("C")).pid, next.pid);
});

Deno.test("ChemPool asks a fresh process before it believes a worn one that says invalid", async () => {
  await using pool = await openScriptedChem({ processes: 1 });
  const fit = await pool.tell("wear 79 0 0");
  assertEquals((await pool.tell("doubt")).pid, fit.pid);
  await pool.tell("wear 80 0 0");
  const second = await pool.tell("doubt");
  assertNotEquals(second.pid, fit.pid);
  await pool.tell("wear 0 80000 0");
  const error = await failure(pool.tell("refuse not a reaction"));
  assertEquals(error.code, "input_invalid");
  assertNotEquals((await pool.tell("C")).pid, second.pid);
  assertEquals(pool.chem.stats().rechecks, 2);
});

Deno.test("ChemPool believes a fresh process even if its bounds are too tight", async () => {
  await using pool = await openScriptedChem({ processes: 1, maxRssBytes: 1 });
  assertEquals((await pool.tell("doubt")).text, "doubt");
  assertEquals(pool.chem.stats().rechecks, 1);
});

Deno.test("ChemPool prefers the process that already knows a call's subject, but uses another rather than wait", async () => {
  await using pool = await openScriptedChem({ processes: 2 });
  const [first, second] = [{}, {}];
  const heldFirst = pool.tell(`mark ${pool.file("begun")} wait ${pool.file("go1")}`, { about: first });
  await pool.appears("begun");
  const heldSecond = pool.tell(`wait ${pool.file("go2")}`, { about: second });
  const order: string[] = [];
  const follow = ([["a", first], ["b", second]] as const).map(async ([text, about]) => {
    const { pid } = await pool.tell(text, { about });
    order.push(text);
    return pid;
  });
  await Deno.writeTextFile(pool.file("go2"), "");
  const { pid } = await heldSecond;
  assertEquals(await Promise.all(follow), [pid, pid]);
  assertEquals(order, ["b", "a"]);
  await Deno.writeTextFile(pool.file("go1"), "");
  assertNotEquals((await heldFirst).pid, pid);
  assertEquals((await pool.tell("c", { about: first })).pid, pid);
});

Deno.test("ChemPool takes an aborted call out of the queue", async () => {
  await using pool = await openScriptedChem({ processes: 1 });
  const held = pool.tell(`wait ${pool.file("go")}`);
  const abort = new AbortController();
  const dropped = pool.tell(`mark ${pool.file("computed")} C`, { signal: abort.signal });
  const after = pool.tell("CC");
  abort.abort(new Error("no longer wanted"));
  await assertRejects(() => dropped, Error, "no longer wanted");
  assertEquals(pool.chem.stats().queued, 1);
  await Deno.writeTextFile(pool.file("go"), "");
  await Promise.all([held, after]);
  await assertRejects(() => Deno.stat(pool.file("computed")), Deno.errors.NotFound);
});

Deno.test("ChemPool frees the caller of a running call at once and drops the answer", async () => {
  await using pool = await openScriptedChem({ processes: 1 });
  const abort = new AbortController();
  const running = pool.tell(`mark ${pool.file("started")} wait ${pool.file("go")}`, { signal: abort.signal });
  await pool.appears("started");
  abort.abort(new Error("no longer wanted"));
  await assertRejects(() => running, Error, "no longer wanted");
  assertEquals(pool.chem.stats().busy, 1);
  const after = pool.tell("CC");
  await Deno.writeTextFile(pool.file("go"), "");
  assertEquals((await after).text, "CC");
  assertEquals(pool.chem.stats().restarts, 0);
});

Deno.test("ChemPool does not repeat an aborted request that ran over its limit", async () => {
  await using pool = await openScriptedChem({ processes: 1 });
  const abort = new AbortController();
  const running = pool.tell(`mark ${pool.file("started")} hang`, { signal: abort.signal, timeoutMs: 400 });
  await pool.appears("started");
  abort.abort(new Error("no longer wanted"));
  await assertRejects(() => running, Error, "no longer wanted");
  // Another waiting call would end it before its limit.
  await until(() => pool.chem.stats(), { is: ({ restarts }) => restarts > 0 });
  await pool.tell("C", { timeoutMs: 60_000 });
  // On a busy machine it is broken off before its limit, since its time does not pass while it waits for a processor.
  const { kills, brokenOff, restarts } = pool.chem.stats();
  assertEquals([kills + brokenOff, restarts], [1, 1]);
});

Deno.test("ChemPool rejects a call whose signal has aborted already", async () => {
  await using pool = await openScriptedChem();
  await assertRejects(
    () => pool.tell("C", { signal: AbortSignal.abort(new Error("too late")) }),
    Error,
    "too late",
  );
  assertEquals(pool.chem.stats().alive, 0);
});

Deno.test("ChemPool notices that an idle process has died", async () => {
  await using pool = await openScriptedChem({ processes: 1 });
  const { pid } = await pool.tell("C");
  Deno.kill(pid, "SIGKILL");
  const next = await pool.tell("CC");
  assertEquals(next.text, "CC");
  assertNotEquals(next.pid, pid);
  assertEquals(pool.chem.stats().restarts, 1);
});

Deno.test("Closing a ChemPool rejects running and waiting calls, and leaves no process behind", async () => {
  await using pool = await openScriptedChem({ processes: 2 });
  const pids = await Promise.all([
    pool.tell(`wait ${pool.file("a")}`),
    pool.tell(`wait ${pool.file("a")}`),
    Deno.writeTextFile(pool.file("a"), ""),
  ]);
  const calls = [pool.tell("hang"), pool.tell(`wait ${pool.file("never")}`), pool.tell("C")].map(failure);
  const closed = pool.chem.close();
  assertEquals((await Promise.all(calls)).map((error) => error.code), ["stopping", "stopping", "stopping"]);
  await Promise.all([closed, pool.chem.close()]);
  for (const answer of pids) if (answer) assertEquals(await isAlive(answer.pid), false);
  assertEquals([pool.chem.stats().alive, pool.chem.stats().busy, pool.chem.stats().queued], [0, 0, 0]);
  assertEquals((await failure(pool.tell("C"))).code, "stopping");
});

Deno.test("Closing a ChemPool gives up a process that never gets ready", async () => {
  const chem = openChemPool({ command: scriptedCommand("dumb"), processes: 1 });
  const call = failure(chem.call("smiles", { text: "C", format: "smiles" }));
  await chem.close();
  assertEquals((await call).code, "stopping");
});

Deno.test("ChemPool fails all waiting calls when no process can be started, and recovers when one can", async () => {
  await using folder = await temporaryFolder();
  const cmd = `${folder.path}/chem`;
  await using chem = openChemPool({ command: { cmd, args: [] }, processes: 1 });
  const calls = ["C", "CC"].map((text) => failure(chem.call("smiles", { text, format: "smiles" })));
  for (const error of await Promise.all(calls)) {
    assertEquals([error.code, error.message], [
      "engine_unavailable",
      "the chemistry engine cannot be started",
    ]);
  }
  assertMatch(chem.stats().startError ?? "", /chem/);
  const { cmd: deno, args } = scriptedCommand();
  await Deno.writeTextFile(cmd, `#!/bin/sh\nexec '${deno}' ${args.map((arg) => `'${arg}'`).join(" ")}\n`);
  await Deno.chmod(cmd, 0o755);
  const { result } = await chem.call("smiles", { text: "CCC", format: "smiles" });
  assertEquals(result.values, ["CCC"]);
  assertEquals(chem.stats().startError, null);
});

Deno.test("ChemPool gives up on a process that does not get ready in time", async () => {
  await using chem = openChemPool({ command: scriptedCommand("dumb"), processes: 1, startTimeoutMs: 300 });
  const error = await failure(chem.call("smiles", { text: "C", format: "smiles" }));
  assertEquals(error.code, "engine_unavailable");
  assertStringIncludes(chem.stats().startError ?? "", "exceeded its time limit of 0.3 s");
});

Deno.test("ChemPool gives its processes its own environment unless it is given another", async () => {
  Deno.env.set("RXNSTREAM_TEST_SECRET", "1");
  try {
    const environment = chemEnvironment((name) => Deno.env.get(name));
    await using inheriting = await openScriptedChem({ processes: 1 });
    await using told = await openScriptedChem({ processes: 1, environment });
    assertStringIncludes((await inheriting.tell("environment")).text, "RXNSTREAM_TEST_SECRET");
    const names = (await told.tell("environment")).text;
    assertStringIncludes(names, "NO_COLOR");
    assert(!names.includes("RXNSTREAM_TEST_SECRET"));
  } finally {
    Deno.env.delete("RXNSTREAM_TEST_SECRET");
  }
});

async function temporaryFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await Deno.makeTempDir();
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}
