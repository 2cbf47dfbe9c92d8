/** Sessions and their streams. */
import { z } from "@hono/zod-openapi";
import { SESSION_STATUSES } from "../../types.ts";
import { named } from "./named.ts";

const counts = named(
  "ReactionCounts",
  z.object({
    found: z.int().min(0),
    done: z.int().min(0).describe("Finished, including failures"),
    failed: z.int().min(0),
  }),
  "Progress of a session over its reactions",
);

const lastEventId = z.int().min(0).describe("Number of the newest event of the log; 0 if there is none");

export const session = named(
  "Session",
  z.object({
    session_id: z.uuid(),
    title: z.string(),
    status: z.enum(SESSION_STATUSES),
    agent: z.string(),
    worker_id: z.uuid().nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    error: z.string().nullable().describe("Why the session ended with the status error"),
    reactions: counts,
    last_event_id: lastEventId,
    resumed_from: z.uuid().nullable().describe("The ended session that this one resumes"),
    bytes: z.int().min(0).describe("Approximate size of its query and log in the database"),
  }),
  "A session: one query and the work on its reactions",
);

/** A session as HTTP shows it. */
export type SessionJson = z.infer<typeof session>;

export const sessionPage = named(
  "SessionPage",
  z.object({
    items: z.array(session),
    next_after: z.string().regex(/^\d+$/).nullable().describe(
      "The `after` of the next page; null at the end",
    ),
  }),
  "Some sessions, newest first",
);

export const streamingStatus = named(
  "StreamingStatus",
  z.object({
    session_id: z.uuid(),
    has_active_worker: z.boolean(),
    streaming_clients: z.array(z.string()).describe("Ids of the connected clients"),
    queue_size: z.int().min(0).describe(
      "Committed events not yet sent to the connected client that is furthest behind",
    ),
    is_complete: z.boolean(),
    status: z.enum(SESSION_STATUSES),
    worker_id: z.uuid().nullable(),
    created_at: z.iso.datetime(),
    last_event_id: lastEventId,
    connections: z.int().min(0).describe("Open streams; one client may have several"),
    reactions: counts,
  }),
  "Who is streaming a session, and how far the session has got",
);

const exchange = named(
  "Exchange",
  z.object({
    number: z.int().min(1),
    digest: z.string().describe("Identifies the question: SHA-256 of its JSON"),
    created_at: z.iso.datetime(),
    request: z.object({
      purpose: z.enum(["reading", "structures", "review"]),
      model: z.string(),
      messages: z.array(z.object({ role: z.string(), content: z.string() })),
    }),
    answer: z.object({
      text: z.string(),
      end: z.enum(["complete", "cut", "refused"]),
      tokens: z.object({ input: z.int().min(0), output: z.int().min(0) }),
      seconds: z.number().min(0),
      calls: z.int().min(0).describe("Requests that it took, failed ones included"),
    }),
  }),
  "A question to the language model, and its answer",
);

export const transcript = named(
  "Transcript",
  z.object({
    items: z.array(exchange),
    next_after: z.int().nullable().describe("The `after` of the next page; null at the end"),
  }),
  "Some exchanges of a session with its language model, in order",
);

export const streamTicket = named(
  "StreamTicket",
  z.object({
    ticket: z.string(),
    expires_at: z.iso.datetime().describe("The stream must be opened by this time"),
    stream_expires_at: z.iso.datetime().describe("Once opened, the stream can be resumed until this time"),
    stream_url: z.string(),
  }),
  "Replaces a token in the URL of a stream",
);
