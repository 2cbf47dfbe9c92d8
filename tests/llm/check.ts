/**
 * `deno task llm-check [--data FOLDER] [--count N] [--llm-… VALUE]`: has the configured model read recorded procedures
 * (`messy/procedures_dev.jsonl` of the folder: a paragraph and its reaction in each line), and prints how often what it
 * read is what was recorded. Stereo does not count. Records were made by rules, and leave some compounds out.
 */
import { KeptLog } from "../../src/agent/agent_log.ts";
import { openChemPool } from "../../src/chem/pool/chem_pool.ts";
import { loadRdkit } from "../../src/chem/rdkit/rdkit.ts";
import { configuredLlmAgents } from "../../src/cli/configured_model.ts";
import { LLM } from "../../src/config/options.ts";
import { readLlmConfig } from "../../src/config/read_config.ts";
import { createLog } from "../../src/log.ts";
import type { AgentEvent } from "../../src/types.ts";
import { textTable } from "../support/text_table.ts";

interface Recorded {
  readonly text: string;
  readonly reaction: string;
}

const USAGE = `llm-check needs a model: give an endpoint that speaks the protocol of OpenAI, such as
  deno task llm-check --llm-base-url http://localhost:11434/v1 --llm-model qwen3:8b
or RXNSTREAM_LLM_BASE_URL, RXNSTREAM_LLM_MODEL and RXNSTREAM_LLM_API_KEY, or stored answers (--llm-replay FILE).
static/docs/llm.md has more.`;

function valueOf(name: string): string | undefined {
  const at = Deno.args.indexOf(`--${name}`);
  return at < 0 ? undefined : Deno.args[at + 1];
}

const rdkit = await loadRdkit();

/** The molecules of a side, without atom maps and stereo, each once. */
function flatSide(side: string): readonly string[] {
  const plain = side.replace(/:\d+\]/g, "]");
  const molecule = rdkit.molecule(plain, (handle) => handle.flatSmiles());
  return [...new Set((molecule.ok ? molecule.value : plain).split(".").filter((part) => part !== ""))].sort();
}

/** What was used, and what was made. */
function sidesOf(notation: string): { readonly used: string; readonly made: string } {
  const [left = "", agents = "", right = ""] = notation.split(/\s/)[0]?.split(">") ?? [];
  const used = flatSide([left, agents].filter((side) => side !== "").join("."));
  return { used: used.join("."), made: flatSide(right).join(".") };
}

async function main(): Promise<number> {
  const config = readLlmConfig(
    Object.fromEntries(Object.values(LLM).map(({ name }) => [name, valueOf(name)])),
  );
  if (config === null) {
    await Deno.stdout.write(new TextEncoder().encode(`${USAGE}\n`));
    return 2;
  }
  const count = Number(valueOf("count") ?? 20);
  const lines = (await Deno.readTextFile(`${valueOf("data") ?? "../shared/data"}/messy/procedures_dev.jsonl`))
    .trim().split("\n").slice(0, count);
  await using chem = openChemPool({ processes: 1, log: createLog("error") });
  const [agent] = await configuredLlmAgents(config, { chem });
  if (agent === undefined) throw new TypeError("There is no agent with a model");
  const sums = { read: 0, product: 0, exact: 0, refused: 0, calls: 0, seconds: 0 };
  for (const line of lines) {
    const { text, reaction } = JSON.parse(line) as Recorded;
    const log = new KeptLog();
    const events: AgentEvent[] = [];
    const query = { text, format: "text", fileName: null } as const;
    const signal = new AbortController().signal;
    for await (
      const group of agent.run(() => Promise.resolve({ query, maxReactions: 20 }), { signal, log })
    ) {
      log.add(group);
      events.push(...group);
    }
    const wanted = sidesOf(reaction);
    const found = events.filter(({ aux }) => aux.info_type === "reaction_text").map(({ message }) =>
      sidesOf(message)
    );
    const update = events.find(({ aux }) => aux.info_type === "reading_update")?.aux;
    if (found.length > 0) sums.read++;
    if (found.some(({ made }) => made === wanted.made)) sums.product++;
    if (found.some(({ made, used }) => made === wanted.made && used === wanted.used)) sums.exact++;
    sums.refused += update?.returnable?.invalid_count ?? 0;
    sums.calls += Number(update?.["calls"] ?? 0);
    sums.seconds += Number(update?.["seconds"] ?? 0);
  }
  const of = (part: number) => `${part} of ${lines.length}`;
  const table = textTable(["compared with the records", ""], [
    ["procedures with a reaction", of(sums.read)],
    ["product of the record", of(sums.product)],
    ["product and all that was used", of(sums.exact)],
    ["quotes and structures refused", `${sums.refused}`],
    ["requests, seconds of them", `${sums.calls}, ${sums.seconds.toFixed(1)}`],
  ]);
  await Deno.stdout.write(new TextEncoder().encode(`${table}\n`));
  return 0;
}

Deno.exit(await main());
