/** The methods of the Model Context Protocol, and how the versions of it differ in their answers. */
import { z } from "@hono/zod-openapi";
import { allows } from "../access/caller.ts";
import { TOOLS } from "./mcp_tools.ts";
import { analyzeInput, createSession } from "./session_tools.ts";
import { cancelTask, taskOf, taskResult, TASKS_EXTENSION, taskSession } from "./tasks.ts";
import type { ToolContext, ToolResult } from "./tool.ts";

/** Versions that begin with `initialize`, the newest first. */
const VERSIONS = ["2025-11-25", "2025-06-18", "2025-03-26"] as const;
/** The version in which every request says for itself what it is. */
const STATELESS = "2026-07-28";

const INVALID_PARAMS = -32602;
const METHOD_NOT_FOUND = -32601;
const INTERNAL_ERROR = -32603;
const HEADER_MISMATCH = -32020;
const VERSION_UNKNOWN = -32022;

/** How long a client may keep the list of tools, in milliseconds: they change with the program only. */
const LIST_TTL_MS = 3_600_000;

const INSTRUCTIONS = "Checks chemical reactions: give reaction SMILES, names or a text with reactions.";

/** The one tool whose calls may go on as a task. */
const TASK_TOOL = "analyze_reactions";

export type Params = Readonly<Record<string, unknown>>;

/** An error of JSON-RPC; `status` is that of the answer over HTTP. */
export class RpcError extends Error {
  readonly code: number;
  readonly status: 200 | 400 | 404;
  readonly data: object | undefined;

  constructor(code: number, message: string, status: 200 | 400 | 404 = 200, data?: object) {
    super(message);
    this.code = code;
    this.status = status;
    this.data = data;
  }
}

/** The result of a request; throws `RpcError`. `header` is the request's `MCP-Protocol-Version`, if it has one. */
export async function resultOf(
  method: string,
  params: Params,
  header: string | undefined,
  context: ToolContext,
): Promise<object> {
  const meta = params["_meta"] as Params | undefined;
  const version = meta?.["io.modelcontextprotocol/protocolVersion"];
  if (version === undefined) return await resultFor(method, params, context, null);
  if (version !== STATELESS) {
    throw new RpcError(VERSION_UNKNOWN, `The version ${String(version).slice(0, 40)} is not supported`, 400, {
      supported: [STATELESS, ...VERSIONS],
      requested: version,
    });
  }
  if (header !== undefined && header !== version) {
    throw new RpcError(HEADER_MISMATCH, "MCP-Protocol-Version differs from the version in _meta", 400);
  }
  const capabilities = meta?.["io.modelcontextprotocol/clientCapabilities"] as
    | { readonly extensions?: Params }
    | undefined;
  const result = await resultFor(method, params, context, {
    hasTasks: Object.hasOwn(capabilities?.extensions ?? {}, TASKS_EXTENSION),
  });
  return {
    resultType: "complete",
    ...result,
    _meta: { "io.modelcontextprotocol/serverInfo": serverInfo(context) },
  };
}

/** What a client of the stateless version says of itself in each request. */
interface Stateless {
  readonly hasTasks: boolean;
}

async function resultFor(
  method: string,
  params: Params,
  context: ToolContext,
  stateless: Stateless | null,
): Promise<object> {
  if (method.startsWith("tasks/")) return await aboutTask(method, params, context, stateless);
  if (method === "tools/list") {
    const caching = stateless === null ? {} : { ttlMs: LIST_TTL_MS, cacheScope: "public" };
    return { tools: listed(stateless !== null), ...caching };
  }
  if (method === "tools/call") return await called(params, context, stateless);
  if (stateless === null && method === "initialize") {
    const wanted = VERSIONS.find((known) => known === params["protocolVersion"]) ?? VERSIONS[0];
    const tasks = { cancel: {}, requests: { tools: { call: {} } } };
    return {
      protocolVersion: wanted,
      capabilities: { tools: {}, ...wanted === "2025-11-25" ? { tasks } : {} },
      serverInfo: serverInfo(context),
      instructions: INSTRUCTIONS,
    };
  }
  if (stateless === null && method === "ping") return {};
  if (stateless !== null && method === "server/discover") {
    return {
      supportedVersions: [STATELESS, ...VERSIONS],
      capabilities: { tools: {}, extensions: { [TASKS_EXTENSION]: {} } },
      instructions: INSTRUCTIONS,
      ttlMs: LIST_TTL_MS,
      cacheScope: "public",
    };
  }
  throw unknownMethod(method, stateless);
}

function unknownMethod(method: string, stateless: Stateless | null): RpcError {
  const status = stateless === null ? 200 : 404;
  return new RpcError(METHOD_NOT_FOUND, `There is no method "${method}"`, status);
}

function serverInfo({ deps }: ToolContext): object {
  return { name: "rxnstream", version: deps.settings.version };
}

function listed(isStateless: boolean): readonly object[] {
  return Object.entries(TOOLS).map(([name, { description, input, output }]) => ({
    name,
    description,
    inputSchema: z.toJSONSchema(input, { io: "input" }),
    outputSchema: z.toJSONSchema(output),
    ...isStateless || name !== TASK_TOOL ? {} : { execution: { taskSupport: "optional" } },
  }));
}

async function called(params: Params, context: ToolContext, stateless: Stateless | null): Promise<object> {
  const name = String(params["name"]);
  const tool = Object.hasOwn(TOOLS, name) ? TOOLS[name] : undefined;
  if (tool === undefined) throw new RpcError(INVALID_PARAMS, `There is no tool "${name.slice(0, 100)}"`);
  const given = params["arguments"] ?? {};
  if (stateless === null && params["task"] !== undefined) {
    return { task: await newTask(name, given, context) };
  }
  const result = await tool.call(given, context);
  if (stateless?.hasTasks && "value" in result && name === TASK_TOOL) {
    const { session_id: id } = result.value as { readonly session_id: string | null };
    const found = id === null ? null : await taskSession(id, context);
    if (found !== null && "session" in found) return { resultType: "task", ...taskOf(found.session, true) };
  }
  return answerOf(result);
}

function answerOf(result: ToolResult): object {
  if ("error" in result) return { content: [{ type: "text", text: result.error }], isError: true };
  return { content: [{ type: "text", text: JSON.stringify(result.value) }], structuredContent: result.value };
}

/** A task as the client asked for it, however many reactions there are. */
async function newTask(name: string, given: unknown, context: ToolContext): Promise<object> {
  if (name !== TASK_TOOL) {
    throw new RpcError(METHOD_NOT_FOUND, `The tool "${name}" cannot be called as a task`);
  }
  if (!allows(context.c.get("caller"), "create")) {
    throw new RpcError(INTERNAL_ERROR, 'This requires a token with the scope "create"');
  }
  const read = analyzeInput.safeParse(given);
  if (!read.success) throw new RpcError(INVALID_PARAMS, z.prettifyError(read.error));
  const created = await createSession(read.data.text, context.routes);
  if ("error" in created) throw new RpcError(INTERNAL_ERROR, created.error);
  return taskOf(created.session, false);
}

async function aboutTask(
  method: string,
  params: Params,
  context: ToolContext,
  stateless: Stateless | null,
): Promise<object> {
  const known = stateless === null ? ["get", "cancel", "result"] : ["get", "cancel", "update"];
  const action = method.slice("tasks/".length);
  if (!known.includes(action)) throw unknownMethod(method, stateless);
  const found = await taskSession(params["taskId"], context);
  if ("error" in found) throw new RpcError(INVALID_PARAMS, found.error);
  const { session } = found;
  if (action === "result") {
    const related = { "io.modelcontextprotocol/related-task": { taskId: session.session_id } };
    return { ...answerOf(await taskResult(session, context)), _meta: related };
  }
  if (action === "cancel") {
    const cancelled = await cancelTask(session, context);
    if ("error" in cancelled) throw new RpcError(INVALID_PARAMS, cancelled.error);
    return stateless === null ? taskOf(cancelled.session, false) : {};
  }
  // No task here asks its client for anything.
  if (action === "update") return {};
  const task = taskOf(session, stateless !== null);
  if (stateless === null || session.status === "queued" || session.status === "running") return task;
  if (session.status === "cancelled") return task;
  if (session.status === "error") {
    return { ...task, error: { code: INTERNAL_ERROR, message: session.error ?? "The session failed" } };
  }
  return { ...task, result: { resultType: "complete", ...answerOf(await taskResult(session, context)) } };
}
