import { assertEquals, assertLessOrEqual, assertStringIncludes } from "@std/assert";
import { createLog } from "../../src/log.ts";
import { Resumptions } from "../../src/session/resumptions.ts";
import { temporaryFolder } from "../support/folders.ts";

const LOG = createLog("silent");

/** A start of a process that dies while it resumes the first of `sessions` that it may. */
function endWhileTakingUp(path: string, ...sessions: readonly string[]): void {
  const resumptions = new Resumptions(path, LOG);
  const { setAside, suspects } = resumptions.start(sessions);
  const [first] = sessions.filter((id) => !setAside.has(id));
  for (const id of suspects.size > 0 ? [first] : sessions) if (id !== undefined) resumptions.begin(id);
}

Deno.test("Sessions during which the process died twice are resumed one at a time, until each has made progress", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/resuming.json`;
  endWhileTakingUp(path, "a", "b");
  {
    const resumptions = new Resumptions(path, LOG);
    assertEquals([...resumptions.start(["a", "b"]).suspects], []);
    assertEquals(resumptions.isCareful, false);
  }
  endWhileTakingUp(path, "a", "b");
  const resumptions = new Resumptions(path, LOG);
  assertEquals([...resumptions.start(["a", "b", "c"]).suspects], ["a", "b"]);
  assertEquals(resumptions.isCareful, true);
  for (const id of ["c", "a", "b"]) resumptions.begin(id);
  assertEquals(["c", "a", "a", "b"].map((id) => resumptions.wentOn(id)), [false, true, false, true]);
  assertEquals(resumptions.isCareful, false);
  assertEquals([...new Resumptions(path, LOG).start(["a", "b", "c"]).suspects], []);
});

Deno.test("A process that is killed while its sessions make progress, or stops in order, leaves no session suspect", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/resuming.json`;
  for (let start = 0; start < 5; start++) {
    const resumptions = new Resumptions(path, LOG);
    assertEquals([...resumptions.start(["a", "b"]).suspects], []);
    for (const id of ["a", "b"]) resumptions.begin(id);
    if (start % 2 === 0) resumptions.close();
    else for (const id of ["a", "b"]) resumptions.wentOn(id);
  }
});

Deno.test("The notes may be damaged or useless", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/resuming.json`;
  for (const text of ["", "{", "null", "[1]", '{"a":null}', '{"a":{"ended":"x"}}']) {
    await Deno.writeTextFile(path, text);
    const { setAside, suspects } = new Resumptions(path, LOG).start(["a"]);
    assertEquals([setAside.size, suspects.size], [0, 0], text);
  }
  const nowhere = new Resumptions(`${folder.path}/none/resuming.json`, LOG);
  nowhere.start(["a"]);
  nowhere.begin("a");
  assertEquals(nowhere.wentOn("a"), false);
});

Deno.test("A session that ends the process each time is set aside, and the others continue", async () => {
  await using folder = await temporaryFolder();
  const script = new URL("support/dying_process.ts", import.meta.url).pathname;
  async function start(...words: readonly string[]) {
    const args = ["run", "-A", "--quiet", "--cached-only", "--no-check", script, folder.path, ...words];
    const { code, stdout } = await new Deno.Command(Deno.execPath(), { args, stderr: "inherit" }).output();
    return { code, stdout: new TextDecoder().decode(stdout) };
  }
  let { code, stdout } = await start("first");
  let starts = 0;
  for (; code === 9; starts++) ({ code, stdout } = await start());
  assertEquals(code, 0);
  assertLessOrEqual(starts, 6);
  const { careful, sessions } = JSON.parse(stdout);
  assertEquals(careful, false);
  const [good, poison, older] = sessions;
  for (const { status } of [good, older]) assertEquals(status, "completed");
  assertEquals([poison.agent, poison.status, poison.lastEventId], ["poison", "error", 2]);
  assertStringIncludes(poison.error, "it can be resumed from there");
});
