import { assertEquals, assertRejects } from "@std/assert";
import { RxnstreamError } from "../../src/errors.ts";
import { WorkerStore } from "../../src/store/store_client.ts";

Deno.test("When the database thread fails, pending calls and all later ones are rejected", async () => {
  const thread = new Worker(import.meta.resolve("./support/failing_thread.ts"), { type: "module" });
  const store = new WorkerStore(thread);
  await store.open("nowhere.db", 0);
  const calls: ReadonlyArray<() => Promise<unknown>> = [
    () => store.unfinished(),
    () => store.unfinished(),
    () => store.check(),
    () => store.close(),
    () => store.session("a"),
  ];
  for (const call of calls) {
    const error = await assertRejects(call, RxnstreamError);
    assertEquals(error.code, "store_unavailable");
  }
});
