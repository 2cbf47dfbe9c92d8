/** The results of a session as files: CSV, JSON Lines, RDF, reaction SMILES, and single RXN files. */
import type { Context, Hono } from "hono";
import { RXN_VERSIONS, type RxnVersion } from "../../chem_results.ts";
import { RxnstreamError } from "../../errors.ts";
import {
  EXPORT_FORMATS,
  EXPORT_MEDIA_TYPES,
  type ExportFormat,
  exportText,
  rxnWriter,
} from "../../results/export_text.ts";
import { bestForm, titleOf } from "../../results/reaction_text.ts";
import type { TurnOptions } from "../../scheduling/event_loop.ts";
import type { ReactionRecord } from "../../chem_results.ts";
import type { Session } from "../../types.ts";
import { clientLeft, clientShare, exportShare } from "./chem_share.ts";
import type { HttpServices } from "../http_services.ts";
import { longAnswer } from "./long_answer.ts";
import { HttpProblem } from "../problem.ts";
import { turnsOf } from "./reading_turns.ts";
import { requestedSession } from "../requested_session.ts";
import { addSessionFields, reactionSlices, requestedReaction } from "./session_reactions.ts";

export function mountExports(app: Hono, deps: HttpServices): void {
  for (const format of EXPORT_FORMATS) {
    app.get(`/sessions/:session_id/export.${format}`, (c) => exported(c, deps, format));
  }
  app.get("/sessions/:session_id/reactions/:index/reaction.rxn", (c) => rxnFile(c, deps));
}

async function exported(c: Context, deps: HttpServices, format: ExportFormat): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  const version = requestedVersion(c);
  const turn = { ...turnsOf(c, deps), first: false };
  const fields = new Set<string>();
  return await longAnswer(
    c,
    deps,
    (signal) =>
      exportText(format, {
        pages: () =>
          format === "csv" ? tablePages(deps, session, { turn, fields }) : donePages(deps, session, turn),
        fields,
        date: new Date(session.createdAt),
        chem: deps.chem,
        share: exportShare(c, deps.access.settings.trustedProxies),
        version,
        signal,
      }),
    {
      "Content-Type": EXPORT_MEDIA_TYPES[format],
      "Content-Disposition": `attachment; filename="session-${session.sessionId}.${format}"`,
      "Cache-Control": "no-store",
    },
  );
}

async function rxnFile(c: Context, deps: HttpServices): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  const version = requestedVersion(c);
  const reaction = await requestedReaction(c, deps, session);
  const place = await deps.access.limits.openRead(c);
  const write = rxnWriter(deps.chem, version, {
    urgent: true,
    share: clientShare(c, deps.access.settings.trustedProxies),
    signal: clientLeft(c),
  });
  const { rxn, reason } = await write({ ...bestForm(reaction), name: titleOf(reaction) }).finally(
    place.ended,
  );
  if (rxn === null) {
    throw new RxnstreamError("input_invalid", `The reaction cannot be written as an RXN file: ${reason}`);
  }
  return c.body(rxn, 200, {
    "Content-Type": "chemical/x-mdl-rxnfile; charset=utf-8",
    "Content-Disposition": `attachment; filename="reaction-${reaction.index}.rxn"`,
    "Cache-Control": "no-store",
  });
}

/** Of a session that goes on, only the reactions that are through: a table alone has rows for the others. */
async function* donePages(
  deps: HttpServices,
  session: Session,
  turn: TurnOptions,
): AsyncGenerator<readonly ReactionRecord[], void, undefined> {
  for await (const { records } of reactionSlices(deps, session, { ...turn, from: 0, to: Infinity })) {
    yield records.filter(({ state }) => state === "done");
  }
}

/** All reactions, once the names of their fields are known. */
async function* tablePages(
  deps: HttpServices,
  session: Session,
  { turn, fields }: { readonly turn: TurnOptions; readonly fields: Set<string> },
): AsyncGenerator<readonly ReactionRecord[], void, undefined> {
  await addSessionFields(deps, session, turn, fields);
  for await (const { records } of reactionSlices(deps, session, { ...turn, from: 0, to: Infinity })) {
    yield records;
  }
}

function requestedVersion(c: Context): RxnVersion {
  const text = c.req.query("version") ?? "v2000";
  const version = RXN_VERSIONS.find((known) => known === text.toLowerCase());
  if (version !== undefined) return version;
  throw new HttpProblem(
    400,
    "parameter_malformed",
    `"version" must be v2000 or v3000, not "${text.slice(0, 40)}"`,
  );
}
