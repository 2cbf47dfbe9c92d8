import { LoopTurn } from "../std/event_loop.ts";
import {
  type AgentEvent,
  type FoundReaction,
  type ReactionRecord,
  type Rejected,
  STAGE_INFO_TYPES,
  STAGES,
} from "../types.ts";
import { ReactionFolder } from "./reaction_record.ts";
import type { StageOutcomes } from "./stage_outcome.ts";
import { TemplateTable } from "./template_table.ts";

/** How far the log is with one reaction: what it has of the events that the reaction gives, in their order. */
export interface ReactionProgress {
  readonly begun: boolean;
  /** Stages whose init event is in the log. */
  readonly inits: number;
  /** What the newest stage left out, as its error events say. */
  readonly rejected: readonly Rejected[];
  /** Outcomes of the stages whose update event is in the log. */
  readonly outcomes: StageOutcomes;
}

/** What a log that was cut off says about its run. */
export interface RunProgress {
  /** The reactions found so far; all of them if `listed`. */
  readonly reactions: readonly FoundReaction[];
  readonly listed: boolean;
  readonly ended: boolean;
  /** Number of reactions that are through, and how many of them are broken. */
  readonly complete: number;
  readonly broken: number;
  /** The templates of the reactions that are through. */
  readonly templates: TemplateTable;
  /** How far the reactions are that are begun and not through, by index. */
  readonly inHand: ReadonlyMap<number, ReactionProgress>;
}

/** The log has nothing of the reaction but its text. */
export const NOT_BEGUN: ReactionProgress = { begun: false, inits: 0, rejected: [], outcomes: {} };
const INITS = new Set<string>(STAGES.map((stage) => STAGE_INFO_TYPES[stage].init));
const UPDATES = new Map(STAGES.map((stage) => [STAGE_INFO_TYPES[stage].update as string, stage]));

/** Reads from the events of an earlier run where to go on; a long log gives way to the event loop now and then. */
export async function readProgress(done: readonly AgentEvent[]): Promise<RunProgress> {
  const folder = new ReactionFolder();
  const inHand = new Map<number, ReactionProgress>();
  const templates = new TemplateTable();
  let listed = false;
  let ended = false;
  let complete = 0;
  let broken = 0;
  const turn = new LoopTurn();
  for (const event of done) {
    if (turn.due) await turn.next();
    folder.add(event);
    const { info_type: infoType, reaction_index: index } = event.aux;
    if (infoType === "reaction_text") continue;
    listed = true;
    if (infoType === "run_complete") ended = true;
    const record = index === undefined ? undefined : folder.records.get(index);
    if (!record) continue;
    if (record.state === "done") {
      inHand.delete(record.index);
      templates.add(record.index, record.results.rxn_smirks?.values[0] ?? null);
      complete++;
      if (record.verdict === "broken") broken++;
    } else {
      inHand.set(record.index, advance(inHand.get(record.index) ?? NOT_BEGUN, event, record));
    }
  }
  return { reactions: [...folder.records.values()], listed, ended, complete, broken, templates, inHand };
}

function advance(progress: ReactionProgress, event: AgentEvent, record: ReactionRecord): ReactionProgress {
  const infoType = event.aux.info_type;
  if (infoType === "reaction_init") return { ...progress, begun: true };
  if (INITS.has(infoType)) return { ...progress, inits: progress.inits + 1, rejected: [] };
  if (event.type === "error") return { ...progress, rejected: [...progress.rejected, readRejected(event)] };
  const stage = UPDATES.get(infoType);
  if (!stage) return progress;
  const { rejected, outcomes } = progress;
  const result = record.results[stage];
  const outcome = result
    ? { state: "result", result, rejected }
    : { state: "none", reason: "it failed in an earlier run", rejected };
  return { ...progress, outcomes: { ...outcomes, [stage]: outcome } };
}

/** The rejection that a stage's error event tells of; its candidate may be clipped. */
function readRejected({ aux }: AgentEvent): Rejected {
  const { candidate, role, position, reason, kind } = aux;
  // The log holds what this agent wrote, as JSON.
  return { candidate, role, position, reason, ...(kind === undefined ? {} : { kind }) } as Rejected;
}
