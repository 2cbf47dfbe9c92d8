/** The results of a session per reaction: JSON, drawing, table. */
import type { Context, Hono } from "hono";
import { foldReactions } from "../agent/reaction_record.ts";
import { csvLines } from "../session/reaction_table.ts";
import { isFinal } from "../session/session_state.ts";
import type { AgentEvent, ReactionRecord, Session } from "../types.ts";
import type { HttpDeps } from "./deps.ts";
import { DepictionCache } from "./depiction_cache.ts";
import { HttpProblem } from "./problem.ts";
import { requestedSession, wholeNumber } from "./request_values.ts";
import { textBody } from "./text_body.ts";

/** Reactions read at once: reading their events holds the event loop for a few milliseconds. */
const PAGE = 100;

export function mountReactions(app: Hono, deps: HttpDeps): void {
  const depictions = new DepictionCache(deps.chem);
  app.get("/sessions/:session_id/reactions", (c) => list(c, deps));
  app.get("/sessions/:session_id/reactions/:index", (c) => one(c, deps));
  app.get("/sessions/:session_id/reactions/:index/depiction.svg", (c) => depiction(c, deps, depictions));
  app.get("/sessions/:session_id/export.csv", (c) => exportCsv(c, deps));
}

/** The reactions `from` to `to` (inclusive), folded from their events. */
async function readReactions(
  { store }: HttpDeps,
  { sessionId }: Session,
  from: number,
  to: number,
): Promise<readonly ReactionRecord[]> {
  const records: ReactionRecord[] = [];
  for (let first = from; first <= to; first += PAGE) {
    const entries = await store.reactionEntries(sessionId, first, Math.min(first + PAGE - 1, to));
    if (entries.length === 0) break;
    records.push(...foldReactions(entries.map(({ data }) => JSON.parse(data) as AgentEvent)).values());
  }
  return records;
}

async function list(c: Context, deps: HttpDeps): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  const after = wholeNumber(c, "after", { min: -1, max: 1_000_000_000, fallback: -1 });
  const limit = wholeNumber(c, "limit", { min: 1, max: 1_000, fallback: 100 });
  const items = await readReactions(deps, session, after + 1, after + limit);
  const last = items.at(-1)?.index ?? after;
  // As long as the session goes on, more reactions may be found than there are now.
  const isOver = isFinal(session.status) && last + 1 >= session.reactions.found;
  return c.json({ items, next_after: isOver ? null : last });
}

async function requestedReaction(c: Context, deps: HttpDeps, session: Session): Promise<ReactionRecord> {
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

async function one(c: Context, deps: HttpDeps): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  return c.json(await requestedReaction(c, deps, session));
}

async function depiction(c: Context, deps: HttpDeps, depictions: DepictionCache): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  const reaction = await requestedReaction(c, deps, session);
  const options = {
    width: wholeNumber(c, "width", { min: 100, max: 4_000, fallback: 720 }),
    height: wholeNumber(c, "height", { min: 50, max: 4_000, fallback: 240 }),
    dark: isDark(c),
    atomMaps: wholeNumber(c, "atom_maps", { min: 0, max: 1, fallback: 0 }) === 1,
  };
  const drawn = reaction.results.rxn_smiles;
  const mapped = drawn?.mapped ?? drawn?.values[0];
  const svg = await depictions.svg(
    mapped === undefined
      ? { text: reaction.text, format: reaction.format }
      : { text: mapped, format: "smiles" },
    options,
  );
  return c.body(svg, 200, {
    "Content-Type": "image/svg+xml; charset=utf-8",
    // A reaction that is done looks the same for ever; until then its roles may still change.
    "Cache-Control": reaction.state === "done" ? "private, max-age=86400, immutable" : "no-cache",
    "Content-Security-Policy":
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
  });
}

function isDark(c: Context): boolean {
  const theme = c.req.query("theme") ?? "light";
  if (theme === "light" || theme === "dark") return theme === "dark";
  throw new HttpProblem(
    400,
    "parameter_malformed",
    `"theme" must be light or dark, not "${theme.slice(0, 40)}"`,
  );
}

async function* reactionPages(
  deps: HttpDeps,
  session: Session,
): AsyncGenerator<readonly ReactionRecord[], void, undefined> {
  for (let from = 0; from < session.reactions.found; from += PAGE) {
    yield await readReactions(deps, session, from, from + PAGE - 1);
  }
}

async function exportCsv(c: Context, deps: HttpDeps): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  const lines = csvLines(() => reactionPages(deps, session));
  return c.body(textBody(() => lines), 200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="session-${session.sessionId}.csv"`,
    "Cache-Control": "no-store",
  });
}
