import { assertEquals, assertLess } from "@std/assert";
import type { ServiceAgent } from "../../src/agent/service_agent.ts";
import { findReactions } from "../../src/chem/input/find_reactions.ts";
import { startService } from "../../src/cli/serve.ts";
import { readServeConfig } from "../../src/config/read_config.ts";
import { RxnstreamError } from "../../src/errors.ts";
import type { Query } from "../../src/types.ts";
import { operations, runStages } from "../chem/support/reaction_chain.ts";
import { temporaryFolder } from "../support/folders.ts";
import { collectGarbage } from "../support/garbage.ts";
import { parseEvents } from "../support/sse/parse_events.ts";
import { REACTIONS, strangeQuery, strangeReaction } from "./chemistry_texts.ts";
import {
  brokenRequest,
  type FuzzTarget,
  type RawRequest,
  strangeCreation,
  strangeRequest,
} from "./http_requests.ts";
import { Random } from "../support/random.ts";
import { type RawOutcome, sendAll, sendAlone } from "./raw_client.ts";

/** RXNSTREAM_TEST_SEED in the environment selects another run. */
const SEED = Number(Deno.env.get("RXNSTREAM_TEST_SEED") ?? 20_261_122);
const ROUNDS = 20;
/** Number of each kind in one round: 5,000, which makes 100,000 in total. */
const COUNTS = {
  requests: 900,
  creations: 160,
  broken: 140,
  queries: 2_800,
  reactions: 960,
  stages: 40,
} as const;
const PIPELINED = 40;
const CONNECTIONS = 4;
const MOST_GROWTH = 64 * 1024 * 1024;
const TOKEN = "fuzz-token-0123456789";

/** The chemistry is fuzzed elsewhere: here sessions end at once. */
const idleAgent: ServiceAgent = {
  name: "idle",
  async *run() {
    yield await Promise.resolve([{ type: "info", message: "Nothing done", aux: { info_type: "nothing" } }]);
  },
};

async function startTarget(): Promise<
  AsyncDisposable & { readonly url: string; readonly target: FuzzTarget }
> {
  await using resources = new AsyncDisposableStack();
  const { path } = resources.use(await temporaryFolder());
  await Deno.writeTextFile(
    `${path}/tokens.json`,
    JSON.stringify([{ name: "fuzz", token: TOKEN, scopes: ["admin"] }]),
  );
  const none = [
    "max-requests",
    "max-sessions-per-hour",
    "max-mib-per-hour",
    "max-waiting",
    "max-streams-per-address",
    "max-streams",
    "max-reads-per-address",
  ];
  const config = readServeConfig({
    port: "0",
    data: `${path}/data`,
    "log-level": "silent",
    processes: "1",
    "max-running": "50",
    "max-body-mib": "0.01",
    tokens: `${path}/tokens.json`,
    ...Object.fromEntries(none.map((limit) => [limit, "0"])),
  });
  const service = await startService(config, {
    adapt: (parts) => ({ ...parts, agents: [idleAgent, ...parts.agents] }),
  });
  resources.defer(() => service.stop());
  const ask = async (path: string, body?: string) => {
    const headers = { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" };
    return await fetch(service.url + path, {
      method: "POST",
      headers,
      ...(body === undefined ? {} : { body }),
    });
  };
  const { session_id: sessionId } =
    await (await ask("/sessions", JSON.stringify({ agent: "rdkit", reactions: REACTIONS }))).json();
  await finish(service.url, sessionId);
  const { ticket } = await (await ask(`/sessions/${sessionId}/stream-tickets`)).json();
  const signedIn = await ask("/auth/session");
  await signedIn.body?.cancel();
  const [cookie = ""] = (signedIn.headers.get("Set-Cookie") ?? "").split(";");
  const owned = resources.move();
  return {
    url: service.url,
    target: { host: new URL(service.url).host, sessionId, token: TOKEN, ticket, cookie },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function finish(url: string, sessionId: string): Promise<readonly string[]> {
  const response = await fetch(`${url}/sessions/${sessionId}/stream`, {
    headers: { Authorization: `Bearer ${TOKEN}` },
  });
  return parseEvents(await response.text()).data;
}

/** An unreadable file is refused, but a text never is. */
function findOrRefuse(query: Query): void {
  try {
    findReactions(query, 1_000);
  } catch (error) {
    const isRefused = error instanceof RxnstreamError && error.code === "input_invalid";
    if (!isRefused || query.format !== "ord") throw error;
  }
}

/** Works through `items`, `CONNECTIONS` at a time. */
async function inLanes<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = items.values();
  const lane = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
}

/** Resident bytes of this process, with the server and its clients, after garbage collection. */
function usedMemory(): number {
  collectGarbage();
  return Deno.memoryUsage().rss;
}

/** The requests that were answered with 5xx, as they were sent. */
function failures(outcomes: readonly RawOutcome[]): readonly string[] {
  return outcomes.filter(({ status }) => status >= 500).map(({ request, status }) =>
    `${status} to ${JSON.stringify(new TextDecoder("latin1").decode(request.bytes).slice(0, 2_000))}`
  );
}

Deno.test(`None of 100,000 strange requests and queries makes the server fail, crash or grow (seed ${SEED})`, async (t) => {
  await using service = await startTarget();
  const { hostname, port } = new URL(service.url);
  const address = { hostname, port: Number(port) };
  const random = new Random(SEED);
  const statuses = new Map<number, number>();
  let fed = 0;
  let half = 0;

  async function feedHttp(): Promise<void> {
    const make = (count: number, one: (random: Random, target: FuzzTarget) => RawRequest) =>
      Array.from({ length: count }, () => one(random, service.target));
    const rows = [...make(COUNTS.requests, strangeRequest), ...make(COUNTS.creations, strangeCreation)];
    const groups = Array.from(
      { length: Math.ceil(rows.length / PIPELINED) },
      (_, index) => rows.slice(index * PIPELINED, (index + 1) * PIPELINED),
    );
    const outcomes: RawOutcome[] = [];
    await inLanes(groups, async (group) => void outcomes.push(...await sendAll(address, group)));
    const broken = make(COUNTS.broken, brokenRequest);
    await inLanes(broken, async (request) => void outcomes.push(await sendAlone(address, request)));
    for (const { status } of outcomes) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    fed += outcomes.length;
    assertEquals(failures(outcomes), []);
  }

  function feedChemistry(): void {
    for (let count = 0; count < COUNTS.queries; count++) findOrRefuse(strangeQuery(random));
    for (let count = 0; count < COUNTS.reactions; count++) {
      const strange = strangeReaction(random);
      operations.smiles(strange);
      operations.rxn({ ...strange, version: random.chance(0.5) ? "v2000" : "v3000", name: strange.text });
    }
    for (let count = 0; count < COUNTS.stages; count++) runStages(strangeReaction(random).text);
    fed += COUNTS.queries + COUNTS.reactions + COUNTS.stages;
  }

  await t.step("no answer is 5xx, nothing throws", async () => {
    for (let round = 1; round <= ROUNDS; round++) {
      await feedHttp();
      feedChemistry();
      if (round === ROUNDS / 2) half = usedMemory();
    }
    assertEquals(fed, 100_000);
  });
  await t.step("every kind of answer that the server can give was given", () => {
    const some = [200, 201, 204, 400, 401, 403, 404, 405, 406, 409, 413, 415, 421, 422, 431];
    assertEquals(some.filter((status) => !statuses.has(status)), []);
  });
  await t.step("the second half takes no more memory than the first", () => {
    assertLess(usedMemory() - half, MOST_GROWTH);
  });
  await t.step("the server answers, and a session still runs to its end", async () => {
    const headers = { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" };
    const body = JSON.stringify({ agent: "rdkit", reactions: [REACTIONS[0]] });
    const made = await fetch(`${service.url}/sessions`, { method: "POST", headers, body });
    assertEquals(made.status, 201);
    const data = await finish(service.url, (await made.json()).session_id);
    assertEquals(data.at(-1), '{"_type":"completion","status":"completed"}');
    const ready = await (await fetch(`${service.url}/readyz`, { headers })).json();
    assertEquals([ready.status, ready.problems, ready.streams], ["ready", [], 0]);
  });
});
