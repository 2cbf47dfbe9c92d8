/** The exports as `/openapi.json` describes them. */
import { type RouteConfig, z } from "@hono/zod-openapi";
import { RXN_VERSIONS } from "../../chem_results.ts";
import { EXPORT_FORMATS, EXPORT_MEDIA_TYPES, type ExportFormat } from "../../results/export_text.ts";

const SUMMARIES: Readonly<Record<ExportFormat, string>> = {
  csv: "One row per reaction",
  jsonl: "One JSON object a line per reaction that is through, as `rxnstream run --format jsonl` prints it",
  rdf:
    "One RDF record per reaction that is through: structures with atom maps, the input's fields, the results",
  smi: "Mapped reaction SMILES of what is through, with CXSMILES fragment groups, index and title",
};

const connectionTables = z.object({
  version: z.enum(RXN_VERSIONS).optional().describe(
    "Of the connection tables; what V2000 cannot hold is V3000 in any case",
  ),
});

/** The descriptions; `params` are those of the paths, `failure` is what every problem looks like. */
export function describeExports(
  params: { readonly session: z.ZodObject; readonly reaction: z.ZodObject },
  failure: RouteConfig["responses"][string],
): readonly RouteConfig[] {
  const exports = EXPORT_FORMATS.map((format): RouteConfig => ({
    method: "get",
    path: `/sessions/{session_id}/export.${format}`,
    summary: SUMMARIES[format],
    request: {
      params: params.session,
      ...(format === "rdf" ? { query: connectionTables } : {}),
    },
    responses: {
      200: file(EXPORT_MEDIA_TYPES[format].split(";")[0] ?? ""),
      ...(format === "rdf" ? { 400: failure } : {}),
      404: failure,
    },
  }));
  return [...exports, {
    method: "get",
    path: "/sessions/{session_id}/reactions/{index}/reaction.rxn",
    summary: "One reaction as an RXN file, newly drawn",
    request: { params: params.reaction, query: connectionTables },
    responses: {
      200: file("chemical/x-mdl-rxnfile"),
      400: failure,
      404: failure,
      422: failure,
      502: failure,
    },
  }];
}

function file(type: string): RouteConfig["responses"][string] {
  return { description: "The file", content: { [type]: { schema: z.string() } } };
}
