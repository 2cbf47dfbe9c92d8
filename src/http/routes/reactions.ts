/** The results of a session per reaction: JSON, drawing. */
import type { Context, Hono } from "hono";
import { etag } from "hono/etag";
import { isFinal } from "../../session/session_state.ts";
import type { Session } from "../../types.ts";
import { clientLeft, clientShare } from "./chem_share.ts";
import type { HttpServices } from "../http_services.ts";
import { DepictionCache } from "./depiction_cache.ts";
import { HttpProblem } from "../problem.ts";
import { requestedSession } from "../requested_session.ts";
import { wholeNumber } from "../whole_number.ts";
import { answerInPieces, type Piece } from "./long_answer.ts";
import { turnsOf } from "./reading_turns.ts";
import { type ReactionSlice, reactionSlices, requestedReaction } from "./session_reactions.ts";

/** What the events of a page's reactions may take in the log, in bytes; one reaction may take more. */
const PAGE_BYTES = 1024 * 1024;

export function mountReactions(app: Hono, deps: HttpServices): void {
  const depictions = new DepictionCache(deps.chem);
  app.get("/sessions/:session_id/reactions", (c) => list(c, deps));
  app.get("/sessions/:session_id/reactions/:index", (c) => one(c, deps));
  app.get(
    "/sessions/:session_id/reactions/:index/depiction.svg",
    etag(),
    (c) => depiction(c, deps, depictions),
  );
}

async function list(c: Context, deps: HttpServices): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  const after = wholeNumber(c, "after", { min: -1, max: 1_000_000_000, fallback: -1 });
  const limit = wholeNumber(c, "limit", { min: 1, max: 1_000, fallback: 100 });
  const range = { from: after + 1, to: after + limit };
  const slices = reactionSlices(deps, session, { ...turnsOf(c, deps), ...range, first: true });
  return await answerInPieces(c, deps, pageText(slices, session, range), {
    "Content-Type": "application/json",
  });
}

/** A page as JSON: no more than `PAGE_BYTES` of the log and what began there, for which `next_after` says where to go on. */
async function* pageText(
  slices: AsyncIterable<ReactionSlice>,
  { status, reactions }: Session,
  { from, to }: { readonly from: number; readonly to: number },
): AsyncGenerator<Piece, void, undefined> {
  const end = Math.min(to, reactions.found - 1);
  let text = '{"items":[';
  let last = from - 1;
  let bytes = 0;
  // As long as the session goes on, more reactions may be found than there are now.
  const tail = () => `],"next_after":${isFinal(status) && last + 1 >= reactions.found ? null : last}}`;
  for await (const slice of slices) {
    text += slice.records.map((record) => JSON.stringify(record)).join(",");
    last = slice.last;
    bytes += slice.bytes;
    if (last >= end || bytes >= PAGE_BYTES) break;
    yield { text, isLast: false };
    text = ",";
  }
  yield { text: (text === "," ? "" : text) + tail(), isLast: true };
}

async function one(c: Context, deps: HttpServices): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  return c.json(await requestedReaction(c, deps, session));
}

async function depiction(c: Context, deps: HttpServices, depictions: DepictionCache): Promise<Response> {
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
    { share: clientShare(c, deps.access.settings.trustedProxies), signal: clientLeft(c) },
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
