/**
 * The whole service with sessions of growing size, in its own process: `deno run -A growth_load.ts KIND SIZE...`.
 *
 * - `events`: a synthetic agent yields SIZE events of about 300 bytes, 12 at a time;
 * - `reactions`: the product's agent works on a file of SIZE reactions. They are found as usual; the chemistry's answers
 *   about one of them are reused for all, since the cost of the chemistry is measured elsewhere.
 *
 * Prints a line of JSON (`GrowthReport`) with a measurement for each size, small ones being repeated, and ends.
 */
import { createRdkitAgent } from "../../../../src/agent/rdkit_agent.ts";
import type { ServiceAgent } from "../../../../src/agent/service_agent.ts";
import type { CallOptions } from "../../../../src/chem/pool/pending_call.ts";
import { type ChemCaller, openChemPool } from "../../../../src/chem/pool/chem_pool.ts";
import type { ChemOperation, ChemOperations } from "../../../../src/chem/protocol/chem_protocol.ts";
import { startService } from "../../../../src/cli/serve.ts";
import { readServeConfig } from "../../../../src/config/read_config.ts";
import { spreadOf } from "../../support/bench_line.ts";

/** What one size took; times in seconds. */
export interface Growth {
  readonly size: number;
  /** From the request that creates the session to the end of its stream. */
  readonly through: number;
  /** The stream once more, from its beginning. */
  readonly replay: number;
  /** The export of all results, and the page of the last 100 reactions; null for events. */
  readonly exported: number | null;
  readonly page: number | null;
  /** Resident memory afterwards, in MiB. */
  readonly resident: number;
}

export type GrowthReport = readonly Growth[];

/** Small sizes are repeated until they add up to this. */
const LEAST_TOTAL = 10_000;
const MOST_REPETITIONS = 5;
const GROUP = 12;

const [kind = "", ...sizes] = Deno.args;
const fill = "x".repeat(110);

const synthetic: ServiceAgent = {
  name: "synthetic",
  async *run(task, { signal }) {
    const { query } = await task();
    for (let left = Number(query.text); left > 0; left -= GROUP) {
      signal.throwIfAborted();
      yield Array.from({ length: Math.min(GROUP, left) }, () => ({
        type: "info",
        message: "A synthetic event",
        aux: { info_type: "synthetic", fill },
      }));
    }
  },
};

/** Asks `chem` once for each operation except `find`. */
class RepeatedAnswers implements ChemCaller {
  readonly #chem: ChemCaller;
  readonly #answers = new Map<ChemOperation, Promise<unknown>>();

  constructor(chem: ChemCaller) {
    this.#chem = chem;
  }

  call<Op extends ChemOperation>(
    op: Op,
    request: ChemOperations[Op]["request"],
    options?: CallOptions,
  ): Promise<ChemOperations[Op]["answer"]> {
    if (op === "find") return this.#chem.call(op, request, options);
    // Without the options: the answer must outlast the session that asks first.
    const answer = this.#answers.get(op) ?? this.#chem.call(op, request);
    this.#answers.set(op, answer);
    return answer as Promise<ChemOperations[Op]["answer"]>;
  }
}

async function secondsOf(url: string): Promise<number> {
  const start = performance.now();
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  for await (const _ of response.body ?? []);
  return (performance.now() - start) / 1_000;
}

async function measure(url: string, size: number): Promise<Growth> {
  const text = kind === "events"
    ? String(size)
    : Array.from({ length: size }, (_, index) => `${"C".repeat(1 + index % 20)}O.Br>>${index}`)
      .map((line) => line.replace(/>>\d+$/, `>>${line.slice(0, line.indexOf("O"))}Br.O`)).join("\n");
  const start = performance.now();
  const created = await fetch(`${url}/sessions?agent=${kind === "events" ? "synthetic" : "rdkit"}`, {
    method: "POST",
    headers: { "Content-Type": kind === "events" ? "text/plain" : "chemical/x-daylight-smiles" },
    body: text,
  });
  if (!created.ok) throw new Error(`The server refuses a session: ${await created.text()}`);
  const session = `${url}/sessions/${(await created.json()).session_id}`;
  await secondsOf(`${session}/stream`);
  const through = (performance.now() - start) / 1_000;
  const { status, reactions } = await (await fetch(session)).json();
  if (status !== "completed" || kind === "reactions" && reactions.done !== size) {
    throw new Error(`The session is ${status}, ${reactions.done} of ${size} reactions done`);
  }
  const replay = await secondsOf(`${session}/stream`);
  const isEvents = kind === "events";
  return {
    size,
    through,
    replay,
    exported: isEvents ? null : await secondsOf(`${session}/export.jsonl`),
    page: isEvents
      ? null
      : await secondsOf(`${session}/reactions?limit=100&after=${Math.max(0, size - 101)}`),
    resident: Deno.memoryUsage().rss / 2 ** 20,
  };
}

/** The median of each figure. */
function together(runs: readonly Growth[]): Growth {
  const median = (key: keyof Growth) => spreadOf(runs.map((run) => run[key] ?? NaN)).median;
  const { size = NaN, exported = null, page = null, resident = NaN } = runs.at(-1) ?? {};
  return {
    size,
    through: median("through"),
    replay: median("replay"),
    exported: exported === null ? null : median("exported"),
    page: page === null ? null : median("page"),
    resident,
  };
}

const data = await Deno.makeTempDir({ prefix: "rxnstream-bench-" });
await using chem = openChemPool({ processes: 1 });
const agents = [createRdkitAgent({ chem: new RepeatedAnswers(chem) }), synthetic];
const most = String(Math.max(...sizes.map(Number)));
const service = await startService(
  readServeConfig({ port: "0", data, "log-level": "error", "max-reactions": most }),
  { adapt: (parts) => ({ ...parts, agents }) },
);
await measure(service.url, 1_000);
const report: Growth[] = [];
for (const size of sizes.map(Number)) {
  const repetitions = Math.min(MOST_REPETITIONS, Math.ceil(LEAST_TOTAL / size));
  const runs: Growth[] = [];
  for (let run = 0; run < repetitions; run++) runs.push(await measure(service.url, size));
  report.push(together(runs));
}
await service.stop();
await Deno.remove(data, { recursive: true });
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(report) + "\n"));
