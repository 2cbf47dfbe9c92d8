/** Sessions as they are when nothing happens to them: run on a separate, undisturbed server. */
import { temporaryFolder } from "../support/folders.ts";
import type { LogEntry } from "../../src/types.ts";
import { StandStills } from "./check/check_pace.ts";
import type { SessionFacts } from "./check/check_content.ts";
import { Operator } from "./operator.ts";
import type { Work } from "./plan.ts";
import { ServerUnderTest } from "./server/server_under_test.ts";

export interface UndisturbedRun {
  readonly facts: SessionFacts;
  readonly log: readonly LogEntry[];
  /** The longest time without a new event while it ran, in milliseconds. */
  readonly stillMs: number;
}

/** Runs each kind of session once, however often it is requested. */
export class Reference implements AsyncDisposable {
  readonly #resources: AsyncDisposableStack;
  readonly #operator: Operator;
  readonly #runs = new Map<string, Promise<UndisturbedRun>>();

  private constructor(resources: AsyncDisposableStack, operator: Operator) {
    this.#resources = resources;
    this.#operator = operator;
  }

  /** Starts the server; `entry` and `options` are those of `ServerSetup`. */
  static async start(
    entry: string | null = null,
    options: Readonly<Record<string, string>> = {},
  ): Promise<Reference> {
    await using resources = new AsyncDisposableStack();
    const folder = resources.use(await temporaryFolder());
    const server = resources.use(await ServerUnderTest.start({ entry, options }, `${folder.path}/data`));
    return new Reference(resources.move(), new Operator(server.url));
  }

  /** The session with this input, after its end. */
  run(work: Work): Promise<UndisturbedRun> {
    const name = `${work.flavour}-${work.reactions}`;
    const known = this.#runs.get(name) ?? this.#run(name, work);
    this.#runs.set(name, known);
    return known;
  }

  async #run(name: string, { reactions, flavour }: Work): Promise<UndisturbedRun> {
    await this.#operator.create({ op: "create", session: name, reactions, flavour, racing: false });
    const { sessionId } = await this.#operator.session(name);
    const stills = new StandStills(1);
    const ended = new AbortController();
    const watching = stills.watch(this.#operator, ended.signal);
    await this.#operator.reach(name, Infinity);
    ended.abort();
    await watching;
    const facts = await this.#operator.facts(sessionId);
    if (facts?.status !== "completed") {
      throw new Error(
        `A session that nobody disturbs ended otherwise than completed: ${JSON.stringify(facts)}`,
      );
    }
    return { facts, log: await this.#operator.log(sessionId), stillMs: stills.longest(sessionId) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#runs.values());
    await this.#resources.disposeAsync();
  }
}
