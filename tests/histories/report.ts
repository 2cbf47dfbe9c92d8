/** The results of rounds, in figures. */
import type { RoundRecord } from "./check/check_round.ts";
import type { DatabaseWatch } from "./check/database_watch.ts";
import type { ClientCrowd } from "./clients/client_crowd.ts";
import { CLIENT_KINDS, type ClientKind, type Ending } from "./history.ts";
import type { ServerUnderTest } from "./server/server_under_test.ts";
import type { Proxy } from "./wire/proxy.ts";

export interface RoundCounts {
  readonly rounds: number;
  readonly sessions: number;
  /** Sessions by how they ended; `deleted` counts those that no longer exist. */
  readonly statuses: Readonly<Partial<Record<string, number>>>;
  /** Events in the final logs. */
  readonly events: number;
  readonly clients: Readonly<Partial<Record<ClientKind, number>>>;
  readonly endings: Readonly<Partial<Record<Ending, number>>>;
  /** Requests for streams. */
  readonly connections: number;
  readonly cuts: number;
  readonly kills: number;
  readonly startKills: number;
  readonly restarts: number;
  readonly chemKills: number;
  readonly probes: number;
  readonly intrusions: number;
  /** How often the database was read directly. */
  readonly looks: number;
  /** Events that were received and checked against a log. */
  readonly checked: number;
  /** The longest time without progress, in milliseconds. */
  readonly longestSilenceMs: number;
}

export const NO_COUNTS: RoundCounts = {
  rounds: 0,
  sessions: 0,
  statuses: {},
  events: 0,
  clients: {},
  endings: {},
  connections: 0,
  cuts: 0,
  kills: 0,
  startKills: 0,
  restarts: 0,
  chemKills: 0,
  probes: 0,
  intrusions: 0,
  looks: 0,
  checked: 0,
  longestSilenceMs: 0,
};

/** Counts for one round. */
export function countRound(
  { sessions, found, histories, probes, intrusions }: RoundRecord,
  { server, proxy, crowd, database }: {
    readonly server: ServerUnderTest;
    readonly proxy: Proxy;
    readonly crowd: ClientCrowd;
    readonly database: DatabaseWatch;
  },
): RoundCounts {
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  return {
    rounds: 1,
    sessions: sessions.length,
    statuses: tally(sessions.map(({ sessionId }) => found.get(sessionId)?.facts.status ?? "deleted")),
    events: total([...found.values()].map(({ log }) => log.length)),
    clients: tally(histories.map(({ kind }) => kind)),
    endings: tally(histories.map(({ ending }) => ending)),
    connections: total(histories.map(({ connections }) => connections.length)),
    cuts: proxy.cuts,
    kills: server.kills,
    startKills: server.startKills,
    restarts: server.restarts,
    chemKills: server.chemKills,
    probes: probes.length,
    intrusions: intrusions.length,
    looks: database.looks,
    checked: total(histories.map(({ events }) => events.length)),
    longestSilenceMs: crowd.longestSilenceMs,
  };
}

/** The sum of two counts. */
export function addCounts(one: RoundCounts, other: RoundCounts): RoundCounts {
  return {
    rounds: one.rounds + other.rounds,
    sessions: one.sessions + other.sessions,
    statuses: addTallies(one.statuses, other.statuses),
    events: one.events + other.events,
    clients: addTallies(one.clients, other.clients),
    endings: addTallies(one.endings, other.endings),
    connections: one.connections + other.connections,
    cuts: one.cuts + other.cuts,
    kills: one.kills + other.kills,
    startKills: one.startKills + other.startKills,
    restarts: one.restarts + other.restarts,
    chemKills: one.chemKills + other.chemKills,
    probes: one.probes + other.probes,
    intrusions: one.intrusions + other.intrusions,
    looks: one.looks + other.looks,
    checked: one.checked + other.checked,
    longestSilenceMs: Math.max(one.longestSilenceMs, other.longestSilenceMs),
  };
}

/** The counts as a table of two columns. */
export function countsTable(counts: RoundCounts, violations: number): string {
  const kinds = CLIENT_KINDS.filter((kind) => counts.clients[kind] !== undefined);
  const rows: readonly (readonly [string, number | string])[] = [
    ["rounds", counts.rounds],
    ["sessions", `${counts.sessions} (${tallyText(counts.statuses)})`],
    ["events in their logs", counts.events],
    ["clients", Object.values(counts.clients).reduce((sum, count) => sum + count, 0)],
    ...kinds.map((kind) => [`  ${kind}`, counts.clients[kind] ?? 0] as const),
    ["  how they ended", tallyText(counts.endings)],
    ["connections", counts.connections],
    ["cut by the proxy", counts.cuts],
    ["kill -9 of the server", counts.kills],
    ["kill -9 during a start", counts.startKills],
    ["SIGTERM and restart", counts.restarts],
    ["kill -9 of a chemistry process", counts.chemKills],
    ["bad cursors asked for", counts.probes],
    ["asked without the right token", counts.intrusions],
    ["looks into the database", counts.looks],
    ["events checked", counts.checked],
    ["longest time without progress", `${(counts.longestSilenceMs / 1_000).toFixed(1)} s`],
    ["violations", violations],
  ];
  return rows.map(([name, value]) => {
    const text = typeof value === "number" ? value.toLocaleString("en") : value;
    return `${name.padEnd(32)}${text}\n`;
  }).join("");
}

function tally<Key extends string>(keys: readonly Key[]): Readonly<Record<Key, number>> {
  const counts = {} as Record<Key, number>;
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

function addTallies<Key extends string>(
  one: Readonly<Partial<Record<Key, number>>>,
  other: Readonly<Partial<Record<Key, number>>>,
): Readonly<Partial<Record<Key, number>>> {
  const sum: Partial<Record<Key, number>> = { ...one };
  for (const [key, count] of Object.entries(other) as [Key, number][]) sum[key] = (sum[key] ?? 0) + count;
  return sum;
}

function tallyText(counts: Readonly<Partial<Record<string, number>>>): string {
  return Object.entries(counts).map(([key, count]) => `${count} ${key}`).join(", ");
}
