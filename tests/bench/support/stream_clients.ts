/**
 * Many clients of one stream, as a process of its own: `deno run -A stream_clients.ts URL READERS STALLED`.
 *
 * Readers read until their stream ends; a few of them, the probes, look at every event. Stalled ones read the head of the answer
 * and then nothing. Prints a line of JSON (`ClientsReady`) when all have their answer's head, and another (`ClientsReport`) when
 * all readers have come to an end. Stays connected with the stalled ones until standard input ends.
 */
import process from "node:process";

const [address = "", readerCount = "0", stalledCount = "0"] = Deno.args;
const PROBES = 10;
const url = new URL(address);
const request = new TextEncoder().encode(
  `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nAccept: text/event-stream\r\n\r\n`,
);

export interface ClientsReady {
  readonly connected: number;
}

export interface PhaseReport {
  readonly events: number;
  /** From the agent to a probe, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Between the first event that a probe got and the last one, in seconds. */
  readonly seconds: number;
}

export interface ClientsReport {
  /** The number of the last event, the same for all readers, or NaN. */
  readonly lastId: number;
  /** Whether every probe got every number once and in order. */
  readonly inOrder: boolean;
  readonly bytes: number;
  /** Share of one core that this process took while the events came. */
  readonly cpu: number;
  readonly phases: readonly PhaseReport[];
}

const decoder = new TextDecoder();

function print(report: ClientsReady | ClientsReport): void {
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(report) + "\n"));
}

async function open(): Promise<Deno.TcpConn> {
  const connection = await Deno.connect({ hostname: url.hostname, port: Number(url.port) });
  await connection.write(request);
  const buffer = new Uint8Array(1_024);
  const length = await connection.read(buffer) ?? 0;
  const head = decoder.decode(buffer.subarray(0, length));
  if (!head.startsWith("HTTP/1.1 200 ")) throw new Error(`The server answers ${head.slice(0, 200)}`);
  return connection;
}

/** What the probes have seen: latencies and times of arrival by phase. */
const seen: { latencies: number[]; first: number; last: number }[] = [];
let bytes = 0;
let inOrder = true;

/** Looks at every event of a text without its last, perhaps unfinished one, which it returns. */
function probe(text: string, now: number, place: { id: number }): string {
  const blocks = text.split("\n\n");
  const rest = blocks.pop() ?? "";
  for (const block of blocks) {
    const at = block.indexOf("id: ");
    if (at === -1) continue;
    const id = parseInt(block.slice(at + "id: ".length));
    inOrder &&= id === place.id + 1;
    place.id = id;
    const [, phase, t] = /"phase":(\d+),"t":([\d.]+)/.exec(block) ?? [];
    if (phase === undefined) continue;
    const of = seen[Number(phase)] ??= { latencies: [], first: now, last: now };
    of.latencies.push(now - Number(t));
    of.last = Math.max(of.last, now);
  }
  return rest;
}

/** Reads to the end; returns the number of the last event. */
async function read(connection: Deno.TcpConn, isProbe: boolean): Promise<number> {
  const buffer = new Uint8Array(128 * 1_024);
  const place = { id: 0 };
  let rest = "";
  let tail = "";
  for (;;) {
    const length = await connection.read(buffer);
    if (length === null) break;
    bytes += length;
    const taken = buffer.subarray(0, length);
    // Chunk sizes of the transfer coding stand in lines of their own between events, where they hurt nobody.
    if (isProbe) {
      const text = (rest + decoder.decode(taken)).replaceAll("\r\n", "\n\n");
      rest = probe(text, performance.timeOrigin + performance.now(), place);
    }
    tail = (tail + decoder.decode(taken.subarray(-200))).slice(-400);
    if (tail.includes('"_type":"completion"')) break;
  }
  connection.close();
  return Number(/id: (\d+)\ndata: \{"_type":"completion"/.exec(tail)?.[1] ?? NaN);
}

function quantile(values: number[], share: number): number {
  return values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? NaN;
}

/** In seconds. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const stalled: Deno.TcpConn[] = [];
const readers: Deno.TcpConn[] = [];
for (let index = 0; index < Number(stalledCount); index++) stalled.push(await open());
for (let index = 0; index < Number(readerCount); index++) readers.push(await open());
print({ connected: stalled.length + readers.length });
const cpu = cpuTime();
const start = performance.now();
if (readers.length > 0) {
  const lastIds = new Set(await Promise.all(readers.map((reader, index) => read(reader, index < PROBES))));
  const [lastId = NaN] = lastIds;
  print({
    lastId: lastIds.size === 1 ? lastId : NaN,
    inOrder,
    bytes,
    cpu: (cpuTime() - cpu) / ((performance.now() - start) / 1_000),
    phases: seen.map(({ latencies, first, last }) => ({
      events: latencies.length / Math.min(PROBES, readers.length),
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
      seconds: (last - first) / 1_000,
    })),
  });
}
for await (const _ of Deno.stdin.readable);
for (const connection of stalled) connection.close();
