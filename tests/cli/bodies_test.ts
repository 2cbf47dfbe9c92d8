import { assertEquals } from "@std/assert";
import { temporaryFolder } from "../support/folders.ts";
import { gzip } from "../support/ord.ts";
import { startServer } from "../support/server_process.ts";

const MIB = 1024 * 1024;
const OXIDATION = "CCO>>CC=O";

Deno.test("A server accepts bodies of every form that it reads in a separate thread", async (t) => {
  await using folder = await temporaryFolder();
  await using server = await startServer({
    data: folder.path,
    args: ["--max-reactions", "2", "--max-body-mib", "4"],
  });
  const text = `${OXIDATION}\n`.repeat(2 * MIB / (OXIDATION.length + 1));
  const form = new FormData();
  form.set("file", new File([text], "mine.smi"));
  const bodies: readonly (readonly [string, string | undefined, BodyInit])[] = [
    ["text", "text/plain", text],
    ["gzip", "application/gzip", await gzip(new TextEncoder().encode(text))],
    ["form", undefined, form],
    ["JSON", "application/json", JSON.stringify({ query: text, options: { format: "smiles" } })],
  ];
  for (const [name, type, body] of bodies) {
    await t.step(name, async () => {
      const response = await fetch(`${server.url}/sessions`, {
        method: "POST",
        headers: type === undefined ? {} : { "Content-Type": type },
        body,
      });
      const { session_id: id } = await response.json();
      assertEquals(response.status, 201);
      await (await fetch(`${server.url}/sessions/${id}/stream`)).text();
      const { items } = await (await fetch(`${server.url}/sessions/${id}/reactions`)).json();
      assertEquals(items.map((item: { text: string }) => item.text), [OXIDATION, OXIDATION]);
    });
  }
  await t.step("too large", async () => {
    const response = await fetch(`${server.url}/sessions`, {
      method: "POST",
      headers: { "Content-Type": "text/plain" },
      body: text.repeat(3),
    });
    assertEquals([response.status, (await response.json()).code], [413, "body_too_large"]);
  });
});
