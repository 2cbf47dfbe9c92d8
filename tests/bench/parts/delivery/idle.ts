/** Idle clients: the memory that one costs while nothing happens. */
import { delay } from "@std/async";
import { FRAME_BYTES, leastOf, note, takeTurns } from "./runs.ts";
import { type BenchLine, ratiosOf, spreadOf } from "../../support/bench_line.ts";
import { missingLine, ratioText } from "./lines.ts";
import { OURS, type PeerKind, STREAM_SSE_ON_NODE_HTTP, STREAM_SSE_ON_SERVE } from "../../peers/peer_list.ts";
import type { PeerServer } from "../../peers/peer_server.ts";
import { residentKibOf } from "../../support/processes.ts";
import { LoadClient } from "../../load/sse_load_client.ts";

const CLIENTS = 10_000;
/** Clients that connect and leave beforehand, so that a server's one-off memory is not counted. */
const WARM_CLIENTS = 500;
/** Memory is read after this much idle time, in milliseconds. */
const SETTLE_MS = 5_000;
/** Memory hardly varies between runs. */
const MOST_ROUNDS = 3;
const KIB_AT_MOST = 40;
const PEERS = [STREAM_SSE_ON_SERVE, STREAM_SSE_ON_NODE_HTTP];

export async function idleLines(pairs: number): Promise<readonly BenchLine[]> {
  const measure = `idle client, ${CLIENTS.toLocaleString("en")} connected: resident memory each`;
  const missing: BenchLine[] = [];
  const contenders = [];
  for (const kind of [OURS, ...PEERS]) {
    const server = await kind.start();
    if (server === null) missing.push(missingLine(measure, kind.name, kind.install));
    else contenders.push({ name: kind.name, measure: () => measureIdle(kind) });
    await server?.[Symbol.asyncDispose]();
  }
  const kib = await takeTurns(contenders, Math.min(pairs, MOST_ROUNDS));
  const ours = kib.get(OURS.name) ?? [];
  const text = (values: readonly number[]) => `${spreadOf(values).median.toFixed(1)} KiB`;
  const lines = PEERS.flatMap(({ name }, index) => {
    const theirs = kib.get(name);
    if (theirs === undefined) return [];
    return [{
      measure,
      ours: text(ours),
      peer: `${name} ${text(theirs)}`,
      ratio: ratioText(ratiosOf(ours, theirs)),
      target: index === 0 ? `≤ ${KIB_AT_MOST} KiB` : "",
      met: index === 0 ? spreadOf(ours).median <= KIB_AT_MOST : null,
    }];
  });
  return [...lines, ...missing];
}

async function measureIdle(kind: PeerKind): Promise<number> {
  await using server = await kind.start();
  if (server === null) throw new Error(`${kind.name} does not start again`);
  await using stream = await server.stream({ events: 1, frameBytes: FRAME_BYTES, rate: 0 });
  await settledWith(server, stream.url, WARM_CLIENTS);
  await delay(SETTLE_MS);
  const before = await residentKibOf(server.pid);
  const kib = (await settledWith(server, stream.url, CLIENTS) - before) / CLIENTS;
  note(`${kind.name.padEnd(30)} ${kib.toFixed(1)} KiB each, ${(before / 1_024).toFixed(0)} MiB without them`);
  return kib;
}

/** Resident memory with this many clients, in KiB. */
async function settledWith(server: PeerServer, url: string, clients: number): Promise<number> {
  await using _clients = await LoadClient.connect({
    url,
    readers: 0,
    stalled: clients,
    least: leastOf(FRAME_BYTES),
  });
  await delay(SETTLE_MS);
  return await residentKibOf(server.pid);
}
