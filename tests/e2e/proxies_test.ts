import { assertEquals, assertGreater } from "@std/assert";
import { temporaryFolder } from "../support/folders.ts";
import { FRONT_PROXIES, startFrontProxy } from "../support/front_proxies.ts";
import { programTest } from "../support/programs.ts";
import { startServer } from "../support/server_process.ts";
import { parseEvents } from "../support/sse/parse_events.ts";
import { createSession, manyReactions, sessionJson } from "./log_clients.ts";

/** Reads a stream until it has this many events; resolves with the text so far. */
async function readEvents(
  reader: ReadableStreamDefaultReader<string>,
  events: number,
  text = "",
): Promise<string> {
  while (text.split("\ndata: ").length - 1 < events) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  return text;
}

async function open(stream: string, cursor?: number): Promise<ReadableStreamDefaultReader<string>> {
  const response = await fetch(stream, {
    headers: cursor === undefined ? {} : { "Last-Event-ID": String(cursor) },
  });
  assertEquals(response.status, 200);
  return (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
}

for (const proxy of FRONT_PROXIES) {
  programTest({
    name:
      `${proxy.program} with its recipe passes events on at once, resumes, and serves nothing from a cache`,
    program: proxy.program,
    async fn() {
      await using folder = await temporaryFolder();
      await using server = await startServer({ data: folder.path, args: ["--keep-alive", "1"] });
      await using front = await startFrontProxy(proxy, server.url);
      const id = await createSession(front.url, manyReactions(5_000));
      const stream = `${front.url}/sessions/${id}/stream`;
      const live = await open(stream);
      let text = await readEvents(live, 5_050);
      assertEquals((await sessionJson(front.url, id)).status, "running");
      const resumed = await open(stream, 10);
      assertEquals(parseEvents(await readEvents(resumed, 3)).ids[0], 11);
      await resumed.cancel();
      await (await fetch(`${front.url}/sessions/${id}/cancel`, { method: "POST" })).body?.cancel();
      text = await readEvents(live, Infinity, text);
      const { last_event_id: newest } = await sessionJson(front.url, id, "/streaming-status");
      const { ids } = parseEvents(text);
      assertEquals([ids.length, ids.at(-1)], [newest, newest]);
      const atEnd = await fetch(stream, { headers: { "Last-Event-ID": String(newest) } });
      assertEquals(atEnd.status, 204);
      const again = await open(stream);
      assertGreater(parseEvents(await readEvents(again, 5)).ids.length, 3);
      await again.cancel();
    },
  });
}
