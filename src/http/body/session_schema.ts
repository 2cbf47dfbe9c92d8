/** The fields of a request that creates a session, and the media types of raw bodies. */
import { z } from "zod";
import { INPUT_FORMATS, type InputFormat } from "../../types.ts";

const formatSchema = z.enum(INPUT_FORMATS);
/** Text that the database keeps completely: SQLite ends a text at U+0000. */
const textSchema = z.string().refine(
  (text) => !text.includes("\0"),
  "contains a zero character, which text cannot have",
);
const nameSchema = textSchema.max(300);

/** The JSON body. */
export const sessionRequestSchema = z.object({
  query: textSchema.optional().describe("Free text, or the contents of a file; a protobuf in Base64"),
  reactions: z.array(textSchema).optional().describe(
    "Reaction SMILES, one reaction each, index by index; instead of query and without options.format",
  ),
  title: nameSchema.optional(),
  agent: z.string().max(50).optional(),
  options: z.object({
    format: formatSchema.optional(),
    file_name: nameSchema.optional(),
    max_reactions: z.int().min(1).max(1_000_000).optional(),
  }).strict().optional(),
}).strict();

/** Media types of raw bodies, and the formats they are read as. */
export const RAW_FORMATS: ReadonlyMap<string, InputFormat> = new Map<string, InputFormat>([
  ["text/plain", "auto"],
  ["text/markdown", "text"],
  ["text/csv", "csv"],
  ["text/tab-separated-values", "tsv"],
  ["application/x-ndjson", "jsonl"],
  ["chemical/x-daylight-smiles", "smiles"],
  ["chemical/x-mdl-rxnfile", "rxn"],
  ["chemical/x-mdl-rxn", "rxn"],
  ["chemical/x-mdl-rdfile", "rdf"],
  ["chemical/x-mdl-rdf", "rdf"],
  ["application/x-protobuf", "ord"],
  ["application/protobuf", "ord"],
  ["application/vnd.google.protobuf", "ord"],
  ["application/gzip", "auto"],
  ["application/x-gzip", "auto"],
  ["application/zip", "auto"],
  ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "auto"],
  ["application/octet-stream", "auto"],
]);

/** Parameters that accompany raw and multipart bodies. */
export const parametersSchema = z.object({
  title: nameSchema.optional(),
  agent: z.string().max(50).optional(),
  format: formatSchema.optional(),
  file_name: nameSchema.optional(),
  max_reactions: z.coerce.number().int().min(1).max(1_000_000).optional(),
});

/** The fields of a form that has a file, or `query` instead of one. */
export const formSchema = parametersSchema.extend({ query: textSchema.optional() });
