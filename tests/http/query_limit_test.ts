import { assertEquals } from "@std/assert";
import { MOST_PARAMETERS } from "../../src/http/query_limit.ts";
import { startTestService } from "../support/service.ts";

Deno.test("A query string with more parameters than any route reads is refused with a code, on every route", async () => {
  await using service = await startTestService();
  const sessionId = await service.create("CCO>>CC=O");
  const query = (parameters: number) => Array.from({ length: parameters }, (_, i) => `p${i}=1`).join("&");
  for (
    const path of ["/sessions", `/sessions/${sessionId}/content`, `/sessions/${sessionId}/stream`, "/healthz"]
  ) {
    const refused = await fetch(`${service.url}${path}?${query(MOST_PARAMETERS + 1)}`);
    const { code } = await refused.json();
    assertEquals([path, refused.status, code], [path, 400, "too_many_parameters"]);
    const answered = await fetch(`${service.url}${path}?${query(MOST_PARAMETERS)}`);
    await answered.text();
    assertEquals([path, answered.status], [path, 200]);
  }
});
