/**
 * Many clients of one stream, as a process of its own (Linux): `deno run -A sse_load.ts JSON`, with the JSON of `LoadOptions`.
 *
 * Prints a line of JSON (`LoadReady`) when every client has the head of its answer, and another (`LoadReport`) when all readers
 * are done. Stays connected until its standard input ends.
 */
import process from "node:process";
import { FrameReader, HEADROOM } from "./sse_load_frames.ts";
import { type LoadOptions, type LoadReady, type LoadReport, quantile } from "./sse_load_report.ts";
import { closeSocket, connectAndSend, receive, sleep, SocketSet } from "./sse_load_sockets.ts";

const options: LoadOptions = JSON.parse(Deno.args[0] ?? "");
const { readers, stalled = 0, events = Infinity, sources, restMs = 0, quietMs = 10_000 } = options;
const sampled = options.sampled ?? Math.min(20, Math.ceil(readers / 20));
/** Connections awaiting an answer at a time: fewer than a server's backlog accepts. */
const HANDSHAKES = 128;
const READ_BYTES = 256 * 1024;

interface Client {
  readonly socket: number;
  readonly stalled: boolean;
  readonly sampled: boolean;
  /** Null until the head of the answer has arrived. */
  frames: FrameReader | null;
  head: string;
  done: boolean;
}

const url = new URL(options.url);
const request = new TextEncoder().encode(
  `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nAccept: text/event-stream\r\n` +
    (options.lastEventId === undefined ? "" : `Last-Event-ID: ${options.lastEventId}\r\n`) + "\r\n",
);
const buffer = new Uint8Array(HEADROOM + READ_BYTES);
const input = buffer.subarray(HEADROOM);
const sockets = new SocketSet();
const clients: Client[] = [];
const latencies: number[] = [];
const arrivals: [number, number][] = [];
let shaking = 0;
let reading = readers;
let deliveries = 0;
let bytes = 0;
/** Times since the start of the process, in milliseconds; CPU time in seconds. */
let [startedAt, firstAt, lastAt, arrivedAt] = [NaN, NaN, NaN, NaN];
let [firstCpu, lastCpu] = [NaN, NaN];

function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function open(): void {
  const index = clients.length;
  const isStalled = index < stalled;
  const reader = index - stalled;
  const every = Math.max(1, readers / sampled);
  const source = sources === undefined ? 1 : 2 + index % sources;
  const socket = connectAndSend(Number(url.port), request, source);
  clients.push({
    socket,
    stalled: isStalled,
    sampled: !isStalled && Math.floor(reader / every) !== Math.floor((reader - 1) / every),
    frames: null,
    head: "",
    done: false,
  });
  sockets.add(socket, index);
  shaking++;
}

function sample(number: number, sentAt: number): void {
  latencies.push(arrivedAt - sentAt);
  if (options.arrivals) arrivals.push([number, arrivedAt]);
}

function finish(client: Client): void {
  client.done = true;
  sockets.delete(client.socket);
  if (!client.stalled) reading--;
}

/** Where the body begins in `buffer`; 0 if the head is not complete yet. */
function readHead(client: Client, end: number): number {
  const before = client.head.length;
  client.head += new TextDecoder("latin1").decode(buffer.subarray(HEADROOM, end));
  const length = client.head.indexOf("\r\n\r\n") + 4;
  if (length < 4) return 0;
  const head = client.head.slice(0, length);
  if (!head.startsWith("HTTP/1.1 200")) throw new Error(`The server answers ${head}`);
  client.head = "";
  client.frames = new FrameReader({
    chunked: /^transfer-encoding: *chunked\r$/im.test(head),
    least: options.least,
  });
  shaking--;
  return HEADROOM + length - before;
}

function read(client: Client): void {
  const length = receive(client.socket, input);
  if (length < 0) return;
  if (length === 0) {
    if (client.frames === null) throw new Error("The server closed a connection before it answered");
    return finish(client);
  }
  bytes += length;
  const end = HEADROOM + length;
  const start = client.frames === null ? readHead(client, end) : HEADROOM;
  const { frames } = client;
  if (frames === null) return;
  if (client.stalled) return finish(client);
  if (start === end) return;
  const before = frames.events;
  const now = performance.now();
  arrivedAt = performance.timeOrigin + now;
  frames.read(buffer, start, end, client.sampled ? sample : undefined);
  if (frames.events === before) return;
  if (deliveries === 0) {
    firstAt = now;
    firstCpu = cpuTime();
  }
  lastAt = now;
  deliveries += frames.events - before;
  if (frames.events >= events) finish(client);
}

function print(line: LoadReady | LoadReport): void {
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(line) + "\n"));
}

function report(): LoadReport {
  const frames = clients.flatMap((client) => client.stalled || client.frames === null ? [] : [client.frames]);
  const sum = (field: "gaps" | "duplicates" | "reordered" | "unnumbered") =>
    frames.reduce((total, each) => total + each[field], 0);
  const most = Math.max(...frames.map((each) => each.events));
  const sorted = latencies.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const seconds = (lastAt - firstAt) / 1_000;
  return {
    deliveries,
    seconds,
    rate: deliveries / seconds,
    startedAt: performance.timeOrigin + startedAt,
    lastAt: performance.timeOrigin + lastAt,
    incomplete: frames.filter((each) => each.events < Math.min(most, events)).length,
    gaps: sum("gaps"),
    duplicates: sum("duplicates"),
    reordered: sum("reordered"),
    unnumbered: sum("unnumbered"),
    bytes,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    max: sorted.at(-1) ?? NaN,
    cpu: (lastCpu - firstCpu) / seconds,
    ...(options.arrivals && { arrivals }),
  };
}

startedAt = performance.now();
const total = stalled + readers;
let isReady = false;
while (!isReady || reading > 0) {
  while (clients.length < total && shaking < HANDSHAKES) open();
  const count = sockets.wait(50);
  for (let index = 0; index < count; index++) {
    const client = clients[sockets.keyAt(index)];
    if (client !== undefined && !client.done) read(client);
  }
  if (!isReady && clients.length === total && shaking === 0) {
    isReady = true;
    print({ connected: total, seconds: (performance.now() - startedAt) / 1_000 });
  }
  if (performance.now() - lastAt > quietMs) break;
  if (isReady && restMs > 0) sleep(restMs);
}
lastCpu = cpuTime();
if (readers > 0) print(report());
for await (const _ of Deno.stdin.readable);
for (const { socket } of clients) closeSocket(socket);
