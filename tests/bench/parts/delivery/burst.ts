/** A burst: events as fast as the server accepts them, to many clients at once. */
import { comparisonLine, missingLine } from "./lines.ts";
import { FRAME_BYTES, measure, millions, type Run, takeTurns, warningOf } from "./runs.ts";
import { type BenchLine, spreadOf } from "../../support/bench_line.ts";
import {
  AIOHTTP,
  bareC,
  bareNodeHttp,
  bareServe,
  BETTER_SSE,
  NCHAN,
  OURS,
  type PeerKind,
  STREAM_SSE_ON_NODE,
  STREAM_SSE_ON_SERVE,
} from "../../peers/peer_list.ts";
import type { PeerServer, PublishOrder } from "../../peers/peer_server.ts";

interface Size {
  readonly clients: number;
  /** See `LoadOptions`: longer where each client's events come more slowly. */
  readonly restMs: number;
  /** Target ratio of deliveries per second to Nchan's. */
  readonly atLeast: number;
  readonly peers: readonly PeerKind[];
}

const SIZES: readonly Size[] = [
  { clients: 100, restMs: 2, atLeast: 4, peers: [NCHAN] },
  {
    clients: 1_000,
    restMs: 10,
    atLeast: 6,
    peers: [
      NCHAN,
      ...BETTER_SSE,
      STREAM_SSE_ON_NODE,
      STREAM_SSE_ON_SERVE,
      AIOHTTP,
      bareServe(1),
      bareServe(16),
      bareNodeHttp(1),
      bareNodeHttp(16),
      bareC(1),
      bareC(16),
      bareC(200),
    ],
  },
  { clients: 5_000, restMs: 10, atLeast: 10, peers: [NCHAN] },
];
/** Target ratio of CPU time per delivery to Nchan's. */
const CPU_AT_MOST = 0.25;
/** Deliveries of the run that warms a server up; a server that finishes sooner gets more of them. */
const WARM_DELIVERIES = 50_000;
const WARM_SECONDS = 0.3;
const MORE = 16;
/** The intended length of a measured run: its number of events follows from the rate of the last warm-up run. */
const SECONDS = 2;

export async function burstLines(pairs: number): Promise<readonly BenchLine[]> {
  const lines: BenchLine[] = [];
  for (const size of SIZES) lines.push(...await linesOf(size, pairs));
  return lines;
}

async function linesOf(size: Size, pairs: number): Promise<readonly BenchLine[]> {
  await using servers = new AsyncDisposableStack();
  const contenders = [];
  const missing: BenchLine[] = [];
  const subject = `burst to ${size.clients.toLocaleString("en")} clients`;
  for (const kind of [OURS, ...size.peers]) {
    const server = await kind.start();
    if (server === null) missing.push(missingLine(subject, kind.name, kind.install));
    else contenders.push(await warmedUp(servers.use(server), size));
  }
  const runs = await takeTurns(contenders, pairs);
  const ours = runs.get(OURS.name) ?? [];
  const lines = size.peers.flatMap(({ name }) => {
    const theirs = runs.get(name);
    if (theirs === undefined) return [];
    return name === NCHAN.name
      ? targetLines(subject, size, ours, theirs)
      : [besideLine(subject, name, ours, theirs)];
  });
  return [...lines, ...missing];
}

function targetLines(
  subject: string,
  { atLeast }: Size,
  ours: readonly Run[],
  theirs: readonly Run[],
): readonly BenchLine[] {
  const shared = { peer: NCHAN.name, warnings: [warningOf(ours), warningOf(theirs)] as const };
  return [
    comparisonLine({
      ...shared,
      measure: `${subject}: deliveries per second`,
      ours: ours.map(({ rate }) => rate),
      theirs: theirs.map(({ rate }) => rate),
      text: millions,
      target: { atLeast },
    }),
    comparisonLine({
      ...shared,
      measure: `${subject}: CPU of the server per delivery`,
      ours: ours.map(cpuEach),
      theirs: theirs.map(cpuEach),
      text: micros,
      target: { atMost: CPU_AT_MOST },
    }),
  ];
}

/** Both figures at once, and the ratio of the first. */
function besideLine(subject: string, peer: string, ours: readonly Run[], theirs: readonly Run[]): BenchLine {
  const cpu = (runs: readonly Run[]) => ` (${micros(spreadOf(runs.map(cpuEach)).median)})${warningOf(runs)}`;
  return comparisonLine({
    measure: `${subject}: deliveries per second (CPU each)`,
    peer,
    ours: ours.map(({ rate }) => rate),
    theirs: theirs.map(({ rate }) => rate),
    text: millions,
    warnings: [cpu(ours), cpu(theirs)],
  });
}

function micros(value: number): string {
  return `${value.toFixed(2)} µs`;
}

function cpuEach({ cpu, report }: Run): number {
  return cpu * 1e6 / report.deliveries;
}

async function warmedUp(server: PeerServer, { clients, restMs }: Size) {
  const load = { readers: clients, restMs };
  const order = (events: number): PublishOrder => ({
    events: Math.max(16, Math.ceil(events)),
    frameBytes: FRAME_BYTES,
    rate: 0,
  });
  let warm = await measure(server, order(WARM_DELIVERIES / clients), load);
  if (warm.seconds < WARM_SECONDS) {
    warm = await measure(server, order(MORE * WARM_DELIVERIES / clients), load);
  }
  return {
    name: server.name,
    measure: () => measure(server, order(warm.rate * SECONDS / clients), load),
  };
}
