import { deadline } from "@std/async";
import { startService } from "../../../src/cli/serve.ts";
import { readServeConfig } from "../../../src/config/read_config.ts";
import { clientKey } from "../../../src/http/listener/unacknowledged.ts";
import { assertEquals } from "@std/assert";
import { temporaryFolder } from "../../support/folders.ts";
import { programTest } from "../../support/programs.ts";
import { ScriptedAgent } from "../../support/session_stack.ts";

const WAIT_MS = 30_000;

/** A service with a write deadline of a second, and one session that stays open after some events. */
async function startOpenSession(events: number, options: Readonly<Record<string, string>> = {}) {
  const folder = await temporaryFolder();
  const agent = new ScriptedAgent("scripted");
  const config = readServeConfig({
    port: "0",
    data: folder.path,
    processes: "1",
    "log-level": "silent",
    "write-deadline": "1",
    ...options,
  });
  const service = await startService(config, { adapt: (parts) => ({ ...parts, agents: [agent] }) });
  const created = await fetch(`${service.url}/sessions`, { method: "POST", body: "x" });
  const { session_id: id } = await created.json();
  await agent.started.promise;
  const event = { type: "info", message: "x".repeat(30_000), aux: { info_type: "large" } } as const;
  agent.give(Array.from({ length: events }, () => event));
  const session = `${service.url}/sessions/${id}`;
  const untilConnections = async (count: number) => {
    for (let now = -1; now !== count;) {
      ({ connections: now } = await (await fetch(`${session}/streaming-status`)).json());
    }
  };
  return {
    path: `/sessions/${id}/stream`,
    port: Number(new URL(service.url).port),
    untilConnections: (count: number) => deadline(untilConnections(count), WAIT_MS),
    async [Symbol.asyncDispose]() {
      await service.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}

Deno.test({
  name:
    "A client that reads nothing is closed at the write deadline, even if the kernel has room for everything waiting for it",
  ignore: Deno.build.os !== "linux",
  async fn() {
    // More than the client's buffers take, less than the server's keep.
    await using open = await startOpenSession(16);
    const socket = await Deno.connect({ hostname: "127.0.0.1", port: open.port });
    await socket.write(new TextEncoder().encode(`GET ${open.path} HTTP/1.1\r\nHost: localhost\r\n\r\n`));
    await open.untilConnections(1);
    await open.untilConnections(0);
    socket.close();
  },
});

programTest({
  name: "A client whose machine has gone from the network is closed at the write deadline",
  program: "ip",
  async fn(ip, context) {
    const space = `rxnstream-${Deno.pid}`;
    const [near, far] = [`rxn${Deno.pid}a`, `rxn${Deno.pid}b`];
    const run = async (...args: readonly string[]) =>
      (await new Deno.Command(ip, { args: [...args], stdout: "null", stderr: "null" }).output()).success;
    const isAllowed = await run("netns", "add", space);
    await context.step({
      name: isAllowed ? "on a network of its own" : "on a network of its own (needs root, to make one)",
      ignore: !isAllowed,
      async fn() {
        try {
          await run("link", "add", near, "type", "veth", "peer", "name", far, "netns", space);
          await run("addr", "add", "10.203.77.1/30", "dev", near);
          await run("link", "set", near, "up");
          await run("-n", space, "addr", "add", "10.203.77.2/30", "dev", far);
          await run("-n", space, "link", "set", far, "up");
          await using open = await startOpenSession(1, {
            "host": "0.0.0.0",
            "allow-anonymous": "true",
            "keep-alive": "0.2",
          });
          const url = `http://10.203.77.1:${open.port}${open.path}`;
          const client = new Deno.Command(ip, {
            args: ["netns", "exec", space, "curl", "--silent", "--no-buffer", url],
            stdout: "null",
            stderr: "null",
          }).spawn();
          await open.untilConnections(1);
          await run("-n", space, "link", "set", far, "down");
          await open.untilConnections(0);
          client.kill("SIGKILL");
          await client.status;
        } finally {
          await run("link", "del", near);
          await run("netns", "del", space);
        }
      },
    });
  },
});

Deno.test("A client's address is written as in the kernel's tables", () => {
  assertEquals(clientKey("127.0.0.1", 80), "0100007F:0050");
  assertEquals(clientKey("::ffff:10.0.0.1", 8080), "0100000A:1F90");
  assertEquals(clientKey("::1", 1), "00000000000000000000000001000000:0001");
  assertEquals(clientKey("2001:db8::ff00:42:8329", 65_535), "B80D01200000000000FF000029834200:FFFF");
  assertEquals(clientKey("fe80::1%eth0", 80), "000080FE000000000000000001000000:0050");
});
