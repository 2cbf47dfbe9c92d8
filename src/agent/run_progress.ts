/** Determines from its log how far an interrupted run got, down to the stage. */
import { EventLoopShare } from "../scheduling/event_loop_share.ts";
import { type ReactionRecord, type Stage, STAGE_TABLE, STAGES } from "../stages.ts";
import type { Rejected } from "../chem_results.ts";
import type { AgentEvent } from "../types.ts";
import type { AgentLog } from "./agent_log.ts";
import { ReactionFolder } from "../results/reaction_record.ts";
import type { StageOutcomes } from "./stage_outcome.ts";
import { TemplateTable } from "./template_table.ts";

/** How far the log has got with one reaction: which of its events it holds, in order. */
export interface ReactionProgress {
  readonly begun: boolean;
  /** Names of the stages whose init event is in the log; an earlier version may have had other stages. */
  readonly inits: ReadonlySet<Stage>;
  /** What the newest stage left out, according to its error events. */
  readonly rejected: readonly Rejected[];
  /** Outcomes of the stages whose update event is in the log. */
  readonly outcomes: StageOutcomes;
}

/**
 * What the log of an interrupted run says about it. Reactions come one after another, each complete before the next
 * begins.
 */
export interface RunProgress {
  /** Number of reactions found so far, or of all reactions if `listed`. */
  readonly found: number;
  readonly listed: boolean;
  readonly ended: boolean;
  /** Number of reactions that are done, and how many of them are broken. */
  readonly complete: number;
  readonly broken: number;
  /** The templates of the reactions that are done. */
  readonly templates: TemplateTable;
  /** Progress of the first reaction that is not done. */
  readonly inProgress: ReactionProgress;
}

/** The log has only the text of the reaction. */
export const NOT_BEGUN: ReactionProgress = { begun: false, inits: new Set(), rejected: [], outcomes: {} };
const INITS = new Map(STAGES.map((stage) => [STAGE_TABLE[stage].init as string, stage]));
const UPDATES = new Map(STAGES.map((stage) => [STAGE_TABLE[stage].update as string, stage]));

/** Reads from the log of an earlier run where to continue. Its memory grows only with the number of templates. */
export async function readProgress(log: AgentLog, signal: AbortSignal): Promise<RunProgress> {
  const { found, done: complete, failed: broken } = log.reactions;
  const [last] = log.length > 0 ? await log.page(log.length - 1) : [];
  return {
    found,
    listed: log.length > found,
    ended: last?.aux.info_type === "run_complete",
    complete,
    broken,
    templates: await readTemplates(log, complete, signal),
    inProgress: complete < found ? await readInHand(log, complete) : NOT_BEGUN,
  };
}

/** Reads the SMIRKS of the finished reactions, which later ones are compared with. */
async function readTemplates(log: AgentLog, complete: number, signal: AbortSignal): Promise<TemplateTable> {
  const templates = new TemplateTable();
  if (complete === 0) return templates;
  const loop = new EventLoopShare();
  for await (const { aux } of log.ofKind(STAGE_TABLE.rxn_smirks.update, log.reactions.found)) {
    signal.throwIfAborted();
    const { reaction_index: index = complete, returnable } = aux;
    if (index < complete) templates.add(index, returnable?.values[0] ?? null);
    if (loop.shouldYield) await loop.yield();
  }
  return templates;
}

async function readInHand(log: AgentLog, index: number): Promise<ReactionProgress> {
  const folder = new ReactionFolder();
  let progress = NOT_BEGUN;
  for (const event of await log.reaction(index)) {
    folder.add(event);
    const record = folder.records.get(index);
    if (record) progress = advance(progress, event, record);
  }
  return progress;
}

function advance(progress: ReactionProgress, event: AgentEvent, record: ReactionRecord): ReactionProgress {
  const infoType = event.aux.info_type;
  if (infoType === "reaction_init") return { ...progress, begun: true };
  const begun = INITS.get(infoType);
  if (begun) return { ...progress, inits: new Set([...progress.inits, begun]), rejected: [] };
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

/** The rejection that a stage's error event reports; its candidate may be clipped. */
function readRejected({ aux }: AgentEvent): Rejected {
  const { candidate, role, position, reason, kind } = aux;
  // The log holds what this agent wrote, as JSON.
  return { candidate, role, position, reason, ...(kind === undefined ? {} : { kind }) } as Rejected;
}
