/** Folds the events of a log into one record per reaction. */
import { type ReactionRecord, type Stage, STAGE_TABLE, type StageResults, STAGES } from "../stages.ts";
import { type ReactionFormat, type TemplateUse, type Verdict, VERDICTS } from "../chem_results.ts";
import type { TextReading } from "../text_reading.ts";
import type { AgentEvent } from "../types.ts";

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

interface GrowingRecord extends Writable<Omit<ReactionRecord, "results" | "errors">> {
  readonly results: Partial<Writable<StageResults>>;
  readonly errors: string[];
}

const STAGE_OF_UPDATE = new Map<string, Stage>(
  STAGES.map((stage) => [STAGE_TABLE[stage].update, stage]),
);

/**
 * Folds the events of a session into what is known about each of its reactions. Events must come in log order, from
 * the beginning; events about the whole session are ignored. A stage without a result is absent from `results`. The
 * records are updated with each added event.
 */
export class ReactionFolder {
  readonly #records = new Map<number, GrowingRecord>();

  /** The records by index, in the order in which the reactions were found. */
  get records(): ReadonlyMap<number, ReactionRecord> {
    return this.#records;
  }

  add(event: AgentEvent): void {
    const { info_type: infoType, reaction_index: index } = event.aux;
    if (index === undefined) return;
    if (infoType === "reaction_text") {
      this.#records.set(index, foundRecord(index, event));
      return;
    }
    const record = this.#records.get(index);
    if (!record) return;
    const stage = STAGE_OF_UPDATE.get(infoType);
    if (event.type === "error") record.errors.push(event.message);
    else if (stage) addResult(record, stage, event);
    else if (infoType === "reaction_init") record.state = "running";
    else if (infoType === "reaction_complete") {
      record.state = "done";
      record.verdict = readVerdict(event.aux["verdict"]);
      record.template = readTemplateUse(event.aux["template"]);
    }
  }
}

/** The record of each reaction after `events`, by index. */
export function foldReactions(events: Iterable<AgentEvent>): ReadonlyMap<number, ReactionRecord> {
  const folder = new ReactionFolder();
  for (const event of events) folder.add(event);
  return folder.records;
}

function foundRecord(index: number, event: AgentEvent): GrowingRecord {
  const { format, line, fields, reading } = event.aux;
  return {
    index,
    text: event.message,
    format: format as ReactionFormat,
    line: Number(line),
    fields: (fields ?? {}) as Readonly<Record<string, string>>,
    // The log holds what the agent wrote, as JSON.
    ...reading === undefined ? {} : { reading: reading as TextReading },
    state: "waiting",
    verdict: null,
    template: null,
    results: {},
    errors: [],
  };
}

function addResult<S extends Stage>(record: GrowingRecord, stage: S, event: AgentEvent): void {
  const returnable = event.aux.returnable;
  if (!returnable || "reason" in returnable) return;
  // The log holds what the stage returned, as JSON.
  record.results[stage] = returnable as StageResults[S];
}

function readVerdict(value: unknown): Verdict | null {
  return VERDICTS.find((verdict) => verdict === value) ?? null;
}

function readTemplateUse(value: unknown): TemplateUse | null {
  if (typeof value !== "object" || value === null) return null;
  const { first, reactions } = value as Partial<TemplateUse>;
  return typeof first === "number" && typeof reactions === "number" ? { first, reactions } : null;
}
