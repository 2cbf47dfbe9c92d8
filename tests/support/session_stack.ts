/** Store, log, broadcast and runner assembled over a real file, with the test's own agents. */
import type { ServiceAgent } from "../../src/agent/service_agent.ts";
import { type Delivery, openDelivery } from "../../src/delivery/delivery.ts";
import { LocalBroadcast } from "../../src/delivery/local_broadcast.ts";
import { createLog } from "../../src/log.ts";
import { Meters } from "../../src/meters.ts";
import { Resumptions } from "../../src/session/resumptions.ts";
import { SessionRunner } from "../../src/session/session_runner.ts";
import { GroupCommit } from "../../src/store/group_commit.ts";
import type { Store } from "../../src/store/store.ts";
import { openStore, type WorkerStore } from "../../src/store/store_client.ts";
import type { AgentEvent, Session } from "../../src/types.ts";

export interface SessionStack extends AsyncDisposable {
  readonly store: WorkerStore;
  readonly broadcast: LocalBroadcast;
  readonly delivery: Delivery;
  readonly runner: SessionRunner;
  /** Creates a session for the agent of this name and gives it to the runner. */
  submit(agent: string, text?: string, account?: string): Promise<Session>;
  /** The data of the whole log. */
  log(sessionId: string): Promise<string[]>;
}

export interface StackOptions {
  readonly agents: readonly ServiceAgent[];
  readonly maxRunning?: number;
  /** Unlimited unless given. */
  readonly turnMs?: number;
  /** The file that records which sessions are being resumed. */
  readonly resumptionsPath?: string | null;
  /** Methods of the store that the runner gets instead of the real ones. */
  readonly storeMethods?: (store: Store) => Partial<Store>;
  readonly window?: { readonly maxEntries: number; readonly maxCharacters: number };
  readonly keepAliveMs?: number;
}

export async function openSessionStack(
  path: string,
  {
    agents,
    maxRunning = 4,
    turnMs = Infinity,
    resumptionsPath = null,
    window = { maxEntries: 1_000, maxCharacters: 1_000_000 },
    keepAliveMs = 60_000,
    storeMethods = () => ({}),
  }: StackOptions,
): Promise<SessionStack> {
  const log = createLog("silent");
  const store = await openStore(path);
  const eventLog = new GroupCommit(store, log);
  const broadcast = new LocalBroadcast({ window });
  const delivery = openDelivery({ store, broadcast, keepAliveMs });
  const runner = new SessionRunner({
    store: Object.assign(Object.create(store), storeMethods(store)),
    eventLog,
    delivery,
    agents: new Map(agents.map((agent) => [agent.name, agent])),
    log,
    meters: new Meters(),
    maxRunning,
    turnMs,
    resumptions: new Resumptions(resumptionsPath, log),
  });
  return {
    store,
    broadcast,
    delivery,
    runner,
    async submit(agent, text = "a query", account) {
      const { session } = await store.createSession({
        sessionId: crypto.randomUUID(),
        title: "A test",
        agent,
        maxReactions: 1_000,
        query: { text, format: "auto", fileName: null },
        idempotency: null,
      });
      runner.submit(session, account);
      return session;
    },
    async log(sessionId) {
      return (await store.entriesAfter(sessionId, 0, { limit: 1_000_000, maxBytes: Infinity })).map((
        { data },
      ) => data);
    },
    async [Symbol.asyncDispose]() {
      await runner.close();
      await eventLog.close();
      await store.close();
    },
  };
}

/** An info event with only a number. */
export function numbered(number: number): AgentEvent {
  return { type: "info", message: `Event ${number}`, aux: { info_type: "numbered", number } };
}

/** An agent that yields `count` numbered events one by one, continuing after those in the log. */
export function countingAgent(name: string, count: number): ServiceAgent {
  return {
    name,
    async *run(_task, { signal, log }) {
      for (let number = log.length + 1; number <= count; number++) {
        signal.throwIfAborted();
        yield [numbered(number)];
      }
    },
  };
}

/** An agent that yields what the test gives it, and ends when the test says so. */
export class ScriptedAgent implements ServiceAgent {
  readonly name: string;
  readonly #steps: Array<readonly AgentEvent[] | "end" | Error> = [];
  #more = Promise.withResolvers<void>();
  /** The events of an earlier run that the agent was given at its latest start. */
  done: readonly AgentEvent[] = [];
  readonly started = Promise.withResolvers<void>();
  readonly aborted = Promise.withResolvers<void>();

  constructor(name: string) {
    this.name = name;
  }

  give(...steps: Array<readonly AgentEvent[] | "end" | Error>): void {
    this.#steps.push(...steps);
    this.#more.resolve();
    this.#more = Promise.withResolvers();
  }

  async *run(
    task: Parameters<ServiceAgent["run"]>[0],
    { signal, log }: Parameters<ServiceAgent["run"]>[1],
  ): ReturnType<ServiceAgent["run"]> {
    await task();
    this.done = log.length === 0 ? [] : await log.page(0);
    this.started.resolve();
    const stopped = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => {
      this.aborted.resolve();
      stopped.resolve();
    }, { once: true });
    for (;;) {
      signal.throwIfAborted();
      const step = this.#steps.shift();
      if (step === undefined) await Promise.race([this.#more.promise, stopped.promise]);
      else if (step === "end") return;
      else if (step instanceof Error) throw step;
      else yield step;
    }
  }
}
