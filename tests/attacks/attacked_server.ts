/** The server that is attacked: of this checkout or another one, in its own process. Linux only, since it reads /proc. */
import { delay } from "@std/async";
import { TextLineStream } from "../support/text_line_stream.ts";

export interface AttackedServer extends AsyncDisposable {
  /** Without a slash at the end. */
  readonly url: string;
  readonly pid: number;
  readonly isAlive: boolean;
  /** Peak resident memory in MiB; the last value seen once the process is gone. */
  peakMib(): number;
  /** Sends the signal and waits for the process to end. */
  end(signal: Deno.Signal): Promise<void>;
}

/** A server that does not report its address within this time, in milliseconds, counts as failed to start. */
const START_MS = 180_000;
const LOOK_MS = 50;

/** Resolves after this many milliseconds; it does not keep the program alive. */
export function after(ms: number): Promise<void> {
  return new Promise((resolve) =>
    AbortSignal.timeout(ms).addEventListener("abort", () => resolve(), { once: true })
  );
}

/** Starts `serve` of `checkout` on a folder; null if it ends, or is killed when `kill` resolves, before it listens. */
export async function startAttacked(
  checkout: URL,
  data: string,
  { args = [], runtimeArgs = [], kill = after(START_MS) }: {
    readonly args?: readonly string[];
    /** Arguments of `deno run`. */
    readonly runtimeArgs?: readonly string[];
    readonly kill?: Promise<void>;
  } = {},
): Promise<AttackedServer | null> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", ...runtimeArgs, new URL("main.ts", checkout).href, "serve"]
      .concat("--port", "0", "--data", data, "--log-level", "error", "--trust-proxy", "1", ...args),
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  let isAlive = true;
  let peak = 0;
  function look(): number {
    peak = Math.max(peak, peakMibOf(child.pid));
    return peak;
  }
  const looking = setInterval(look, LOOK_MS);
  const ended = child.status.then(() => {
    isAlive = false;
    clearInterval(looking);
  });
  async function end(signal: Deno.Signal): Promise<void> {
    look();
    if (isAlive) child.kill(signal);
    await ended;
  }
  let listens = false;
  void kill.then(() => isAlive && !listens && child.kill("SIGKILL"));
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())
    .getReader();
  const { value: line = "" } = await lines.read();
  listens = true;
  void lines.cancel();
  const url = /http:\S+/.exec(line)?.[0];
  if (url === undefined) {
    await end("SIGKILL");
    return null;
  }
  return {
    url,
    pid: child.pid,
    get isAlive() {
      return isAlive;
    },
    peakMib: look,
    end,
    async [Symbol.asyncDispose]() {
      await end("SIGKILL");
    },
  };
}

function peakMibOf(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(Deno.readTextFileSync(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Bytes of all files of a folder. */
export function folderBytes(folder: string): number {
  let bytes = 0;
  for (const { name, isFile } of Deno.readDirSync(folder)) {
    if (isFile) bytes += Deno.statSync(`${folder}/${name}`).size;
  }
  return bytes;
}

/** Polls `ask` until it returns something; null after `withinMs` or when the server is gone. */
export async function until<Value>(
  server: AttackedServer,
  withinMs: number,
  ask: () => Promise<Value | null>,
): Promise<Value | null> {
  const deadline = performance.now() + withinMs;
  while (server.isAlive && performance.now() < deadline) {
    const value = await ask().catch(() => null);
    if (value !== null) return value;
    await delay(100);
  }
  return null;
}
