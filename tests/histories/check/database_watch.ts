/** Checks the database against what was acknowledged and what clients have seen, each time the server is down. */
import { createHash } from "node:crypto";
import type { ContentEvent, LogEntry, SessionId } from "../../../src/types.ts";
import type { ReceivedEvent } from "../history.ts";
import type { Acknowledged } from "../operator.ts";
import { readStoredSessions, type StoredSession } from "../server/stored_sessions.ts";
import { reactionTable, titleOf } from "../texts.ts";
import { shortened, type Violation } from "./violation.ts";

/** What is known outside the server while it is down. */
export interface Known {
  /** Those whose creation is acknowledged. */
  readonly sessions: readonly Acknowledged[];
  /** What each client has received so far, with the name of the session in the plan. */
  readonly received: readonly {
    readonly session: string;
    readonly client: string;
    readonly events: readonly ReceivedEvent[];
  }[];
}

type Found = Pick<Violation, "position" | "expected" | "seen"> & { readonly client?: string };

const PROMISE = "the database holds everything that clients have seen";
/** The most violations that are reported for one session in one check. */
const MOST_TOLD = 3;

export class DatabaseWatch {
  readonly #data: string;
  readonly #violations: Violation[] = [];
  /** The length of each log at the last check, and a digest of it. */
  readonly #before = new Map<SessionId, { readonly events: number; readonly digest: string }>();
  #newest: ReadonlyMap<SessionId, StoredSession> = new Map();
  looks = 0;

  /** `data` is the server's data folder. */
  constructor(data: string) {
    this.#data = data;
  }

  get violations(): readonly Violation[] {
    return this.#violations;
  }

  /** Checks what the server gives for an ended session against the findings of the last check. */
  compare({ name, sessionId }: Acknowledged, log: readonly LogEntry[]): void {
    const stored = this.#newest.get(sessionId)?.log ?? [];
    for (let index = 0; index < Math.max(log.length, stored.length); index++) {
      const [expected, seen] = [stored[index]?.data, log[index]?.data];
      if (expected === seen) continue;
      this.#tell(name, [{ position: index + 1, expected: shortened(expected), seen: shortened(seen) }]);
      return;
    }
  }

  /** Checks the database of a server that is down, or that has lost nothing by being killed. */
  async look({ sessions, received }: Known): Promise<void> {
    this.looks++;
    try {
      this.#newest = await readStoredSessions(this.#data);
    } catch (error) {
      this.#tell("", [{ position: null, expected: "a database that can be read", seen: String(error) }]);
      return;
    }
    for (const session of sessions) {
      if (session.deletion !== "none") continue;
      const stored = this.#newest.get(session.sessionId);
      if (stored === undefined) {
        this.#tell(session.name, [{
          position: null,
          expected: "the session that was acknowledged",
          seen: "nothing",
        }]);
        continue;
      }
      const seen = received.filter((client) => client.session === session.name);
      this.#tell(session.name, [
        ...this.#checkGrowth(stored),
        ...checkRows(stored),
        ...checkQuery(session, stored),
        ...seen.flatMap(({ client, events }) => [...checkReceived(stored.log, client, events)]),
      ]);
    }
  }

  /** A log only grows. */
  *#checkGrowth({ session: { sessionId }, log }: StoredSession): Generator<Found> {
    const before = this.#before.get(sessionId);
    if (before !== undefined && digestOf(log.slice(0, before.events)) !== before.digest) {
      yield {
        position: before.events,
        expected: "the log as it was before, or more",
        seen: `${log.length} events`,
      };
    }
    this.#before.set(sessionId, { events: log.length, digest: digestOf(log) });
  }

  #tell(session: string, found: readonly Found[]): void {
    for (const { client = null, ...violation } of found.slice(0, MOST_TOLD)) {
      this.#violations.push({ promise: PROMISE, session, client, ...violation });
    }
  }
}

function digestOf(log: readonly LogEntry[]): string {
  const hash = createHash("sha256");
  for (const { id, data } of log) hash.update(`${id} ${data}\n`);
  return hash.digest("hex");
}

/** No gap in the numbers, and the session's row agrees with its log. */
function* checkRows({ session, log }: StoredSession): Generator<Found> {
  const hole = log.findIndex(({ id }, index) => id !== index + 1);
  if (hole >= 0) yield { position: hole + 1, expected: `id ${hole + 1}`, seen: `id ${log[hole]?.id}` };
  const counts = { found: 0, done: 0, failed: 0 };
  let status: string = "queued or running";
  for (const { data } of log) {
    const event = JSON.parse(data) as ContentEvent;
    if ("_type" in event) status = event.status;
    else if (event.aux.info_type === "reaction_text") counts.found++;
    else if (event.aux.info_type === "reaction_complete") {
      counts.done++;
      if (event.aux["verdict"] === "broken") counts.failed++;
    }
  }
  const isOver = session.status !== "queued" && session.status !== "running";
  const expected = JSON.stringify({ events: log.length, status, ...counts });
  const seen = JSON.stringify({
    events: session.lastEventId,
    status: isOver ? session.status : "queued or running",
    ...session.reactions,
  });
  if (seen !== expected) yield { position: null, expected, seen };
}

/** The query and its metadata are as submitted. */
function* checkQuery(
  { work, titledAs, owner }: Acknowledged,
  { session, query }: StoredSession,
): Generator<Found> {
  const expected = [
    ["query", reactionTable(work.reactions, work.flavour), query?.text],
    ["format", "csv", query?.format],
    ["file name", `${titledAs}.csv`, query?.fileName],
    ["title", titleOf(titledAs), session.title],
    ["owner", owner, session.owner],
  ] as const;
  for (const [name, given, seen] of expected) {
    if (seen === given) continue;
    yield { position: null, expected: `${name} ${shortened(String(given))}`, seen: shortened(String(seen)) };
  }
}

/** The database has everything that a client has. */
function* checkReceived(
  log: readonly LogEntry[],
  client: string,
  events: readonly ReceivedEvent[],
): Generator<Found> {
  for (const { id, data } of events) {
    const entry = log[id - 1];
    if (entry?.data === data) continue;
    yield { client, position: id, expected: shortened(entry?.data), seen: shortened(data) };
  }
}
