/**
 * Sessions with their viewers, in its own process (Linux): `deno run -A session_viewers.ts JSON`, with the JSON of
 * `ViewersOptions`.
 *
 * Creates the sessions one after another and connects the viewers of each as soon as it exists; they read to the end and only
 * count. Prints a line of JSON (`ViewersReport`) when all streams have ended.
 */
import process from "node:process";
import { FrameReader, HEADROOM } from "../../load/sse_load_frames.ts";
import { closeSocket, connectAndSend, receive, SocketSet } from "../../load/sse_load_sockets.ts";

export interface ViewersOptions {
  readonly url: string;
  readonly sessions: number;
  readonly viewers: number;
  /** Reactions of each session: each starts at a different one of the file, and wraps around at its end. */
  readonly reactions: number;
  /** A file with one reaction per line. */
  readonly file: string;
}

export interface ViewersReport {
  /** From the first session to the end of the last stream. */
  readonly seconds: number;
  /** From a session's creation to its first event at a viewer, in milliseconds, by session. */
  readonly firstEvents: readonly number[];
  readonly events: number;
  /** What is wrong with the viewers' events; "" if all viewers of a session have the same events, each once and in order. */
  readonly flaw: string;
  /** CPU time of this process, in seconds. */
  readonly cpu: number;
}

interface Viewer {
  readonly session: number;
  readonly socket: number;
  readonly frames: FrameReader;
  head: string | null;
  ended: boolean;
}

const options: ViewersOptions = JSON.parse(Deno.args[0] ?? "");
const lines = (await Deno.readTextFile(options.file)).split("\n");
const buffer = new Uint8Array(HEADROOM + 256 * 1024);
const input = buffer.subarray(HEADROOM);
const sockets = new SocketSet();
const viewers: Viewer[] = [];
const createdAt: number[] = [];
const firstAt: number[] = [];
/** The least number of bytes of an event. */
const LEAST = 40;

async function createSession(session: number): Promise<string> {
  const start = Math.floor(session * lines.length / options.sessions);
  const text = Array.from({ length: options.reactions }, (_, index) => lines[(start + index) % lines.length]);
  const response = await fetch(`${options.url}/sessions`, {
    method: "POST",
    headers: { "Content-Type": "chemical/x-daylight-smiles" },
    body: text.join("\n"),
  });
  if (!response.ok) throw new Error(`The server refuses a session: ${await response.text()}`);
  const { session_id: id } = await response.json();
  return id;
}

function connect(session: number, id: string): void {
  const { host, port } = new URL(options.url);
  const request = new TextEncoder().encode(
    `GET /sessions/${id}/stream HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
  );
  for (let count = 0; count < options.viewers; count++) {
    const socket = connectAndSend(Number(port), request);
    const frames = new FrameReader({ chunked: true, least: LEAST });
    sockets.add(socket, viewers.length);
    viewers.push({ session, socket, frames, head: "", ended: false });
  }
}

function read(viewer: Viewer): void {
  const length = receive(viewer.socket, input);
  if (length < 0) return;
  if (length === 0) {
    viewer.ended = true;
    sockets.delete(viewer.socket);
    closeSocket(viewer.socket);
    return;
  }
  let start = HEADROOM;
  if (viewer.head !== null) {
    const before = viewer.head.length;
    viewer.head += new TextDecoder("latin1").decode(buffer.subarray(HEADROOM, HEADROOM + length));
    const end = viewer.head.indexOf("\r\n\r\n") + 4;
    if (end < 4) return;
    if (!viewer.head.startsWith("HTTP/1.1 200")) throw new Error(`The server answers ${viewer.head}`);
    start += end - before;
    viewer.head = null;
  }
  viewer.frames.read(buffer, start, HEADROOM + length);
  if (viewer.frames.events > 0) firstAt[viewer.session] ??= performance.now();
}

function readAll(waitMs: number): void {
  const count = sockets.wait(waitMs);
  for (let index = 0; index < count; index++) {
    const viewer = viewers[sockets.keyAt(index)];
    if (viewer !== undefined && !viewer.ended) read(viewer);
  }
}

function flaw(): string {
  const flaws = viewers.flatMap(({ session, frames }) => {
    const least = 2 + options.reactions;
    const faults = frames.gaps + frames.duplicates + frames.reordered;
    const others = viewers[session * options.viewers]?.frames.events;
    return faults > 0 || frames.events < least || frames.events !== others ? [session] : [];
  });
  return flaws.length === 0 ? "" : `${flaws.length} viewers miss events`;
}

const begin = performance.now();
for (let session = 0; session < options.sessions; session++) {
  const id = await createSession(session);
  createdAt.push(performance.now());
  connect(session, id);
  readAll(0);
}
while (viewers.some(({ ended }) => !ended)) readAll(50);
const { user, system } = process.cpuUsage();
const report: ViewersReport = {
  seconds: (performance.now() - begin) / 1_000,
  firstEvents: createdAt.map((time, session) => (firstAt[session] ?? NaN) - time),
  events: viewers.reduce((sum, { frames }) => sum + frames.events, 0),
  flaw: flaw(),
  cpu: (user + system) / 1e6,
};
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(report) + "\n"));
