/** Reads what a client hands over to `POST /sessions`, in every media type that it may come in. */
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { RxnstreamError } from "../errors.ts";
import { ContentTooLarge, type FileDescription, readQueryFile } from "../session/query_file.ts";
import { decodeQuery } from "../session/query_text.ts";
import { decodeBase64 } from "../std/base64.ts";
import { INPUT_FORMATS, type InputFormat, type Query } from "../types.ts";
import { HttpProblem } from "./problem.ts";
import { readBody } from "./read_body.ts";

/** A session to be made, as asked for. */
export interface SessionRequest {
  readonly title: string;
  readonly agent: string;
  readonly maxReactions: number | null;
  readonly query: Query;
  /** The received bytes that say what the query is: the body, or the file in a form. */
  readonly content: Bytes;
}

type Bytes = Uint8Array<ArrayBuffer>;

const formatSchema = z.enum(INPUT_FORMATS);
/** Text that the database keeps whole: SQLite ends a text at U+0000. */
const textSchema = z.string().refine(
  (text) => !text.includes("\0"),
  "holds a zero character, which is no text",
);
const nameSchema = textSchema.max(300);

/** The JSON body. */
export const sessionRequestSchema = z.object({
  query: textSchema.optional().describe("Free text, or the contents of a file; of a protobuf in Base64"),
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

/** Media types of raw bodies, and how their content is read. */
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
  ["application/octet-stream", "auto"],
]);

/** Parameters that raw and multipart bodies carry beside the text. */
export const parametersSchema = z.object({
  title: nameSchema.optional(),
  agent: z.string().max(50).optional(),
  format: formatSchema.optional(),
  file_name: nameSchema.optional(),
  max_reactions: z.coerce.number().int().min(1).max(1_000_000).optional(),
});

/** The fields of a form beside its file, or with a text instead of a file. */
export const formSchema = parametersSchema.extend({ query: textSchema.optional() });

/** Reads the request; a 400, 415 or 422 problem says what is wrong and where. */
export async function readSessionRequest(
  c: Context,
  { defaultAgent, maxBodyBytes }: { readonly defaultAgent: string; readonly maxBodyBytes: number },
): Promise<SessionRequest> {
  refuseContentEncoding(c);
  const bytes = await readBody(c, maxBodyBytes);
  const contentType = c.req.header("Content-Type") ?? "";
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1] ?? null;
  const request = type === "application/json"
    ? await readJson(bytes, { charset, maxBytes: maxBodyBytes })
    : type === "multipart/form-data"
    ? await readMultipart(contentType, bytes, maxBodyBytes)
    : await readRaw(c, { type, charset, maxBytes: maxBodyBytes }, bytes);
  if (request.query.text.trim() === "") {
    throw invalid("The query is empty: hand over a text or a file with reactions");
  }
  return { ...request, agent: request.agent || defaultAgent, title: request.title || titleOf(request.query) };
}

/** Bodies are not unpacked: a small one could become one of any size. */
function refuseContentEncoding(c: Context): void {
  const encoding = c.req.header("Content-Encoding")?.trim() || "identity";
  if (encoding.toLowerCase() === "identity") return;
  throw new HttpProblem(
    415,
    "content_encoding_unknown",
    `Cannot read the Content-Encoding "${encoding.slice(0, 40)}"; send the body as it is`,
    { "Accept-Encoding": "identity" },
  );
}

async function readJson(
  content: Bytes,
  { charset, maxBytes }: { readonly charset: string | null; readonly maxBytes: number },
): Promise<SessionRequest> {
  let body: unknown;
  try {
    body = JSON.parse(decodeQuery(content, charset));
  } catch (error) {
    if (error instanceof RxnstreamError) throw error;
    throw new HttpProblem(400, "json_malformed", `The body is not JSON: ${(error as Error).message}`);
  }
  const { query, reactions, title = "", agent = "", options = {} } = validate(sessionRequestSchema, body);
  const { max_reactions: maxReactions = null, file_name: fileName = null, format = "auto" } = options;
  if (query !== undefined && reactions === undefined && format === "ord") {
    const file = { format, fileName, charset, maxBytes };
    return { title, agent, maxReactions, query: await readFile(fromBase64(query), file), content };
  }
  if (query !== undefined && reactions === undefined) {
    return { title, agent, maxReactions, query: { text: query, format, fileName }, content };
  }
  if (query !== undefined || reactions === undefined) {
    throw invalid('The body must have either "query" or "reactions"');
  }
  if (options.format !== undefined) {
    throw invalid('"options.format" is for "query" only: "reactions" are reaction SMILES');
  }
  const list = reactions.map((reaction) => reaction.trim());
  const withBreak = list.findIndex((reaction) => /[\r\n]/.test(reaction));
  if (withBreak >= 0) throw invalid(`"reactions[${withBreak}]" holds a line break: one reaction each`);
  return {
    title: title || fileName || titleOfText(list.find((reaction) => reaction !== "") ?? ""),
    agent,
    maxReactions,
    // In JSON every element is one reaction, in its place, and its name says that it is meant as one, whatever it holds.
    // Of plain lines, blank ones and comments would be none.
    query: {
      text: list.map((reaction) => JSON.stringify({ reaction })).join("\n"),
      format: "jsonl",
      fileName,
    },
    content,
  };
}

async function readMultipart(contentType: string, bytes: Bytes, maxBytes: number): Promise<SessionRequest> {
  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { "Content-Type": contentType } }).formData();
  } catch {
    throw new HttpProblem(
      400,
      "multipart_malformed",
      "The body is not multipart/form-data as its header says",
    );
  }
  const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === "string"));
  const [file, second] = [...form.values()].filter((value) => value instanceof File);
  if (second !== undefined) throw invalid("The form has several files: a session is made of one");
  if (file === undefined && fields["query"] === undefined) {
    throw invalid('The form has no file: send it as the field "file"');
  }
  const { title = "", agent = "", format = "auto", ...parameters } = validate(formSchema, {
    ...fields,
    ...(file === undefined ? {} : { file_name: fields["file_name"] ?? file.name.slice(0, 300) }),
  });
  const content = file === undefined
    ? new TextEncoder().encode(parameters.query)
    : new Uint8Array(await file.arrayBuffer());
  return {
    title,
    agent,
    maxReactions: parameters.max_reactions ?? null,
    query: await readFile(content, {
      format,
      fileName: parameters.file_name ?? null,
      charset: null,
      maxBytes,
    }),
    content,
  };
}

async function readRaw(
  c: Context,
  { type, ...limits }: {
    readonly type: string;
    readonly charset: string | null;
    readonly maxBytes: number;
  },
  content: Bytes,
): Promise<SessionRequest> {
  const typeFormat = RAW_FORMATS.get(type);
  if (typeFormat === undefined) {
    const known = ["application/json", "multipart/form-data", ...RAW_FORMATS.keys()].join(", ");
    throw new HttpProblem(415, "media_type_unknown", `Cannot read "${type}"; send one of ${known}`, {
      Accept: known,
    });
  }
  const { title = "", agent = "", format = typeFormat, ...parameters } = validate(
    parametersSchema,
    c.req.query(),
  );
  return {
    title,
    agent,
    maxReactions: parameters.max_reactions ?? null,
    query: await readFile(content, { format, fileName: parameters.file_name ?? null, ...limits }),
    content,
  };
}

async function readFile(content: Bytes, file: FileDescription): Promise<Query> {
  try {
    return await readQueryFile(content, file);
  } catch (error) {
    if (!(error instanceof ContentTooLarge)) throw error;
    throw new HttpProblem(413, "body_too_large", error.message);
  }
}

function fromBase64(text: string): Bytes {
  try {
    return decodeBase64(text);
  } catch {
    throw invalid('With the format "ord" the query must be Base64');
  }
}

function validate<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const detail = result.error.issues.slice(0, 5)
    .map((issue) => `${issue.path.length > 0 ? `"${issue.path.join(".")}": ` : ""}${issue.message}`).join(
      "; ",
    );
  throw invalid(detail);
}

function invalid(detail: string): RxnstreamError {
  return new RxnstreamError("input_invalid", detail);
}

/** A title from the file's name or the first words of the text; a table or a block begins with nothing worth reading. */
function titleOf(query: Query): string {
  if (query.fileName !== null && query.fileName !== "") return query.fileName;
  if (query.format !== "auto" && query.format !== "text" && query.format !== "smiles") {
    return `${query.format.toUpperCase()} input`;
  }
  return titleOfText(query.text);
}

function titleOfText(text: string): string {
  const line = text.slice(0, 2_000).split("\n").find((line) => line.trim() !== "") ?? "";
  const words = line.trim().replaceAll(/\s+/g, " ");
  return words.length > 80 ? `${words.slice(0, 79)}…` : words;
}
