/** Runs cases against one server and reports how each went. */
import { type Adapter, CAPABILITIES, type Capability } from "./adapter.ts";
import type { Case } from "./case.ts";
import { within } from "./client/sse_client.ts";
import { Failure } from "./expect.ts";
import { findProgram } from "../support/programs.ts";
import { type Limits, type StartedTarget, startTarget, stopTarget, World } from "./world.ts";

export type Outcome =
  | { readonly status: "pass" }
  | { readonly status: "fail" | "n/a"; readonly reason: string };

export interface Result {
  readonly group: string;
  readonly name: string;
  readonly outcome: Outcome;
}

/** A case may wait this many times, each time as long as the patience lasts. */
const WAITS_OF_A_CASE = 6;

/** A heartbeat that no case waits for, in milliseconds. */
const QUIET_MS = 600_000;

/** Owns the server that cases share. After a failed case the server is no longer trusted: the next case gets a new one. */
export class SuiteRunner implements AsyncDisposable {
  readonly #adapter: Adapter;
  readonly #limits: Limits;
  #shared: StartedTarget | undefined;

  constructor(adapter: Adapter, limits: Limits) {
    this.#adapter = adapter;
    this.#limits = limits;
  }

  /** Starts the server that cases share, if it is not running; otherwise the first case starts it. */
  async start(): Promise<StartedTarget> {
    return this.#shared ??= await startTarget(this.#adapter, this.#limits);
  }

  /** Never rejects because of what the server does; a server that does not start fails the case. */
  async run(definition: Case): Promise<Result> {
    const outcome = await this.#outcome(definition);
    return { group: definition.group, name: definition.name, outcome };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const shared = this.#shared;
    this.#shared = undefined;
    if (shared !== undefined) await stopTarget(shared);
  }

  async #outcome(definition: Case): Promise<Outcome> {
    const reason = inapplicable(definition, this.#adapter);
    if (reason !== undefined) return { status: "n/a", reason };
    let world: World | undefined;
    let outcome: Outcome = { status: "pass" };
    try {
      const limits = definition.alone === "quiet" ? { ...this.#limits, heartbeatMs: QUIET_MS } : this.#limits;
      const started = definition.alone ? await startTarget(this.#adapter, limits) : await this.start();
      world = new World(this.#adapter, started, this.#limits);
      const { patienceMs } = this.#limits;
      await within(definition.run(world), WAITS_OF_A_CASE * patienceMs, () => "the case to end");
    } catch (error) {
      outcome = { status: "fail", reason: reasonOf(error) };
    }
    await world?.[Symbol.asyncDispose]();
    if (definition.alone && world !== undefined) await stopTarget(world.started);
    else if (outcome.status === "fail") await this[Symbol.asyncDispose]();
    return outcome;
  }
}

/** Why a case cannot be asked of this server, or on this machine. */
function inapplicable({ needs = [], program }: Case, { lacks = {} }: Adapter): string | undefined {
  for (const capability of needs) {
    const reason = lacks[capability satisfies Capability];
    if (reason !== undefined) return `it does not ${CAPABILITIES[capability]}: ${reason}`;
  }
  if (program !== undefined && findProgram(program) === undefined) {
    return `needs ${program}: apt-get install -y ${program}`;
  }
  return undefined;
}

function reasonOf(error: unknown): string {
  if (error instanceof Failure) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
