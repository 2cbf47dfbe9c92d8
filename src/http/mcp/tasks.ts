/**
 * Tasks of the Model Context Protocol: calls of `analyze_reactions` that go on as a session, which survives a restart.
 * A task's id is that of its session. The core of version 2025-11-25 has them, and for 2026-07-28 an extension
 * (`io.modelcontextprotocol/tasks`).
 */
import { isFinal } from "../../session/session_state.ts";
import type { SessionStatus } from "../../types.ts";
import type { SessionJson } from "../contract/session_schemas.ts";
import { sessionOf, sessionResult, untilEnd } from "./session_tools.ts";
import type { ToolContext, ToolResult } from "./tool.ts";

export const TASKS_EXTENSION = "io.modelcontextprotocol/tasks";

/** How often a client should ask, in milliseconds. */
const POLL_MS = 1_000;
/** Reactions in the result of a task; get_session has the others. */
const SHOWN = 20;
/** Longest wait for a task's result in one request, in seconds. */
const MAX_WAIT = 600;

const STATUSES: Readonly<Record<SessionStatus, string>> = {
  queued: "working",
  running: "working",
  completed: "completed",
  error: "failed",
  cancelled: "cancelled",
};

/** A task as the protocol describes it; the names of its times differ between the versions. */
export function taskOf(
  { session_id: taskId, status, created_at: createdAt, updated_at, reactions, error }: SessionJson,
  isExtension: boolean,
): object {
  const times = isExtension ? { ttlMs: null, pollIntervalMs: POLL_MS } : { ttl: null, pollInterval: POLL_MS };
  const statusMessage = error ?? `${reactions.done} of ${reactions.found} reactions done`;
  return {
    taskId,
    status: STATUSES[status],
    statusMessage,
    createdAt,
    lastUpdatedAt: updated_at,
    ...times,
  };
}

/** The session of a task, or why there is none. */
export async function taskSession(
  taskId: unknown,
  { routes }: ToolContext,
): Promise<{ readonly session: SessionJson } | { readonly error: string }> {
  if (typeof taskId !== "string" || taskId === "") return { error: 'There is no "taskId"' };
  return await sessionOf(taskId, routes);
}

/** What the call would have answered; waits for the end of the session. */
export async function taskResult(session: SessionJson, context: ToolContext): Promise<ToolResult> {
  const { session_id: id, status } = session;
  if (!isFinal(status)) await untilEnd(id, MAX_WAIT, context);
  const result = await sessionResult(id, { after: -1, limit: SHOWN }, 0, context);
  if ("error" in result) return result;
  const { reactions, status: ended, error, next_after: nextAfter } = result.value as {
    readonly reactions: readonly unknown[];
    readonly status: SessionStatus;
    readonly error: string | null;
    readonly next_after: number | null;
  };
  if (ended !== "completed") return { error: error ?? `The session is ${ended}` };
  const next = nextAfter === null
    ? null
    : `Call get_session with this session_id and "after": ${nextAfter} for the next reactions`;
  return { value: { reactions, not_read: [], note: null, session_id: id, next } };
}

/** Ends the session of a task. */
export async function cancelTask(
  { session_id: id }: SessionJson,
  { routes }: ToolContext,
): Promise<{ readonly session: SessionJson } | { readonly error: string }> {
  const answer = await routes.post(`/sessions/${encodeURIComponent(id)}/cancel`);
  return answer.ok ? { session: answer.value as SessionJson } : { error: answer.detail };
}
