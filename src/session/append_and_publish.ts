/** How events get into a session's log: stamp, append, then publish what is committed. */
import { countReactions } from "../agent/agent_log.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { RxnstreamError } from "../errors.ts";
import type { Meters } from "../meters.ts";
import type { EventLog } from "../store/group_commit.ts";
import type { Append, AppendEvent } from "../store/store.ts";
import type {
  AgentEvent,
  CompletionEvent,
  ContentEvent,
  FinalStatus,
  SessionId,
  StampedEvent,
} from "../types.ts";

export interface SessionLogDeps {
  readonly eventLog: EventLog;
  readonly delivery: Pick<Delivery, "publish" | "close">;
  readonly meters: Meters;
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

/**
 * The JSON of an event as the log keeps it. Some clients (Python's `str.splitlines`) split lines at more characters than server-sent
 * events do; JSON escapes all of these but three.
 */
export function eventJson(event: ContentEvent): string {
  return JSON.stringify(event).replaceAll(
    /[\u0085\u2028\u2029]/g,
    (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function appendEvent(event: StampedEvent): AppendEvent {
  return { data: eventJson(event), reactionIndex: event.aux.reaction_index ?? null };
}

/**
 * Appends and publishes; resolves with the number of the first event when they are committed and published.
 * Rejects with `session_not_found` or `session_ended` if the log no longer takes them.
 */
async function appendAndPublish(
  { eventLog, delivery, meters }: SessionLogDeps,
  append: Append,
): Promise<number> {
  const begun = performance.now();
  const result = await eventLog.append(append);
  if (!result.ok) {
    const message = result.message ?? `Cannot append to session ${append.sessionId}: ${result.code}`;
    throw new RxnstreamError(result.code, message);
  }
  const entries = append.events.map(({ data }, index) => ({ id: result.firstId + index, data }));
  delivery.publish(append.sessionId, entries);
  meters.commitSeconds.observe(performance.now() - begun);
  meters.events.add({}, entries.length);
  return result.firstId;
}

/** Marks a session as running; resolves with the number of events in its log. */
export async function appendStart(
  deps: SessionLogDeps,
  sessionId: SessionId,
  workerId: string,
): Promise<number> {
  return await appendAndPublish(deps, { sessionId, events: [], start: { workerId } }) - 1;
}

/** Appends a group of an agent's events, all or nothing. */
export async function appendGroup(
  deps: SessionLogDeps,
  sessionId: SessionId,
  workerId: string,
  group: readonly AgentEvent[],
): Promise<void> {
  const now = new Date().toISOString();
  await appendAndPublish(deps, {
    sessionId,
    events: group.map((event) => appendEvent(stampEvent(event, workerId, now))),
    reactions: countReactions(group),
  });
  for (const { aux } of group) {
    if (aux.info_type === "reaction_complete") deps.meters.reactions.add({ verdict: String(aux["verdict"]) });
  }
}

/** Ends a log with its completion event; `error` says why if the status is `error`. */
export async function appendCompletion(
  deps: SessionLogDeps,
  sessionId: SessionId,
  status: FinalStatus,
  error: string | null,
): Promise<void> {
  const event: CompletionEvent = { _type: "completion", status, ...(error === null ? {} : { error }) };
  await appendAndPublish(deps, {
    sessionId,
    events: [{ data: eventJson(event), reactionIndex: null }],
    end: { status, error },
  });
  deps.meters.sessionsEnded.add({ status });
}
