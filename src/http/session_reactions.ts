/** Reads what is known of a session's reactions out of its log. */
import type { Context } from "hono";
import { foldReactions } from "../agent/reaction_record.ts";
import { OneATurn } from "../std/event_loop.ts";
import type { AgentEvent, ReactionRecord, Session } from "../types.ts";
import type { HttpDeps } from "./deps.ts";
import { HttpProblem } from "./problem.ts";

/** Reactions read at once: reading their events holds the event loop for a few milliseconds. */
const PAGE = 25;
/** Several exports at once must not hold it one after the other. */
const reading = new OneATurn();

/** The reactions `from` to `to` (inclusive), folded from their events. */
export async function readReactions(
  { store }: HttpDeps,
  { sessionId }: Session,
  from: number,
  to: number,
): Promise<readonly ReactionRecord[]> {
  const records: ReactionRecord[] = [];
  for (let first = from; first <= to; first += PAGE) {
    const entries = await store.reactionEntries(sessionId, first, Math.min(first + PAGE - 1, to));
    if (entries.length === 0) break;
    const page = await reading.run(() =>
      foldReactions(entries.map(({ data }) => JSON.parse(data) as AgentEvent))
    );
    records.push(...page.values());
  }
  return records;
}

/** All reactions found so far, page by page. */
export async function* reactionPages(
  deps: HttpDeps,
  session: Session,
): AsyncGenerator<readonly ReactionRecord[], void, undefined> {
  for (let from = 0; from < session.reactions.found; from += PAGE) {
    yield await readReactions(deps, session, from, from + PAGE - 1);
  }
}

/** The reaction that the path names; a 404 problem if there is none. */
export async function requestedReaction(
  c: Context,
  deps: HttpDeps,
  session: Session,
): Promise<ReactionRecord> {
  const text = c.req.param("index") ?? "";
  const index = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  const [reaction] = index < 0 ? [] : await readReactions(deps, session, index, index);
  if (reaction === undefined) {
    const range = session.reactions.found === 0 ? "none" : `0 to ${session.reactions.found - 1}`;
    throw new HttpProblem(
      404,
      "reaction_not_found",
      `The session has no reaction "${text.slice(0, 40)}"; it has ${range}`,
    );
  }
  return reaction;
}
