/** A real server in its own process, which a test may kill and restart. */
import { deadline } from "@std/async";
import { type CliOptions, spawnCli } from "./cli_process.ts";
import { until } from "./until.ts";

/** A test that waits longer than this for a process hangs, in milliseconds. */
const WATCHDOG_MS = 60_000;

export interface ServerProcess extends AsyncDisposable {
  /** Without a slash at the end. */
  readonly url: string;
  readonly pid: number;
  /** Its standard error so far. */
  readonly stderr: string;
  /** Resolves with the match of `pattern` in it as soon as there is one; rejects if the process ends first. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends the signal and resolves with how the process ended; a second call only resolves with that. */
  end(signal: Deno.Signal): Promise<Deno.CommandStatus>;
  /** The ids of its child processes that are alive. */
  children(): Promise<readonly number[]>;
}

export interface ServerOptions extends Pick<CliOptions, "wrapper" | "deno"> {
  /** Folder of the database; the program's own default if absent. */
  readonly data?: string;
  /** 0 takes a free one; a server that restarts on the same port needs one from `freePort`. */
  readonly port?: number;
  /** Null starts the program without a command. */
  readonly command?: "serve" | null;
  /** Further arguments, such as `"--keep-alive", "1"`. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The URL of an entry other than main.ts. */
  readonly entry?: string;
}

/** Starts a server with one chem process; its three streams are piped. */
export function spawnServer(
  { data, port = 0, command = "serve", args = [], env = {}, entry, ...options }: ServerOptions,
): Deno.ChildProcess {
  return spawnCli([
    ...(command === null ? [] : [command]),
    "--port",
    String(port),
    ...(data === undefined ? [] : ["--data", data]),
    "--processes",
    "1",
    ...args,
  ], { ...options, env, ...(entry === undefined ? {} : { entry }) });
}

/** Starts a server with one chem process and resolves when it has reported its address; disposing kills it. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const child = spawnServer(options);
  await child.stdin.close();
  let stderr = "";
  let more = Promise.withResolvers<void>();
  let isSilent = false;
  const reading = (async () => {
    for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
      stderr += text;
      more.resolve();
      more = Promise.withResolvers();
    }
    isSilent = true;
    more.resolve();
  })();

  async function said(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(stderr);
      if (found !== null) return found;
      if (isSilent) throw new Error(`The server ended without saying ${pattern}: ${stderr}`);
      await deadline(more.promise, WATCHDOG_MS);
    }
  }
  const stdout = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let signalled = false;

  async function end(signal: Deno.Signal): Promise<Deno.CommandStatus> {
    if (!signalled) {
      signalled = true;
      try {
        child.kill(signal);
      } catch {
        // It has ended on its own.
      }
    }
    const status = await deadline(child.status, WATCHDOG_MS);
    await Promise.all([reading, stdout.cancel()]);
    return status;
  }

  let greeting = "";
  while (!greeting.includes("\n")) {
    const { value, done } = await deadline(stdout.read(), WATCHDOG_MS);
    if (done) {
      const { code } = await end("SIGKILL");
      throw new Error(`The server ended with ${code} before it told its address: ${stderr}`);
    }
    greeting += value;
  }
  const url = /^rxnstream \S+ on (http:\/\/\S+)\n$/.exec(greeting)?.[1];
  if (url === undefined) throw new Error(`The server said "${greeting}"`);
  return {
    url,
    pid: child.pid,
    get stderr() {
      return stderr;
    },
    said,
    end,
    children: () => childrenOf(child.pid),
    [Symbol.asyncDispose]: async () => {
      await end("SIGKILL");
    },
  };
}

/**
 * A free port below those that the system assigns to clients: otherwise a client that tries to reach a stopped server would
 * sometimes be given the server's port as its own, and reach itself.
 */
export function freePort(): number {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    try {
      Deno.listen({ hostname: "127.0.0.1", port }).close();
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}

/** Resolves when none of these processes is left; rejects if one outlives the watchdog. */
export async function untilGone(pids: readonly number[]): Promise<void> {
  await until(() => pids.filter(isAlive), { is: (alive) => alive.length === 0, within: WATCHDOG_MS });
}

/** Also false for a zombie: a process that has ended but that its parent has not waited for yet. */
function isAlive(pid: number): boolean {
  const stat = readStat(pid);
  return stat !== undefined && stat.state !== "Z";
}

async function childrenOf(parent: number): Promise<readonly number[]> {
  const pids: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    const pid = Number(name);
    if (Number.isInteger(pid) && readStat(pid)?.parent === parent && isAlive(pid)) pids.push(pid);
  }
  return pids;
}

/** State and parent of a process as proc_pid_stat(5) has them: after the name, which is in brackets. */
function readStat(pid: number): { readonly state: string; readonly parent: number } | undefined {
  try {
    const text = Deno.readTextFileSync(`/proc/${pid}/stat`);
    const [state = "", parent] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}
