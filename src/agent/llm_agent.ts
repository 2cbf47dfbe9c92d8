/** The agents that have a language model read free text; everything else is computed as by the default agent. */
import type { ChemCaller } from "../chem/pool/chem_pool.ts";
import type { FoundReaction } from "../chem_results.ts";
import { textOf } from "../encoding/text_pieces.ts";
import { ModelError } from "../llm/model.ts";
import type { AgentEvent } from "../types.ts";
import { readingError, readingUpdate } from "./agent_events.ts";
import { ModelReading, type PieceReading, type ReadReaction, type Refusal } from "./model_reading.ts";
import { ModelSession, type ModelSettings } from "./model_session.ts";
import { createStageAgent, type FoundInQuery, type RdkitAgentOptions, type RunCalls } from "./rdkit_agent.ts";
import { readReactionField } from "./read_fields.ts";
import type { AgentContext, AgentTask, ServiceAgent } from "./service_agent.ts";
import { type Block, blocksOf, type Chunk, chunksOf, knownChunks } from "./text_chunks.ts";

export interface LlmAgentOptions extends RdkitAgentOptions, ModelSettings {}

/** `llm` reads all prose with the model; `auto` only the paragraphs that the default agent does not read completely. */
export type LlmAgentName = "llm" | "auto";

/** Pieces of one text that are read at the same time. */
const AT_ONCE = 4;

interface ChunkReading {
  readonly chunk: Chunk;
  readonly reading: PieceReading;
  /** What the default agent found where the model gave no answer. */
  readonly instead: readonly FoundReaction[];
}

export function createLlmAgent(name: LlmAgentName, options: LlmAgentOptions): ServiceAgent {
  return createStageAgent(name, options, (task, context, calls) => find(name, options, task, context, calls));
}

async function find(
  name: LlmAgentName,
  options: LlmAgentOptions,
  { query, maxReactions }: AgentTask,
  context: AgentContext,
  calls: RunCalls,
): Promise<FoundInQuery> {
  const { chem, model } = options;
  const { looked_at: lookedAt = null, unread = [], ...found } = await chem.call("find", {
    query,
    maxReactions,
  }, calls);
  if (query.format !== "auto" && query.format !== "text") return { ...found, unread, lookedAt, report: [] };
  const text = textOf(query.text).replace(/\r\n?/g, "\n");
  const isKnown = model.isForeign && await model.knows(text);
  const kept = isKnown ? [] : found.reactions.filter(({ fields, reading }) =>
    // Only what stands in the text as notation has no source; the default agent says what it could not read.
    name === "auto"
      ? fields["not_read"] === undefined && (reading?.unread.length ?? 0) === 0
      : fields["source"] === undefined
  );
  const blocks = blocksOf(text).filter((block) =>
    isProse(block) && !kept.some(({ line }) => isIn(block, line))
  );
  if (!isKnown && blocks.length === 0) return { ...found, unread, lookedAt, report: [] };
  const chunks = isKnown
    ? [{ text, line: 1, start: 0, end: text.length }]
    : model.isForeign
    ? await knownChunks(text, blocks, (paragraph) => model.knows(paragraph))
    : runsOf(text, blocks).flatMap((run) => chunksOf(text, run));
  const session = new ModelSession(options, context, calls.signal);
  const readings = await readAll(chem, session, chunks, maxReactions, calls);
  return merge(text, kept, readings, session, maxReactions, lookedAt);
}

/** Blocks that follow one another in the text, without one that is read already between them. */
function runsOf(text: string, blocks: readonly Block[]): readonly (readonly Block[])[] {
  const runs: Block[][] = [];
  let end = -1;
  for (const block of blocks) {
    const follows = end >= 0 && text.slice(end, block.start).trim() === "";
    if (follows) runs.at(-1)?.push(block);
    else runs.push([block]);
    end = block.start + block.text.length;
  }
  return runs;
}

function isProse({ text }: Block): boolean {
  return /[a-z]{3,}/i.test(text) && text.trim().length > 3;
}

function isIn(block: Block, line: number): boolean {
  return line >= block.line && line < block.line + block.text.split("\n").length;
}

async function readAll(
  chem: ChemCaller,
  session: ModelSession,
  chunks: readonly Chunk[],
  maxReactions: number,
  calls: RunCalls,
): Promise<readonly ChunkReading[]> {
  const reading = new ModelReading(chem, session, calls);
  const readings = new Array<ChunkReading>(chunks.length);
  let next = 0;
  const work = async () => {
    for (let at = next++; at < chunks.length; at = next++) {
      const chunk = chunks[at];
      if (chunk === undefined) return;
      readings[at] = await readOne(chem, reading, chunk, maxReactions, calls);
    }
  };
  const works = await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, chunks.length) }, work));
  for (const ended of works) if (ended.status === "rejected") throw ended.reason;
  return readings;
}

async function readOne(
  chem: ChemCaller,
  reading: ModelReading,
  chunk: Chunk,
  maxReactions: number,
  calls: RunCalls,
): Promise<ChunkReading> {
  try {
    return { chunk, reading: await reading.read(chunk.text), instead: [] };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const query = { text: chunk.text, format: "text", fileName: null } as const;
    const { reactions } = await chem.call("find", { query, maxReactions }, calls);
    const candidate = chunk.text.slice(0, 200);
    return {
      chunk,
      reading: { reactions: [], refusals: [{ candidate, role: null, reason: error.message }] },
      instead: reactions.map((reaction) => ({ ...reaction, line: reaction.line + chunk.line - 1 })),
    };
  }
}

/** All reactions in the order of the text, each once, with what was refused on the way. */
function merge(
  text: string,
  kept: readonly FoundReaction[],
  readings: readonly ChunkReading[],
  session: ModelSession,
  maxReactions: number,
  lookedAt: string | null,
): FoundInQuery {
  const seen = new Set<string>();
  const found: { readonly reaction: FoundReaction; readonly refusals: readonly Refusal[] }[] = [
    ...kept.map((reaction) => ({ reaction, refusals: [] })),
  ];
  const byModel: FoundReaction[] = [];
  for (const { chunk, reading, instead } of readings) {
    for (const reaction of instead) {
      if (isNew(seen, `${reaction.line} ${reaction.text}`)) found.push({ reaction, refusals: [] });
    }
    for (const read of reading.reactions) {
      if (!isNew(seen, identity(read, chunk))) continue;
      const reaction = readReactionField(read, chunk, text, session.model.name);
      byModel.push(reaction);
      found.push({ reaction, refusals: read.refusals });
    }
  }
  found.sort((a, b) => a.reaction.line - b.reaction.line);
  const shown = found.slice(0, maxReactions);
  const general = readings.flatMap(({ reading }) => reading.refusals);
  const errors: readonly AgentEvent[] = [
    ...general.map((refusal) => readingError(refusal)),
    ...shown.flatMap(({ refusals }, index) => refusals.map((refusal) => readingError(refusal, index))),
  ];
  return {
    reactions: shown.map(({ reaction }) => reaction),
    truncated: found.length > maxReactions,
    // What the rules could not read, the model has read.
    unread: [],
    lookedAt,
    report: [...session.retries, ...errors, readingUpdate(byModel, errors.length, session.summary)],
  };
}

function isNew(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

/** The same for a reaction that two overlapping pieces contain: its product at its place. */
function identity({ notation, compounds }: ReadReaction, chunk: Chunk): string {
  const product = compounds.find(({ role, place }) => role === "product" && place !== null);
  return product?.place
    ? `${product.place.start + chunk.start} ${product.composed.smiles}`
    : `${notation} ${chunk.start}`;
}
