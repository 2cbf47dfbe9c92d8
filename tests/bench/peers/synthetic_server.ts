/**
 * The whole service with a synthetic agent, in its own process; its arguments are options of `serve`, and
 * `--fast-path off` for streams that Hono's `streamSSE` carries alone.
 *
 * The query of a session is the JSON of a `SyntheticLoad`. Prints the server's address; then each line "go" on standard input opens
 * one more gate: that of a session or of one of its phases. The line "commits" has it print when the events since the last "go"
 * were committed, a JSON array of `[number of the first, how many, milliseconds since 1970]`; the line "memory", the `HeldMemory`
 * after a garbage collection. Ends with its input.
 */
import { delay } from "@std/async";
import type { ServiceAgent } from "../../../src/agent/service_agent.ts";
import { startService } from "../../../src/cli/serve.ts";
import { readServeConfig } from "../../../src/config/read_config.ts";
import { textOf } from "../../../src/encoding/text_pieces.ts";
import type { EventLog } from "../../../src/store/group_commit.ts";
import { TextLineStream } from "../../support/text_line_stream.ts";

/** One phase of the synthetic agent's output. */
export interface SyntheticPhase {
  readonly events: number;
  /** Events that it yields at once. */
  readonly group: number;
  /** Groups per second; 0 is as fast as the log accepts them. */
  readonly rate: number;
  /** Whether it waits for a line "go" of its own; the session itself waits for one in any case. */
  readonly gated?: boolean;
}

export interface SyntheticLoad {
  /** Length of the text that fills each event, in bytes. */
  readonly bytes: number;
  readonly phases: readonly SyntheticPhase[];
}

/** The memory that the serving process holds, in bytes. */
export interface HeldMemory {
  /** Of JavaScript: objects, and buffers outside its heap. */
  readonly held: number;
  readonly resident: number;
}

/** The first line opens the gate reached first, the second line the second, whether the line or the gate comes first. */
const gates: PromiseWithResolvers<void>[] = [];
let met = 0;
let told = 0;
let commits: [firstId: number, count: number, at: number][] = [];

function gate(number: number): PromiseWithResolvers<void> {
  return gates[number] ??= Promise.withResolvers();
}

async function nextGate(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = gate(met++);
  signal.addEventListener("abort", () => resolve(), { once: true });
  await promise;
  signal.throwIfAborted();
}

async function heldMemory(): Promise<HeldMemory> {
  const { gc } = globalThis as { readonly gc?: () => void };
  for (let round = 0; round < 3; round++) {
    gc?.();
    await delay(100);
  }
  const { heapUsed, external, rss } = Deno.memoryUsage();
  return { held: heapUsed + external, resident: rss };
}

async function print(text: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(`${text}\n`));
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Every event says in `aux` its phase and when the agent made it: `t`, in milliseconds since 1970. */
const syntheticAgent: ServiceAgent = {
  name: "synthetic",
  async *run(task, { signal }) {
    const { query } = await task();
    const { bytes, phases }: SyntheticLoad = JSON.parse(textOf(query.text));
    const fill = "x".repeat(bytes);
    await nextGate(signal);
    for (const [phase, { events, group, rate, gated = false }] of phases.entries()) {
      if (gated) await nextGate(signal);
      const start = performance.now();
      for (let number = 0; number < events; number += group) {
        signal.throwIfAborted();
        const ahead = rate === 0 ? 0 : start + number / group * 1_000 / rate - performance.now();
        if (ahead > 0) await delay(ahead);
        const t = now();
        yield Array.from({ length: Math.min(group, events - number) }, () => ({
          type: "info",
          message: "",
          aux: { info_type: "synthetic", phase, t, fill },
        }));
      }
    }
  },
};

/** Records when appends are on disk. */
function watched(log: EventLog): EventLog {
  return {
    get failure() {
      return log.failure;
    },
    drop: (sessionId) => log.drop(sessionId),
    async append(append) {
      const result = await log.append(append);
      if (result.ok) commits.push([result.firstId, append.events.length, now()]);
      return result;
    },
  };
}

const options = Object.fromEntries(
  Deno.args.flatMap((name, index) =>
    index % 2 === 0 ? [[name.slice("--".length), Deno.args[index + 1]]] : []
  ),
);
const { "fast-path": fastPath, ...serveOptions } = options;
const config = readServeConfig({ port: "0", "log-level": "warn", processes: "1", ...serveOptions });
const service = await startService(config, {
  fastPath: fastPath !== "off",
  adapt: (parts) => ({ ...parts, agents: [syntheticAgent], eventLog: watched(parts.eventLog) }),
});
await print(service.url);
const lines = Deno.stdin.readable.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream());
for await (const line of lines) {
  if (line === "go") {
    commits = [];
    gate(told++).resolve();
  }
  if (line === "commits") await print(JSON.stringify(commits));
  if (line === "memory") await print(JSON.stringify(await heldMemory()));
}
await service.stop();
