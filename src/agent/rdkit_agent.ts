import type { ChemCaller } from "../chem/chem.ts";
import { LoopTurn } from "../std/event_loop.ts";
import { type AgentEvent, type FoundReaction, type Query, STAGES, type Verdict } from "../types.ts";
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
} from "./agent_events.ts";
import { ReactionWork } from "./reaction_work.ts";
import { NOT_BEGUN, type ReactionProgress, readProgress, type RunProgress } from "./run_progress.ts";
import type { AgentContext, ServiceAgent } from "./service_agent.ts";
import type { TemplateTable } from "./template_table.ts";

/** What the agent needs. */
export interface RdkitAgentOptions {
  readonly chem: ChemCaller;
  /** How many reactions, beside the one whose events are due, may be worked on or wait with their results. */
  readonly lookAhead?: number;
}

/** `reaction_text` events in one group, and their characters without those of the fields. */
const GROUP = { events: 100, characters: 128 * 1024 } as const;

/**
 * The embedded agent: finds reactions in notation and computes every stage with RDKit.
 *
 * The same query gives the same events. Those of one reaction that are there together are yielded together: all of
 * them in one group when its results were waiting, one group per stage when the reader is ahead of the chemistry.
 */
export function createRdkitAgent(options: RdkitAgentOptions): ServiceAgent {
  const lookAhead = options.lookAhead ?? 2 * Math.max(1, navigator.hardwareConcurrency);
  return { name: "rdkit", run: (query, context) => run(options.chem, lookAhead, query, context) };
}

async function* run(
  chem: ChemCaller,
  lookAhead: number,
  query: Query,
  context: AgentContext,
): AsyncGenerator<readonly AgentEvent[], void, undefined> {
  context.signal.throwIfAborted();
  const progress = await readProgress(context.done);
  context.signal.throwIfAborted();
  if (progress.ended) return;
  const left = new AbortController();
  const signal = AbortSignal.any([context.signal, left.signal]);
  const works = new Map<number, ReactionWork>();
  try {
    const reactions = progress.listed
      ? progress.reactions
      : yield* list(chem, query, progress, { ...context, signal });
    let broken = progress.broken;
    for (let index = progress.complete; index < reactions.length; index++) {
      for (let ahead = index; ahead <= index + lookAhead; ahead++) {
        const reaction = reactions[ahead];
        if (!reaction || works.has(ahead)) continue;
        const known = progress.inHand.get(ahead)?.outcomes ?? {};
        works.set(ahead, new ReactionWork(chem, reaction, known, signal));
      }
      const work = works.get(index);
      if (!work) continue;
      const known = progress.inHand.get(index) ?? NOT_BEGUN;
      const verdict = yield* report(index, work, known, progress.templates, signal);
      works.delete(index);
      if (verdict === "broken") broken++;
    }
    yield [runComplete(reactions.length, broken, progress.templates.summary())];
  } finally {
    left.abort(new DOMException("The run has ended", "AbortError"));
    await Promise.all([...works.values()].map((work) => work.settled));
  }
}

/**
 * Finds the reactions, yields those that the log does not have yet, and returns all. Its groups are there at once, so
 * it gives way to the event loop between them.
 */
async function* list(
  chem: ChemCaller,
  query: Query,
  progress: RunProgress,
  { signal, maxReactions }: AgentContext,
): AsyncGenerator<readonly AgentEvent[], readonly FoundReaction[], undefined> {
  // Before the work on other sessions' reactions, so that a session shows what it has found as soon as it runs.
  const found = await chem.call("find", { query, maxReactions }, { signal, urgent: true });
  const logged = progress.reactions.length;
  const reactions = [...progress.reactions, ...found.reactions.slice(logged)];
  const turn = new LoopTurn();
  let group: AgentEvent[] = [];
  let characters = 0;
  for (let index = logged; index < reactions.length; index++) {
    const reaction = reactions[index];
    if (!reaction) break;
    if (group.length === GROUP.events || characters >= GROUP.characters) {
      yield group;
      if (turn.due) await turn.next();
      signal.throwIfAborted();
      group = [];
      characters = 0;
    }
    group.push(reactionText(index, reaction));
    characters += reaction.text.length;
  }
  if (found.truncated) group.push(reactionsTruncated(maxReactions));
  if (reactions.length === 0) group.push(noReactions());
  if (group.length > 0) yield group;
  signal.throwIfAborted();
  return reactions;
}

/** Yields the events of one reaction that the log does not have yet, and returns the verdict on it. */
async function* report(
  index: number,
  work: ReactionWork,
  progress: ReactionProgress,
  templates: TemplateTable,
  signal: AbortSignal,
): AsyncGenerator<readonly AgentEvent[], Verdict, undefined> {
  let group: AgentEvent[] = progress.begun ? [] : [reactionInit(index)];
  let verdict: Verdict = "broken";
  let smirks: string | null = null;
  for (const [position, stage] of STAGES.entries()) {
    if (position >= progress.inits) group.push(stageInit(stage, index));
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
