/** The agent's events. All their names and sentences are made here, so that rewording touches a single file. */
import { type Stage, STAGE_TABLE } from "../stages.ts";
import type { FoundReaction, Rejected, TemplateUse, Verdict } from "../chem_results.ts";
import type { UnreadText } from "../text_reading.ts";
import type { AgentEvent, EventAux } from "../types.ts";
import type { StageOutcome } from "./stage_outcome.ts";
import type { TemplateSummary } from "./template_table.ts";

/** Longest candidate that an error event quotes, in characters. */
const MAX_CANDIDATE = 2000;
/** Most unread parts of a text that an event lists. */
const MAX_UNREAD = 100;

/** A reaction as found; it is all that a resumed session needs to work on it. */
export function reactionText(index: number, reaction: FoundReaction): AgentEvent {
  const { text, format, line, fields, reading } = reaction;
  return {
    type: "data",
    message: text,
    aux: {
      info_type: "reaction_text",
      reaction_index: index,
      format,
      line,
      fields,
      ...reading === undefined ? {} : { reading },
    },
  };
}

/** The query has more reactions than the limit allows. */
export function reactionsTruncated(limit: number): AgentEvent {
  const message = `The text has more than ${limit} reactions; only the first ${limit} are processed`;
  return { type: "error", message, aux: { info_type: "reactions_truncated", limit } };
}

/** There is nothing to work on; `lookedAt` says what was examined, what was read and what was not. */
export function noReactions(lookedAt: string | null): AgentEvent {
  return info("No reactions found in the text", {
    info_type: "no_reactions",
    ...lookedAt === null ? {} : { reason: lookedAt },
  });
}

/** Parts of the text tell of a reaction that could not be read; lists the first of them. */
export function textUnread(unread: readonly UnreadText[]): AgentEvent {
  const listed = unread.slice(0, MAX_UNREAD);
  const named = listed.slice(0, 3).map(({ text, reason }) => `${clipped(text, 80)} (${reason})`).join("; ");
  const more = unread.length > 3 ? ` and ${unread.length - 3} more` : "";
  return info(`Not read: ${named}${more}`, {
    info_type: "text_unread",
    unread: listed,
    count: unread.length,
  });
}

/** What a model read, and what it took; `cost` is in the currency of the prices, null without them. */
export interface ReadingSummary {
  readonly model: string;
  /** Requests to the endpoint, failed ones included. */
  readonly calls: number;
  readonly tokens: { readonly input: number; readonly output: number };
  readonly seconds: number;
  readonly cost: number | null;
}

/** A quote or a structure of the model was refused, or it gave no answer. */
export function readingError(refused: Omit<Rejected, "position">, index: number | null = null): AgentEvent {
  return {
    type: "error",
    message: `${index === null ? "Reading" : `Reaction ${index}`}: ${refused.reason}`,
    aux: {
      info_type: "reading_error",
      ...index === null ? {} : { reaction_index: index },
      candidate: clipped(refused.candidate, MAX_CANDIDATE),
      role: refused.role,
      position: 0,
      reason: refused.reason,
    },
  };
}

/** A request to the model was repeated. */
export function readingRetry(reason: string, waitMs: number): AgentEvent {
  return info(`Asked the model again: ${reason}`, {
    info_type: "reading_retry",
    reason,
    wait_ms: Math.round(waitMs),
  });
}

/** The model has read the text: the reactions, and how many of its quotes and structures were refused. */
export function readingUpdate(
  reactions: readonly FoundReaction[],
  invalidCount: number,
  summary: ReadingSummary,
): AgentEvent {
  const values = reactions.map(({ text }) => clipped(text, MAX_CANDIDATE));
  return {
    type: "data",
    message: `The model read ${values.length} ${values.length === 1 ? "reaction" : "reactions"}`,
    aux: { info_type: "reading_update", returnable: { values, invalid_count: invalidCount }, ...summary },
  };
}

/** Work on a reaction begins. */
export function reactionInit(index: number): AgentEvent {
  return info(`Starting reaction ${index}`, { info_type: "reaction_init", reaction_index: index });
}

/** Work on a stage begins. */
export function stageInit(stage: Stage, index: number): AgentEvent {
  return info(`Starting ${STAGE_TABLE[stage].title} Agent for reaction ${index}`, {
    info_type: STAGE_TABLE[stage].init,
    reaction_index: index,
  });
}

/** One error event for each candidate that a stage left out, in order. */
export function stageErrors(stage: Stage, index: number, outcome: StageOutcome): readonly AgentEvent[] {
  return outcome.rejected.map((rejected) => ({
    type: "error",
    message: rejectionMessage(index, rejected),
    aux: {
      info_type: STAGE_TABLE[stage].error,
      reaction_index: index,
      ...rejected,
      candidate: clipped(rejected.candidate, MAX_CANDIDATE),
    },
  }));
}

/** The result of a stage; without one, `values` is empty and `reason` says why. */
export function stageUpdate(stage: Stage, index: number, outcome: StageOutcome): AgentEvent {
  const returnable = outcome.state === "result"
    ? outcome.result
    : { values: [], invalid_count: outcome.rejected.length, reason: outcome.reason };
  const got = returnable.values.length > 0 ? "Got" : "Got no";
  return {
    type: "data",
    message: `${got} ${STAGE_TABLE[stage].title} values for reaction ${index}`,
    aux: { info_type: STAGE_TABLE[stage].update, reaction_index: index, returnable },
  };
}

/** All stages of a reaction are done; `template` is the use of its SMIRKS in the session so far. */
export function reactionComplete(index: number, verdict: Verdict, template: TemplateUse | null): AgentEvent {
  return info(`Reaction ${index} complete: ${verdict}`, {
    info_type: "reaction_complete",
    reaction_index: index,
    verdict,
    template,
  });
}

/** All reactions are done. */
export function runComplete(found: number, broken: number, templates: TemplateSummary): AgentEvent {
  const reactions = found === 1 ? "reaction" : "reactions";
  return info(`Run complete: ${found} ${reactions}, ${broken} broken`, {
    info_type: "run_complete",
    found,
    broken,
    templates,
  });
}

function info(message: string, aux: EventAux): AgentEvent {
  return { type: "info", message, aux };
}

function rejectionMessage(index: number, { role, position, reason }: Rejected): string {
  const part = role !== null && position > 0 ? `, ${role} ${position}` : "";
  return `Reaction ${index}${part}: ${reason}`;
}

function clipped(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
