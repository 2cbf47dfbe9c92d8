/** `rxnstream serve`: assembles the server, runs it and shuts it down. */
import { deadline } from "@std/async";
import { createRdkitAgent } from "../agent/rdkit_agent.ts";
import type { ServiceAgent } from "../agent/service_agent.ts";
import { retryingChem } from "../chem/pool/retrying_chem.ts";
import type { ServeConfig } from "../config/read_config.ts";
import type { Broadcast } from "../delivery/broadcast.ts";
import { type DeliveryOptions, openDelivery } from "../delivery/delivery.ts";
import { LocalBroadcast } from "../delivery/local_broadcast.ts";
import { encodeEntries } from "../delivery/sse_frame.ts";
import { openAccess } from "../http/access/access.ts";
import { CredentialFiles } from "../http/access/credential_files.ts";
import { BodyThread } from "../http/body/body_thread.ts";
import { createApp } from "../http/app.ts";
import { listen } from "../http/listener/server.ts";
import { createLog } from "../log.ts";
import { Meters } from "../meters.ts";
import { FairTurns } from "../scheduling/fair_turns.ts";
import { Resumptions } from "../session/resumptions.ts";
import { Partials } from "../session/partials.ts";
import { SessionRunner } from "../session/session_runner.ts";
import { type EventLog, GroupCommit } from "../store/group_commit.ts";
import type { Store } from "../store/store.ts";
import { openStore, startStoreThread } from "../store/store_client.ts";
import { COMMIT, VERSION } from "../version.ts";
import { openConfiguredChemPool } from "./configured_chem.ts";
import { configuredLlmAgents } from "./configured_model.ts";
import { databasePath, lockFolder, makeFolder, resumptionsPath } from "./data_folder.ts";
import { printLine } from "./output.ts";

/** Time for open requests to finish when the server stops, in milliseconds. */
const STOP_GRACE_MS = 1_500;
/** Time after which a stopping process exits regardless, in milliseconds; what is committed is safe. */
const STOP_LIMIT_MS = 4_500;

export interface RunningService {
  readonly url: string;
  /** What the application answers, its pages and middleware included; paths as Hono writes them. */
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  /** Reads tokens and keys again, as it does by itself when their files change. */
  readAgain(): Promise<void>;
  /** Drains: ends the streams, parks the sessions, closes the database. Idempotent. */
  stop(): Promise<void>;
}

/** The parts that benchmarks and tests replace, by a synthetic agent or one that breaks a promise. */
export interface ServiceParts {
  readonly store: Store;
  readonly eventLog: EventLog;
  readonly broadcast: Broadcast;
  readonly encode: NonNullable<DeliveryOptions["encode"]>;
  /** The first is the default. */
  readonly agents: readonly ServiceAgent[];
}

export interface ServiceOptions {
  /** Returns the parts to use in place of those given. */
  readonly adapt?: (parts: ServiceParts) => ServiceParts;
  /** A thread that is already loading the database's modules. */
  readonly storeThread?: Worker;
  /** False sends streams without the fast path of the listener. */
  readonly fastPath?: boolean;
}

/**
 * Starts the service; rejects if its data folder (`store_unavailable`) or its address cannot be used.
 */
export async function startService(
  config: ServeConfig,
  { adapt = (parts) => parts, storeThread = startStoreThread(), fastPath = true }: ServiceOptions = {},
): Promise<RunningService> {
  const log = createLog(config.logLevel, config.logFormat);
  const meters = new Meters();
  await using resources = new AsyncDisposableStack();
  resources.defer(() => storeThread.terminate());
  await makeFolder(config.data);
  resources.use(await lockFolder(config.data));
  const access = await openAccess(config.access, config.data);
  const { authentication } = access;
  const credentials = resources.use(new CredentialFiles({ settings: config.access, authentication, log }));
  const database = resources.use(
    await openStore(databasePath(config.data), { log, thread: storeThread, limits: config.storage }),
  );
  const chem = resources.use(openConfiguredChemPool(config, log));
  const eventLog = resources.use(new GroupCommit(database, log));
  const agentOptions = { chem: retryingChem(chem), lookAhead: 2 * chem.stats().processes };
  const parts = adapt({
    store: database,
    eventLog,
    broadcast: new LocalBroadcast(),
    encode: encodeEntries,
    agents: [
      createRdkitAgent(agentOptions),
      ...config.llm === null ? [] : await configuredLlmAgents(config.llm, agentOptions),
    ],
  });
  const { store, broadcast, encode, agents } = parts;
  const delivery = openDelivery({ store, broadcast, encode, keepAliveMs: config.keepAliveMs });
  const agentNames = agents.map(({ name }) => name);
  const partials = new Partials();
  const runner = resources.use(
    new SessionRunner({
      store,
      eventLog: parts.eventLog,
      delivery,
      agents: new Map(agents.map((agent) => [agent.name, agent])),
      log,
      meters,
      maxRunning: config.maxRunning,
      turnMs: config.turnMs,
      partials,
      resumptions: new Resumptions(resumptionsPath(config.data), log),
    }),
  );
  const stopping = new AbortController();
  const app = createApp({
    settings: {
      version: VERSION,
      commit: COMMIT,
      maxBodyBytes: config.maxBodyBytes,
      maxJsonBytes: config.maxJsonBytes,
      maxReactions: config.maxReactions,
      allowedOrigins: config.allowedOrigins,
      logsRequests: config.logsRequests,
      defaultAgent: agentNames[0] ?? "",
      agents: agentNames,
    },
    access,
    store,
    eventLog: parts.eventLog,
    delivery,
    runner,
    partials,
    chem,
    bodies: resources.use(new BodyThread()),
    reading: new FairTurns(),
    stopping: stopping.signal,
    log,
    meters,
  });
  await runner.start();
  const server = await listen(app, {
    log,
    fastPath,
    hostname: config.host,
    port: config.port,
    requestTimeoutMs: config.requestTimeoutMs,
    droppedBytes: 2 * config.maxBodyBytes,
    writeDeadlineMs: config.writeDeadlineMs,
  });

  const owned = resources.move();
  let stopped: Promise<void> | undefined;
  async function stop(): Promise<void> {
    log.info("Stopping");
    stopping.abort();
    await server.stop(STOP_GRACE_MS);
    // A log that cannot be written must not delay the shutdown: sessions waiting for it are parked.
    await deadline(runner.close(), STOP_GRACE_MS).catch(() => {});
    await eventLog.close();
    await owned.disposeAsync();
    log.info("Stopped");
  }
  return {
    url: server.url,
    routes: app.routes,
    readAgain: () => credentials.readAgain(),
    stop: () => stopped ??= stop(),
  };
}

/** Serves until a signal arrives, with the database in `storeThread`; resolves with the exit code. */
export async function serve(config: ServeConfig, storeThread: Worker): Promise<number> {
  const service = await startService(config, { storeThread });
  const signalled = Promise.withResolvers<void>();
  const isWindows = Deno.build.os === "windows";
  const signals: readonly Deno.Signal[] = isWindows ? ["SIGINT"] : ["SIGINT", "SIGTERM", "SIGQUIT"];
  for (const signal of signals) Deno.addSignalListener(signal, signalled.resolve);
  if (!isWindows) {
    Deno.addSignalListener("SIGHUP", () => void service.readAgain());
    // Other servers rotate their logs on these, and without a listener they end the process.
    for (const signal of ["SIGUSR1", "SIGUSR2"] as const) Deno.addSignalListener(signal, () => {});
  }
  // Whoever reads this line may send a signal at once.
  await printLine(`rxnstream ${VERSION} on ${service.url}`);
  await signalled.promise;
  await deadline(service.stop(), STOP_LIMIT_MS).catch(() => {});
  return 0;
}
