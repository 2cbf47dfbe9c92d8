/** Reads the list of reactions back from the log one page at a time, since a query may have 100,000. */
import type { FoundReaction } from "../chem_results.ts";
import type { AgentEvent } from "../types.ts";
import type { AgentLog } from "./agent_log.ts";

/**
 * The listed reactions `from` to `to` (exclusive) in order, with only one page in memory: reaction i is event i + 1
 * of the log. `first` are the initial reactions that are already in memory.
 */
export async function* listedReactions(
  log: AgentLog,
  { from, to, first }: {
    readonly from: number;
    readonly to: number;
    readonly first: readonly FoundReaction[];
  },
): AsyncGenerator<FoundReaction, void, undefined> {
  let index = from;
  for (const reaction of first.slice(from)) {
    yield reaction;
    index++;
  }
  while (index < to) {
    const page = (await log.page(index)).slice(0, to - index);
    if (page.length === 0) return;
    for (const event of page) {
      yield foundReaction(event);
      index++;
    }
  }
}

/** The reaction that a `reaction_text` event describes. */
function foundReaction({ message, aux }: AgentEvent): FoundReaction {
  const { format, line, fields, reading } = aux;
  // The log holds what this agent wrote, as JSON.
  return {
    text: message,
    format,
    line,
    fields,
    ...reading === undefined ? {} : { reading },
  } as FoundReaction;
}
