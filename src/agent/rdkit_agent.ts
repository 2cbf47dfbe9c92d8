/**
 * The default agent: lists the reactions of a query, then yields the events of each in order while later ones are
 * being computed.
 */
import type { CallOptions } from "../chem/pool/pending_call.ts";
import type { ChemCaller } from "../chem/pool/chem_pool.ts";
import { RxnstreamError } from "../errors.ts";
import { EventLoopShare } from "../scheduling/event_loop_share.ts";
import { STAGES } from "../stages.ts";
import type { FoundReaction, Verdict } from "../chem_results.ts";
import type { UnreadText } from "../text_reading.ts";
import type { AgentEvent } from "../types.ts";
import {
  noReactions,
  reactionComplete,
  reactionInit,
  reactionsTruncated,
  reactionText,
  runComplete,
  stageErrors,
  stageInit,
  stageUpdate,
  textUnread,
} from "./agent_events.ts";
import { listedReactions } from "./listed_reactions.ts";
import { StageRun } from "./stage_run.ts";
import { NOT_BEGUN, type ReactionProgress, readProgress } from "./run_progress.ts";
import type { AgentContext, AgentTask, ServiceAgent } from "./service_agent.ts";
import type { TemplateTable } from "./template_table.ts";

/** What the agent depends on. */
export interface RdkitAgentOptions {
  readonly chem: ChemCaller;
  /** How many reactions, besides the one whose events come next, may be in progress or wait with their results. */
  readonly lookAhead?: number;
}

/** Maximum `reaction_text` events per group, and their total characters, not counting the fields. */
const GROUP = { events: 100, characters: 128 * 1024 } as const;
/** Reactions kept in memory when they are found, so that work on a short query need not wait for its log. */
const FIRST_REACTIONS = 32;

export type RunCalls = CallOptions & { readonly signal: AbortSignal };

/** The reactions of a query, and events about how they were found, which follow theirs. */
export interface FoundInQuery {
  readonly reactions: readonly FoundReaction[];
  readonly truncated: boolean;
  /** Parts of the text that tell of a reaction and could not be read. */
  readonly unread: readonly UnreadText[];
  /** What a text without reactions was read as. */
  readonly lookedAt: string | null;
  readonly report: readonly AgentEvent[];
}

/** Finds the reactions of a query; the same ones again when a run is resumed. */
export type Finder = (task: AgentTask, context: AgentContext, calls: RunCalls) => Promise<FoundInQuery>;

/**
 * The built-in agent: finds reactions in notation and computes every stage with RDKit. The same query gives the same
 * events. Events of one reaction that are available together are yielded together: as a single group if its results
 * were waiting, or one group per stage if the reader is ahead of the chemistry.
 */
export function createRdkitAgent(options: RdkitAgentOptions): ServiceAgent {
  return createStageAgent("rdkit", options, async ({ query, maxReactions }, _context, calls) => {
    const { looked_at: lookedAt = null, unread = [], ...found } = await options.chem.call("find", {
      query,
      maxReactions,
    }, calls);
    return { ...found, unread, lookedAt, report: [] };
  });
}

/** An agent that computes every stage of what `find` finds. */
export function createStageAgent(name: string, options: RdkitAgentOptions, find: Finder): ServiceAgent {
  const lookAhead = options.lookAhead ?? 2 * Math.max(1, navigator.hardwareConcurrency);
  return { name, run: (task, context) => run(options.chem, find, lookAhead, task, context) };
}

async function* run(
  chem: ChemCaller,
  find: Finder,
  lookAhead: number,
  task: () => Promise<AgentTask>,
  context: AgentContext,
): AsyncGenerator<readonly AgentEvent[], void, undefined> {
  context.signal.throwIfAborted();
  const progress = await readProgress(context.log, context.signal);
  context.signal.throwIfAborted();
  if (progress.ended) return;
  const left = new AbortController();
  const signal = AbortSignal.any([context.signal, left.signal]);
  const calls = { signal, ...(context.share === undefined ? {} : { share: context.share }) };
  const works = new Map<number, StageRun>();
  try {
    const { found, first } = progress.listed
      ? { found: progress.found, first: [] }
      : yield* list(() => findIn(task, find, context, calls), progress.found, signal);
    const reactions = listedReactions(context.log, { from: progress.complete, to: found, first });
    let broken = progress.broken;
    let ahead = progress.complete;
    for (let index = progress.complete; index < found; index++) {
      for (; ahead < found && ahead <= index + lookAhead; ahead++) {
        const { value: reaction } = await reactions.next();
        signal.throwIfAborted();
        if (!reaction) throw new RxnstreamError("store_damaged", `The log has lost reaction ${ahead}`);
        const known = ahead === progress.complete ? progress.inProgress.outcomes : {};
        works.set(ahead, new StageRun(chem, reaction, known, calls));
      }
      const work = works.get(index);
      if (!work) continue;
      const known = index === progress.complete ? progress.inProgress : NOT_BEGUN;
      const verdict = yield* report(index, work, known, progress.templates, signal);
      works.delete(index);
      if (verdict === "broken") broken++;
    }
    yield [runComplete(found, broken, progress.templates.summary())];
  } finally {
    left.abort(new DOMException("The run has ended", "AbortError"));
    await Promise.all([...works.values()].map((work) => work.settled));
  }
}

/**
 * Finds the reactions and yields those that the log does not have yet; returns how many there are, along with the
 * first few. Since its groups are available at once, it yields to the event loop between them.
 */
async function* list(
  find: () => Promise<FoundInQuery & { readonly limit: number }>,
  logged: number,
  signal: AbortSignal,
): AsyncGenerator<
  readonly AgentEvent[],
  { readonly found: number; readonly first: readonly FoundReaction[] },
  undefined
> {
  const { reactions, truncated, limit, unread, lookedAt, report } = await find();
  const loop = new EventLoopShare();
  let group: AgentEvent[] = [];
  let characters = 0;
  for (let index = logged; index < reactions.length; index++) {
    const reaction = reactions[index];
    if (!reaction) break;
    if (group.length === GROUP.events || characters >= GROUP.characters) {
      yield group;
      if (loop.shouldYield) await loop.yield();
      signal.throwIfAborted();
      group = [];
      characters = 0;
    }
    group.push(reactionText(index, reaction));
    characters += reaction.text.length;
  }
  if (truncated) group.push(reactionsTruncated(limit));
  const found = Math.max(logged, reactions.length);
  if (found === 0) group.push(noReactions(lookedAt));
  if (unread.length > 0) group.push(textUnread(unread));
  group.push(...report);
  if (group.length > 0) yield group;
  signal.throwIfAborted();
  // Reactions already in the log are read from there: an earlier version may have found them.
  return { found, first: logged === 0 ? reactions.slice(0, FIRST_REACTIONS) : [] };
}

async function findIn(
  task: () => Promise<AgentTask>,
  find: Finder,
  context: AgentContext,
  calls: RunCalls,
): Promise<FoundInQuery & { readonly limit: number }> {
  const given = await task();
  return { ...await find(given, context, calls), limit: given.maxReactions };
}

/** Yields the events of one reaction that the log does not have yet, and returns its verdict. */
async function* report(
  index: number,
  work: StageRun,
  progress: ReactionProgress,
  templates: TemplateTable,
  signal: AbortSignal,
): AsyncGenerator<readonly AgentEvent[], Verdict, undefined> {
  let group: AgentEvent[] = progress.begun ? [] : [reactionInit(index)];
  let verdict: Verdict = "broken";
  let smirks: string | null = null;
  for (const stage of STAGES) {
    if (!progress.inits.has(stage)) group.push(stageInit(stage, index));
    if (group.length > 0 && !work.ready(stage)) {
      yield group;
      signal.throwIfAborted();
      group = [];
    }
    const outcome = await work.outcome(stage);
    if (outcome.state === "result") {
      if ("verdict" in outcome.result) verdict = outcome.result.verdict;
      if (stage === "rxn_smirks") smirks = outcome.result.values[0] ?? null;
    }
    if (progress.outcomes[stage]) continue;
    group.push(...stageErrors(stage, index, outcome), stageUpdate(stage, index, outcome));
  }
  group.push(reactionComplete(index, verdict, templates.add(index, smirks)));
  yield group;
  signal.throwIfAborted();
  return verdict;
}
