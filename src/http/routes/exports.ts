/** The results of a session as files: CSV, JSON Lines, RDF, reaction SMILES, and single RXN files. */
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ReactionRecord } from "../../stages.ts";
import { RXN_VERSIONS, type RxnVersion } from "../../chem_results.ts";
import { RxnstreamError } from "../../errors.ts";
import {
  EXPORT_FORMATS,
  EXPORT_MEDIA_TYPES,
  type ExportFormat,
  exportPieces,
  rxnWriter,
} from "../../results/export_pieces.ts";
import { bestForm, titleOf } from "../../results/reaction_text.ts";
import type { TurnOptions } from "../../scheduling/fair_turns.ts";
import type { Session } from "../../types.ts";
import { clientLeft, clientShare, exportShare } from "./chem_share.ts";
import type { HttpServices } from "../http_services.ts";
import { longAnswer } from "./long_answer.ts";
import { problems, STORED, text, textOf } from "../contract/answers.ts";
import { oneOf, reactionParams, sessionParams, wordInAnyCase } from "../contract/parameters.ts";
import { type HttpApp, mountRoute } from "../contract/routes.ts";
import { turnsOf } from "./reading_turns.ts";
import { requestedSession } from "../requested_session.ts";
import { addSessionFields, reactionSlices, requestedReaction } from "./session_reactions.ts";

const SUMMARIES: Readonly<Record<ExportFormat, string>> = {
  csv: "The results as a table, one row per reaction",
  jsonl: "The results as JSON Lines, one object per finished reaction",
  rdf: "The results as RDF: structures with atom maps, the input's fields, the values of each stage",
  smi: "The mapped reaction SMILES, with CXSMILES fragment groups, index and title",
  pb: "The reactions as a dataset of the Open Reaction Database (protobuf)",
  "pb.gz": "The dataset of the Open Reaction Database, compressed with gzip",
  pbtxt: "The dataset of the Open Reaction Database in protobuf's text format",
};

const tables = z.object({
  version: wordInAnyCase(
    oneOf(RXN_VERSIONS).default("v2000"),
    "Version of the connection tables; molecules that V2000 cannot hold are always V3000",
  ),
});

const EXPORTS = EXPORT_FORMATS.map((format) =>
  createRoute({
    method: "get",
    path: `/sessions/{session_id}/export.${format}`,
    operationId: `export${format.split(".").map(capitalised).join("")}`,
    tags: ["Results"],
    summary: SUMMARIES[format],
    request: { params: sessionParams, query: tables },
    responses: {
      200: format === "jsonl"
        ? { description: "The file", content: { "application/x-ndjson": textOf("ResultRow") } }
        : text(EXPORT_MEDIA_TYPES[format].split(";")[0] ?? "", "The file"),
      ...problems(
        "parameter_malformed",
        "session_not_found",
        "reads_full",
        "engine_unavailable",
        ...STORED,
      ),
    },
  })
);

const RXN_FILE = createRoute({
  method: "get",
  path: "/sessions/{session_id}/reactions/{index}/reaction.rxn",
  operationId: "getReactionFile",
  tags: ["Results"],
  summary: "One reaction as an RXN file, newly drawn",
  request: { params: reactionParams, query: tables },
  responses: {
    200: text("chemical/x-mdl-rxnfile", "The file"),
    ...problems(
      "parameter_malformed",
      "session_not_found",
      "reaction_not_found",
      "input_invalid",
      "engine_failure",
      "engine_busy",
      "engine_unavailable",
      "reads_full",
      ...STORED,
    ),
  },
});

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export function mountExports(app: HttpApp, deps: HttpServices): void {
  for (const [place, format] of EXPORT_FORMATS.entries()) {
    const route = EXPORTS[place];
    if (route !== undefined) {
      mountRoute(app, route, (c, { version }) => exported(c, deps, { format, version }));
    }
  }
  mountRoute(app, RXN_FILE, (c, { version }) => rxnFile(c, deps, version));
}

async function exported(
  c: Context,
  deps: HttpServices,
  { format, version }: { readonly format: ExportFormat; readonly version: RxnVersion },
): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  const turn = { ...turnsOf(c, deps), first: false };
  const fields = new Set<string>();
  return await longAnswer(
    c,
    deps,
    (signal) =>
      exportPieces(format, {
        pages: () =>
          format === "csv" ? tablePages(deps, session, { turn, fields }) : donePages(deps, session, turn),
        fields,
        date: new Date(session.createdAt),
        dataset: { name: session.title, id: `ord_dataset-${session.sessionId.replaceAll("-", "")}` },
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

async function rxnFile(c: Context, deps: HttpServices, version: RxnVersion): Promise<Response> {
  const session = await requestedSession(c, deps.store);
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

/** While a session is running, only its finished reactions: only tables have rows for unfinished ones. */
async function* donePages(
  deps: HttpServices,
  session: Session,
  turn: TurnOptions,
): AsyncGenerator<readonly ReactionRecord[], void, undefined> {
  for await (const { records } of reactionSlices(deps, session, { ...turn, from: 0, to: Infinity })) {
    yield records.filter(({ state }) => state === "done");
  }
}

/** All reactions, once their field names are known. */
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
