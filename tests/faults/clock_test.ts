import { assert, assertEquals, assertGreater, assertMatch } from "@std/assert";
import { createSession, manyReactions, sessionJson, untilDone } from "../e2e/log_clients.ts";
import { assertWholeLog } from "../e2e/whole_log.ts";
import { temporaryFolder } from "../support/folders.ts";
import { programTest } from "../support/programs.ts";
import { startServer } from "../support/server_process.ts";
import { parseEvents } from "../support/sse/parse_events.ts";

/** The library of faketime, which moves the clock of a process when its file is changed. */
async function clockLibrary(): Promise<string> {
  for (const folder of ["/usr/lib", "/usr/lib64"]) {
    for await (const { name } of Deno.readDir(folder)) {
      const path = `${folder}/${name}/faketime/libfaketime.so.1`;
      if (await Deno.stat(path).then(() => true, () => false)) return path;
    }
  }
  throw new Error("faketime is installed without its library");
}

/** Only the wall clock: the monotonic clock is unaffected. */
function clockEnvironment(library: string, file: string): Record<string, string> {
  return {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    DONT_FAKE_MONOTONIC: "1",
  };
}

programTest({
  name: "A clock set back by two hours in mid-session changes no event number, order or waiting time",
  program: "faketime",
  async fn() {
    await using folder = await temporaryFolder();
    const file = `${folder.path}/clock`;
    // In one step, because the server may read it at any time.
    async function setClock(offset: string): Promise<void> {
      await Deno.writeTextFile(`${file}.new`, offset);
      await Deno.rename(`${file}.new`, file);
    }
    await setClock("+0");
    await using server = await startServer({
      data: `${folder.path}/data`,
      args: ["--max-running", "1", "--turn", "0", "--keep-alive", "0.2"],
      env: clockEnvironment(await clockLibrary(), file),
    });
    const first = await createSession(server.url, manyReactions(100));
    const second = await createSession(server.url, manyReactions(50));
    const stream = await fetch(`${server.url}/sessions/${first}/stream`);
    const waiting = await fetch(`${server.url}/sessions/${second}/stream`);
    const streamed = [stream.text(), waiting.text()];
    for (const text of streamed) text.catch(() => {});
    await untilDone(server.url, first, 5);
    await setClock("-2h");
    const third = await createSession(server.url, "CCO>>CC=O");

    const [text = "", waitingText = ""] = await Promise.all(streamed);
    const { ids, data } = parseEvents(text);
    assertEquals(ids, ids.map((_, index) => index + 1));
    assertWholeLog(data, 100);
    const times = data.slice(0, -1).map((event) => Date.parse(JSON.parse(event).timestamp));
    const back = times.findIndex((time, index) => index > 0 && time < (times[index - 1] ?? 0) - 3_600_000);
    assertGreater(back, 0, "the clock has been set back in the middle of the log");
    assertWholeLog(parseEvents(waitingText).data, 50);
    // Comments continue while nothing happens: their timing does not depend on the wall clock.
    assertMatch(waitingText, /(: keep-alive\n){2}/);

    await (await fetch(`${server.url}/sessions/${third}/stream`)).text();
    const listed: string[] = [];
    let after = "";
    do {
      const page = await (await fetch(`${server.url}/sessions?limit=1${after}`)).json();
      listed.push(...page.items.map((session: { session_id: string }) => session.session_id));
      after = page.next_after === null ? "" : `&after=${page.next_after}`;
    } while (after !== "");
    assertEquals(listed, [third, second, first]);
    const [older, newer] = [await sessionJson(server.url, second), await sessionJson(server.url, third)];
    assert(older.created_at > newer.created_at, "the later session has the earlier time");
  },
});
