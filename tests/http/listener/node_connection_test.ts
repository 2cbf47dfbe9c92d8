import { assertEquals, assertMatch } from "@std/assert";
import { startService } from "../../../src/cli/serve.ts";
import { readServeConfig } from "../../../src/config/read_config.ts";
import { ChunkedCoding } from "../../../src/http/listener/node_connection.ts";
import { HttpConnection } from "../../support/http/http_connection.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { numbered, ScriptedAgent } from "../../support/session_stack.ts";

/** More bytes than the buffers of a connection hold. */
const LARGE = Array.from(
  { length: 600 },
  (_, index) => ({ ...numbered(index), message: "x".repeat(20_000) }),
);

/** What the clients of a session are sent from its first event to its end, and when an earlier session is deleted. */
async function streamedBy(fastPath: boolean) {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("scripted");
  const config = readServeConfig({ port: "0", data: folder.path, processes: "1", "log-level": "silent" });
  const service = await startService(config, {
    fastPath,
    adapt: (parts) => ({ ...parts, agents: [agent] }),
  });
  const create = async () => {
    const created = await fetch(`${service.url}/sessions`, { method: "POST", body: "x" });
    return `${service.url}/sessions/${(await created.json()).session_id}`;
  };
  const follow = async (session: string) => {
    const connection = await HttpConnection.open(new URL(service.url));
    const url = new URL(`${session}/stream`);
    await connection.send(url, {});
    const { body } = await connection.answer();
    return {
      read: async () => {
        const text = await body.text();
        connection[Symbol.dispose]();
        return { text, end: body.end };
      },
    };
  };
  const deleted = await create();
  const cut = (await follow(deleted)).read();
  await agent.started.promise;
  await fetch(deleted, { method: "DELETE" });
  const session = await create();
  const [reading, sleeping] = [await follow(session), await follow(session)];
  const read = reading.read();
  agent.give([numbered(1)], [numbered(2), numbered(3)], LARGE, "end");
  const bodies = [await read, await sleeping.read(), await (await follow(session)).read()];
  const log = await (await fetch(`${session}/content`)).json();
  const frames = log.items.map(({ id, data }: { id: number; data: unknown }) =>
    `data: ${JSON.stringify(data)}\nid: ${id}\n\n`
  ).join("");
  await service.stop();
  return { bodies, frames, cut: await cut };
}

for (const fastPath of [true, false]) {
  Deno.test(`A stream ${fastPath ? "with" : "without"} the fast path delivers the log at any client's pace, and ends as it should`, async () => {
    const { bodies, frames, cut } = await streamedBy(fastPath);
    for (const { text, end } of bodies) {
      assertEquals(text, `retry: 2000\n: rxnstream\n${frames}`);
      assertEquals(end, "complete");
    }
    assertMatch(cut.text, /^retry: 2000\n: rxnstream\nevent: deleted\ndata: {"reason":"deleted"}\n\n$/);
    assertEquals(cut.end, "cut");
  });
}

Deno.test("A part of a body is framed in the chunked transfer coding once for consecutive recipients", () => {
  const coding = new ChunkedCoding();
  const bytes = new TextEncoder().encode("0123456789abcdef!");
  const coded = coding.of(bytes);
  assertEquals(new TextDecoder().decode(coded), "11\r\n0123456789abcdef!\r\n");
  assertEquals(coding.of(bytes) === coded, true);
  assertEquals(new TextDecoder().decode(coding.of(bytes.subarray(0, 1))), "1\r\n0\r\n");
});
