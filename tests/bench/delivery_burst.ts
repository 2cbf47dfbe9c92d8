/** A burst: events as fast as the server takes them, to many clients at once. */
import { comparisonLine, missingLine } from "./delivery_lines.ts";
import { FRAME_BYTES, measure, millions, type Run, takeTurns, warningOf } from "./delivery_runs.ts";
import type { BenchLine } from "./support/bench_line.ts";
import {
  AIOHTTP,
  bareNodeHttp,
  bareServe,
  BETTER_SSE,
  limit,
  NCHAN,
  OURS,
  type PeerKind,
  STREAM_SSE_ON_NODE,
  STREAM_SSE_ON_SERVE,
} from "./support/peer_list.ts";
import type { PeerServer, PublishOrder } from "./support/peer_server.ts";

interface Size {
  readonly clients: number;
  /** See `LoadOptions`: longer where each client's events come more slowly. */
  readonly restMs: number;
  /** Of deliveries per second, over Nchan. */
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
      limit(1),
      limit(16),
    ],
  },
  { clients: 5_000, restMs: 10, atLeast: 10, peers: [NCHAN] },
];
/** Of CPU time per delivery, over Nchan. */
const CPU_AT_MOST = 0.25;
/** Deliveries of the run that warms a server up and shows how many events make the wanted time. */
const WARM_DELIVERIES = 200_000;
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
    const shared = { peer: name, warnings: [warningOf(ours), warningOf(theirs)] as const };
    const isNchan = name === NCHAN.name;
    return [
      comparisonLine({
        ...shared,
        measure: `${subject}: deliveries per second`,
        ours: ours.map(({ rate }) => rate),
        theirs: theirs.map(({ rate }) => rate),
        text: millions,
        ...(isNchan && { target: { atLeast: size.atLeast } }),
      }),
      comparisonLine({
        ...shared,
        measure: `${subject}: CPU of the server per delivery`,
        ours: ours.map(cpuEach),
        theirs: theirs.map(cpuEach),
        text: (value) => `${value.toFixed(2)} µs`,
        ...(isNchan && { target: { atMost: CPU_AT_MOST } }),
      }),
    ];
  });
  return [...lines, ...missing];
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
  const { rate } = await measure(server, order(WARM_DELIVERIES / clients), load);
  return {
    name: server.name,
    measure: () => measure(server, order(rate * SECONDS / clients), load),
  };
}
