/** Reads the body of a request that creates a session, in every supported media type and on any thread. */
import type { z } from "zod";
import { RxnstreamError } from "../../errors.ts";
import { ContentTooLarge, type FileDescription, looksPacked, readQueryFile } from "../../query/query_file.ts";
import { decodeQuery } from "../../query/query_text.ts";
import { decodeBase64 } from "../../encoding/base64.ts";
import type { Query, StoredQuery } from "../../types.ts";
import { HttpProblem, shortened } from "../problem.ts";
import { NO_OBJECT, shapeFault } from "./json_shape.ts";
import { readForm } from "./multipart.ts";
import { formSchema, parametersSchema, RAW_FORMATS, sessionRequestSchema } from "./session_schema.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** What is known about a body besides its bytes. */
export interface BodyDescription {
  readonly contentType: string;
  /** Parameters of the query string. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Most bytes of unpacked content. */
  readonly maxBytes: number;
  /** Reactions of one session, unless the body asks for fewer. */
  readonly maxReactions: number;
  /** Whether to compute the digest of the content. */
  readonly isDigested: boolean;
}

/** The session that the request asks for. */
export interface SessionRequest {
  readonly title: string;
  /** Empty for the default. */
  readonly agent: string;
  readonly maxReactions: number | null;
  readonly query: StoredQuery;
  /** SHA-256 of the received bytes of the query: of the body, or of the file in a form; null if not requested. */
  readonly digest: string | null;
}

/** The parsed body; the digest is that of `content`. */
interface Contents extends Omit<SessionRequest, "digest" | "query"> {
  readonly query: Query;
  readonly content: Bytes;
}

/** Thrown for a body that must be unpacked, and can then have any size up to the limit. */
export class PackedBody extends Error {
  override readonly name = "PackedBody";
}

/**
 * Reads the body; a 400, 413, 415 or 422 problem says what is wrong and where. Throws `PackedBody` for compressed
 * content unless it may be unpacked here. Time and memory are linear in the bytes, unpacked ones included.
 */
export async function readSessionRequest(
  bytes: Bytes,
  body: BodyDescription,
  { unpacks }: { readonly unpacks: boolean },
): Promise<SessionRequest & { readonly query: Query }> {
  const { type, charset } = mediaType(body.contentType);
  const reading: Reading = { ...body, charset, unpacks };
  const contents = type === "application/json"
    ? await readJson(bytes, reading)
    : type === "multipart/form-data"
    ? await readMultipart(bytes, reading)
    : await readRaw(bytes, type, reading);
  if (!/\S/.test(contents.query.text)) {
    throw invalid("The query is empty: send a text or a file with reactions");
  }
  const { content, ...request } = contents;
  return {
    ...request,
    title: request.title || titleOf(request.query),
    digest: body.isDigested ? await sha256(content) : null,
  };
}

/** The parts of a `Content-Type` that matter here. */
export function mediaType(contentType: string): { readonly type: string; readonly charset: string | null } {
  return {
    type: contentType.split(";")[0]?.trim().toLowerCase() ?? "",
    charset: /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1] ?? null,
  };
}

/** SHA-256 in hexadecimal. */
export async function sha256(bytes: Bytes): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

interface Reading extends BodyDescription {
  readonly charset: string | null;
  readonly unpacks: boolean;
}

async function readJson(content: Bytes, reading: Reading): Promise<Contents> {
  const { query, reactions, title = "", agent = "", options = {} } = parseJson(content, reading.charset);
  const { max_reactions: maxReactions = null, file_name: fileName = null, format = "auto" } = options;
  const request = { title, agent, maxReactions, content };
  if (query !== undefined && reactions !== undefined || query === undefined && reactions === undefined) {
    throw invalid('The body must have either "query" or "reactions"');
  }
  if (query !== undefined) {
    const file = { format, fileName };
    if (format !== "ord") return { ...request, query: { text: query, ...file } };
    return { ...request, query: await readFile(fromBase64(query), file, reading) };
  }
  if (options.format !== undefined) {
    throw invalid('"options.format" is for "query" only: "reactions" are reaction SMILES');
  }
  const list = readReactions(reactions, Math.min(maxReactions ?? Infinity, reading.maxReactions));
  return {
    ...request,
    title: title || fileName || titleOfText(list.find((reaction) => reaction !== "") ?? ""),
    // In JSON, every element is one reaction at its index, and the name "reaction" makes it count as one, whatever it
    // contains. As plain lines, blank ones and comments would be skipped.
    query: {
      text: list.map((reaction) => JSON.stringify({ reaction })).join("\n"),
      format: "jsonl",
      fileName,
    },
  };
}

/** The body's fields; `reactions` is not validated. */
function parseJson(content: Bytes, charset: string | null) {
  const text = decodeQuery(content, charset);
  const fault = shapeFault(text);
  if (fault !== null) throw invalid(fault);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new HttpProblem(400, "json_malformed", `The body is not JSON: ${(error as Error).message}`);
  }
  if (typeof body !== "object" || body === null) throw invalid(NO_OBJECT);
  const { reactions, ...fields } = body as { readonly reactions?: unknown };
  return { ...validate(sessionRequestSchema, fields), reactions };
}

/** The reactions, or `most` of them and one more, so that the session reports that there are more. */
function readReactions(reactions: unknown, most: number): readonly string[] {
  // The types of its elements were checked before parsing.
  if (!Array.isArray(reactions)) throw invalid('"reactions" must be a list of strings');
  return reactions.slice(0, most + 1).map((text: string, index) => {
    if (text.includes("\0")) {
      throw invalid(`"reactions[${index}]" contains a zero character, which text cannot have`);
    }
    const reaction = text.trim();
    if (/[\r\n]/.test(reaction)) {
      throw invalid(`"reactions[${index}]" contains a line break: each element is one reaction`);
    }
    return reaction;
  });
}

async function readMultipart(bytes: Bytes, reading: Reading): Promise<Contents> {
  const parts = readForm(bytes, reading.contentType);
  const fields = Object.fromEntries(
    parts.filter(({ fileName }) => fileName === null)
      .map(({ name, content }) => [name, new TextDecoder().decode(content)]),
  );
  const [file, second] = parts.filter(({ fileName }) => fileName !== null);
  if (second !== undefined) throw invalid("The form has several files: a session takes one");
  if (file === undefined && fields["query"] === undefined) {
    throw invalid('The form has no file: send it as the field "file"');
  }
  const { title = "", agent = "", format = "auto", ...parameters } = validate(formSchema, {
    ...fields,
    ...(file === undefined ? {} : { file_name: fields["file_name"] ?? file.fileName?.slice(0, 300) }),
  });
  const content = file === undefined ? new TextEncoder().encode(parameters.query) : file.content;
  const description = { format, fileName: parameters.file_name ?? null };
  const query = await readFile(content, description, { ...reading, charset: null });
  return { title, agent, maxReactions: parameters.max_reactions ?? null, query, content };
}

async function readRaw(content: Bytes, type: string, reading: Reading): Promise<Contents> {
  const typeFormat = RAW_FORMATS.get(type);
  if (typeFormat === undefined) throw mediaTypeUnknown(type);
  const { title = "", agent = "", format = typeFormat, ...parameters } = validate(
    parametersSchema,
    reading.parameters,
  );
  const query = await readFile(content, { format, fileName: parameters.file_name ?? null }, reading);
  return { title, agent, maxReactions: parameters.max_reactions ?? null, query, content };
}

/** A 415 problem that lists the supported media types. */
export function mediaTypeUnknown(type: string): HttpProblem {
  const known = ["application/json", "multipart/form-data", ...RAW_FORMATS.keys()].join(", ");
  return new HttpProblem(
    415,
    "media_type_unknown",
    `Cannot read "${shortened(type, 100)}"; send one of ${known}`,
    { Accept: known },
  );
}

async function readFile(
  content: Bytes,
  file: Pick<FileDescription, "format" | "fileName">,
  { charset, maxBytes, unpacks }: Reading,
): Promise<Query> {
  if (!unpacks && looksPacked(content)) throw new PackedBody();
  try {
    return await readQueryFile(content, { ...file, charset, maxBytes });
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
    .map(({ path, message }) =>
      `${path.length > 0 ? `"${shortened(path.join("."), 100)}": ` : ""}${shortened(message, 200)}`
    )
    .join("; ");
  throw invalid(detail);
}

function invalid(detail: string): RxnstreamError {
  return new RxnstreamError("input_invalid", detail);
}

/** A title from the file's name or the first words of the text; the beginning of a table or block makes no title. */
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
