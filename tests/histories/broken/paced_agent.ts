/** An agent without chemistry: the events of the real one, for each line of a table, a few at a time. */
import { delay } from "@std/async";
import type { ServiceAgent } from "../../../src/agent/service_agent.ts";
import { type AgentEvent, STAGE_INFO_TYPES, STAGES } from "../../../src/types.ts";

/** Before the first event, so that clients can join, in milliseconds. */
const START_MS = 300;
/** Rests so long after so many reactions, so that readers of the log catch up with it now and then, in milliseconds. */
const REST_MS = 50;
const REACTIONS_BETWEEN_RESTS = 10;

/** Goes on after what the log has, as agents must. */
export const pacedAgent: ServiceAgent = {
  name: "paced",
  async *run(task, { signal, log }) {
    const { query } = await task();
    await delay(START_MS, { signal });
    let skipped = 0;
    for (const group of groupsOf(query.text.trim().split("\n").slice(1))) {
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

function* groupsOf(lines: readonly string[]): Generator<readonly AgentEvent[]> {
  yield lines.map((line, index) => event("data", "reaction_text", index, line));
  for (const index of lines.keys()) {
    yield [event("info", "reaction_init", index)];
    for (const stage of STAGES) {
      const { init, update } = STAGE_INFO_TYPES[stage];
      yield [event("info", init, index), event("data", update, index)];
    }
    yield [event("info", "reaction_complete", index)];
  }
  yield [{ type: "info", message: "Run complete", aux: { info_type: "run_complete" } }];
}

function event(type: AgentEvent["type"], infoType: string, index: number, message = infoType): AgentEvent {
  return { type, message, aux: { info_type: infoType, reaction_index: index } };
}
