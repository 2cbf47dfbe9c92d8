/** The processes of a benchmark: their output and their cost. Linux only where noted. */
import { TextLineStream } from "../../support/text_line_stream.ts";

/** The core of the server under load, and that of everything that makes the load. */
export const SERVER_CORE = 0;
export const LOAD_CORE = 1;

export interface BenchProcessOptions {
  /** The command that runs the file; by default this Deno with all permissions, empty if the file is itself a program. */
  readonly program?: readonly string[];
  /** The only core that it may use, if `taskset` is installed and there are two. */
  readonly core?: number;
}

let pinning: boolean | undefined;

/** Whether servers and load can have a core each. */
export function canPin(): boolean {
  return pinning ??= navigator.hardwareConcurrency > 1 && hasTaskset();
}

function hasTaskset(): boolean {
  try {
    return new Deno.Command("taskset", { args: ["--version"], stdout: "null", stderr: "null" }).outputSync()
      .success;
  } catch {
    return false;
  }
}

/** A command line that pins its program to a core, where that is possible. */
export function pinned(command: readonly string[], core: number | undefined): readonly string[] {
  return core === undefined || !canPin() ? command : ["taskset", "-c", String(core), ...command];
}

/** Pins this process to a core, with everything that it starts and does not pin otherwise, until the result is disposed. */
export async function pinThisProcess(core: number): Promise<AsyncDisposable> {
  if (!canPin()) return { [Symbol.asyncDispose]: () => Promise.resolve() };
  const before = await taskset("-c", "-p", String(Deno.pid));
  const cores = /list: (\S+)/.exec(before)?.[1] ?? `0-${navigator.hardwareConcurrency - 1}`;
  const keepTo = (list: string) => taskset("-a", "-c", "-p", list, String(Deno.pid));
  await keepTo(String(core));
  return {
    async [Symbol.asyncDispose]() {
      await keepTo(cores);
    },
  };
}

async function taskset(...args: readonly string[]): Promise<string> {
  const { stdout } = await new Deno.Command("taskset", { args: [...args] }).output();
  return new TextDecoder().decode(stdout);
}

/** Resident memory in KiB (Linux, /proc/PID/status). */
export async function residentKibOf(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? NaN);
}

/** CPU time of a process so far with all its threads, in seconds (Linux, /proc/PID/stat, ticks of 10 ms). */
export async function cpuSecondsOf(pid: number): Promise<number> {
  return statSeconds(await Deno.readTextFile(`/proc/${pid}/stat`));
}

/** The same for its running threads, summed by name. */
export async function threadSecondsOf(pid: number): Promise<ReadonlyMap<string, number>> {
  const seconds = new Map<string, number>();
  for await (const { name } of Deno.readDir(`/proc/${pid}/task`)) {
    const stat = await Deno.readTextFile(`/proc/${pid}/task/${name}/stat`).catch(() => "");
    if (stat === "") continue;
    const thread = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
    seconds.set(thread, (seconds.get(thread) ?? 0) + statSeconds(stat));
  }
  return seconds;
}

function statSeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** A program that prints lines and ends when its standard input does. */
export class BenchProcess implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #lines: ReadableStreamDefaultReader<string>;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;

  constructor(
    /** Path of its file, which follows `program`. */
    path: string,
    args: readonly string[],
    { program = [Deno.execPath(), "run", "-A"], core }: BenchProcessOptions = {},
  ) {
    const [command = "", ...rest] = pinned([...program, path, ...args], core);
    this.#child = new Deno.Command(command, { args: rest, stdin: "piped", stdout: "piped" }).spawn();
    this.#lines = this.#child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())
      .getReader();
    this.#input = this.#child.stdin.getWriter();
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** Rejects if the program ends without another line. */
  async line(): Promise<string> {
    const { value, done } = await this.#lines.read();
    if (done) throw new Error("A process of the benchmark ended early; it says why above");
    return value;
  }

  async write(line: string): Promise<void> {
    await this.#input.write(new TextEncoder().encode(`${line}\n`));
  }

  /** See `residentKibOf`. */
  residentKib(): Promise<number> {
    return residentKibOf(this.pid);
  }

  /** See `cpuSecondsOf`. */
  cpuSeconds(): Promise<number> {
    return cpuSecondsOf(this.pid);
  }

  /** Lets it end, and waits for its exit. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#input.close().catch(() => {});
    await this.#lines.cancel();
    await this.#child.status;
  }
}
