/** Checks one session's final log against what is promised of every log. */
import type { CompletionEvent, ContentEvent, LogEntry, SessionStatus } from "../../../src/types.ts";
import { shortened, type Violation } from "./violation.ts";

/** What `GET /sessions/{id}` says at the end. */
export interface FinalSession {
  readonly status: SessionStatus;
  readonly error: string | null;
  readonly last_event_id: number;
  readonly reactions: { readonly found: number; readonly done: number; readonly failed: number };
}

type Found = Omit<Violation, "session" | "client">;

/** Violations of one log after everything has settled. `name` is the session's name in the plan. */
export function checkLog(
  name: string,
  session: FinalSession,
  log: readonly LogEntry[],
): readonly Violation[] {
  const events = log.map(({ id, data }) => ({ id, event: JSON.parse(data) as ContentEvent }));
  return [
    ...checkIds(session, log),
    ...checkEnd(events),
    ...checkStages(events),
    ...checkStatus(session, events),
  ].map((found) => ({ session: name, client: null, ...found }));
}

interface Numbered {
  readonly id: number;
  readonly event: ContentEvent;
}

function isCompletion(event: ContentEvent | undefined): event is CompletionEvent {
  return event !== undefined && "_type" in event;
}

function* checkIds(session: FinalSession, log: readonly LogEntry[]): Generator<Found> {
  const promise = "ids count 1, 2, 3 … without gaps";
  for (const [index, { id }] of log.entries()) {
    if (id === index + 1) continue;
    yield { promise, position: index + 1, expected: `id ${index + 1}`, seen: `id ${id}` };
    return;
  }
  if (session.last_event_id !== log.length) {
    yield {
      promise,
      position: log.length,
      expected: `${session.last_event_id} events, as the session says`,
      seen: `${log.length} events`,
    };
  }
}

function* checkEnd(events: readonly Numbered[]): Generator<Found> {
  const promise = "the completion is the last event, and there is exactly one";
  const last = events.at(-1);
  if (!isCompletion(last?.event)) {
    yield {
      promise,
      position: last?.id ?? null,
      expected: "a completion event at the end of the log",
      seen: shortened(JSON.stringify(last?.event)),
    };
  }
  for (const { id, event } of events.slice(0, -1)) {
    if (!isCompletion(event)) continue;
    yield { promise, position: id, expected: "no completion before the end", seen: JSON.stringify(event) };
  }
}

/** Each step of each reaction is in the log once; an error with the same wording may occur once. */
function* checkStages(events: readonly Numbered[]): Generator<Found> {
  const first = new Map<string, number>();
  for (const { id, event } of events) {
    if (isCompletion(event)) continue;
    const { type, message, aux } = event;
    const step = type === "error"
      ? JSON.stringify([aux, message])
      : `${aux.info_type} ${aux.reaction_index ?? ""}`;
    const earlier = first.get(step);
    if (earlier === undefined) first.set(step, id);
    else {
      yield {
        promise: "no finished stage is done twice",
        position: id,
        expected: `"${shortened(step)}" once, at event ${earlier}`,
        seen: "it again",
      };
    }
  }
}

function* checkStatus(session: FinalSession, events: readonly Numbered[]): Generator<Found> {
  const promise = "the status agrees with the completion";
  const last = events.at(-1);
  const counts = countSteps(events);
  const { found, done } = session.reactions;
  if (found !== counts.found || done !== counts.done) {
    yield {
      promise,
      position: null,
      expected: `${counts.found} reactions found and ${counts.done} done, as the log says`,
      seen: `${found} found and ${done} done`,
    };
  }
  if (last === undefined || !isCompletion(last.event)) return;
  const { status, error = null } = last.event;
  if (session.status !== status || session.error !== error) {
    yield {
      promise,
      position: last.id,
      expected: `status ${status}, error ${error}`,
      seen: `status ${session.status}, error ${session.error}`,
    };
  }
  if (status === "completed" && counts.found !== counts.done) {
    yield {
      promise,
      position: last.id,
      expected: `a completed session with all ${counts.found} reactions done`,
      seen: `${counts.done} done`,
    };
  }
}

function countSteps(events: readonly Numbered[]): { readonly found: number; readonly done: number } {
  let found = 0;
  let done = 0;
  for (const { event } of events) {
    if (isCompletion(event)) continue;
    if (event.aux.info_type === "reaction_text") found++;
    if (event.aux.info_type === "reaction_complete") done++;
  }
  return { found, done };
}
