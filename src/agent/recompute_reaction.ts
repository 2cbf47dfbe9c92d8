/** Recomputes one reaction of a finished session. */
import type { ChemCaller } from "../chem/pool/chem_pool.ts";
import { type ReactionRecord, STAGES } from "../stages.ts";
import type { FoundReaction, Verdict } from "../chem_results.ts";
import { reactionComplete, reactionInit, reactionText, stageErrors, stageUpdate } from "./agent_events.ts";
import { foldReactions } from "../results/reaction_record.ts";
import { StageRun } from "./stage_run.ts";

/**
 * Runs all stages of a reaction and resolves with its record, without the template use, which depends on the
 * reactions before it. Rejects as a run would: when `signal` aborts or the pool is closed.
 */
export async function recomputeReaction(
  chem: ChemCaller,
  index: number,
  reaction: FoundReaction,
  signal: AbortSignal,
): Promise<ReactionRecord> {
  const work = new StageRun(chem, reaction, {}, { signal });
  const events = [reactionText(index, reaction), reactionInit(index)];
  let verdict: Verdict = "broken";
  for (const stage of STAGES) {
    const outcome = await work.outcome(stage);
    if (outcome.state === "result" && "verdict" in outcome.result) verdict = outcome.result.verdict;
    events.push(...stageErrors(stage, index, outcome), stageUpdate(stage, index, outcome));
  }
  events.push(reactionComplete(index, verdict, null));
  const record = foldReactions(events).get(index);
  if (record === undefined) throw new TypeError(`Cannot fold reaction ${index}: it has no events`);
  return record;
}
