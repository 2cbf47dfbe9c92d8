/** The client of the protocol's own SDK against the server, over HTTP and over standard input and output. */
import { assert, assertEquals } from "@std/assert";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { z } from "zod";
import { cliCommand, plainEnvironment } from "../support/cli_process.ts";
import { temporaryFolder } from "../support/folders.ts";
import { freePort, startServer } from "../support/server_process.ts";
import { startTestService } from "../support/service.ts";

const ESTER = "CCO.CC(=O)O>>CCOC(C)=O";
const ESTERIFICATION = "[C:1](=[O:2])[OH].[OH:3][C:4]>>[C:1](=[O:2])[O:3][C:4]";

/** Each tool with one call, and what its answer has to contain. */
const CALLS: Readonly<Record<string, readonly [args: Record<string, unknown>, shown: string]>> = {
  analyze_reactions: [{ text: `${ESTER}\nCCO>>CC=O` }, '"verdict":"sound"'],
  get_session: [{ session_id: "none" }, 'No session has the id "none"'],
  validate_reaction: [{ reaction: ESTER }, '"verdict":"sound"'],
  map_reaction: [{ reaction: ESTER }, ":1]"],
  apply_smirks: [{ smirks: ESTERIFICATION, reactants: ["CCO", "CC(=O)O"] }, "CCOC(C)=O"],
  name_to_structure: [{ name: "aniline" }, "Nc1ccccc1"],
  draw_reaction: [{ reaction: ESTER }, "<svg"],
};

/** The transport's types want members that are undefined to be absent. */
type ClientTransport = Parameters<Client["connect"]>[0];

async function connected(transport: object, mode: "legacy" | "auto") {
  const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode } });
  await client.connect(transport as ClientTransport);
  return { client, [Symbol.asyncDispose]: () => client.close() };
}

async function callEveryTool(client: Client): Promise<void> {
  const { tools } = await client.listTools();
  assertEquals(tools.map(({ name }) => name).toSorted(), Object.keys(CALLS).toSorted());
  for (const [name, [args, shown]] of Object.entries(CALLS)) {
    // The client compares the structured answer with the schema of the tool.
    const answer = await client.callTool({ name, arguments: args });
    const text = JSON.stringify(answer.content).replaceAll('\\"', '"');
    assert(text.includes(shown), `${name}: ${text.slice(0, 500)}`);
  }
}

Deno.test("The SDK's client lists and calls every tool over HTTP, by the newest version and an older one", async () => {
  await using service = await startTestService();
  for (const mode of ["legacy", "auto"] as const) {
    const transport = new StreamableHTTPClientTransport(new URL(`${service.url}/mcp`));
    await using connection = await connected(transport, mode);
    const version = connection.client.getNegotiatedProtocolVersion();
    assertEquals(version, mode === "auto" ? "2026-07-28" : "2025-11-25");
    await callEveryTool(connection.client);
  }
  const transport = new StreamableHTTPClientTransport(new URL(`${service.url}/mcp`));
  await using connection = await connected(transport, "auto");
  const call = async (name: string, args: Record<string, unknown>) =>
    (await connection.client.callTool({ name, arguments: args })).structuredContent as Record<
      string,
      unknown
    >;
  // More reactions than are answered at once become a session.
  const begun = await call("analyze_reactions", { text: `${ESTER}\n`.repeat(25) });
  const id = begun["session_id"];
  assertEquals([typeof id, begun["reactions"]], ["string", []]);
  const first = await call("get_session", { session_id: id, wait: 30 });
  assertEquals([first["status"], first["found"], first["done"]], ["completed", 25, 25]);
  const rest = await call("get_session", { session_id: id, after: first["next_after"] });
  assertEquals([first["next_after"], (rest["reactions"] as unknown[]).length, rest["next_after"]], [
    19,
    5,
    null,
  ]);
});

const TASK = z.looseObject({ taskId: z.string(), status: z.string() });

Deno.test("A task goes on after its server was killed, and gives its result at its end; another is cancelled", async () => {
  await using folder = await temporaryFolder();
  const port = freePort();
  const first = await startServer({ data: folder.path, port });
  const begin = async (client: Client, text: string) =>
    (await client.request(
      {
        method: "tools/call",
        params: { name: "analyze_reactions", arguments: { text }, task: { ttl: 60_000 } },
      },
      z.looseObject({ task: TASK }),
    )).task;
  const { taskId } = await (async () => {
    const transport = new StreamableHTTPClientTransport(new URL(`${first.url}/mcp`));
    await using connection = await connected(transport, "legacy");
    const task = await begin(connection.client, `${ESTER}\n`.repeat(200));
    assertEquals(task.status, "working");
    return task;
  })();
  await first.end("SIGKILL");
  await using second = await startServer({ data: folder.path, port });
  const transport = new StreamableHTTPClientTransport(new URL(`${second.url}/mcp`));
  await using connection = await connected(transport, "legacy");
  const { client } = connection;
  const about = (method: string, id: string) =>
    client.request({ method, params: { taskId: id } }, z.looseObject({}));
  assertEquals((await about("tasks/get", taskId))["taskId"], taskId);
  const result = await about("tasks/result", taskId);
  const { reactions, session_id: id } = result["structuredContent"] as Record<string, unknown>;
  assertEquals([(reactions as unknown[]).length, id], [20, taskId]);
  assertEquals((await about("tasks/get", taskId))["status"], "completed");
  const long = await begin(client, `${ESTER}\n`.repeat(20_000));
  assertEquals((await about("tasks/cancel", long.taskId))["status"], "cancelled");
});

Deno.test("The SDK's client lists and calls every tool over standard input and output, until a signal ends the program", async () => {
  const [command, ...args] = cliCommand(["mcp", "--processes", "1"]);
  const transport = new StdioClientTransport({ command, args, env: plainEnvironment(), stderr: "ignore" });
  await using connection = await connected(transport, "legacy");
  await callEveryTool(connection.client);
  // A client that ends the program itself keeps the timer with which it would kill it.
  const ended = Promise.withResolvers<void>();
  connection.client.onclose = () => ended.resolve();
  assert(transport.pid !== null);
  Deno.kill(transport.pid, "SIGTERM");
  await ended.promise;
});
