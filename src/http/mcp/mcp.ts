/** `POST /mcp`: the tools of the Model Context Protocol over streamable HTTP, without a session of its own. */
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { RxnstreamError } from "../../errors.ts";
import { announcedBytes, joined, readBody } from "../body/read_body.ts";
import { json, problems, STORED } from "../contract/answers.ts";
import { named } from "../contract/named.ts";
import { type HttpApp, mountSelfReadingRoute } from "../contract/routes.ts";
import type { HttpServices } from "../http_services.ts";
import { HttpProblem } from "../problem.ts";
import { TOOLS } from "./mcp_tools.ts";

/** Versions of the protocol, the newest first. */
const VERSIONS = ["2025-11-25", "2025-06-18", "2025-03-26"] as const;
const METHOD_NOT_FOUND = -32601;
const INVALID_PARAMS = -32602;
const INTERNAL_ERROR = -32603;

const message = named(
  "McpMessage",
  z.looseObject({
    jsonrpc: z.literal("2.0"),
    id: z.union([z.string(), z.number()]).optional(),
    method: z.string().max(200).optional(),
    params: z.looseObject({}).optional(),
  }),
  "A message of the Model Context Protocol (JSON-RPC 2.0)",
);

const MCP = createRoute({
  method: "post",
  path: "/mcp",
  operationId: "callMcp",
  tags: ["Agents"],
  summary: "The Model Context Protocol: tools for language models",
  request: { body: { required: true, content: { "application/json": { schema: message } } } },
  responses: {
    200: json("The answer to a request", message),
    202: { description: "A notification was taken" },
    ...problems(
      "json_malformed",
      "input_invalid",
      "body_incomplete",
      "body_too_large",
      "bodies_full",
      ...STORED,
    ),
  },
});

class RpcError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

type Params = Readonly<Record<string, unknown>>;

export function mountMcp(app: HttpApp, deps: HttpServices): void {
  mountSelfReadingRoute(app, MCP, (c) => answer(c, deps));
}

async function answer(c: Context, deps: HttpServices): Promise<Response> {
  const { id, method, params = {} } = await readMessage(c, deps);
  if (id === undefined || method === undefined) return c.body(null, 202);
  try {
    return c.json({ jsonrpc: "2.0", id, result: await resultOf(method, params, c, deps) });
  } catch (error) {
    if (error instanceof RpcError) {
      return c.json({ jsonrpc: "2.0", id, error: { code: error.code, message: error.message } });
    }
    if (error instanceof RxnstreamError || error instanceof HttpProblem) {
      return c.json({ jsonrpc: "2.0", id, error: { code: INTERNAL_ERROR, message: error.message } });
    }
    throw error;
  }
}

async function readMessage(c: Context, { access, settings }: HttpServices): Promise<z.infer<typeof message>> {
  const limit = { maxBytes: settings.maxJsonBytes, advice: "" };
  using _room = access.limits.openBody(c, announcedBytes(c, limit.maxBytes));
  const text = new TextDecoder().decode(joined(await readBody(c, limit)));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpProblem(400, "json_malformed", "The body is not JSON");
  }
  const read = message.safeParse(value);
  if (read.success) return read.data;
  throw new RxnstreamError("input_invalid", "The body is not one message of JSON-RPC 2.0");
}

async function resultOf(method: string, params: Params, c: Context, deps: HttpServices): Promise<object> {
  switch (method) {
    case "initialize": {
      const wanted = VERSIONS.find((version) => version === params["protocolVersion"]);
      return {
        protocolVersion: wanted ?? VERSIONS[0],
        capabilities: { tools: {} },
        serverInfo: { name: "rxnstream", version: deps.settings.version },
        instructions: "Checks chemical reactions: give reaction SMILES, names or a text with reactions.",
      };
    }
    case "ping":
      return {};
    case "tools/list":
      return {
        tools: Object.entries(TOOLS).map(([name, { description, input, output }]) => ({
          name,
          description,
          inputSchema: z.toJSONSchema(input, { io: "input" }),
          outputSchema: z.toJSONSchema(output),
        })),
      };
    case "tools/call":
      return await called(params, c, deps);
    default:
      throw new RpcError(METHOD_NOT_FOUND, `There is no method "${method}"`);
  }
}

async function called(params: Params, c: Context, deps: HttpServices): Promise<object> {
  const name = String(params["name"]);
  const tool = Object.hasOwn(TOOLS, name) ? TOOLS[name] : undefined;
  if (tool === undefined) throw new RpcError(INVALID_PARAMS, `There is no tool "${name.slice(0, 100)}"`);
  const result = await tool.call(params["arguments"] ?? {}, c, deps);
  if ("error" in result) return { content: [{ type: "text", text: result.error }], isError: true };
  return { content: [{ type: "text", text: JSON.stringify(result.value) }], structuredContent: result.value };
}
