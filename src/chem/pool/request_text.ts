import type { ChemOperation, ChemOperations } from "../protocol/chem_protocol.ts";

/** The text that a request is about; of a long query its bytes. */
export function requestText(request: ChemOperations[ChemOperation]["request"]): string | Uint8Array {
  if ("query" in request) return request.query.text;
  return "text" in request ? request.text : request.mapped;
}
