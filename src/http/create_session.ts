/** Reads what a client hands over to `POST /sessions`, in every media type that it may come in. */
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { RxnstreamError } from "../errors.ts";
import { decodeQuery } from "../session/query_text.ts";
import { INPUT_FORMATS, type InputFormat, type Query } from "../types.ts";
import { HttpProblem } from "./problem.ts";
import { readBody } from "./read_body.ts";

/** A session to be made, as asked for. */
export interface SessionRequest {
  readonly title: string;
  readonly agent: string;
  readonly maxReactions: number | null;
  readonly query: Query;
}

const formatSchema = z.enum(INPUT_FORMATS);

/** The JSON body. */
export const sessionRequestSchema = z.object({
  query: z.string().optional().describe("Free text, or the contents of a file"),
  reactions: z.array(z.string()).optional().describe("Reaction SMILES, one reaction each; instead of query"),
  title: z.string().max(300).optional(),
  agent: z.string().max(50).optional(),
  options: z.object({
    format: formatSchema.optional(),
    file_name: z.string().max(300).optional(),
    max_reactions: z.int().min(1).max(1_000_000).optional(),
  }).strict().optional(),
}).strict();

/** Media types of raw bodies, and how their text is read. */
export const RAW_FORMATS: Readonly<Record<string, InputFormat>> = {
  "text/plain": "auto",
  "text/markdown": "text",
  "text/csv": "csv",
  "text/tab-separated-values": "tsv",
  "application/x-ndjson": "jsonl",
  "chemical/x-daylight-smiles": "smiles",
  "chemical/x-mdl-rxnfile": "rxn",
  "chemical/x-mdl-rxn": "rxn",
  "chemical/x-mdl-rdfile": "rdf",
  "chemical/x-mdl-rdf": "rdf",
};

type Bytes = Uint8Array<ArrayBuffer>;

/** Parameters that raw and multipart bodies carry beside the text. */
const parametersSchema = z.object({
  title: z.string().max(300).optional(),
  agent: z.string().max(50).optional(),
  format: formatSchema.optional(),
  file_name: z.string().max(300).optional(),
  max_reactions: z.coerce.number().int().min(1).max(1_000_000).optional(),
});

/** Reads the request; a 400, 415 or 422 problem says what is wrong and where. */
export async function readSessionRequest(
  c: Context,
  { defaultAgent, maxBodyBytes }: { readonly defaultAgent: string; readonly maxBodyBytes: number },
): Promise<SessionRequest> {
  const bytes = await readBody(c, maxBodyBytes);
  const type = (c.req.header("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const request = type === "application/json"
    ? readJson(bytes)
    : type === "multipart/form-data"
    ? await readMultipart(c, bytes)
    : readRaw(c, type, bytes);
  if (request.query.text.trim() === "") {
    throw new HttpProblem(
      422,
      "input_invalid",
      "The query is empty: hand over a text or a file with reactions",
    );
  }
  return { ...request, agent: request.agent || defaultAgent, title: request.title || titleOf(request.query) };
}

function readJson(bytes: Bytes): SessionRequest {
  let body: unknown;
  try {
    body = JSON.parse(decodeQuery(bytes));
  } catch (error) {
    if (error instanceof RxnstreamError) throw error;
    throw new HttpProblem(400, "json_malformed", `The body is not JSON: ${(error as Error).message}`);
  }
  const { query, reactions, title = "", agent = "", options = {} } = validate(sessionRequestSchema, body);
  if ((query === undefined) === (reactions === undefined)) {
    throw new HttpProblem(422, "input_invalid", 'The body must have either "query" or "reactions"');
  }
  const withBreak = reactions?.findIndex((reaction) => /[\r\n]/.test(reaction.trim())) ?? -1;
  if (withBreak >= 0) {
    throw new HttpProblem(
      422,
      "input_invalid",
      `"reactions[${withBreak}]" holds a line break: one reaction each`,
    );
  }
  return {
    title,
    agent,
    maxReactions: options.max_reactions ?? null,
    query: {
      text: query ?? (reactions ?? []).join("\n"),
      format: options.format ?? (reactions === undefined ? "auto" : "smiles"),
      fileName: options.file_name ?? null,
    },
  };
}

async function readMultipart(c: Context, bytes: Bytes): Promise<SessionRequest> {
  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { "Content-Type": c.req.header("Content-Type") ?? "" } })
      .formData();
  } catch {
    throw new HttpProblem(
      400,
      "multipart_malformed",
      "The body is not multipart/form-data as its header says",
    );
  }
  const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === "string"));
  const file = [...form.values()].find((value) => value instanceof File);
  if (file === undefined && fields["query"] === undefined) {
    throw new HttpProblem(422, "input_invalid", 'The form has no file: send it as the field "file"');
  }
  const parameters = validate(parametersSchema, fields);
  return {
    title: parameters.title ?? "",
    agent: parameters.agent ?? "",
    maxReactions: parameters.max_reactions ?? null,
    query: {
      text: file === undefined ? String(fields["query"]) : decodeQuery(await file.arrayBuffer()),
      format: parameters.format ?? "auto",
      fileName: parameters.file_name ?? file?.name.slice(0, 300) ?? null,
    },
  };
}

function readRaw(c: Context, type: string, bytes: Bytes): SessionRequest {
  const format = RAW_FORMATS[type];
  if (format === undefined) {
    const known = ["application/json", "multipart/form-data", ...Object.keys(RAW_FORMATS)].join(", ");
    throw new HttpProblem(415, "media_type_unknown", `Cannot read "${type}"; send one of ${known}`, {
      Accept: known,
    });
  }
  const parameters = validate(parametersSchema, c.req.query());
  return {
    title: parameters.title ?? "",
    agent: parameters.agent ?? "",
    maxReactions: parameters.max_reactions ?? null,
    query: {
      text: decodeQuery(bytes),
      format: parameters.format ?? format,
      fileName: parameters.file_name ?? null,
    },
  };
}

function validate<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const detail = result.error.issues.slice(0, 5)
    .map((issue) => `${issue.path.length > 0 ? `"${issue.path.join(".")}": ` : ""}${issue.message}`).join(
      "; ",
    );
  throw new HttpProblem(422, "input_invalid", detail);
}

/** A title from the file's name or the first words of the text; a table or a block begins with nothing worth reading. */
function titleOf(query: Query): string {
  if (query.fileName !== null && query.fileName !== "") return query.fileName;
  if (query.format !== "auto" && query.format !== "text" && query.format !== "smiles") {
    return `${query.format.toUpperCase()} input`;
  }
  const line = query.text.slice(0, 2_000).split("\n").find((text) => text.trim() !== "") ?? "";
  const words = line.trim().replaceAll(/\s+/g, " ");
  return words.length > 80 ? `${words.slice(0, 79)}…` : words;
}
