import { assertEquals, assertStringIncludes } from "@std/assert";
import { temporaryFolder } from "../support/folders.ts";
import { startServer } from "../support/server_process.ts";

Deno.test("The executable contains the documents and the API reference", async () => {
  await using folder = await temporaryFolder();
  await using server = await startServer({ data: folder.path });
  for (
    const [path, text] of [
      ["/docs", "Documentation"],
      ["/docs/events", "A session&#39;s stream"],
      ["/docs/api", "/sessions/{session_id}/stream"],
    ] as const
  ) {
    const response = await fetch(server.url + path);
    assertEquals([path, response.status], [path, 200]);
    assertStringIncludes(await response.text(), text);
  }
});
