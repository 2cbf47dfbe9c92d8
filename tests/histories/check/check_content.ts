/** Checks a session's content against an undisturbed run of the same work, and against what was submitted. */
import { STAGE_TABLE } from "../../../src/stages.ts";
import type { AgentEvent, ContentEvent, LogEntry, StampedEvent } from "../../../src/types.ts";
import type { Acknowledged } from "../operator.ts";
import { knownReaction, titleOf } from "../texts.ts";
import type { UndisturbedRun } from "../reference.ts";
import type { FinalSession } from "./check_log.ts";
import { shortened, type Violation } from "./violation.ts";

type Found = Omit<Violation, "session" | "client">;

/** The whole answer of `GET /sessions/{id}` at the end. */
export interface SessionFacts extends FinalSession {
  readonly title: string;
  readonly agent: string;
  readonly worker_id: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly resumed_from: string | null;
}

/** A session at the end of a round, and what it is checked against. */
export interface SessionContent {
  readonly session: Acknowledged;
  readonly facts: SessionFacts;
  readonly log: readonly LogEntry[];
  readonly undisturbed: UndisturbedRun;
  /** Starts of the server in the round: each may have given the session another worker. */
  readonly lives: number;
  /** The server's id of the session that it took over. */
  readonly resumedFrom: string | null;
}

/** The most violations of one kind that are reported for one session. */
const MOST_OF_A_KIND = 3;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Violations of one session's content. */
export function checkContent(content: SessionContent): readonly Violation[] {
  const told = new Map<string, number>();
  return [
    ...checkRun(content),
    ...checkStamps(content),
    ...checkTexts(content),
    ...checkResults(content),
    ...checkFacts(content),
  ].filter(({ promise }) => {
    const count = (told.get(promise) ?? 0) + 1;
    told.set(promise, count);
    return count <= MOST_OF_A_KIND;
  }).map((found) => ({ session: content.session.name, client: null, ...found }));
}

/** The log apart from times and workers: all of the undisturbed one, or its beginning up to the cancellation. */
function* checkRun({ session, log, facts, undisturbed }: SessionContent): Generator<Found> {
  const promise = "the log equals that of an undisturbed run";
  const isCut = facts.status === "cancelled" && session.isCancelAsked;
  for (const [index, { data }] of log.entries()) {
    if (isCut && index === log.length - 1) break;
    const expected = withoutStamps(undisturbed.log[index]?.data);
    const seen = withoutStamps(data);
    if (expected === seen) continue;
    yield { promise, position: index + 1, expected: shortened(expected), seen: shortened(seen) };
  }
  if (!isCut && log.length < undisturbed.log.length) {
    yield {
      promise,
      position: log.length + 1,
      expected: `${undisturbed.log.length} events`,
      seen: `${log.length}`,
    };
  }
}

/** Byte for byte, so that the order of the keys counts as well. */
function withoutStamps(data: string | undefined): string | undefined {
  return data?.replace(/,"timestamp":"[^"]*","worker_id":"[^"]*"(?=,"aux":)/, "");
}

/** Times do not go back, and a worker that has been succeeded by another does not come back. */
function* checkStamps({ session, facts, log, lives }: SessionContent): Generator<Found> {
  const promise = "every event says when and by which worker it was made";
  const workers = new Set<string>();
  let before = new Date(session.begunAt).toISOString();
  let worker = "";
  const now = new Date().toISOString();
  for (const { id, data } of log) {
    const event = JSON.parse(data) as ContentEvent;
    if (!isStamped(event)) continue;
    const { timestamp, worker_id: workerId } = event;
    if (!TIME.test(timestamp ?? "") || timestamp < before || timestamp > now) {
      yield { promise, position: id, expected: `a time from ${before} to ${now}`, seen: String(timestamp) };
    } else {
      before = timestamp;
    }
    if (workerId === worker) continue;
    if (!UUID.test(workerId ?? "") || workers.has(workerId)) {
      yield {
        promise,
        position: id,
        expected: "the UUID of a worker, each for a while",
        seen: String(workerId),
      };
    }
    worker = workerId;
    workers.add(workerId);
  }
  if (workers.size > lives) {
    yield {
      promise,
      position: null,
      expected: `at most ${lives} workers, for as many lives of the server`,
      seen: String(workers.size),
    };
  }
  if (isWorkerOf({ session, facts }, worker, workers)) return;
  yield { promise, position: null, expected: `the worker ${worker}`, seen: String(facts.worker_id) };
}

/** The worker of the last events, a worker that only ended the session, or none if the session was only cancelled. */
function isWorkerOf(
  { session, facts }: Pick<SessionContent, "session" | "facts">,
  last: string,
  workers: ReadonlySet<string>,
): boolean {
  const { worker_id: shown, status } = facts;
  if (shown === null) return status === "cancelled" && (last === "" || session.resumedFrom !== null);
  return shown === last || UUID.test(shown) && !workers.has(shown);
}

function isStamped(event: ContentEvent | undefined): event is StampedEvent {
  return event !== undefined && !("_type" in event);
}

function eventsOf(log: readonly LogEntry[]): readonly { readonly id: number; readonly event: AgentEvent }[] {
  return log.map(({ id, data }) => ({ id, event: JSON.parse(data) as ContentEvent }))
    .filter((numbered): numbered is { readonly id: number; readonly event: StampedEvent } =>
      isStamped(numbered.event)
    );
}

/** The reactions are those submitted, each in its place and with its other fields. */
function* checkTexts({ session, facts, log }: SessionContent): Generator<Found> {
  const promise = "the session works on what was submitted";
  let found = 0;
  for (const { id, event } of eventsOf(log)) {
    if (event.aux.info_type !== "reaction_text") continue;
    const { text, fields } = knownReaction(found, session.work.flavour);
    const expected = JSON.stringify([found, text, "smiles", found + 2, fields]);
    const { reaction_index: index, format, line, fields: beside } = event.aux;
    const seen = JSON.stringify([index, event.message, format, line, beside]);
    if (seen !== expected) {
      yield { promise, position: id, expected: shortened(expected), seen: shortened(seen) };
    }
    found++;
  }
  const { reactions } = session.work;
  if (facts.status === "cancelled" ? found > reactions : found !== reactions) {
    yield { promise, position: null, expected: `${reactions} reactions`, seen: `${found}` };
  }
}

/** The part of the results that is known without chemistry. */
function* checkResults({ session, log }: SessionContent): Generator<Found> {
  const promise = "the session works on what was submitted";
  const verdicts = new Map<number, unknown>();
  for (const { id, event } of eventsOf(log)) {
    const { info_type: infoType, reaction_index: index = -1, returnable, verdict } = event.aux;
    const { components, text } = knownReaction(Math.max(index, 0), session.work.flavour);
    const count = returnable?.invalid_count;
    let expected: unknown;
    let seen: unknown;
    if (infoType === STAGE_TABLE.smiles.update) {
      expected = [components ?? [], components === null ? 1 : 0];
      seen = [returnable?.values, count];
    } else if (infoType === STAGE_TABLE.rxn_smiles.update) {
      expected = [components === null ? [] : [text], 0];
      seen = [returnable?.values, count];
    } else if (infoType === STAGE_TABLE.validation.update) {
      verdicts.set(index, returnable?.values[0] ?? "broken");
    } else if (infoType === "reaction_complete") {
      expected = verdicts.get(index);
      seen = verdict;
    } else if (infoType === "run_complete") {
      const broken = [...verdicts.values()].filter((verdict) => verdict === "broken").length;
      expected = [session.work.reactions, broken];
      seen = [event.aux["found"], event.aux["broken"]];
    }
    if (JSON.stringify(expected) === JSON.stringify(seen)) continue;
    yield {
      promise,
      position: id,
      expected: shortened(JSON.stringify(expected)),
      seen: shortened(JSON.stringify(seen)),
    };
  }
}

/** What the server says about the session. */
function* checkFacts({ session, facts, log, undisturbed, resumedFrom }: SessionContent): Generator<Found> {
  const promise = "a session's description is correct";
  const failed = eventsOf(log).filter(({ event: { aux } }) =>
    aux.info_type === "reaction_complete" &&
    knownReaction(aux.reaction_index ?? 0, session.work.flavour).components === null
  ).length;
  const expected = {
    title: titleOf(session.titledAs),
    agent: undisturbed.facts.agent,
    resumed_from: resumedFrom,
    failed,
  };
  const seen = {
    title: facts.title,
    agent: facts.agent,
    resumed_from: facts.resumed_from,
    failed: facts.reactions.failed,
  };
  for (const key of Object.keys(expected) as (keyof typeof expected)[]) {
    if (expected[key] === seen[key]) continue;
    yield {
      promise,
      position: null,
      expected: `${key} ${expected[key]}`,
      seen: shortened(String(seen[key])),
    };
  }
  const begun = new Date(session.begunAt).toISOString();
  const now = new Date().toISOString();
  const { created_at: created, updated_at: updated } = facts;
  if (
    ![created, updated].every((time) => TIME.test(time ?? "")) || created < begun || updated < created ||
    updated > now
  ) {
    yield {
      promise,
      position: null,
      expected: `made and changed between ${begun} and ${now}`,
      seen: `${created} and ${updated}`,
    };
  }
}
