/** Short plans that must expose a broken promise. They use the paced agent, which runs for about a second. */
import { INTRUDER_WAYS, INTRUDERS, type Operation } from "../plan.ts";

type Join = Extract<Operation, { op: "join" }>;

const create: Operation = { op: "create", session: "s1", reactions: 100, flavour: "plain", racing: false };

function join(client: string, options: Partial<Join> = {}): Join {
  return {
    op: "join",
    client,
    kind: "fast",
    session: "s1",
    from: 0,
    way: "direct",
    leaveAfter: null,
    seed: 1,
    ...options,
  };
}

function reach(share: number, session = "s1"): Operation {
  return { op: "reach", session, share };
}

const READERS = ["poll_json", "poll_ndjson", "durable_poll", "durable_sse"] as const;

export const SCENARIOS = {
  /** Clients join before the first event, in the middle, with and without cursor, and drop their connections. */
  seams: [
    create,
    join("first"),
    join("dropper", { kind: "dropper" }),
    reach(0.2),
    join("middle"),
    join("cursor", { from: 0.5 }),
    reach(0.5),
    join("late"),
    reach(Infinity),
  ],
  /** The server is killed, and the session ends soon after. */
  kill: [
    create,
    join("first"),
    reach(0.15),
    { op: "kill", awayMs: 0 },
    join("after"),
    { op: "cancel", session: "s1", racing: false },
  ],
  /** The server is killed, and the session continues. */
  resume_after_kill: [create, join("first"), reach(0.2), { op: "kill", awayMs: 0 }],
  /** Requests are acknowledged. */
  acknowledged: [
    create,
    { ...create, session: "s2" } as Operation,
    reach(0.2),
    { op: "cancel", session: "s1", racing: false },
    { op: "resume", session: "s1", as: "s3", racing: false },
    reach(Infinity, "s2"),
    { op: "delete", session: "s2", racing: false },
  ],
  /** Readers that wait for pages, and those of `/v1/stream`, join before the first event and in the middle. */
  readers: [
    { ...create, reactions: 70 } as Operation,
    ...READERS.map((kind) => join(`${kind}-first`, { kind })),
    reach(0.4),
    ...READERS.map((kind) => join(`${kind}-middle`, { kind, from: 0.5 })),
    reach(Infinity),
    ...READERS.map((kind) => join(`${kind}-late`, { kind })),
    ...READERS.map((kind) => join(`${kind}-end`, { kind, from: 1 })),
  ],
  /** A client that joins before the first event waits for it. */
  late: [
    { ...create, reactions: 20 } as Operation,
    join("first"),
    join("durable", { kind: "durable_sse" }),
    reach(Infinity),
  ],
  /** With tokens: clients that have one are served, the others are not. */
  tokens: [
    { ...create, reactions: 20 } as Operation,
    { ...create, session: "s2", reactions: 20 } as Operation,
    join("first", { kind: "poll_json" }),
    join("source", { kind: "npm", way: "proxy" }),
    ...INTRUDERS.flatMap((as) =>
      INTRUDER_WAYS.map((way): Operation => ({ op: "intrude", session: "s1", as, way }))
    ),
    reach(Infinity),
  ],
  /** A cursor beyond the end of the log is requested while the session runs. */
  bad_cursor: [create, { op: "probe", session: "s1", cursor: "100000000", expected: 409 }],
} as const satisfies Readonly<Record<string, readonly Operation[]>>;

export type ScenarioName = keyof typeof SCENARIOS;
