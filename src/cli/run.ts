/** `rxnstream run`: processes a file without a server and prints the results. */
import { SingleBar } from "cli-progress";
import { KeptLog } from "../agent/agent_log.ts";
import { foldReactions } from "../results/reaction_record.ts";
import { createRdkitAgent, type RdkitAgentOptions } from "../agent/rdkit_agent.ts";
import type { ServiceAgent } from "../agent/service_agent.ts";
import { RxnstreamError } from "../errors.ts";
import type { ReactionRecord } from "../stages.ts";
import type { RxnVersion } from "../chem_results.ts";
import type { AGENTS, RunFormat } from "../config/options.ts";
import type { ChemConfig, LlmConfig } from "../config/read_config.ts";
import { createLog } from "../log.ts";
import { readQueryFile } from "../query/query_file.ts";
import { exportPieces } from "../results/export_pieces.ts";
import { addFieldNames } from "../results/reaction_table.ts";
import type { AgentEvent, InputFormat } from "../types.ts";
import { openConfiguredChemPool } from "./configured_chem.ts";
import { EXIT_CODES } from "./exit_codes.ts";
import { print, printable, printError, printLine } from "./output.ts";
import { readInput } from "./read_input.ts";
import { TABLE_HEAD, tableRow } from "./table_row.ts";

/** Most bytes of a protobuf or of an unpacked file: in Base64 it must fit into one string. */
const MAX_CONTENT_BYTES = 256 * 1024 * 1024;

export interface RunOptions {
  readonly file: string;
  readonly format: RunFormat;
  readonly inputFormat: InputFormat;
  /** Of the connection tables in an RDF. */
  readonly rxnVersion: RxnVersion;
  readonly agent: typeof AGENTS[number];
}

/** Progress of a run; `isPart` once reactions were left out because of `--max-reactions`. */
interface Counts {
  /** Names of the input's fields, complete before the first reaction is done. */
  readonly fields: Set<string>;
  found: number;
  failed: number;
  isPart: boolean;
  /** What a text without reactions was read as, behind a colon; empty for others. */
  lookedAt: string;
}

/** Prints one row per reaction as soon as it is done; resolves with the exit code. Throws `input_invalid`. */
export async function run(
  { file, format, inputFormat, rxnVersion, agent: agentName }: RunOptions,
  config: ChemConfig,
  llm: LlmConfig | null,
): Promise<number> {
  const { bytes, fileName } = await readInput(file);
  const query = await readQueryFile(bytes, {
    format: inputFormat,
    fileName,
    charset: null,
    maxBytes: MAX_CONTENT_BYTES,
  });
  await using chem = openConfiguredChemPool(config, createLog(config.logLevel));
  const agent = await agentOf(agentName, { chem }, llm);
  const leaving = new AbortController();
  const log = new KeptLog();
  const task = { query, maxReactions: config.maxReactions };
  const groups = agent.run(() => Promise.resolve(task), { signal: leaving.signal, log });
  const counts: Counts = { fields: new Set(), found: 0, failed: 0, isPart: false, lookedAt: "" };
  try {
    const records = withProgress(doneReactions(groups, log, counts), counts);
    if (format === "table") {
      await printLine(TABLE_HEAD);
      for await (const record of records) await printLine(printable(tableRow(record)));
    } else {
      const pieces = exportPieces(format === "smiles" ? "smi" : format, {
        pages: () => singlePages(records),
        fields: counts.fields,
        date: null,
        dataset: { name: fileName ?? "", id: null },
        chem,
        version: rxnVersion,
        signal: leaving.signal,
      });
      for await (const piece of pieces) await print(piece);
    }
  } finally {
    // The reader of the output may have closed it before the end.
    leaving.abort();
    await groups.return().catch(() => {});
  }
  if (counts.found === 0) {
    printError(`rxnstream: No reactions found in the text${counts.lookedAt}`);
    return EXIT_CODES.usage;
  }
  return counts.failed === 0 && !counts.isPart ? EXIT_CODES.ok : EXIT_CODES.someFailed;
}

async function agentOf(
  name: RunOptions["agent"],
  options: RdkitAgentOptions,
  llm: LlmConfig | null,
): Promise<ServiceAgent> {
  if (name === "rdkit") return createRdkitAgent(options);
  if (llm === null) {
    throw new RxnstreamError(
      "input_invalid",
      `--agent ${name} needs a model: --llm-base-url or --llm-replay`,
    );
  }
  const { configuredLlmAgents } = await import("./configured_model.ts");
  const agent = (await configuredLlmAgents(llm, options)).find((candidate) => candidate.name === name);
  if (agent === undefined) throw new TypeError(`There is no agent "${name}"`);
  return agent;
}

/** The reactions in order, each as soon as it is complete; keeps only incomplete ones in memory. */
async function* doneReactions(
  groups: AsyncIterable<readonly AgentEvent[]>,
  log: KeptLog,
  counts: Counts,
): AsyncGenerator<ReactionRecord, void, undefined> {
  const events = new Map<number, AgentEvent[]>();
  for await (const group of groups) {
    // They come first, and the agent asks for no others again.
    log.add(group.filter(({ aux }) => aux.info_type === "reaction_text"));
    for (const event of group) {
      const { reaction_index: index, info_type: infoType } = event.aux;
      if (infoType === "reaction_text") {
        counts.found++;
        addFieldNames(counts.fields, event.aux["fields"] as ReactionRecord["fields"]);
      }
      if (infoType === "no_reactions" && typeof event.aux["reason"] === "string") {
        counts.lookedAt = `: ${event.aux["reason"].replace(/\.$/, "")}`;
      }
      if (index === undefined) {
        if (event.type === "error") {
          counts.isPart = true;
          printError(`rxnstream: ${event.message}`);
        }
        continue;
      }
      const ofReaction = events.get(index) ?? [];
      events.set(index, ofReaction);
      ofReaction.push(event);
      if (infoType !== "reaction_complete") continue;
      events.delete(index);
      const record = foldReactions(ofReaction).get(index);
      if (record === undefined) continue;
      if (record.verdict === "broken") counts.failed++;
      yield record;
    }
  }
}

/** Shows a progress bar on standard error if that is a terminal and standard output is not. */
async function* withProgress(
  records: AsyncIterable<ReactionRecord>,
  counts: Readonly<Counts>,
): AsyncGenerator<ReactionRecord, void, undefined> {
  if (!Deno.stderr.isTerminal() || Deno.stdout.isTerminal()) {
    yield* records;
    return;
  }
  const bar = new SingleBar({
    format: "{bar} {value}/{total} reactions, {failed} broken, {eta_formatted} left",
    hideCursor: true,
  });
  bar.start(0, 0, { failed: 0 });
  try {
    for await (const record of records) {
      bar.setTotal(counts.found);
      bar.increment({ failed: counts.failed });
      yield record;
    }
  } finally {
    bar.stop();
  }
}

/** Pages of one reaction, so that each is printed when it is done. */
async function* singlePages(
  records: AsyncIterable<ReactionRecord>,
): AsyncGenerator<readonly ReactionRecord[], void, undefined> {
  for await (const record of records) yield [record];
}
