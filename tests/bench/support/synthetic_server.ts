/**
 * The whole service with a synthetic agent, as a process of its own; its arguments are options of `serve`.
 *
 * The query of a session is the JSON of a `SyntheticLoad`. Prints the server's address; then each line "go" on standard input lets
 * one more session begin. Ends with its input.
 */
import { delay } from "@std/async";
import type { ServiceAgent } from "../../../src/agent/service_agent.ts";
import { startService } from "../../../src/cli/serve.ts";
import { readServeConfig } from "../../../src/config.ts";

/** One part of what the synthetic agent yields. */
export interface SyntheticPhase {
  readonly events: number;
  /** Events that it hands over at once. */
  readonly group: number;
  /** Groups per second; 0 is as fast as the log takes them. */
  readonly rate: number;
}

export interface SyntheticLoad {
  /** Length of the text that fills each event, in bytes. */
  readonly bytes: number;
  readonly phases: readonly SyntheticPhase[];
}

/** The first line lets the first session begin, the second one the second, whichever comes earlier. */
const gates: PromiseWithResolvers<void>[] = [];
let begun = 0;
let told = 0;

function gate(number: number): PromiseWithResolvers<void> {
  return gates[number] ??= Promise.withResolvers();
}

/** Every event says in `aux` its phase and when the agent made it: `t`, in milliseconds since 1970. */
const syntheticAgent: ServiceAgent = {
  name: "synthetic",
  async *run(query, { signal }) {
    const { bytes, phases }: SyntheticLoad = JSON.parse(query.text);
    const fill = "x".repeat(bytes);
    const opened = gate(begun++);
    signal.addEventListener("abort", () => opened.resolve(), { once: true });
    await opened.promise;
    for (const [phase, { events, group, rate }] of phases.entries()) {
      const start = performance.now();
      for (let number = 0; number < events; number += group) {
        signal.throwIfAborted();
        const ahead = rate === 0 ? 0 : start + number / group * 1_000 / rate - performance.now();
        if (ahead > 0) await delay(ahead);
        const t = performance.timeOrigin + performance.now();
        yield Array.from({ length: Math.min(group, events - number) }, () => ({
          type: "info",
          message: "",
          aux: { info_type: "synthetic", phase, t, fill },
        }));
      }
    }
  },
};

const options = Object.fromEntries(
  Deno.args.flatMap((name, index) =>
    index % 2 === 0 ? [[name.slice("--".length), Deno.args[index + 1]]] : []
  ),
);
const config = readServeConfig({ port: "0", "log-level": "warn", processes: "1", ...options });
const service = await startService(config, { adapt: (parts) => ({ ...parts, agents: [syntheticAgent] }) });
await Deno.stdout.write(new TextEncoder().encode(`${service.url}\n`));
for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
  for (const _ of text.matchAll(/go\n/g)) gate(told++).resolve();
}
await service.stop();
