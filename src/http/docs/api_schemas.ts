/** JSON schemas of the OpenAPI document in readable form: a type as one line, an object as a table. */
import { html, raw } from "hono/html";
import stringify from "json-stringify-pretty-compact";
import type { Html } from "./doc_page.ts";
import { renderLine } from "./markdown.ts";

/** The parts of JSON Schema 2020-12 that are used here. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
}

/** How many levels of nested objects have their members listed; deeper ones are only named. */
const DEEPEST = 4;
/** The bounds that zod writes for an unbounded integer. */
const UNBOUNDED = Number.MAX_SAFE_INTEGER;

/** The type in one line, with links to named schemas. */
export function schemaType(schema: Schema): Html {
  const { $ref, anyOf, oneOf, allOf, items } = schema;
  if ($ref !== undefined) {
    const name = $ref.split("/").at(-1) ?? "";
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  const several = anyOf ?? oneOf;
  if (several !== undefined) return joined(several.map(schemaType), " or ");
  if (allOf !== undefined) return joined(allOf.map(schemaType), " and ");
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum !== undefined) {
    return joined(schema.enum.map((value) => html`<code>${JSON.stringify(value)}</code>`), " or ");
  }
  if (items !== undefined) return html`array of ${schemaType(items)}`;
  const { additionalProperties, properties } = schema;
  if (typeof additionalProperties === "object" && properties === undefined) {
    return html`object of ${schemaType(additionalProperties)}`;
  }
  const types = typeof schema.type === "string" ? [schema.type] : schema.type ?? ["any value"];
  return html`${types.join(" or ")}${limits(schema)}`;
}

function limits({ format, minimum, maximum, minLength, maxLength, pattern, ...schema }: Schema): string {
  const least = minimum === undefined || minimum <= -UNBOUNDED ? undefined : minimum;
  const most = maximum === undefined || maximum >= UNBOUNDED ? undefined : maximum;
  const parts = [
    format,
    range(least, most, ""),
    range(minLength, maxLength, " characters"),
    // A format makes its pattern redundant.
    pattern === undefined || format !== undefined ? undefined : `matching ${pattern}`,
    schema.default === undefined ? undefined : `default ${JSON.stringify(schema.default)}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

function range(least: number | undefined, most: number | undefined, unit: string): string | undefined {
  if (least !== undefined && most !== undefined) return `${least} to ${most}${unit}`;
  if (least !== undefined) return `at least ${least}${unit}`;
  return most === undefined ? undefined : `at most ${most}${unit}`;
}

function joined(parts: readonly Html[], separator: string): Html {
  return html`${parts.map((part, index) => html`${index === 0 ? "" : separator}${part}`)}`;
}

/** The members of an object as a table, with those of nested objects listed by path; for anything else, its type. */
export function schemaTable(schema: Schema): Html {
  const rows = memberRows(schema, "", 0);
  if (rows.length === 0) return html`<p>${schemaType(schema)}</p>`;
  return scrollableTable("Members", ["member", "type", "meaning"], rows);
}

/** A table that scrolls by itself where the page is too narrow for it. `rows` are its `tr` elements. */
export function scrollableTable(label: string, headings: readonly string[], rows: readonly Html[]): Html {
  return html`
    <div class="table" role="group" aria-label="${label}" tabindex="0">
      <table>
        <thead>
          <tr>${headings.map((heading) => html`<th>${heading}</th>`)}</tr>
        </thead>
        <tbody>${rows}</tbody>
      </table>
    </div>
  `;
}

function memberRows(schema: Schema, prefix: string, depth: number): readonly Html[] {
  const parts = [schema, ...schema.allOf ?? []];
  return parts.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).flatMap(([name, member]) => {
      const path = `${prefix}${name}`;
      const row = html`
        <tr>
          <td><code>${path}</code>${required.includes(name) ? "" : html`
            <span class="optional">optional</span>
          `}</td>
          <td>${schemaType(member)}</td>
          <td>${raw(renderLine(member.description ?? ""))}</td>
        </tr>
      `;
      if (depth >= DEEPEST) return [row];
      const inner = [member, ...member.anyOf ?? [], ...member.oneOf ?? []];
      return [
        row,
        ...inner.flatMap((part) => memberRows(part, `${path}.`, depth + 1)),
        ...(member.items === undefined ? [] : memberRows(member.items, `${path}[].`, depth + 1)),
      ];
    })
  );
}

/** An example as indented JSON, or verbatim if it is a text; empty if there is none. */
export function exampleBlock(example: unknown): Html {
  if (example === undefined) return html``;
  const text = typeof example === "string" ? example : stringify(example, { maxLength: 100 });
  return html`<pre tabindex="0"><code>${text}</code></pre>`;
}
