/** `/openapi.json`: the HTTP surface as the application's own routes describe it, OpenAPI 3.1. */
import { createRoute, z } from "@hono/zod-openapi";
import { json, PROBLEM_SCHEMAS, problems } from "./contract/answers.ts";
import { STREAM_ONLY } from "./contract/event_schemas.ts";
import { type HttpApp, mountRoute } from "./contract/routes.ts";
import { resultRow } from "./contract/row_schema.ts";
import type { HttpSettings } from "./http_settings.ts";

const TAGS = [
  { name: "Sessions", description: "Create sessions from queries and manage them" },
  { name: "Events", description: "Read the log of a session, during or after its run" },
  { name: "Results", description: "Read the results for each reaction" },
  { name: "Names", description: "Read names of compounds" },
  { name: "Agents", description: "Tools that language models call" },
  { name: "Access", description: "Sign in, and issue tickets for streams" },
  { name: "Server", description: "Check the server's health, and read its description" },
];

const OPENAPI = createRoute({
  method: "get",
  path: "/openapi.json",
  operationId: "getDescription",
  tags: ["Server"],
  summary: "This document",
  security: [],
  responses: {
    200: json("The description of every route", z.looseObject({ openapi: z.string() })),
    ...problems(),
  },
});

type OpenapiDocument = ReturnType<HttpApp["getOpenAPI31Document"]>;

/** Mounts `/openapi.json`; returns a function that gives its document, which also has routes that are mounted later. */
export function mountOpenapi(app: HttpApp, { version }: HttpSettings): () => OpenapiDocument {
  const registry = app.openAPIRegistry;
  registry.registerComponent("securitySchemes", "token", { type: "http", scheme: "bearer" });
  registry.registerComponent("securitySchemes", "cookie", {
    type: "apiKey",
    in: "cookie",
    name: "rxnstream",
  });
  for (const [name, schema] of Object.entries({ ...STREAM_ONLY, ResultRow: resultRow })) {
    registry.register(name, schema);
  }
  for (const [name, schema] of Object.entries(PROBLEM_SCHEMAS)) {
    registry.registerComponent("schemas", name, schema);
  }
  // Made on the first request: it takes some tens of milliseconds, which no start should wait for.
  let made: { readonly document: OpenapiDocument; readonly text: string } | undefined;
  const make = () => {
    const document = app.getOpenAPI31Document({
      openapi: "3.1.0",
      info: {
        title: "rxnstream",
        version,
        description:
          "Finds chemical reactions in text and files, and streams every processing step as server-sent events.",
        license: { name: "MIT" },
      },
      servers: [{ url: "/", description: "The server that serves this document" }],
      tags: TAGS,
      security: [{ token: [] }, { cookie: [] }],
    });
    return { document, text: JSON.stringify(document) };
  };
  mountRoute(
    app,
    OPENAPI,
    (c) => c.body((made ??= make()).text, 200, { "Content-Type": "application/json" }),
  );
  return () => (made ??= make()).document;
}
