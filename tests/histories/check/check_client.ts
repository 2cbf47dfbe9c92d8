/** Checks what one client received against the log of its session. */
import type { LogEntry } from "../../../src/types.ts";
import type { ClientHistory, ClientKind } from "../history.ts";
import { shortened, type Violation } from "./violation.ts";

/** What is known about a session's log. */
export interface KnownLog {
  readonly entries: readonly LogEntry[];
  /**
   * `whole`: read at the end, after the last restart. `deleted`: the session was deleted meanwhile; its content is known
   * only as far as it was read before that, or seen by clients.
   */
  readonly state: "whole" | "deleted";
}

type Found = Omit<Violation, "session" | "client">;

/** The most violations of one kind that are reported for one client: a broken stream breaks the same promise over and over. */
const MOST_OF_A_KIND = 3;
/** Clients that know the completion event, or learn of the end in another way, and do not ask again. */
const KNOW_THE_END: ReadonlySet<ClientKind> = new Set(
  ["watch", "poll_json", "poll_ndjson", "durable_poll", "durable_sse"],
);

/** Violations of one client's history. */
export function checkClient(history: ClientHistory, log: KnownLog): readonly Violation[] {
  const told = new Map<string, number>();
  const violations: Violation[] = [];
  for (
    const found of [...checkEvents(history, log), ...checkConnections(history), ...checkEnd(history, log)]
  ) {
    const count = (told.get(found.promise) ?? 0) + 1;
    told.set(found.promise, count);
    if (count > MOST_OF_A_KIND) continue;
    violations.push({ session: history.session, client: `${history.client} (${history.kind})`, ...found });
  }
  return violations;
}

function isCompletion(data: string | undefined): boolean {
  return data?.startsWith('{"_type":"completion"') ?? false;
}

/** Exactly the log after the cursor: in order, without gaps or repeats, identical bytes, and nothing else. */
function* checkEvents({ cursor, events, strange }: ClientHistory, log: KnownLog): Generator<Found> {
  const byId = new Map(log.entries.map(({ id, data }) => [id, data]));
  const newest = log.entries.at(-1)?.id ?? 0;
  /** Events that were skipped, with the one that came instead. */
  const missing = new Map<number, number>();
  let at = cursor;
  let ended = false;
  for (const { id, data } of events) {
    const expected = byId.get(id);
    if (ended) {
      yield {
        promise: "nothing follows the completion",
        position: id,
        expected: "nothing",
        seen: shortened(data),
      };
    } else if (expected === undefined) {
      yield {
        promise: "clients see nothing that is not in the log",
        position: id,
        expected: `a log of ${log.entries.length} events`,
        seen: shortened(data),
      };
    } else if (expected !== data) {
      yield {
        promise: "all clients get identical bytes",
        position: id,
        expected: shortened(expected),
        seen: shortened(data),
      };
    }
    if (missing.delete(id)) {
      yield {
        promise: "events arrive in order",
        position: id,
        expected: `it before ${at}`,
        seen: "it later",
      };
    } else if (id <= at) {
      yield {
        promise: "no event arrives twice",
        position: id,
        expected: `event ${at + 1}`,
        seen: `event ${id} again`,
      };
    }
    for (let skipped = at + 1; skipped < id && skipped < newest; skipped++) missing.set(skipped, id);
    at = Math.max(at, id);
    ended ||= isCompletion(data);
  }
  for (const [id, instead] of missing) {
    yield {
      promise: "every event after the cursor arrives",
      position: id,
      expected: `event ${id}`,
      seen: `event ${instead} in its place`,
    };
  }
  for (const piece of strange) {
    yield {
      promise: "only events of the log carry an id, and they are unnamed",
      position: null,
      expected: "events as id and data, comments, and reconnection times",
      seen: JSON.stringify(piece),
    };
  }
}

/** The answer to each request begins with the event after its cursor. */
function* checkConnections({ connections, events }: ClientHistory): Generator<Found> {
  let previous: number | null = null;
  for (const { id, connection } of events) {
    if (connection === null || connection === previous) continue;
    previous = connection;
    const asked = connections[connection]?.cursor ?? 0;
    if (id === asked + 1) continue;
    yield {
      promise: id > asked ? "every event after the cursor arrives" : "no event arrives twice",
      position: id,
      expected: `event ${asked + 1} first, after cursor ${asked}`,
      seen: `event ${id} first on connection ${connection + 1}`,
    };
  }
}

/** A client that follows to the end gets there, and is told so once. */
function* checkEnd(history: ClientHistory, log: KnownLog): Generator<Found> {
  const { kind, cursor, events, connections, ending, detail } = history;
  const at = events.at(-1)?.id ?? cursor;
  const hasCompletion = isCompletion(events.at(-1)?.data);
  const has204 = connections.filter(({ status }) => status === 204).length;
  const seen = `${ending}${detail === "" ? "" : ` (${detail})`} after event ${at}, answers ${
    connections.slice(-6).map(({ status }) => status ?? "none").join(" ")
  }`;
  if (ending === "left") return;
  if (log.state === "deleted" && (ending === "gone" || ending === "refused")) return;
  const isAtEnd = log.state === "deleted" ? hasCompletion : at === log.entries.length;
  if (ending === "hung" && isAtEnd) {
    yield {
      promise: "a client that has everything is told so by one 204",
      position: at,
      expected: "204, since nothing can follow",
      seen,
    };
  } else if (ending === "hung" || ending === "refused" || ending === "gone" && log.state === "whole") {
    yield {
      promise: "a client that follows to the end gets there",
      position: at,
      expected: "the events up to the completion",
      seen,
    };
  } else if (!isAtEnd && log.state === "whole") {
    yield {
      promise: "every event after the cursor arrives",
      position: at + 1,
      expected: `all ${log.entries.length} events`,
      seen,
    };
  }
  if (ending !== "told" && ending !== "completion") return;
  // A client that had everything at first gets no event at all.
  if (!hasCompletion && events.length > 0) {
    yield {
      promise: "the completion is the last event, and there is exactly one",
      position: at,
      expected: "the completion as the last event that arrives",
      seen,
    };
  }
  if (!KNOW_THE_END.has(kind) && (has204 !== 1 || connections.at(-1)?.status !== 204)) {
    yield {
      promise: "a client that has everything is told so by one 204",
      position: at,
      expected: "one 204, as the last answer",
      seen,
    };
  }
}
