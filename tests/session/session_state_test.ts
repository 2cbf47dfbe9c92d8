import { assertEquals } from "@std/assert";
import { isFinal, nextStatus } from "../../src/session/session_state.ts";
import { SESSION_STATUSES } from "../../src/types.ts";

Deno.test("A session is queued, runs, and ends once", () => {
  assertEquals(nextStatus("queued", "start"), "running");
  assertEquals(nextStatus("running", "start"), "running");
  assertEquals(nextStatus("running", "complete"), "completed");
  assertEquals(nextStatus("running", "fail"), "error");
  assertEquals(nextStatus("queued", "cancel"), "cancelled");
  assertEquals(nextStatus("queued", "complete"), undefined);
  assertEquals(SESSION_STATUSES.filter(isFinal), ["completed", "error", "cancelled"]);
  for (const status of SESSION_STATUSES.filter(isFinal)) {
    for (const action of ["start", "complete", "fail", "cancel"] as const) {
      assertEquals(nextStatus(status, action), undefined);
    }
  }
});
