/** One session's way into its log: stamp, append, then publish what is committed. */
import type { Broadcast } from "../broadcast/local_broadcast.ts";
import { RxnstreamError } from "../errors.ts";
import type { EventLog } from "../store/group_commit.ts";
import type { Append, AppendEvent } from "../store/store.ts";
import type { AgentEvent, CompletionEvent, FinalStatus, SessionId, StampedEvent } from "../types.ts";

export interface SessionLogDeps {
  readonly log: EventLog;
  readonly broadcast: Broadcast;
}

/** Adds the time (ISO 8601) and the worker, in the order of keys that the contract shows. */
export function stampEvent(event: AgentEvent, workerId: string, timestamp: string): StampedEvent {
  return {
    type: event.type,
    message: event.message,
    timestamp,
    worker_id: workerId,
    aux: event.aux,
  };
}

/** How a group of events moves the session's counts. */
export function countReactions(
  events: readonly AgentEvent[],
): { found: number; done: number; failed: number } {
  let found = 0;
  let done = 0;
  let failed = 0;
  for (const { aux } of events) {
    if (aux.info_type === "reaction_text") found++;
    if (aux.info_type === "reaction_complete") {
      done++;
      if (aux["verdict"] === "broken") failed++;
    }
  }
  return { found, done, failed };
}

function appendEvent(event: StampedEvent): AppendEvent {
  return { data: JSON.stringify(event), reactionIndex: event.aux.reaction_index ?? null };
}

/**
 * Appends and publishes; resolves when the events are committed and published.
 * Rejects with `session_not_found` or `session_ended` if the log no longer takes them.
 */
async function appendAndPublish({ log, broadcast }: SessionLogDeps, append: Append): Promise<void> {
  const result = await log.append(append);
  if (!result.ok) {
    throw new RxnstreamError(result.code, `Cannot append to session ${append.sessionId}: ${result.code}`);
  }
  const entries = append.events.map(({ data }, index) => ({ id: result.firstId + index, data }));
  broadcast.publish(append.sessionId, entries);
}

/** Marks a session as running. */
export function appendStart(deps: SessionLogDeps, sessionId: SessionId, workerId: string): Promise<void> {
  return appendAndPublish(deps, { sessionId, events: [], start: { workerId } });
}

/** Appends a group of an agent's events, all or nothing. */
export function appendGroup(
  deps: SessionLogDeps,
  sessionId: SessionId,
  workerId: string,
  group: readonly AgentEvent[],
): Promise<void> {
  const now = new Date().toISOString();
  return appendAndPublish(deps, {
    sessionId,
    events: group.map((event) => appendEvent(stampEvent(event, workerId, now))),
    reactions: countReactions(group),
  });
}

/** Ends a log with its completion event; `error` says why if the status is `error`. */
export function appendCompletion(
  deps: SessionLogDeps,
  sessionId: SessionId,
  status: FinalStatus,
  error: string | null,
): Promise<void> {
  const event: CompletionEvent = { _type: "completion", status, ...(error === null ? {} : { error }) };
  return appendAndPublish(deps, {
    sessionId,
    events: [{ data: JSON.stringify(event), reactionIndex: null }],
    end: { status, error },
  });
}
