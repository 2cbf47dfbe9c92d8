/** The published description of the HTTP surface, to check routes and answers against. */
import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { EventParser, type ReceivedEvent } from "./sse/event_parser.ts";

/** The parts of an OpenAPI 3.1 document that are read. */
export interface OpenapiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema: Schema;
  }[];
  readonly responses: Readonly<
    Record<string, {
      readonly headers?: Readonly<Record<string, { readonly required?: boolean }>>;
      readonly content?: Readonly<Record<string, MediaType>>;
    }>
  >;
}

export type Schema = Readonly<Record<string, unknown>>;

interface MediaType {
  readonly schema: Schema;
  /** One value of this schema per line. */
  readonly "x-item-schema"?: Schema;
  /** One value in the data of each event, by the event's name. */
  readonly "x-event-schemas"?: Readonly<Record<string, Schema>>;
}

/** One route of an application, with its path in Hono's notation. */
export interface MountedRoute {
  readonly method: string;
  readonly path: string;
}

/** The document of a running server. */
export async function publishedContract(url: string): Promise<Contract> {
  return new Contract(await (await fetch(`${url}/openapi.json`)).json());
}

export class Contract {
  readonly document: OpenapiDocument;
  /** The answers checked so far, such as `GET /sessions 200`. */
  readonly seen = new Set<string>();
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });

  constructor(document: OpenapiDocument) {
    this.document = document;
    addFormats.default(this.#ajv);
    this.#ajv.addSchema({ $id: "contract", ...closed({ components: document.components }) as object });
  }

  /** Routes without a description, and descriptions without a route. Middleware has the method `ALL`. */
  differences(routes: readonly MountedRoute[], isPage: (path: string) => boolean): readonly string[] {
    const mounted = new Set(
      routes.filter(({ method, path }) => method !== "ALL" && !isPage(path))
        .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`),
    );
    const described = new Set(
      Object.entries(this.document.paths).flatMap(([path, operations]) =>
        Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`)
      ),
    );
    return [
      ...[...mounted.difference(described)].map((route) => `${route} is not described`),
      ...[...described.difference(mounted)].map((route) => `${route} is described and not there`),
    ];
  }

  /** How an answer differs from its description. Reads the answer to its end. */
  async faults(method: string, path: string, response: Response): Promise<readonly string[]> {
    const text = await response.text();
    const { status } = response;
    const template = this.#templateOf(path);
    const operation = this.document.paths[template]?.[method.toLowerCase()];
    if (operation === undefined) return [`${method} ${path}: there is no such operation`];
    const where = `${method} ${template} ${status}`;
    this.seen.add(where);
    const described = operation.responses[String(status)];
    if (described === undefined) return [`${where}: no such answer is described: ${text.slice(0, 200)}`];
    const missing = Object.entries(described.headers ?? {})
      .filter(([name, { required }]) => required && !response.headers.has(name));
    if (missing.length > 0) return [`${where}: lacks ${missing.map(([name]) => name).join(", ")}`];
    const type = response.headers.get("Content-Type")?.split(";")[0] ?? "";
    if (described.content === undefined) return text === "" ? [] : [`${where}: has a body`];
    const mediaType = described.content[type];
    if (mediaType === undefined) return [`${where}: has the media type "${type}"`];
    return this.#textFaults(mediaType, text, type).map((fault) => `${where}: ${fault}`);
  }

  /** How a value differs from a named schema. */
  valueFaults(name: string, value: unknown): readonly string[] {
    return this.#schemaFaults({ $ref: `#/components/schemas/${name}` }, value);
  }

  #textFaults(mediaType: MediaType, text: string, type: string): readonly string[] {
    const { schema, "x-item-schema": item, "x-event-schemas": events } = mediaType;
    if (item !== undefined) {
      const lines = text.split("\n").filter((line) => line !== "");
      return lines.flatMap((line) => this.#schemaFaults(item, JSON.parse(line)));
    }
    if (events !== undefined) {
      return eventsOf(text).flatMap(({ type: name, data }) => {
        const known = events[name];
        return known === undefined
          ? [`no event "${name}" is described`]
          : this.#schemaFaults(known, JSON.parse(data));
      });
    }
    return this.#schemaFaults(schema, type.endsWith("json") ? JSON.parse(text) : text);
  }

  #schemaFaults(schema: Schema, value: unknown): readonly string[] {
    const validate = this.#validator(schema);
    if (validate(value)) return [];
    return readable(validate.errors ?? []).map((fault) =>
      `${fault} in ${JSON.stringify(value).slice(0, 400)}`
    );
  }

  readonly #validators = new Map<string, ValidateFunction>();

  #validator(schema: Schema): ValidateFunction {
    const key = JSON.stringify(schema).replaceAll('"#/components', '"contract#/components');
    const known = this.#validators.get(key) ?? this.#ajv.compile(closed(JSON.parse(key)) as Schema);
    this.#validators.set(key, known);
    return known;
  }

  #templateOf(path: string): string {
    const plain = path.replace(/\?.*/, "");
    const templates = Object.keys(this.document.paths);
    return templates.find((template) => template === plain) ??
      templates.find((template) =>
        new RegExp(`^${template.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(plain)
      ) ?? plain;
  }
}

/** The events of a stream that has ended or was cut off. */
function eventsOf(text: string): readonly ReceivedEvent[] {
  const parser = new EventParser();
  parser.push(new TextEncoder().encode(text));
  return parser.arrivals.flatMap((arrival) => arrival.kind === "event" ? [arrival.event] : []);
}

/** The schemas with `additionalProperties: false`: the service must not send what it does not describe. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map((
    [key, member],
  ) => [key, key === "examples" ? member : closed(member)]);
  const schema = Object.fromEntries(entries);
  const isObject = schema["type"] === "object" && typeof schema["properties"] === "object";
  return isObject && !("additionalProperties" in schema)
    ? { ...schema, additionalProperties: false }
    : schema;
}

/** The deepest errors: if a value fits none of several schemas, they belong to the closest one. */
function readable(errors: readonly ErrorObject[]): readonly string[] {
  const deepest = Math.max(...errors.map(({ instancePath }) => instancePath.split("/").length));
  return errors.filter(({ instancePath }) => instancePath.split("/").length === deepest).slice(0, 3)
    .map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
}
