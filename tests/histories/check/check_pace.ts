/** Compares how long work stands still, and how late events arrive, with an undisturbed run. */
import { delay } from "@std/async";
import type { ContentEvent, SessionId } from "../../../src/types.ts";
import type { ClientHistory } from "../history.ts";
import type { Acknowledged, Operator } from "../operator.ts";
import type { UndisturbedRun } from "../reference.ts";
import type { Violation } from "./violation.ts";

/** Interval at which sessions are checked, in milliseconds. */
const LOOK_MS = 100;
const PROMISE = "work makes progress, and its events arrive in time";

/** Records how long running sessions have had no new event. */
export class StandStills {
  readonly #places: number;
  readonly #longest = new Map<SessionId, number>();
  #newest: ReadonlyMap<SessionId, { readonly state: string; readonly since: number }> = new Map();

  /** `places` is how many sessions run at the same time; if there are more, those waiting for their turn do not count as standing still. */
  constructor(places: number) {
    this.#places = places;
  }

  /** The longest time of a session, in milliseconds. */
  longest(sessionId: SessionId): number {
    return this.#longest.get(sessionId) ?? 0;
  }

  /** Looks until the signal aborts. Time in which the server does not answer does not count. */
  async watch(operator: Operator, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#note(await operator.listedNow());
      await delay(LOOK_MS, { signal }).catch(() => {});
    }
  }

  #note(sessions: Awaited<ReturnType<Operator["listedNow"]>>): void {
    const now = performance.now();
    const running = (sessions ?? []).filter(({ status }) => status === "running").map(
      ({ session_id: id, worker_id: worker, last_event_id: events }) => ({
        id,
        state: `${worker} ${events}`,
      }),
    );
    const goesOn = running.some(({ id, state }) => this.#newest.get(id)?.state !== state);
    const haveTurns = running.length > this.#places && goesOn;
    const newest = new Map<SessionId, { readonly state: string; readonly since: number }>();
    for (const { id, state } of running) {
      const before = this.#newest.get(id);
      const since = before?.state === state && !haveTurns ? before.since : now;
      newest.set(id, { state, since });
      this.#longest.set(id, Math.max(this.longest(id), now - since));
    }
    this.#newest = newest;
  }
}

/** What a round is compared with. */
export interface PaceBounds {
  readonly stills: StandStills;
  readonly undisturbed: ReadonlyMap<string, UndisturbedRun>;
  /** The allowance on top of three times what an undisturbed run needs, in milliseconds. */
  readonly lateMs: number;
}

/** Violations of all sessions and clients. */
export function* checkPace(
  sessions: readonly Acknowledged[],
  histories: readonly ClientHistory[],
  { stills, undisturbed, lateMs }: PaceBounds,
): Generator<Violation> {
  const boundOf = (name: string) => lateMs + 3 * (undisturbed.get(name)?.stillMs ?? 0);
  for (const { name: session, sessionId } of sessions) {
    const [bound, stillMs] = [boundOf(session), stills.longest(sessionId)];
    if (stillMs <= bound) continue;
    const about = { promise: PROMISE, session, client: null, position: null } as const;
    yield { ...about, expected: `an event within ${seconds(bound)}`, seen: `none for ${seconds(stillMs)}` };
  }
  for (const history of histories) {
    const [bound, late] = [boundOf(history.session), latest(history)];
    if (late.ms <= bound) continue;
    yield {
      promise: PROMISE,
      session: history.session,
      client: `${history.client} (${history.kind})`,
      position: late.id,
      expected: `the event within ${seconds(bound)} after it was made, or the client came`,
      seen: `after ${seconds(late.ms)}`,
    };
  }
}

/** The event with the longest delay, at a client that reads everything directly from the server. */
function latest(
  { isPrompt, events, connections }: ClientHistory,
): { readonly ms: number; readonly id: number } {
  let late = { ms: 0, id: 0 };
  for (const { id, data, connection, at } of isPrompt ? events : []) {
    const event = JSON.parse(data) as ContentEvent;
    const came = connection === null ? undefined : connections[connection]?.at;
    if ("_type" in event || at === undefined || came === undefined) continue;
    const ms = at - Math.max(came, Date.parse(event.timestamp));
    if (ms > late.ms) late = { ms, id };
  }
  return late;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
