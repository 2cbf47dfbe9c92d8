/** Reads the reactions of a session, with what is known about them, from its log. */
import type { Context } from "hono";
import { foldReactions } from "../../results/reaction_record.ts";
import { addFieldNames } from "../../results/reaction_table.ts";
import type { TurnOptions } from "../../scheduling/fair_turns.ts";
import type { ReactionEntry } from "../../store/store.ts";
import type { ReactionRecord } from "../../stages.ts";
import { MAX_FIELDS } from "../../chem_results.ts";
import type { AgentEvent, Session } from "../../types.ts";
import type { HttpServices } from "../http_services.ts";
import { HttpProblem } from "../problem.ts";
import { SLICE_BYTES, turnsOf } from "./reading_turns.ts";
import { sessionNotFound } from "../requested_session.ts";

/** Consecutive reactions. */
export interface ReactionSlice {
  readonly records: readonly ReactionRecord[];
  /** Index of the last one. */
  readonly last: number;
  /** Size of their events in the log. */
  readonly bytes: number;
}

/** Which reactions to read, and how to take turns. */
export interface SliceOptions extends TurnOptions {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
}

/**
 * The existing reactions in the range, a few at a time, folded from their events. Only the first slice uses `first`.
 * Throws `session_not_found` if the session is deleted meanwhile.
 */
export async function* reactionSlices(
  { store, reading }: Pick<HttpServices, "store" | "reading">,
  { sessionId, reactions }: Session,
  { from, to, first, ...turn }: SliceOptions,
): AsyncGenerator<ReactionSlice, void, undefined> {
  const end = Math.min(to, reactions.found - 1);
  for (let next = from; next <= end;) {
    const slice = await reading.run(
      { ...turn, first: first && next === from },
      () => store.reactionEntries(sessionId, next, end, SLICE_BYTES),
      (entries) => sliceOf(entries),
    );
    if (slice === null) {
      if (await store.session(sessionId) === null) throw sessionNotFound(sessionId);
      return;
    }
    yield slice;
    next = slice.last + 1;
  }
}

/** Null if there are no events, which is also the case once the session has been deleted. */
function sliceOf(entries: readonly ReactionEntry[]): ReactionSlice | null {
  const last = entries.at(-1)?.reactionIndex;
  if (last === undefined) return null;
  const records = foldReactions(entries.map(({ data }) => JSON.parse(data) as AgentEvent));
  return {
    records: [...records.values()],
    last,
    bytes: entries.reduce((sum, { data }) => sum + data.length, 0),
  };
}

/** Adds the field names of all reactions; the first event of each reaction lists them. */
export async function addSessionFields(
  { store, reading }: Pick<HttpServices, "store" | "reading">,
  { sessionId, reactions }: Session,
  turn: TurnOptions,
  names: Set<string>,
): Promise<void> {
  for (let next = 0; next < reactions.found && names.size < MAX_FIELDS;) {
    const last = await reading.run(
      turn,
      () => store.reactionEntries(sessionId, next, reactions.found - 1, SLICE_BYTES),
      (entries) => {
        const firsts = entries.filter((entry, i) => entry.reactionIndex !== entries[i - 1]?.reactionIndex);
        for (const { fields } of sliceOf(firsts)?.records ?? []) addFieldNames(names, fields);
        return entries.at(-1)?.reactionIndex ?? Infinity;
      },
    );
    next = last + 1;
  }
}

/** The reaction that the path names; throws a 404 problem if there is none. */
export async function requestedReaction(
  c: Context,
  deps: Pick<HttpServices, "store" | "reading" | "access" | "runner">,
  session: Session,
): Promise<ReactionRecord> {
  const text = c.req.param("index") ?? "";
  const index = /^\d{1,9}$/.test(text) ? Number(text) : Infinity;
  const slices = reactionSlices(deps, session, { ...turnsOf(c, deps), first: true, from: index, to: index });
  for await (const { records: [reaction] } of slices) if (reaction !== undefined) return reaction;
  const range = session.reactions.found === 0 ? "none" : `0 to ${session.reactions.found - 1}`;
  throw new HttpProblem(
    404,
    "reaction_not_found",
    `The session has no reaction "${text.slice(0, 40)}"; it has ${range}`,
  );
}
