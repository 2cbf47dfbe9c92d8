import { assert, assertEquals } from "@std/assert";
import { startTestService } from "../support/service.ts";

async function post(url: string, message: object): Promise<Response> {
  return await fetch(`${url}/mcp`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept": "application/json, text/event-stream" },
    body: JSON.stringify({ jsonrpc: "2.0", ...message }),
  });
}

Deno.test("Every tool is listed with its schemas and answers with a short result or an error that says what to do", async () => {
  await using service = await startTestService();
  const request = async (
    method: string,
    params: object = {},
  ) => (await (await post(service.url, { id: 1, method, params })).json());
  const { result: begun } = await request("initialize", { protocolVersion: "2025-06-18" });
  assertEquals([begun.protocolVersion, begun.serverInfo.name], ["2025-06-18", "rxnstream"]);
  const notified = await post(service.url, { method: "notifications/initialized" });
  assertEquals([notified.status, await notified.text()], [202, ""]);
  const { result: { tools } } = await request("tools/list");
  for (const { inputSchema, outputSchema } of tools) {
    assertEquals([inputSchema.type, outputSchema.type], ["object", "object"]);
  }
  const call = async (name: string, args: object) =>
    (await request("tools/call", { name, arguments: args })).result;
  const ester = { reaction: "CCO.CC(=O)O>>CCOC(C)=O" };
  const validated = (await call("validate_reaction", ester)).structuredContent;
  assertEquals([validated.verdict, validated.equation], ["sound", "C2H4O2 + C2H6O -> C4H8O2 + H2O"]);
  assert((await call("map_reaction", ester)).structuredContent.mapped.includes(":1]"));
  assertEquals((await call("name_to_structure", { name: "aniline" })).structuredContent.smiles, "Nc1ccccc1");
  assert((await call("name_to_structure", { name: "compound 7" })).structuredContent.reason !== null);
  assert((await call("draw_reaction", ester)).structuredContent.svg.includes("<svg"));
  assertEquals((await call("map_reaction", { reaction: "hello" })).isError, true);
  assertEquals((await call("map_reaction", {})).isError, true);
  assertEquals((await request("tools/call", { name: "toString" })).error.code, -32602);
  assertEquals((await request("no/such")).error.code, -32601);
});
