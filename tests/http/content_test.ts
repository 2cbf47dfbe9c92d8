import { assertEquals } from "@std/assert";
import { startTestService } from "../support/service.ts";

interface Page {
  readonly items: ReadonlyArray<{ readonly id: number; readonly data: unknown }>;
  readonly next_after: number | null;
}

const TEXT = "CC(=O)O.CCO>>CCOC(C)=O";

Deno.test("The content is the log, byte for byte what the stream sends, as JSON and as NDJSON", async () => {
  await using service = await startTestService();
  const id = await service.create(TEXT);
  const { ids, data } = await service.finish(id);
  const items = ids.map((number, index) => `{"id":${number},"data":${data[index]}}`);
  const url = `${service.url}/sessions/${id}/content`;
  const json = await fetch(url);
  assertEquals(json.headers.get("Content-Type"), "application/json; charset=utf-8");
  assertEquals(await json.text(), `{"items":[${items.join(",")}],"next_after":null}`);
  const ndjson = await fetch(url, { headers: { Accept: "application/x-ndjson" } });
  assertEquals(ndjson.headers.get("Content-Type"), "application/x-ndjson; charset=utf-8");
  assertEquals(await ndjson.text(), items.map((item) => item + "\n").join(""));
});

Deno.test("The content comes in pages, each saying where the next begins", async () => {
  await using service = await startTestService();
  const id = await service.create(TEXT);
  const { ids } = await service.finish(id);
  const got: number[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: Page = await (await fetch(`${service.url}/sessions/${id}/content?after=${after}&limit=4`))
      .json();
    got.push(...page.items.map((item) => item.id));
    after = page.next_after;
  }
  assertEquals(got, ids);
  for (const query of ["after=x", "limit=0", "wait=-1", "wait=1000"]) {
    const response = await fetch(`${service.url}/sessions/${id}/content?${query}`);
    assertEquals([query, response.status, (await response.json()).status], [query, 400, 400]);
  }
  const beyond = await fetch(`${service.url}/sessions/${id}/content?after=${ids.length + 1}`);
  assertEquals([beyond.status, (await beyond.json()).code], [409, "cursor_beyond_log"]);
});

Deno.test("A long-poll answers as soon as there is an event, and polling alone gives the whole log", async () => {
  await using service = await startTestService();
  const id = await service.create(TEXT);
  const got: string[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: Page = await (await fetch(`${service.url}/sessions/${id}/content?after=${after}&wait=30`))
      .json();
    got.push(...page.items.map((item) => JSON.stringify(item.data)));
    after = page.next_after;
  }
  assertEquals(got, (await service.finish(id)).data);
});
