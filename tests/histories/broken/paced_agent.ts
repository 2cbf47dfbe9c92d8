/**
 * An agent without chemistry: events like those of the real one, for each line of a table, a few at a time. Their content is
 * the known content of the tables of `texts.ts`.
 */
import { delay } from "@std/async";
import type { ServiceAgent } from "../../../src/agent/service_agent.ts";
import { textOf } from "../../../src/encoding/text_pieces.ts";
import { STAGE_TABLE, STAGES } from "../../../src/stages.ts";
import type { AgentEvent, EventAux } from "../../../src/types.ts";
import { type KnownReaction, knownReaction } from "../texts.ts";

/** Pause before the first event, so that clients can join, in milliseconds. */
const START_MS = 300;
/** Pause after a number of reactions, so that readers of the log catch up from time to time, in milliseconds. */
const REST_MS = 50;
const REACTIONS_BETWEEN_RESTS = 10;
/** All reactions that can be read have the same transform. */
const TRANSFORM = "[C:1]-[OH1].[OH1:2]>>[C:1]-[OH0:2]";

/** Continues after the events in the log, as agents must. */
export const pacedAgent: ServiceAgent = {
  name: "paced",
  async *run(task, { signal, log }) {
    const { query } = await task();
    await delay(START_MS, { signal });
    let skipped = 0;
    for (const group of groupsOf(textOf(query.text).trim().split("\n").length - 1)) {
      skipped += group.length;
      if (skipped <= log.length) continue;
      const { info_type: infoType, reaction_index: index = 0 } = group[0]?.aux ?? {};
      if (infoType === "reaction_init" && index % REACTIONS_BETWEEN_RESTS === 0) {
        await delay(REST_MS, { signal });
      }
      signal.throwIfAborted();
      yield group;
    }
  },
};

function* groupsOf(count: number): Generator<readonly AgentEvent[]> {
  const reactions = Array.from({ length: count }, (_, index) => knownReaction(index, "plain"));
  yield reactions.map(({ text, fields }, index) =>
    event("data", "reaction_text", index, { format: "smiles", line: index + 2, fields }, text)
  );
  let broken = 0;
  for (const [index, reaction] of reactions.entries()) {
    yield [event("info", "reaction_init", index)];
    for (const stage of STAGES) {
      const { init, update, error } = STAGE_TABLE[stage];
      const values = valuesOf(stage, reaction);
      const isRejected = stage === "smiles" && values.length === 0;
      const rejected = { candidate: reaction.text, role: null, position: 0, reason: "This is no reaction" };
      yield [
        event("info", init, index),
        ...(isRejected ? [event("error", error, index, rejected)] : []),
        event("data", update, index, { returnable: { values, invalid_count: isRejected ? 1 : 0 } }),
      ];
    }
    const isBroken = reaction.components === null;
    if (isBroken) broken++;
    const template = isBroken ? null : { first: 0, reactions: index + 1 - broken };
    const verdict = isBroken ? "broken" : "sound";
    yield [event("info", "reaction_complete", index, { verdict, template })];
  }
  const aux = { info_type: "run_complete", found: count, broken };
  yield [{ type: "info", message: "Run complete", aux }];
}

function valuesOf(stage: typeof STAGES[number], { text, components }: KnownReaction): readonly string[] {
  if (components === null) return [];
  return {
    smiles: components,
    rxn_smiles: [text],
    rxn_smarts: [TRANSFORM],
    rxn_smirks: [TRANSFORM],
    validation: ["sound"],
  }[stage];
}

function event(
  type: AgentEvent["type"],
  infoType: string,
  index: number,
  more: Omit<EventAux, "info_type"> = {},
  message = infoType,
): AgentEvent {
  return { type, message, aux: { info_type: infoType, reaction_index: index, ...more } };
}
