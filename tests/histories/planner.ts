/** Makes plans from seeds. */
import type { ClientKind } from "./history.ts";
import {
  type Beginning,
  type Flavour,
  INTRUDER_WAYS,
  INTRUDERS,
  type Operation,
  type Plan,
  type StartKill,
  type Weather,
} from "./plan.ts";
import { Random } from "../support/random.ts";

export interface PlanSize {
  /** Each act creates a session, lets clients join, acts on sessions, and ends with a fault. */
  readonly acts: number;
  readonly clients: number;
  /** The smallest and the largest session, in reactions. */
  readonly reactions: readonly [number, number];
}

const KINDS: Readonly<Record<ClientKind, number>> = {
  fast: 4,
  slow: 3,
  bursts: 3,
  late: 2,
  dropper: 4,
  native: 3,
  npm: 3,
  watch: 1.2,
  curl: 2,
  chromium: 1.5,
  poll_json: 1.5,
  poll_ndjson: 1.5,
  durable_poll: 1.5,
  durable_sse: 1.5,
};
/** Processes and tabs cost much more than sockets. */
const MOST_OF_A_KIND: Partial<Record<ClientKind, number>> = { watch: 3, chromium: 3, curl: 6 };
const FLAVOURS: Readonly<Record<Flavour, number>> = { plain: 6, mixed: 3, bulky: 1 };
const FAULTS = { kill: 3, kill_start: 2, restart: 2, kill_chem: 3, cut: 3 } as const;
type Fault = keyof typeof FAULTS;
const WEATHERS: readonly Weather[] = ["fair", "cutting", "slow", "holding", "splitting", "mixed"];
/** Cursors that no server can honour, and the required answers. */
const BAD_CURSORS: readonly (readonly [string, number])[] = [
  ["abc", 400],
  ["-1", 400],
  ["1.5", 400],
  ["1e3", 400],
  ["99999999999999999999", 409],
  ["100000000", 409],
];

/** The plan of a round. The first acts have one fault of each kind. */
export function makePlan(seed: number, round: number, size: PlanSize): Plan {
  const random = new Random(seed, round);
  const faults = faultsOf(random, size.acts);
  const beginning = beginningOf(random, size.reactions);
  // Sessions of earlier versions have no owner, so only an administrator may end them.
  const hasTokens = beginning.version === null && random.chance(0.7);
  const maker = new PlanMaker(random, size, hasTokens, beginning.sessions.map(({ session }) => session));
  const operations = faults.flatMap((fault) => maker.act(fault));
  return {
    seed,
    round,
    server: random.chance(0.5) ? "small_window" : "as it comes",
    hasTokens,
    serverOptions: {
      "keep-alive": "1",
      "write-deadline": random.chance(0.5) ? "2" : "60",
      "max-running": String(random.whole(1, 4)),
    },
    beginning,
    operations,
  };
}

/** A start is killed at some point, or shortly afterwards. */
function startKill(random: Random): StartKill {
  return { point: random.chance(0.5) ? "spawn" : "database", share: 1.1 * random.next() };
}

/** Half of the rounds begin with the database of an earlier version, and most with starts that are killed. */
function beginningOf(random: Random, [least, most]: PlanSize["reactions"]): Beginning {
  const kills = Array.from(
    { length: random.whole(0, 2) },
    () => ({ ...startKill(random), point: "database" as const }),
  );
  if (random.chance(0.5)) return { version: null, sessions: [], kills };
  const sessions = ["e1", "e2", "e3"].map((session, index) => ({
    session,
    reactions: random.whole(least, Math.ceil((least + most) / 2)),
    flavour: random.weighted(FLAVOURS),
    share: [0, 0.1 + 0.8 * random.next(), 1][index] ?? 0,
  }));
  return { version: random.chance(0.5) ? 1 : 2, sessions, kills };
}

function faultsOf(random: Random, acts: number): readonly Fault[] {
  const kinds = Object.keys(FAULTS) as Fault[];
  const first = kinds.map((fault) => ({ fault, key: random.next() })).sort((a, b) => a.key - b.key);
  return Array.from({ length: acts }, (_, act) => first[act]?.fault ?? random.weighted(FAULTS));
}

class PlanMaker {
  readonly #random: Random;
  readonly #size: PlanSize;
  readonly #hasTokens: boolean;
  readonly #kinds = new Map<ClientKind, number>();
  #sessions = 0;
  #clients = 0;
  #acts = 0;
  /** Sessions that are neither deleted nor cancelled. */
  readonly #alive: string[];
  readonly #cancelled: string[] = [];

  constructor(random: Random, size: PlanSize, hasTokens: boolean, earlier: readonly string[]) {
    this.#random = random;
    this.#size = size;
    this.#hasTokens = hasTokens;
    this.#alive = [...earlier];
  }

  act(fault: Fault): Operation[] {
    const random = this.#random;
    const operations: Operation[] = [{ op: "links", weather: random.pick(WEATHERS) }, this.#create()];
    const newest = this.#alive.at(-1) ?? "";
    this.#acts++;
    const clients = Math.round(this.#size.clients * this.#acts / this.#size.acts) - this.#clients;
    const after = Math.floor(clients * random.next() / 2);
    for (let count = after; count < clients; count++) {
      operations.push(this.#join(random.chance(0.6) ? newest : null));
    }
    for (let count = random.whole(0, 2); count > 0; count--) operations.push(...this.#change(newest));
    if (this.#hasTokens && random.chance(0.7)) {
      const as = random.pick(INTRUDERS);
      operations.push({ op: "intrude", session: newest, as, way: random.pick(INTRUDER_WAYS) });
    }
    operations.push({ op: "reach", session: newest, share: 0.05 + 0.8 * random.next() });
    operations.push(this.#fault(fault));
    for (let count = 0; count < after; count++) operations.push(this.#join(null));
    if (random.chance(0.5)) operations.push({ op: "pause", ms: random.whole(10, 500) });
    return operations;
  }

  #fault(fault: Fault): Operation {
    if (fault === "kill" || fault === "restart") return { op: fault, awayMs: this.#random.whole(0, 600) };
    if (fault === "kill_start") return { op: fault, ...startKill(this.#random) };
    return { op: fault };
  }

  #create(): Operation {
    const random = this.#random;
    const session = `s${++this.#sessions}`;
    this.#alive.push(session);
    const [least, most] = this.#size.reactions;
    const flavour = random.weighted(FLAVOURS);
    return {
      op: "create",
      session,
      reactions: random.whole(least, most),
      flavour,
      racing: random.chance(0.3),
    };
  }

  #join(session: string | null): Operation {
    const random = this.#random;
    const kind = this.#kind();
    return {
      op: "join",
      client: `c${++this.#clients}`,
      kind,
      session: session ?? random.pick([...this.#alive, ...this.#cancelled]),
      from: random.chance(0.6) ? 0 : random.chance(0.2) ? 1 : random.next(),
      // The proxy records the requests of clients that cannot do so themselves.
      way: ["native", "npm", "chromium"].includes(kind) || random.chance(0.6) ? "proxy" : "direct",
      leaveAfter: random.chance(0.1) ? random.whole(1, 600) : null,
      seed: random.bits(),
    };
  }

  #kind(): ClientKind {
    const kind = this.#random.weighted(KINDS);
    const count = (this.#kinds.get(kind) ?? 0) + 1;
    if (count > (MOST_OF_A_KIND[kind] ?? Infinity)) return "dropper";
    this.#kinds.set(kind, count);
    return kind;
  }

  /** Acts on a session other than the newest, which the act itself concerns. */
  #change(newest: string): Operation[] {
    const random = this.#random;
    const racing = random.chance(0.4);
    const [cursor, expected] = random.pick(BAD_CURSORS);
    const probe: Operation = { op: "probe", session: newest, cursor, expected };
    const others = this.#alive.filter((session) => session !== newest);
    const change = random.weighted({ probe: 2, cancel: 3, delete: 2, resume: 3 });
    if (change === "probe") return [probe];
    if (change === "resume") {
      const session = this.#cancelled.shift();
      if (session === undefined) return [probe];
      const as = `s${++this.#sessions}`;
      this.#alive.unshift(as);
      return [{ op: "resume", session, as, racing }];
    }
    if (others.length === 0) return [probe];
    const session = random.pick(others);
    this.#alive.splice(this.#alive.indexOf(session), 1);
    if (change === "delete") return [{ op: "delete", session, racing }];
    this.#cancelled.push(session);
    return [{ op: "cancel", session, racing }];
  }
}
