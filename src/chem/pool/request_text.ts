import type { ChemOperation, ChemOperations } from "../protocol/chem_protocol.ts";

/** The text that a request is about, or its bytes for a long query. */
export function requestText(request: ChemOperations[ChemOperation]["request"]): string | Uint8Array {
  if ("query" in request) return request.query.text;
  if ("compounds" in request && !("text" in request)) return JSON.stringify(request.compounds);
  return "text" in request ? request.text : request.mapped;
}
