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
import { resultOf, RpcError } from "./methods.ts";
import { OwnRoutes } from "./own_routes.ts";

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

export function mountMcp(app: HttpApp, deps: HttpServices): void {
  mountSelfReadingRoute(app, MCP, (c) => answer(app, c, deps));
}

async function answer(app: HttpApp, c: Context, deps: HttpServices): Promise<Response> {
  const { id, method, params = {} } = await readMessage(c, deps);
  if (id === undefined || method === undefined) return c.body(null, 202);
  const version = c.req.header("MCP-Protocol-Version");
  const context = { c, deps, routes: new OwnRoutes(app, c) };
  try {
    return c.json({ jsonrpc: "2.0", id, result: await resultOf(method, params, version, context) });
  } catch (error) {
    if (error instanceof RpcError) {
      const { code, message, data, status } = error;
      return c.json({ jsonrpc: "2.0", id, error: { code, message, ...data && { data } } }, status);
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
