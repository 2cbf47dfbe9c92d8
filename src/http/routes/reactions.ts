/** The results of a session per reaction: as JSON and as a drawing. */
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { etag } from "hono/etag";
import { REACTION_CLASSES, type ReactionClass } from "../../reaction_classes.ts";
import { conditionLines } from "../../text_reading.ts";
import { isFinal } from "../../session/session_state.ts";
import type { Session } from "../../types.ts";
import { clientLeft, clientShare } from "./chem_share.ts";
import type { HttpServices } from "../http_services.ts";
import { DepictionCache } from "./depiction_cache.ts";
import { json, problems, STORED, text } from "../contract/answers.ts";
import { oneOf, reactionParams, sessionParams, wholeNumberOr, wordOf } from "../contract/parameters.ts";
import { reaction as reactionSchema, reactionPage } from "../contract/reaction_schemas.ts";
import { type HttpApp, mountRoute } from "../contract/routes.ts";
import { requestedSession } from "../requested_session.ts";
import { answerInPieces, type Piece } from "./long_answer.ts";
import { turnsOf } from "./reading_turns.ts";
import { type ReactionSlice, reactionSlices, requestedReaction } from "./session_reactions.ts";

/** Maximum bytes of log behind one page of reactions; a single reaction may exceed it. */
const PAGE_BYTES = 1024 * 1024;

const range = z.object({
  after: wholeNumberOr(-1, -1, 1_000_000_000, "Index of a reaction; only later reactions are returned"),
  limit: wholeNumberOr(100, 1, 1_000, "Maximum number of reactions per page; fewer if they are large"),
  class: wordOf(
    oneOf(REACTION_CLASSES).optional(),
    "Only reactions of this class; a page still covers `limit` reactions, so it may be empty though more follow",
  ),
});

const appearance = z.object({
  width: wholeNumberOr(720, 100, 4_000, "Width in pixels"),
  height: wholeNumberOr(240, 50, 4_000, "Height in pixels"),
  theme: wordOf(oneOf(["light", "dark"]).default("light"), "For a light or a dark background"),
  atom_maps: wholeNumberOr(0, 0, 1, "1 shows the atom map numbers next to the atoms"),
  mapping: wordOf(
    oneOf(["chosen", "runner_up"]).default("chosen"),
    "`runner_up` shows the second best mapping where the reaction has one, otherwise the chosen one",
  ),
});

const REACTIONS = createRoute({
  method: "get",
  path: "/sessions/{session_id}/reactions",
  operationId: "listReactions",
  tags: ["Results"],
  summary: "The reactions of a session with their results",
  request: { params: sessionParams, query: range },
  responses: {
    200: json("One page", reactionPage),
    ...problems("parameter_malformed", "session_not_found", "reads_full", ...STORED),
  },
});

const REACTION = createRoute({
  method: "get",
  path: "/sessions/{session_id}/reactions/{index}",
  operationId: "getReaction",
  tags: ["Results"],
  summary: "One reaction with its results",
  request: { params: reactionParams },
  responses: {
    200: json("The reaction", reactionSchema),
    ...problems("session_not_found", "reaction_not_found", ...STORED),
  },
});

const DEPICTION = createRoute({
  method: "get",
  path: "/sessions/{session_id}/reactions/{index}/depiction.svg",
  operationId: "drawReaction",
  tags: ["Results"],
  summary: "A drawing of one reaction",
  request: { params: reactionParams, query: appearance },
  middleware: etag(),
  responses: {
    200: text("image/svg+xml", "The drawing"),
    304: { description: "The client already has it" },
    ...problems(
      "parameter_malformed",
      "session_not_found",
      "reaction_not_found",
      "input_invalid",
      "engine_failure",
      "engine_busy",
      "engine_unavailable",
      ...STORED,
    ),
  },
});

export function mountReactions(app: HttpApp, deps: HttpServices): void {
  const depictions = new DepictionCache(deps.chem);
  mountRoute(app, REACTIONS, (c, query) => list(c, deps, query));
  mountRoute(app, REACTION, (c) => one(c, deps));
  mountRoute(app, DEPICTION, (c, query) => depiction(c, deps, depictions, query));
}

async function list(
  c: Context,
  deps: HttpServices,
  { after, limit, class: reactionClass }: z.output<typeof range>,
): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  const bounds = { from: after + 1, to: after + limit };
  const slices = reactionSlices(deps, session, { ...turnsOf(c, deps), ...bounds, first: true });
  return await answerInPieces(c, deps, pageText(slices, session, { ...bounds, reactionClass }), {
    "Content-Type": "application/json",
  });
}

/**
 * A page as JSON. It ends after about `PAGE_BYTES` of log, including the slice in which that was reached;
 * `next_after` tells where to continue.
 */
async function* pageText(
  slices: AsyncIterable<ReactionSlice>,
  { status, reactions }: Session,
  { from, to, reactionClass }: {
    readonly from: number;
    readonly to: number;
    readonly reactionClass: ReactionClass | undefined;
  },
): AsyncGenerator<Piece, void, undefined> {
  const end = Math.min(to, reactions.found - 1);
  let text = '{"items":[';
  let separator = "";
  let last = from - 1;
  let bytes = 0;
  // While the session is running, more reactions may be found.
  const tail = () => `],"next_after":${isFinal(status) && last + 1 >= reactions.found ? null : last}}`;
  for await (const slice of slices) {
    for (const record of slice.records) {
      const found = record.results.validation?.classification?.class;
      if (reactionClass !== undefined && found !== reactionClass) continue;
      text += `${separator}${JSON.stringify(record)}`;
      separator = ",";
    }
    last = slice.last;
    bytes += slice.bytes;
    if (last >= end || bytes >= PAGE_BYTES) break;
    yield { text, isLast: false };
    text = "";
  }
  yield { text: text + tail(), isLast: true };
}

async function one(c: Context, deps: HttpServices): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  return c.json(await requestedReaction(c, deps, session));
}

async function depiction(
  c: Context,
  deps: HttpServices,
  depictions: DepictionCache,
  { width, height, theme, atom_maps, mapping }: z.output<typeof appearance>,
): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  const reaction = await requestedReaction(c, deps, session);
  const options = {
    width,
    height,
    dark: theme === "dark",
    atomMaps: atom_maps === 1,
    conditions: reaction.reading === undefined ? [] : conditionLines(reaction.reading.conditions),
  };
  const drawn = reaction.results.rxn_smiles;
  const written = drawn?.mapped ?? drawn?.values[0];
  // The groups keep the ions of a salt together, whichever of them supplies atoms.
  const second = mapping === "runner_up" ? drawn?.mapping?.runner_up?.mapped : undefined;
  const mapped = second ?? (drawn?.fragment_groups ? `${written} |${drawn.fragment_groups}|` : written);
  const svg = await depictions.svg(
    mapped === undefined
      ? { text: reaction.text, format: reaction.format }
      : { text: mapped, format: "smiles" },
    options,
    { share: clientShare(c, deps.access.settings.trustedProxies), signal: clientLeft(c) },
  );
  return c.body(svg, 200, {
    "Content-Type": "image/svg+xml; charset=utf-8",
    // A finished reaction never changes; until then its roles may.
    "Cache-Control": reaction.state === "done" ? "private, max-age=86400, immutable" : "no-cache",
    "Content-Security-Policy":
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
  });
}
