import { assertEquals, assertMatch } from "@std/assert";
import { manyReactions } from "../e2e/log_clients.ts";
import { startTestService } from "../support/service.ts";

const FULL = /^Your sessions take up all of the 0\.1 MiB .+: delete some of them, or /;

Deno.test("A session that fills its owner's storage ends with an explanation, and new ones wait until one is deleted", async () => {
  await using service = await startTestService({ "max-kept-mib-per-owner": "0.1" });
  const id = await service.create(manyReactions(60));
  const { data } = await service.finish(id);
  const completion = JSON.parse(data.at(-1) ?? "");
  assertEquals([completion._type, completion.status], ["completion", "error"]);
  assertMatch(completion.error, FULL);

  const session = await (await fetch(`${service.url}/sessions/${id}`)).json();
  assertEquals([session.status, session.last_event_id, session.bytes > 80_000], ["error", data.length, true]);

  const create = () =>
    fetch(`${service.url}/sessions`, {
      method: "POST",
      headers: { "Content-Type": "text/plain" },
      body: manyReactions(1_000),
    });
  const resume = () => fetch(`${service.url}/sessions/${id}/resume`, { method: "POST" });
  for (const refused of [await create(), await resume()]) {
    assertEquals([refused.status, refused.headers.get("Retry-After")], [507, "60"]);
    const problem = await refused.json();
    assertEquals(problem.code, "storage_full_for_owner");
    assertMatch(problem.detail, FULL);
  }
  const deleted = await fetch(`${service.url}/sessions/${id}`, { method: "DELETE" });
  assertEquals(deleted.status, 204);
  await deleted.body?.cancel();
  const again = await create();
  assertEquals(again.status, 201);
  await again.body?.cancel();
});
