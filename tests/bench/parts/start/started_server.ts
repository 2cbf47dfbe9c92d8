/** A server from the start of its process to its first byte. Linux only where it says so. */
import { delay } from "@std/async";
import { TextLineStream } from "../../../support/text_line_stream.ts";

/** The cost of a start. */
export interface Start {
  /** From the start of the process to the first byte of an answer, in milliseconds. */
  readonly firstByte: number;
  /** Resident memory a second later, in MiB (Linux, /proc/PID/status). */
  readonly resident: number;
}

/** Memory is read after this long, in milliseconds: memory needed only for the start may have been released by then. */
const SETTLE_MS = 1_000;

/** Starts a server that prints its address in its first line, asks it for `/`, and ends it. */
export async function measureStart(command: string, args: readonly string[]): Promise<Start> {
  const begin = performance.now();
  const child = new Deno.Command(command, { args: [...args], stdin: "null", stdout: "piped" }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())
    .getReader();
  try {
    const { value: line = "" } = await lines.read();
    const url = /http:\S+/.exec(line)?.[0];
    if (url === undefined) throw new Error(`"${command}" did not say where it listens, but "${line}"`);
    await readFirstByte(new URL(url));
    const firstByte = performance.now() - begin;
    await delay(SETTLE_MS);
    return { firstByte, resident: await residentMib(child.pid) };
  } finally {
    child.kill("SIGTERM");
    await lines.cancel();
    await child.status;
  }
}

async function readFirstByte({ hostname, port, host }: URL): Promise<void> {
  using connection = await Deno.connect({ hostname, port: Number(port) });
  await connection.write(new TextEncoder().encode(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
  if (await connection.read(new Uint8Array(1)) !== 1) throw new Error(`${host} answers nothing`);
}

async function residentMib(pid: number): Promise<number> {
  try {
    const status = await Deno.readTextFile(`/proc/${pid}/status`);
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? NaN) / 1024;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return NaN;
    throw error;
  }
}
