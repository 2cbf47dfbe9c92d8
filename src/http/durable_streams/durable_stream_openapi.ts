/** `/v1/stream/{session_id}` as `/openapi.json` describes it. */
import { type RouteConfig, z } from "@hono/zod-openapi";
import { LIVE_MODES } from "./durable_stream_position.ts";

const position = z.object({
  "Stream-Next-Offset": z.string().describe("Where to go on"),
  "Stream-Up-To-Date": z.literal("true").optional().describe("There is nothing more at the moment"),
  "Stream-Closed": z.literal("true").optional().describe("There will never be more"),
  "Stream-Cursor": z.string().optional().describe("Of a long-poll: to be given back as `cursor`"),
});

/** The description; `params` are those of a session's paths, `failure` is what every problem looks like. */
export function describeDurableStream(
  params: z.ZodObject,
  failure: RouteConfig["responses"][string],
): RouteConfig {
  return {
    method: "get",
    path: "/v1/stream/{session_id}",
    summary:
      "The log for readers of the Durable Streams protocol: a JSON stream, closed by the completion event",
    request: {
      params,
      query: z.object({
        offset: z.string().optional().describe(
          "One that the server gave, -1 for the beginning, now for the end; needed with live",
        ),
        live: z.enum(LIVE_MODES).optional(),
        cursor: z.string().optional(),
        client_id: z.string().optional(),
      }),
      headers: z.object({ "If-None-Match": z.string().optional() }),
    },
    responses: {
      200: {
        description: "The messages from the offset on, or with live=sse `data` and `control` events",
        headers: position,
        content: {
          "application/json": { schema: z.array(z.looseObject({})) },
          "text/event-stream": { schema: z.string() },
        },
      },
      204: { description: "Of a long-poll: nothing has come, or nothing will", headers: position },
      304: { description: "The client has this" },
      400: failure,
      404: failure,
      406: failure,
      409: failure,
    },
  };
}
