/** `GET /sessions/{id}/transcript`: what the language model was asked, and what it answered. */
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { json, problems, STORED } from "../contract/answers.ts";
import { sessionParams, wholeNumberOr } from "../contract/parameters.ts";
import { type HttpApp, mountRoute } from "../contract/routes.ts";
import { transcript as transcriptSchema } from "../contract/session_schemas.ts";
import type { HttpServices } from "../http_services.ts";
import { requestedSession } from "../requested_session.ts";

const page = z.object({
  after: wholeNumberOr(0, 0, Number.MAX_SAFE_INTEGER, "The `next_after` of the previous page"),
  limit: wholeNumberOr(20, 1, 100, "Maximum number of exchanges per page"),
});

const TRANSCRIPT = createRoute({
  method: "get",
  path: "/sessions/{session_id}/transcript",
  operationId: "getTranscript",
  tags: ["Sessions"],
  summary: "What the language model was asked and answered; requires the scope admin",
  request: { params: sessionParams, query: page },
  responses: {
    200: json("One page", transcriptSchema),
    ...problems("parameter_malformed", "session_not_found", ...STORED),
  },
});

export function mountTranscript(app: HttpApp, deps: HttpServices): void {
  mountRoute(app, TRANSCRIPT, (c, query) => transcript(c, deps, query));
}

async function transcript(
  c: Context,
  { store }: HttpServices,
  { after, limit }: z.output<typeof page>,
): Promise<Response> {
  const { sessionId } = await requestedSession(c, store);
  const found = await store.exchangesAfter(sessionId, after, limit + 1);
  const shown = found.slice(0, limit);
  return c.json({
    items: shown.map(({ number, digest, createdAt, request, answer }) => ({
      number,
      digest,
      created_at: createdAt,
      request: JSON.parse(request),
      answer: JSON.parse(answer),
    })),
    next_after: found.length > limit ? shown.at(-1)?.number ?? null : null,
  });
}
