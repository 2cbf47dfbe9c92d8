/** Every event of a log, and the other events of a stream. */
import { z } from "@hono/zod-openapi";
import { type Stage, STAGE_TABLE, STAGES } from "../../stages.ts";
import { VERDICTS } from "../../chem_results.ts";
import { EXAMPLE_REJECTED, exampleEvent, exampleResult } from "./examples.ts";
import { named, orNull, withExample } from "./named.ts";
import { foundReaction } from "./reaction_schemas.ts";
import { unreadText } from "./text_schemas.ts";
import { componentRole, noResult, STAGE_SCHEMAS, templateUse } from "./result_schemas.ts";

const shortened = named(
  "Shortened",
  z.object({
    bytes: z.int().describe("Size of the event in the log"),
    whole: z.string().describe("Where to get it in full, relative to the URL of the stream"),
  }),
  "Marks an event that is too long for a stream: its texts are cut (they end with …) and its lists are shortened",
).optional();

const reactionIndex = z.int().min(0).describe("The reaction that the event is about, from 0");

/** An event of an agent; `aux` lists the members of its `aux` apart from `info_type`. */
function agentEvent<Aux extends z.ZodRawShape>(type: "info" | "data" | "error", infoType: string, aux: Aux) {
  return z.object({
    type: z.literal(type),
    message: z.string(),
    timestamp: z.iso.datetime(),
    worker_id: z.uuid(),
    aux: z.object({ info_type: z.literal(infoType), ...aux, shortened }),
  });
}

const reactionText = named(
  "ReactionTextEvent",
  agentEvent("data", "reaction_text", { reaction_index: reactionIndex, ...foundReaction }),
  "A reaction was found; `message` is its text",
);

const reactionsTruncated = named(
  "ReactionsTruncatedEvent",
  agentEvent("error", "reactions_truncated", { limit: z.int().min(1) }),
  "The query has more reactions than the limit; only the first are worked on",
);

const noReactions = named(
  "NoReactionsEvent",
  agentEvent("info", "no_reactions", { reason: z.string().optional() }),
  "No reactions were found; `reason` says what was examined, what was read as a compound and what was not",
);

const textUnread = named(
  "TextUnreadEvent",
  agentEvent("info", "text_unread", {
    unread: z.array(unreadText).describe("The first of them, in the order of the text"),
    count: z.int().min(1).describe("How many there are"),
  }),
  "Parts of the text tell of a reaction that could not be read, and why",
);

const readingError = named(
  "ReadingErrorEvent",
  agentEvent("error", "reading_error", {
    reaction_index: reactionIndex.optional(),
    candidate: z.string().describe("The quote, structure or answer that was refused, clipped if it is long"),
    role: componentRole.nullable(),
    position: z.literal(0),
    reason: z.string(),
  }),
  "Something that the language model gave was refused, or it gave no answer",
);

const readingRetry = named(
  "ReadingRetryEvent",
  agentEvent("info", "reading_retry", { reason: z.string(), wait_ms: z.int().min(0) }),
  "A request to the language model was repeated after `wait_ms` milliseconds",
);

const readingUpdate = named(
  "ReadingUpdateEvent",
  agentEvent("data", "reading_update", {
    returnable: z.object({
      values: z.array(z.string()).describe("The reactions that it read, as reaction SMILES"),
      invalid_count: z.int().min(0).describe("How many quotes, structures and answers were refused"),
    }),
    model: z.string(),
    calls: z.int().min(0).describe("Requests to the endpoint, failed ones included"),
    tokens: z.object({ input: z.int().min(0), output: z.int().min(0) }),
    seconds: z.number().min(0),
    cost: z.number().min(0).nullable().describe("By the prices of the options; null without them"),
  }),
  "The language model has read the text: the result, and what it took",
);

const reactionInit = named(
  "ReactionInitEvent",
  agentEvent("info", "reaction_init", { reaction_index: reactionIndex }),
  "Work on a reaction begins",
);

const reactionComplete = named(
  "ReactionCompleteEvent",
  agentEvent("info", "reaction_complete", {
    reaction_index: reactionIndex,
    verdict: z.enum(VERDICTS),
    template: orNull(templateUse),
  }),
  "All stages of a reaction are done",
);

const runComplete = named(
  "RunCompleteEvent",
  agentEvent("info", "run_complete", {
    found: z.int().min(0),
    broken: z.int().min(0),
    templates: named(
      "TemplateSummary",
      z.object({
        distinct: z.int().min(0),
        alone: z.int().min(0).describe("Templates that only one reaction has"),
        shared: z.array(templateUse).max(20).describe("Those with the most reactions"),
      }),
      "The SMIRKS of a session, and how many reactions share them",
    ),
  }),
  "All reactions are done",
);

/** The three events of a stage: it begins, it leaves out a candidate, it ends. */
function stageEvents(stage: Stage) {
  const { init, error, update } = STAGE_TABLE[stage];
  const about = { reaction_index: 0 };
  const result = exampleResult(stage);
  return [
    withExample(
      eventName(init),
      agentEvent("info", init, { reaction_index: reactionIndex }),
      `The stage ${stage} of a reaction begins`,
      exampleEvent("info", "Starting the stage", { info_type: init, ...about }),
    ),
    withExample(
      eventName(error),
      agentEvent("error", error, {
        reaction_index: reactionIndex,
        candidate: z.string().describe("What was left out, clipped if it is long"),
        role: componentRole.nullable(),
        position: z.int().min(0).describe(
          "Position among the components of its role, from 1; 0 means the reaction as a whole",
        ),
        reason: z.string().describe("Why, in a chemist's words"),
        kind: z.enum(["unreadable", "impossible"]).optional(),
      }),
      `A candidate of the stage ${stage} was left out`,
      exampleEvent("error", `Reaction 0, product 1: ${EXAMPLE_REJECTED.reason}`, {
        info_type: error,
        ...about,
        ...EXAMPLE_REJECTED,
      }),
    ),
    withExample(
      eventName(update),
      agentEvent("data", update, {
        reaction_index: reactionIndex,
        returnable: z.union([STAGE_SCHEMAS[stage], noResult]),
      }),
      `The result of the stage ${stage}`,
      exampleEvent("data", "Got values for reaction 0", { info_type: update, ...about, returnable: result }),
    ),
  ] as const;
}

/** `smiles_rxn_update` is described as `SmilesRxnUpdateEvent`. */
function eventName(infoType: string): string {
  return `${infoType.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Event`;
}

const completion = named(
  "CompletionEvent",
  z.object({
    _type: z.literal("completion"),
    status: z.enum(["completed", "error", "cancelled"]),
    error: z.string().optional().describe("Why, if the status is error"),
    shortened,
  }),
  "The last event of every log",
);

/** One event of a log: the `data` of an unnamed event on a stream. */
export const contentEvent = named(
  "ContentEvent",
  z.union([
    reactionText,
    reactionsTruncated,
    noReactions,
    textUnread,
    readingError,
    readingRetry,
    readingUpdate,
    reactionInit,
    ...STAGES.flatMap(stageEvents),
    reactionComplete,
    runComplete,
    completion,
  ]),
  "One event of a session's log; identified by `type` and `aux.info_type`, or by `_type`",
);

const logItem = named(
  "LogItem",
  z.object({ id: z.int().min(1).describe("Its number, as in `id:` on the stream"), data: contentEvent }),
  "An event with its number; also one line of the log as NDJSON",
);

export const content = named(
  "Content",
  z.object({
    items: z.array(logItem),
    next_after: z.int().nullable().describe("Where to continue; null after the completion event"),
  }),
  "Some events of a log in order",
);

const goodbye = named(
  "GoodbyeEvent",
  z.object({
    reason: z.enum(["stopping", "failed", "revoked"]),
    retry_ms: z.int().min(0).describe("Milliseconds after which to reconnect"),
  }),
  "Event `goodbye` of a stream that ends before its log does",
);

const deleted = named(
  "DeletedEvent",
  z.object({ reason: z.literal("deleted") }),
  "Event `deleted` of a stream whose session was deleted",
);

const partial = named(
  "PartialEvent",
  z.object({
    kind: z.enum(["text", "retry"]),
    purpose: z.string().describe("What the language model is asked for"),
    text: z.string().describe("A piece of its answer, or why it is asked again"),
  }),
  "Event `partial` of a stream with `?partial=1`: what is not in the log",
);

const durableControl = named(
  "DurableControlEvent",
  z.object({
    streamNextOffset: z.string().regex(/^\d{16}$/),
    streamCursor: z.string().optional(),
    upToDate: z.literal(true).optional(),
    streamClosed: z.literal(true).optional(),
  }),
  "Event `control` of a Durable Stream over server-sent events: the reader's position",
);

const durableData = named(
  "DurableDataEvent",
  z.array(contentEvent),
  "Event `data` of a Durable Stream over server-sent events: some messages in order",
);

/** Schemas of events that appear in no JSON response, by name. */
export const STREAM_ONLY = {
  DurableDataEvent: durableData,
  GoodbyeEvent: goodbye,
  DeletedEvent: deleted,
  PartialEvent: partial,
  DurableControlEvent: durableControl,
} as const;
