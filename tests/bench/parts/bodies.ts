/**
 * Sends large and hostile bodies to a server and prints the cost of each: `deno task bench bodies [CASE...]`.
 *
 * Each case has its own server in its own process. `hold` is the longest time that its event loop was held
 * (a timer of one millisecond; the part of it on a core, Linux), `peak` its most resident memory (VmHWM) beyond what it had
 * before, `answer` the bytes of the longest answer, and `others` the longest time that another client's read took meanwhile.
 * Bodies that create a session are watched until its reactions are found.
 */
import { deadline, delay } from "@std/async";
import { readServeConfig } from "../../../src/config/read_config.ts";
import { startService } from "../../../src/cli/serve.ts";
import { watchLoop } from "./event_loop/loop_watch.ts";

const MIB = 1024 * 1024;
const LARGE = 31.9 * MIB;
const PATIENCE_MS = 240_000;
const encoder = new TextEncoder();
const REACTION = "CC(=O)O.OCCc1ccccc1>>CC(=O)OCCc1ccccc1";

type Bytes = Uint8Array<ArrayBuffer>;
type Send = (url: string) => Promise<readonly Answer[]>;

interface Answer {
  readonly status: number;
  readonly bytes: number;
  readonly text: string;
}

function filled(bytes: number, unit: string, before = "", after = ""): Bytes {
  const count = Math.floor((bytes - before.length - after.length) / unit.length);
  return encoder.encode(before + unit.repeat(count) + after);
}

function numbered(bytes: number, entry: (n: number) => string): string {
  const parts: string[] = [];
  let length = 0;
  for (let n = 0; length < bytes; n++) {
    const part = entry(n);
    parts.push(part);
    length += part.length;
  }
  return parts.join("");
}

async function gzip(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(
    await new Response(ReadableStream.from([bytes]).pipeThrough(new CompressionStream("gzip"))).arrayBuffer(),
  );
}

/** A length-prefixed protobuf: a field of the Open Reaction Database. */
function field(number: number, content: Bytes): Bytes {
  const head = [number << 3 | 2];
  let left = content.length;
  for (; left > 127; left >>>= 7) head.push(left & 127 | 128);
  return Uint8Array.from([...head, left, ...content]);
}

function protobuf(bytes: number): Bytes {
  const identifier = Uint8Array.from([0x08, 0x02, ...field(2, encoder.encode(REACTION))]);
  const reaction = field(3, field(1, identifier));
  const all = new Uint8Array(Math.floor(bytes / reaction.length) * reaction.length);
  for (let at = 0; at < all.length; at += reaction.length) all.set(reaction, at);
  return all;
}

function post(type: string, body: Bytes, headers: Record<string, string> = {}): Send {
  return async (url) => {
    const response = await fetch(`${url}/sessions`, {
      method: "POST",
      headers: { "Content-Type": type, ...headers },
      body,
    });
    const text = await response.text();
    return [{ status: response.status, bytes: text.length, text }];
  };
}

const json = (body: Bytes) => post("application/json", body);

function several(count: number, send: Send): Send {
  const unanswered: Answer = { status: 0, bytes: 0, text: "" };
  return async (url) =>
    (await Promise.all(Array.from({ length: count }, () => send(url).catch(() => [unanswered])))).flat();
}

/** Chunked bodies that never end: `bytes` of each arrive. */
function held(count: number, bytes: number): Send {
  return async (url) => {
    const { hostname, port } = new URL(url);
    const chunk = encoder.encode(`100000\r\n${"C".repeat(MIB)}\r\n`);
    const head = `POST /sessions HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: text/plain\r\n` +
      "Transfer-Encoding: chunked\r\n\r\n";
    const connections = await Promise.all(Array.from({ length: count }, async () => {
      const connection = await Deno.connect({ hostname, port: Number(port) });
      await connection.write(encoder.encode(head));
      const writing = (async () => {
        const writer = connection.writable.getWriter();
        for (let sent = 0; sent < bytes; sent += MIB) await writer.write(chunk);
      })().catch(() => {});
      return { connection, writing };
    }));
    await Promise.race([Promise.all(connections.map(({ writing }) => writing)), delay(20_000)]);
    await delay(1_000);
    const answers = await Promise.all(connections.map(async ({ connection }) => {
      const answer = new Uint8Array(4_096);
      const count = await Promise.race([connection.read(answer).catch(() => 0), delay(100).then(() => 0)]) ??
        0;
      connection.close();
      const text = new TextDecoder().decode(answer.subarray(0, count));
      return { status: Number(text.split(" ")[1] ?? 0), bytes: count, text: text.split("\r\n\r\n")[1] ?? "" };
    }));
    return answers;
  };
}

function multipart(parts: string): Send {
  return post("multipart/form-data; boundary=x", encoder.encode(`${parts}--x--\r\n`));
}

const CASES: Readonly<Record<string, () => Send | Promise<Send>>> = {
  "zeros 1 MiB": () => json(filled(MIB, "0,", '{"reactions":[', "0]}")),
  "zeros": () => json(filled(LARGE, "0,", '{"reactions":[', "0]}")),
  "zeros 8 MiB": () => json(filled(7.9 * MIB, "0,", '{"reactions":[', "0]}")),
  "deep arrays": () => json(filled(7.9 * MIB, "[")),
  "deep arrays 32": () => json(filled(LARGE, "[")),
  "deep objects": () => json(filled(7.9 * MIB, '{"a":')),
  "empty strings": () => json(filled(7.9 * MIB, '"",', '{"reactions":[', '""]}')),
  "empty strings 32": () => json(filled(LARGE, '"",', '{"reactions":[', '""]}')),
  "escapes": () => json(filled(7.9 * MIB, "\\u0043", '{"reactions":["', '"]}')),
  "good reactions": () => json(filled(7.9 * MIB, '"C>>C",', '{"reactions":[', '"C>>C"]}')),
  "good reactions 32": () => json(filled(LARGE, '"C>>C",', '{"reactions":[', '"C>>C"]}')),
  "keys": () => json(encoder.encode(`{${numbered(7.8 * MIB, (n) => `"k${n}":1,`)}"z":1}`)),
  "keys 32": () => json(encoder.encode(`{${numbered(31 * MIB, (n) => `"k${n}":1,`)}"z":1}`)),
  "numbers": () => json(filled(7.9 * MIB, "1.5e3,", '{"title":[', "0]}")),
  "one long key": () => json(filled(7.9 * MIB, "k", '{"', '":1}')),
  "query in JSON": () => json(filled(7.9 * MIB, `${REACTION}\\n`, '{"query":"', '"}')),
  "tiny parts": () =>
    multipart('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'.repeat(130_000)),
  "part headers": () => multipart(`--x\r\n${"A: b\r\n".repeat(1_300_000)}\r\n\r\n`),
  "file in a form": () =>
    post(
      "multipart/form-data; boundary=x",
      filled(
        LARGE,
        `${REACTION}\n`,
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a.smi"\r\n\r\n',
        "\r\n--x--\r\n",
      ),
    ),
  "text": () => post("text/plain", filled(LARGE, `${REACTION}\n`)),
  "text beyond Latin-1": () => post("text/plain", filled(LARGE, `${REACTION} α\n`)),
  "text Windows-1252": () =>
    post("text/plain", filled(LARGE, `${REACTION} x\n`).map((b) => b === 120 ? 0xe4 : b)),
  "blanks": () => post("text/plain", filled(LARGE, " ")),
  "smiles, with a key": () =>
    post("chemical/x-daylight-smiles", filled(LARGE, `${REACTION}\n`), { "Idempotency-Key": "one" }),
  "csv": () => post("text/csv", filled(LARGE, `1,${REACTION}\n`, "id,rxn\n")),
  "gzip": async () => post("application/gzip", await gzip(filled(LARGE, `${REACTION}\n`))),
  "protobuf": () => post("application/x-protobuf", protobuf(LARGE)),
  "30 held": () => held(30, 30 * MIB),
  "40 at once": () => several(40, post("text/plain", filled(LARGE, `${REACTION}\n`))),
};

interface Serving extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  readonly status: Promise<Deno.CommandStatus>;
  /** Longest hold since the last call, in milliseconds. */
  hold(): Promise<number>;
}

async function serveApart(): Promise<Serving> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", import.meta.url, "--serve"],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const input = child.stdin.getWriter();
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const line = async () => (await output.read()).value?.trim() ?? "";
  const url = await line();
  return {
    url,
    pid: child.pid,
    status: child.status,
    async hold() {
      await input.write(encoder.encode("hold\n"));
      return Number(await deadline(line(), PATIENCE_MS));
    },
    async [Symbol.asyncDispose]() {
      try {
        child.kill("SIGKILL");
      } catch {
        // It has ended on its own.
      }
      await child.status;
      await output.cancel();
      await input.close().catch(() => {});
    },
  };
}

/** Serves while watching its event loop, and prints for each line of input what the watch saw. */
async function serve(): Promise<void> {
  const folder = await Deno.makeTempDir();
  const config = readServeConfig({
    port: "0",
    data: folder,
    "log-level": "silent",
    processes: "1",
    "max-sessions-per-hour": "0",
    "max-mib-per-hour": "0",
  });
  const service = await startService(config);
  print(service.url);
  const input = Deno.stdin.readable.getReader();
  for (;;) {
    const { samples, result } = await watchLoop(() => input.read());
    if (result.done) break;
    print(String(samples.held.reduce((most, ms) => Math.max(most, ms), 0)));
  }
  await service.stop();
  await Deno.remove(folder, { recursive: true });
}

function memory(pid: number, name: string): number {
  const text = Deno.readTextFileSync(`/proc/${pid}/status`);
  return Number(new RegExp(`${name}:\\s*(\\d+)`).exec(text)?.[1] ?? NaN) / 1024;
}

async function untilFound(url: string, answers: readonly Answer[]): Promise<void> {
  for (const { status, text } of answers) {
    if (status !== 201) continue;
    const { session_id: id } = JSON.parse(text);
    for (let waited = 0; waited < 30_000; waited += 100) {
      const session = await (await fetch(`${url}/sessions/${id}`)).json();
      if (session.reactions.found > 0 || session.status !== "queued" && session.status !== "running") break;
      await delay(100);
    }
  }
}

async function measure(name: string, send: Send): Promise<void> {
  await using server = await serveApart();
  await fetch(`${server.url}/sessions`).then((response) => response.text());
  await delay(300);
  const before = memory(server.pid, "VmRSS");
  await server.hold();
  let isOver = false;
  let others = 0;
  const watching = (async () => {
    while (!isOver) {
      const began = performance.now();
      await fetch(`${server.url}/sessions?limit=1`).then((response) => response.text()).catch(() => {});
      others = Math.max(others, performance.now() - began);
      await delay(20);
    }
  })();
  let result: string;
  const began = performance.now();
  try {
    const sent = deadline(send(server.url), PATIENCE_MS);
    const answers = await Promise.race([sent, server.status.then(() => Promise.reject(new Error("died")))]);
    const took = performance.now() - began;
    await untilFound(server.url, answers.slice(0, 2));
    const statuses = [...Map.groupBy(answers, ({ status }) => status)].map(([status, all]) =>
      `${all.length} x ${status}`
    );
    const longest = answers.reduce((most, { bytes }) => Math.max(most, bytes), 0);
    const hold = await server.hold();
    const peak = memory(server.pid, "VmHWM") - before;
    const problem = answers.find(({ text }) => text.includes('"detail"'))?.text ?? "";
    const detail = /"detail":"((?:[^"\\]|\\.){0,90})/.exec(problem)?.[1] ?? "";
    result =
      `${hold.toFixed(0).padStart(7)} ${peak.toFixed(0).padStart(7)} ${others.toFixed(0).padStart(7)} ` +
      `${(took / 1_000).toFixed(1).padStart(6)} ${String(longest).padStart(9)}  ${
        statuses.join(", ")
      } ${detail}`;
  } catch (error) {
    const status = await Promise.race([server.status, delay(1_000).then(() => null)]);
    result = `${(error as Error).message}; server ${
      status === null ? "lives" : `ended with ${status.signal ?? status.code}`
    }`;
  }
  isOver = true;
  await watching;
  print(`${name.padEnd(20)} ${result}`);
}

function print(line: string): void {
  Deno.stdout.writeSync(encoder.encode(line + "\n"));
}

if (Deno.args[0] === "--serve") await serve();
else {
  const named = Deno.args.length > 0 ? Deno.args : Object.keys(CASES);
  print(`${"".padEnd(20)} hold ms peak MiB others ms   took s  answer B`);
  for (const name of named) {
    const make = CASES[name];
    if (make === undefined) throw new Error(`There is no case "${name}"`);
    await measure(name, await make());
  }
}
