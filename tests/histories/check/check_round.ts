/** Checks everything that a round has left behind against the promises. */
import type { LogEntry } from "../../../src/types.ts";
import type { ClientHistory } from "../history.ts";
import type { Acknowledged, Intrusion, Probe } from "../operator.ts";
import type { UndisturbedRun } from "../reference.ts";
import { checkClient, type KnownLog } from "./check_client.ts";
import { checkContent, type SessionFacts } from "./check_content.ts";
import { checkFiles, type SessionFiles } from "./check_files.ts";
import { checkLog } from "./check_log.ts";
import { shortened, type Violation } from "./violation.ts";

/** A session as the server gives it at the end. */
export interface FoundSession {
  readonly facts: SessionFacts;
  readonly log: readonly LogEntry[];
  readonly files: SessionFiles;
}

/** What exists after everything has settled and the server has been started once more. */
export interface RoundRecord {
  readonly sessions: readonly Acknowledged[];
  /** By the server's ids; a session that the server does not have is missing. */
  readonly found: ReadonlyMap<string, FoundSession>;
  /** By the names in the plan. */
  readonly undisturbed: ReadonlyMap<string, UndisturbedRun>;
  /** How often the server was started. */
  readonly lives: number;
  readonly listed: ReadonlySet<string>;
  readonly histories: readonly ClientHistory[];
  readonly probes: readonly Probe[];
  readonly intrusions: readonly Intrusion[];
}

/** All violations of a round, those of the logs first. */
export function checkRound(record: RoundRecord): readonly Violation[] {
  const { sessions, found, histories, probes, intrusions } = record;
  const logs = new Map<string, KnownLog>();
  const violations: Violation[] = [];
  for (const session of sessions) {
    const { name, sessionId } = session;
    const end = found.get(sessionId);
    if (end !== undefined) {
      violations.push(
        ...checkLog(name, end.facts, end.log),
        ...contentOf(record, session, end),
        ...checkFiles(name, end.log, end.files),
      );
      logs.set(name, { entries: end.log, state: "whole" });
    } else {
      const known = knownOfDeleted(session, histories);
      violations.push(...known.violations);
      logs.set(name, { entries: known.entries, state: "deleted" });
    }
  }
  violations.push(...checkAcknowledged(record), ...checkTakeOvers(sessions, logs));
  for (const history of histories) {
    const log = logs.get(history.session);
    if (log !== undefined) violations.push(...checkClient(history, log));
  }
  for (const { session, cursor, expected, status } of probes) {
    if (status === expected || status === 404) continue;
    violations.push({
      promise: "a cursor that cannot be honoured is an error",
      session,
      client: null,
      position: null,
      expected: `${expected} for cursor "${cursor}"`,
      seen: String(status),
    });
  }
  for (const { session, as, way, expected, status } of intrusions) {
    // A session deleted by then does not exist for anybody who may read it.
    if (status === expected || as === "stranger" && status === 404) continue;
    violations.push({
      promise: "nothing is disclosed without a token",
      session,
      client: null,
      position: null,
      expected: `${expected} for ${way} as ${as}`,
      seen: String(status),
    });
  }
  return violations;
}

function contentOf(
  { sessions, undisturbed: runs, lives }: RoundRecord,
  session: Acknowledged,
  { facts, log }: FoundSession,
): readonly Violation[] {
  const undisturbed = runs.get(session.name);
  if (undisturbed === undefined) throw new Error(`Nobody has run session ${session.name} undisturbed`);
  const earlier = sessions.find(({ name }) => name === session.resumedFrom);
  // Each session that was taken over has had its own workers.
  let livesOfAll = lives + session.earlierLives;
  for (let of = earlier; of !== undefined; of = sessions.find(({ name }) => name === of?.resumedFrom)) {
    livesOfAll++;
  }
  const resumedFrom = earlier?.sessionId ?? null;
  return checkContent({ session, facts, log, undisturbed, lives: livesOfAll, resumedFrom });
}

/** What was acknowledged exists, what was deleted does not, and nothing else exists. */
function* checkAcknowledged({ sessions, found, listed }: RoundRecord): Generator<Violation> {
  const promise = "everything acknowledged is kept";
  const about = { promise, client: null, position: null } as const;
  for (const { name: session, sessionId, deletion, cancelled } of sessions) {
    const end = found.get(sessionId);
    const isThere = end !== undefined;
    if (deletion === "none" && !isThere) {
      yield { ...about, session, expected: "a session, since its creation was acknowledged", seen: "404" };
    }
    if (deletion === "acknowledged" && isThere) {
      yield {
        ...about,
        session,
        expected: "404, since its deletion was acknowledged",
        seen: end.facts.status,
      };
    }
    if (isThere !== listed.has(sessionId)) {
      yield { ...about, session, expected: `${isThere ? "it" : "it not"} in the list`, seen: "the opposite" };
    }
    if (isThere && cancelled !== null && end.facts.status !== cancelled) {
      yield {
        ...about,
        session,
        expected: `${cancelled}, as the cancellation was answered`,
        seen: end.facts.status,
      };
    }
  }
  const known = new Set(sessions.map(({ sessionId }) => sessionId));
  for (const sessionId of listed) {
    if (known.has(sessionId)) continue;
    yield {
      ...about,
      session: sessionId,
      expected: "one session for each key and each resume",
      seen: "one more",
    };
  }
}

/** A session that took over another begins with the other's log, without the completion. */
function* checkTakeOvers(
  sessions: readonly Acknowledged[],
  logs: ReadonlyMap<string, KnownLog>,
): Generator<Violation> {
  for (const { name: session, resumedFrom } of sessions) {
    const ended = resumedFrom === null ? undefined : logs.get(resumedFrom);
    const log = logs.get(session);
    if (ended?.state !== "whole" || log?.state !== "whole") continue;
    const taken = ended.entries.slice(0, -1);
    const index = taken.findIndex(({ data }, place) => log.entries[place]?.data !== data);
    if (index < 0) continue;
    yield {
      promise: "a resumed session takes over all finished work",
      session,
      client: null,
      position: index + 1,
      expected: shortened(taken[index]?.data),
      seen: shortened(log.entries[index]?.data),
    };
  }
}

/** The known content of a deleted session, and where those who saw it differ. */
function knownOfDeleted(
  { name, beforeDeletion }: Acknowledged,
  histories: readonly ClientHistory[],
): { readonly entries: readonly LogEntry[]; readonly violations: readonly Violation[] } {
  const byId = new Map(beforeDeletion.map(({ id, data }) => [id, data]));
  const violations: Violation[] = [];
  for (const { session, client, events } of histories) {
    if (session !== name) continue;
    for (const { id, data } of events) {
      const other = byId.get(id);
      if (other === undefined) byId.set(id, data);
      else if (other !== data) {
        violations.push({
          promise: "all clients get identical bytes",
          session,
          client,
          position: id,
          expected: shortened(other),
          seen: shortened(data),
        });
      }
    }
  }
  const entries = [...byId].map(([id, data]) => ({ id, data })).sort((one, other) => one.id - other.id);
  return { entries, violations };
}
