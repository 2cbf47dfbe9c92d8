import { assertEquals, assertMatch } from "@std/assert";
import { startTestService } from "../support/service.ts";
import { parseEvents } from "../support/sse/parse_events.ts";

const TEXT = "CC(=O)O.CCO>>CCOC(C)=O";

interface Asked {
  readonly status: number;
  readonly code: string | undefined;
  readonly detail: string | undefined;
  /** The first event received. */
  readonly first: number | undefined;
}

async function ask(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Asked> {
  const response = await fetch(url, { headers });
  const text = await response.text();
  if (response.ok) {
    const first = parseEvents(text).ids[0] ?? Number(/"id":(\d+)/.exec(text)?.[1]);
    return { status: response.status, code: undefined, detail: undefined, first };
  }
  const { code, detail } = JSON.parse(text);
  return { status: response.status, code, detail, first: undefined };
}

Deno.test("A cursor is accepted under each name that clients use for it, and an empty one counts as none", async () => {
  await using service = await startTestService();
  const id = await service.create(TEXT);
  await service.finish(id);
  const stream = `${service.url}/sessions/${id}/stream`;
  const content = `${service.url}/sessions/${id}/content`;
  for (const name of ["last_event_id", "lastEventId", "evs_last_event_id"]) {
    for (const url of [stream, content]) {
      assertEquals((await ask(`${url}?${name}=3`)).first, 4, `${url} ${name}`);
      assertEquals((await ask(`${url}?${name}=`)).first, 1, `${url} ${name}`);
      assertEquals((await ask(`${url}?${name}=3&client_id=x&${name}=3&last_event_id=`)).first, 4);
    }
  }
  assertEquals((await ask(`${content}?after=3`)).first, 4);
  assertEquals((await ask(`${content}?after=`, { "Last-Event-ID": "3" })).first, 4);
  assertEquals((await ask(stream, { "Last-Event-ID": "" })).first, 1);
});

Deno.test("A misspelled cursor name is refused with the correct names, never ignored", async () => {
  await using service = await startTestService();
  const id = await service.create(TEXT);
  await service.finish(id);
  const paths = {
    stream: `${service.url}/sessions/${id}/stream`,
    content: `${service.url}/sessions/${id}/content`,
    durable: `${service.url}/v1/stream/${id}`,
  };
  const names = [
    "last-event-id",
    "Last-Event-ID",
    "LastEventId",
    "lastEventID",
    "last_eventid",
    "LAST_EVENT_ID",
  ];
  const others = {
    stream: [...names, "evsLastEventId", "after", "offset"],
    content: [...names, "After", "offset"],
    durable: [...names, "last_event_id", "lastEventId", "after", "Offset"],
  };
  for (const [where, path] of Object.entries(paths)) {
    for (const name of others[where as keyof typeof others]) {
      for (const query of [`${name}=3`, `client_id=a&${name}=`, `${encodeURIComponent(` ${name}`)}=3`]) {
        const { status, code, detail } = await ask(`${path}?${query}`, {});
        assertEquals([where, query, status, code], [where, query, 400, "cursor_malformed"]);
        assertMatch(
          detail ?? "",
          where === "durable" ? /offset in the query/ : /last_event_id or lastEventId/,
        );
      }
    }
  }
});

Deno.test("Two cursors that differ are refused; but the header of a stream is newer than the URL that a client repeats", async () => {
  await using service = await startTestService();
  const id = await service.create(TEXT);
  await service.finish(id);
  const stream = `${service.url}/sessions/${id}/stream`;
  const content = `${service.url}/sessions/${id}/content`;
  for (const query of ["last_event_id=3&lastEventId=4", "last_event_id=3&last_event_id=4"]) {
    for (const url of [stream, content]) {
      const { status, code, detail } = await ask(`${url}?${query}`, { "Last-Event-ID": "3" });
      assertEquals([status, code], [400, "cursor_malformed"]);
      assertMatch(detail ?? "", /two last event ids that differ, "3" and "4"/);
    }
  }
  assertEquals((await ask(`${stream}?last_event_id=3`, { "Last-Event-ID": "5" })).first, 6);
  assertEquals((await ask(`${stream}?last_event_id=3`, { "Last-Event-ID": "3, 5" })).status, 400);
  assertEquals((await ask(`${stream}?last_event_id=x`, { "Last-Event-ID": "5" })).status, 400);
  assertEquals((await ask(`${content}?after=3`, { "Last-Event-ID": "5" })).status, 400);
  assertEquals((await ask(`${content}?after=3`, { "Last-Event-ID": "3" })).first, 4);
});
