/** A steady pace: a hundred events a second to a thousand clients, as a running session has them. */
import { comparisonLine, missingLine } from "./delivery_lines.ts";
import { FRAME_BYTES, measure, type Run, takeTurns } from "./delivery_runs.ts";
import type { BenchLine } from "./support/bench_line.ts";
import { bareNodeHttp, bareServe, NCHAN, OURS } from "./support/peer_list.ts";
import { type OurServer, startOurs } from "./support/peer_ours.ts";
import type { PeerServer } from "./support/peer_server.ts";
import { sinceCommit } from "./support/since_commit.ts";

const CLIENTS = 1_000;
const ORDER = { events: 300, frameBytes: FRAME_BYTES, rate: 100 } as const;
const WARM_UP = { ...ORDER, events: 100 } as const;
const LOAD = { readers: CLIENTS, sampled: 50 } as const;
const LATE = 1.1;
const PEERS = [NCHAN, bareServe(1), bareNodeHttp(1)];

interface PacedRun extends Run {
  /** From when the server has an event for good until it arrives, in milliseconds: of peers, from when it was published. */
  readonly p50: number;
  readonly p99: number;
}

export async function pacedLines(pairs: number): Promise<readonly BenchLine[]> {
  await using servers = new AsyncDisposableStack();
  const ours = servers.use(await startOurs());
  const contenders = [{ name: OURS.name, measure: () => measureOurs(ours) }];
  await measure(ours, WARM_UP, LOAD);
  const lines: BenchLine[] = [];
  const subject = `${ORDER.rate} events/s to ${CLIENTS.toLocaleString("en")} clients`;
  for (const kind of PEERS) {
    const server = await kind.start();
    if (server === null) {
      lines.push(missingLine(subject, kind.name, kind.install));
      continue;
    }
    await measure(servers.use(server), WARM_UP, LOAD);
    contenders.push({ name: kind.name, measure: () => measurePeer(server) });
  }
  const runs = await takeTurns(contenders, pairs);
  for (const { name } of PEERS) {
    const theirs = runs.get(name);
    if (theirs !== undefined) lines.push(...linesAgainst(name, subject, runs.get(OURS.name) ?? [], theirs));
  }
  return lines;
}

function linesAgainst(
  peer: string,
  subject: string,
  ours: readonly PacedRun[],
  theirs: readonly PacedRun[],
): readonly BenchLine[] {
  const isNchan = peer === NCHAN.name;
  // What no program on the runtime can go below stands in for Nchan where that cannot be reached.
  const atMost = isNchan ? 1 : 1.3;
  const line = (
    measure: string,
    figure: (run: PacedRun) => number,
    text: (value: number) => string,
    most: number,
  ) =>
    comparisonLine({
      measure: `${subject}: ${measure}`,
      peer,
      ours: ours.map(figure),
      theirs: theirs.map(figure),
      text,
      target: { atMost: most },
      warnings: [behind(ours), behind(theirs)],
    });
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  return [
    line("CPU of the server", cpuShare, (value) => `${value.toFixed(0)} %`, atMost),
    line("commit to client, p50", ({ p50 }) => p50, ms, atMost),
    line("commit to client, p99", ({ p99 }) => p99, ms, isNchan ? 1.2 : 1.3),
  ];
}

/** Whether most runs took longer than their pace asks for. */
function behind(runs: readonly PacedRun[]): string {
  const late = runs.filter(({ seconds }) => seconds > LATE * ORDER.events / ORDER.rate).length;
  return late * 2 > runs.length ? " (behind the pace)" : "";
}

/** Of a core at the pace that was asked for, also if the server fell behind it. */
function cpuShare({ cpu }: PacedRun): number {
  return cpu * 100 / (ORDER.events / ORDER.rate);
}

async function measurePeer(server: PeerServer): Promise<PacedRun> {
  const run = await measure(server, ORDER, LOAD);
  return { ...run, p50: run.report.p50 ?? NaN, p99: run.report.p99 ?? NaN };
}

async function measureOurs(server: OurServer): Promise<PacedRun> {
  const run = await measure(server, ORDER, { ...LOAD, arrivals: true });
  return { ...run, ...await sinceCommit(server, run.report) };
}
