/** The main program of a chem process: requests arrive on standard input, answers leave on standard output. */
import { RxnstreamError } from "../../errors.ts";
import type {
  ChemOperation,
  ChemOperations,
  ChemResponse,
  ComponentLimits,
  InstanceHealth,
} from "../protocol/chem_protocol.ts";
import type { Operations } from "./operations.ts";
import { jsonLine } from "../../encoding/json_lines.ts";
import { readRequests, responseMessages } from "../protocol/message_lines.ts";
import { watchParent } from "./parent_watch.ts";

type RequestOf<Op extends ChemOperation> = {
  readonly [O in Op]: { readonly id: number; readonly op: O; readonly request: ChemOperations[O]["request"] };
}[Op];

/** An RDKit instance, with its operations and its health. */
interface Engine {
  readonly operations: Operations;
  beginRequest(): void;
  readonly saidInvalid: boolean;
  readonly health: InstanceHealth;
}

/**
 * Runs a chem process: sends `ready`, answers requests, and returns when its input ends or RDKit breaks. `args`
 * follow `chem-process` on the command line: the maximum number of characters and of heavy atoms per component.
 */
export async function runChemProcess(args: readonly string[]): Promise<void> {
  const parent = Deno.ppid;
  const limits = readLimits(args);
  ignoreSignals();
  const output = Deno.stdout.writable.getWriter();
  const { rdkit, engine } = await loadEngine(limits);
  await output.write(jsonLine({ type: "ready", rdkit, health: engine.health }));
  using _watch = watchParent(parent);
  for await (const request of readRequests(Deno.stdin.readable)) {
    const response = answer(engine, request);
    for (const message of responseMessages(response)) await output.write(jsonLine(message));
    if (response.type === "failure" && response.kind === "engine") break;
  }
}

function answer<Op extends ChemOperation>(engine: Engine, { id, op, request }: RequestOf<Op>): ChemResponse {
  engine.beginRequest();
  try {
    const found = engine.operations[op](request);
    return { type: "answer", id, answer: found, saidInvalid: engine.saidInvalid, health: engine.health };
  } catch (error) {
    // Any other error, such as a RangeError, may have left RDKit in an undefined state.
    const invalid = error instanceof RxnstreamError && error.code === "input_invalid";
    const message = error instanceof Error ? error.message : String(error);
    return { type: "failure", id, kind: invalid ? "invalid" : "engine", message, health: engine.health };
  }
}

/** Imports RDKit dynamically, so that the server, which is the same program, never loads it. */
async function loadEngine(limits: ComponentLimits): Promise<{ rdkit: string; engine: Engine }> {
  const [{ loadRdkit }, { createOperations }] = await Promise.all([
    import("../rdkit/rdkit.ts"),
    import("./operations.ts"),
  ]);
  const rdkit = await loadRdkit();
  const engine: Engine = {
    operations: createOperations(rdkit, limits),
    beginRequest: () => rdkit.beginRequest(),
    get saidInvalid() {
      return rdkit.saidInvalid;
    },
    get health() {
      const { caught, molecules, live } = rdkit;
      return { rssBytes: Deno.memoryUsage().rss, caught, molecules, live };
    },
  };
  return { rdkit: rdkit.version, engine };
}

function readLimits(args: readonly string[]): ComponentLimits {
  const [maxCharacters, maxHeavyAtoms] = [Number(args[0]), Number(args[1])];
  if (!(maxCharacters > 0) || !(maxHeavyAtoms > 0)) {
    throw new TypeError(`Cannot start chem process: arguments are "${args.join(" ")}"`);
  }
  return { maxCharacters, maxHeavyAtoms };
}

/** Ctrl-C and service managers signal the whole process group; this process ends when its parent closes its input. */
function ignoreSignals(): void {
  const signals: readonly Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT", "SIGBREAK"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) Deno.addSignalListener(signal, () => {});
}

if (import.meta.main) await runChemProcess(Deno.args.slice(1));
