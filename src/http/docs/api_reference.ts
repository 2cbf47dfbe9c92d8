/** `/docs/api`: every operation, schema and problem code as HTML, made from the OpenAPI document. It needs no script. */
import { html, raw } from "hono/html";
import { PROBLEMS } from "../problem_codes.ts";
import type { DocHeading, Html } from "./doc_page.ts";
import { renderLine, renderText } from "./markdown.ts";
import { exampleBlock, type Schema, schemaTable, schemaType, scrollableTable } from "./api_schemas.ts";

/** The parts of an OpenAPI 3.1 document that are used here. */
export interface OpenapiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly tags?: readonly { readonly name: string; readonly description?: string }[];
  readonly paths?: Readonly<Record<string, unknown>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
}

interface Operation {
  readonly tags?: readonly string[];
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly security?: readonly unknown[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Answer & { readonly required?: boolean };
  readonly responses?: Readonly<Record<string, Answer>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
  readonly example?: unknown;
}

interface Media {
  readonly schema?: Schema;
  /** For server-sent events: the schema of each kind of event's data. */
  readonly "x-event-schemas"?: Readonly<Record<string, Schema>>;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly summary?: string; readonly value?: unknown }>>;
}

/** A request body or a response. */
interface Answer {
  readonly description?: string;
  readonly headers?: Readonly<Record<string, { readonly description?: string; readonly schema?: Schema }>>;
  readonly content?: Readonly<Record<string, Media>>;
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly id: string;
  readonly operation: Operation;
}

const METHODS: ReadonlySet<string> = new Set(["get", "post", "put", "patch", "delete"]);

/** The content of the page, and its headings for the navigation. */
export function apiReference(
  document: OpenapiDocument,
): { readonly headings: readonly DocHeading[]; readonly content: Html } {
  const groups = Map.groupBy(routesOf(document), ({ path, operation }) => operation.tags?.[0] ?? area(path));
  const descriptions = new Map(document.tags?.map(({ name, description }) => [name, description]));
  const named = Object.entries(document.components?.schemas ?? {}) as [string, Schema][];
  // Problems are listed only in the table of codes: their schemas are otherwise alike.
  const problems = new Map(
    named.flatMap(([name, { properties }]) => {
      const codes = properties?.["code"]?.enum ?? [];
      return codes.length === 1 ? [[String(codes[0]), name]] : [];
    }),
  );
  const schemas = named.filter(([name]) => ![...problems.values()].includes(name));
  const sections = [...groups].map(([name, routes]) => ({ id: slug(name), title: name, routes }));
  const headings = [
    ...sections.map(({ id, title }) => ({ id, title })),
    { id: "schemas", title: "Schemas" },
    { id: "problem-codes", title: "Problem codes" },
  ];
  const content = html`<h1>API reference</h1>
    <p>${document.info.description ?? ""} Version ${document.info.version}; made from
      <a href="/openapi.json">/openapi.json</a>. <a href="/docs/http">HTTP</a> has a line of <code>curl</code> for
      everything.</p>
    ${
    sections.map(({ id, title, routes }) =>
      html`<section aria-labelledby="${id}">
      <h2 id="${id}"><a class="anchor" href="#${id}">${title}</a></h2>
      ${descriptions.get(title) ? raw(renderText(descriptions.get(title) ?? "")) : ""}
      ${routes.map(operationSection)}
    </section>`
    )
  }
    <section aria-labelledby="schemas">
      <h2 id="schemas"><a class="anchor" href="#schemas">Schemas</a></h2>
      ${
    schemas.map(([name, schema]) =>
      html`<h3 id="schema-${name}"><a class="anchor" href="#schema-${name}">${name}</a></h3>
        ${schema.description ? raw(renderText(schema.description)) : ""}
        ${schemaTable(schema)}
        ${exampleBlock(schema.example ?? schema.examples?.[0])}`
    )
  }
    </section>
    ${problemSection(problems)}`;
  return { headings, content };
}

function routesOf({ paths = {} }: OpenapiDocument): readonly Route[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item as Readonly<Record<string, Operation>>)
      .filter(([method]) => METHODS.has(method))
      .map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        id: operation.operationId ?? slug(`${method} ${path}`),
        operation,
      }))
  );
}

/** The group of an operation without a tag: the first part of its path. */
function area(path: string): string {
  return path.split("/")[1] ?? "";
}

function slug(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
}

function operationSection({ method, path, id, operation }: Route): Html {
  const { summary, description, parameters = [], requestBody, responses = {} } = operation;
  return html`<article class="operation" aria-labelledby="${id}">
    <h3 id="${id}"><a class="anchor" href="#${id}"><span class="method">${method}</span> <code>${path}</code></a></h3>
    ${summary ? raw(renderText(/[.:;]$/.test(summary) ? summary : `${summary}.`)) : ""}
    ${description ? raw(renderText(description)) : ""}
    ${operation.security?.length === 0 ? html`<p class="note">Needs no token.</p>` : ""}
    ${parameters.length === 0 ? "" : html`<h4>Parameters</h4>${parameterTable(parameters)}`}
    ${requestBody === undefined ? "" : html`<h4>Request body</h4>${bodies(requestBody)}`}
    <h4>Answers</h4>
    ${answerTable(responses)}
  </article>`;
}

function parameterTable(parameters: readonly Parameter[]): Html {
  return scrollableTable(
    "Parameters",
    ["name", "in", "type", "meaning"],
    parameters.map((parameter) =>
      html`
        <tr>
          <td><code>${parameter.name}</code>${parameter.required
            ? html`
              <span class="required">required</span>
            `
            : ""}</td>
          <td>${parameter.in}</td>
          <td>${schemaType(parameter.schema ?? {})}</td>
          <td>${parameter.description ?? parameter.schema?.description ??
            ""}${parameter.example === undefined ? "" : html`
            For example <code>${String(parameter.example)}</code>.
          `}</td>
        </tr>
      `
    ),
  );
}

/** Media types with the same schema share a line. */
function bodies({ description, content = {} }: Answer): Html {
  const alike = Map.groupBy(Object.entries(content), ([, media]) => JSON.stringify(media));
  return html`${description ? raw(renderText(description)) : ""}${
    [...alike.values()].map((group) => {
      const [, media = {}] = group[0] ?? [];
      return html`<p>${codes(group.map(([type]) => type))}: ${schemaType(media.schema ?? {})}</p>
      ${media.schema?.properties === undefined ? "" : schemaTable(media.schema)}
      ${examples(media)}`;
    })
  }`;
}

function codes(names: readonly string[]): Html {
  return html`${names.map((name, index) => html`${index === 0 ? "" : ", "}<code>${name}</code>`)}`;
}

function examples(media: Media): Html {
  const named = Object.values(media.examples ?? {});
  return html`${exampleBlock(media.example)}${
    named.map(({ summary, value }) => html`${summary ? html`<p>${summary}:</p>` : ""}${exampleBlock(value)}`)
  }`;
}

/** Statuses with the same meaning and content, as those of problems have, share a line. */
function answerTable(responses: Readonly<Record<string, Answer>>): Html {
  const alike = Map.groupBy(Object.entries(responses), ([, answer]) => JSON.stringify(answer));
  return scrollableTable(
    "Answers",
    ["status", "meaning", "content"],
    [...alike.values()].map((group) => {
      const [, answer = {}] = group[0] ?? [];
      return html`
        <tr>
          <td>${group.map(([status]) => status).join(", ")}</td>
          <td>${raw(renderLine(answer.description ?? ""))}${headerList(answer)}</td>
          <td>${Object.entries(answer.content ?? {}).map(([type, media]) =>
            html`<div><code>${type}</code> ${mediaType(media)}</div>${examples(media)}`
          )}</td>
        </tr>
      `;
    }),
  );
}

/** The type of a response; for server-sent events, the type of each kind of event's data. */
function mediaType({ schema = {}, "x-event-schemas": events }: Media): Html {
  if (events === undefined) return schemaType(schema);
  return html`<ul>${
    Object.entries(events).map(([name, data]) => html`<li><code>${name}</code>: ${schemaType(data)}</li>`)
  }</ul>`;
}

function headerList({ headers = {} }: Answer): Html | string {
  const entries = Object.entries(headers);
  if (entries.length === 0) return "";
  return html`<ul>${
    entries.map(([name, { description, schema }]) =>
      html`<li><code>${name}</code>: ${raw(renderLine(description ?? schema?.description ?? ""))}</li>`
    )
  }</ul>`;
}

/** `names` gives the schema name of each code. */
function problemSection(names: ReadonlyMap<string, string>): Html {
  return html`
    <section aria-labelledby="problem-codes">
      <h2 id="problem-codes"><a class="anchor" href="#problem-codes">Problem codes</a></h2>
      <p>Errors are <code>application/problem+json</code> (RFC 9457); <code>code</code> says which one it is.
      Their members are those of <a href="#schema-Problem">Problem</a>.</p>
      ${scrollableTable(
        "Problem codes",
        ["code", "status", "what happened", "what to do"],
        Object.entries(PROBLEMS).map(([code, { status, meaning, remedy }]) =>
          html`
            <tr id="problem-${code}">
              <td id="schema-${names.get(code) ?? code}"><code>${code}</code></td>
              <td>${status}</td>
              <td>${meaning}</td>
              <td>${remedy}</td>
            </tr>
          `
        ),
      )}
    </section>
  `;
}
