/** A steady pace: a hundred events per second to a thousand clients, as in a running session, and half of that. */
import { comparisonLine, missingLine } from "./lines.ts";
import { FRAME_BYTES, measure, type Run, takeTurns } from "./runs.ts";
import type { BenchLine } from "../../support/bench_line.ts";
import { bareNodeHttp, bareServe, NCHAN, OURS } from "../../peers/peer_list.ts";
import { type OurServer, startOurs } from "../../peers/peer_ours.ts";
import type { PeerServer, PublishOrder } from "../../peers/peer_server.ts";
import { sinceCommit } from "./since_commit.ts";

const CLIENTS = 1_000;
/** At the first pace a core may be saturated, whatever the server; at the second it is not. */
const RATES = [100, 50] as const;
const SECONDS = 3;
const WARM_UP = { events: 100, frameBytes: FRAME_BYTES, rate: RATES[0] } as const;
const LOAD = { readers: CLIENTS, sampled: 50 } as const;
const LATE = 1.1;
const PEERS = [NCHAN, bareServe(1), bareNodeHttp(1)];

type Rate = typeof RATES[number];

interface PacedRun extends Run {
  /** From when the server has committed an event until it arrives, in milliseconds; for peers, from when it was published. */
  readonly p50: number;
  readonly p99: number;
}

export async function pacedLines(pairs: number): Promise<readonly BenchLine[]> {
  await using servers = new AsyncDisposableStack();
  const ours = servers.use(await startOurs());
  const contenders = [{ name: OURS.name, measure: (rate: Rate) => measureOurs(ours, rate) }];
  await measure(ours, WARM_UP, LOAD);
  const lines: BenchLine[] = [];
  for (const kind of PEERS) {
    const server = await kind.start();
    if (server === null) {
      lines.push(missingLine(subjectOf(RATES[0]), kind.name, kind.install));
      continue;
    }
    await measure(servers.use(server), WARM_UP, LOAD);
    contenders.push({ name: kind.name, measure: (rate) => measurePeer(server, rate) });
  }
  for (const rate of RATES) {
    // The runtime alone shows the limit at the first pace; it need not do so twice.
    const some = contenders.filter(({ name }) =>
      rate === RATES[0] || name === OURS.name || name === NCHAN.name
    );
    const runs = await takeTurns(
      some.map(({ name, measure }) => ({ name, measure: () => measure(rate) })),
      pairs,
    );
    for (const { name } of PEERS) {
      const theirs = runs.get(name);
      if (theirs !== undefined) lines.push(...linesAgainst(name, rate, runs.get(OURS.name) ?? [], theirs));
    }
  }
  return lines;
}

function subjectOf(rate: Rate): string {
  return `${rate} events/s to ${CLIENTS.toLocaleString("en")} clients`;
}

function linesAgainst(
  peer: string,
  rate: Rate,
  ours: readonly PacedRun[],
  theirs: readonly PacedRun[],
): readonly BenchLine[] {
  const isNchan = peer === NCHAN.name;
  // Where Nchan's figure cannot be reached, the lowest figure possible on the runtime takes its place.
  const atMost = isNchan ? 1 : 1.3;
  const line = (
    measure: string,
    figure: (run: PacedRun) => number,
    text: (value: number) => string,
    most: number,
  ) =>
    comparisonLine({
      measure: `${subjectOf(rate)}: ${measure}`,
      peer,
      ours: ours.map(figure),
      theirs: theirs.map(figure),
      text,
      // The second pace is shown for comparison.
      ...rate === RATES[0] ? { target: { atMost: most } } : {},
      warnings: [behind(ours), behind(theirs)],
    });
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  return [
    line("CPU of the server", cpuShare, (value) => `${value.toFixed(0)} %`, atMost),
    line("commit to client, p50", ({ p50 }) => p50, ms, atMost),
    line("commit to client, p99", ({ p99 }) => p99, ms, isNchan ? 1.2 : 1.3),
  ];
}

/** Whether most runs took longer than their pace allows. */
function behind(runs: readonly PacedRun[]): string {
  const late = runs.filter(({ seconds }) => seconds > LATE * SECONDS).length;
  return late * 2 > runs.length ? " (behind the pace)" : "";
}

/** Share of a core at the requested pace, even if the server fell behind it. */
function cpuShare({ cpu }: PacedRun): number {
  return cpu * 100 / SECONDS;
}

function orderAt(rate: Rate): PublishOrder {
  return { events: SECONDS * rate, frameBytes: FRAME_BYTES, rate };
}

async function measurePeer(server: PeerServer, rate: Rate): Promise<PacedRun> {
  const run = await measure(server, orderAt(rate), LOAD);
  return { ...run, p50: run.report.p50 ?? NaN, p99: run.report.p99 ?? NaN };
}

async function measureOurs(server: OurServer, rate: Rate): Promise<PacedRun> {
  const run = await measure(server, orderAt(rate), { ...LOAD, arrivals: true });
  return { ...run, ...await sinceCommit(server, run.report) };
}
