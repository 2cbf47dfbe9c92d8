/**
 * Measures what viewers cost: `deno task bench bounds [--idle <n>] [--readers <n>] [--stalled <n>] [--events <n>] [--pairs <n>]
 * [--soak <minutes>]`.
 *
 * The whole service runs as a process of its own with a synthetic agent, its clients are raw sockets of another process. Memory
 * is what is resident of the service (VmRSS; its chemistry processes have their own). Three parts:
 *
 * - clients that wait on a stream where nothing happens;
 * - pairs of runs in which a session emits its events as fast as the log takes them and then 100 a second: with readers alone,
 *   and with clients beside them that never read; the second of each pair is held against the first;
 * - a soak, if asked for: sessions and their clients come and go, some of which never read, and the memory of each minute is
 *   printed.
 */
import { delay } from "@std/async";
import { BenchProcess } from "./support/processes.ts";
import type { ClientsReport } from "./support/stream_clients.ts";
import type { SyntheticLoad } from "./support/synthetic_server.ts";

/** Text in each event, which makes its frame about 300 bytes long. */
const FILL_BYTES = 100;
const GROUP = 16;
/** Memory is read after this long without anything to do, in milliseconds: V8 gives back what it does not need after some 10 s. */
const SETTLE_MS = 25_000;

const settings = { idle: 10_000, readers: 900, stalled: 100, events: 200_000, pairs: 3, soak: 0 };
for (let index = 0; index < Deno.args.length; index += 2) {
  const name = (Deno.args[index] ?? "").slice("--".length);
  const value = Number(Deno.args[index + 1]);
  if (!(name in settings) || !Number.isFinite(value)) {
    print(`There is no "${Deno.args[index]}" with this value; there are ${Object.keys(settings).join(", ")}`);
    Deno.exit(2);
  }
  Object.assign(settings, { [name]: value });
}

function print(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
}

function mib(kib: number): string {
  return `${(kib / 1_024).toFixed(0)} MiB`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function spread(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`;
}

interface Service extends AsyncDisposable {
  readonly process: BenchProcess;
  readonly url: string;
  /** Creates a session that waits for `go`; returns the address of its stream. */
  session(load: SyntheticLoad): Promise<string>;
}

async function startService(...options: readonly string[]): Promise<Service> {
  const folder = await Deno.makeTempDir({ prefix: "rxnstream-bench-" });
  const process = new BenchProcess("synthetic_server.ts", [
    "--data",
    folder,
    "--write-deadline",
    "3600",
    ...options,
  ]);
  const url = await process.line();
  return {
    process,
    url,
    async session(load) {
      const response = await fetch(`${url}/sessions`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ query: JSON.stringify(load) }),
      });
      const { session_id } = await response.json();
      return `${url}/sessions/${session_id}/stream`;
    },
    async [Symbol.asyncDispose]() {
      await process[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function connect(stream: string, readers: number, stalled: number): Promise<BenchProcess> {
  const clients = new BenchProcess("stream_clients.ts", [stream, String(readers), String(stalled)]);
  await clients.line();
  return clients;
}

async function settled(service: Service): Promise<number> {
  await delay(SETTLE_MS);
  return await service.process.residentKib();
}

async function measureIdle(): Promise<void> {
  await using service = await startService();
  const stream = await service.session({ bytes: FILL_BYTES, phases: [{ events: 1, group: 1, rate: 0 }] });
  const without = await settled(service);
  let withThem: number;
  {
    await using _clients = await connect(stream, 0, settings.idle);
    withThem = await settled(service);
  }
  const after = await settled(service);
  print(
    `idle             ${mib(without)} alone, ${mib(withThem)} with ${settings.idle} clients: ` +
      `${((withThem - without) / settings.idle).toFixed(1)} KiB each; ${mib(after)} when they are gone`,
  );
}

interface Run {
  readonly report: ClientsReport;
  /** Resident memory in KiB: alone, with all clients before the first event, after the last one, and when all are gone. */
  readonly resident: {
    readonly alone: number;
    readonly idle: number;
    readonly full: number;
    readonly after: number;
  };
  readonly cpu: number;
}

async function measureRun(stalled: number): Promise<Run> {
  await using service = await startService();
  const load = {
    bytes: FILL_BYTES,
    phases: [{ events: settings.events, group: GROUP, rate: 0 }, { events: 1_000, group: 1, rate: 100 }],
  };
  // A smaller session first, so that what every session needs once is not counted as growth.
  const first = await service.session({
    bytes: FILL_BYTES,
    phases: [{ events: 50_000, group: GROUP, rate: 0 }],
  });
  {
    await using warm = await connect(first, 100, 0);
    await service.process.write("go");
    await warm.line();
  }
  const stream = await service.session(load);
  const alone = await settled(service);
  const clients = await connect(stream, settings.readers, stalled);
  const idle = await settled(service);
  const before = await service.process.cpuSeconds();
  await service.process.write("go");
  const report: ClientsReport = JSON.parse(await clients.line());
  const cpu = await service.process.cpuSeconds() - before;
  const full = await settled(service);
  await clients[Symbol.asyncDispose]();
  return { report, resident: { alone, idle, full, after: await settled(service) }, cpu };
}

/** Deliveries per second to one reader while the log was written as fast as it goes. */
function rateOf({ report }: Run): number {
  const [burst] = report.phases;
  return burst === undefined ? NaN : burst.events / burst.seconds;
}

function showRun(name: string, run: Run): void {
  const { report: { phases, lastId, inOrder, cpu }, resident } = run;
  const paced = phases[1];
  const whole = inOrder && lastId === settings.events + 1_000 + 1;
  print(
    `${name.padEnd(16)} ${(rateOf(run) * settings.readers / 1e6).toFixed(2)} M deliveries/s, ` +
      `paced p50 ${paced?.p50.toFixed(1)} p99 ${paced?.p99.toFixed(1)} ms; server ${
        run.cpu.toFixed(1)
      } s of CPU, ` +
      `clients ${(cpu * 100).toFixed(0)} % of a core; resident ${mib(resident.alone)} alone, ${
        mib(resident.idle)
      } connected, ` +
      `${mib(resident.full)} after the events, ${mib(resident.after)} when they are gone; ` +
      (whole ? "every reader has all events" : "EVENTS ARE MISSING"),
  );
}

async function measurePairs(): Promise<void> {
  const pairs: { readonly alone: Run; readonly beside: Run }[] = [];
  for (let index = 0; index < settings.pairs; index++) {
    // The order changes, so that a machine that warms up or slows down favours neither.
    const first = await measureRun(index % 2 === 0 ? 0 : settings.stalled);
    const second = await measureRun(index % 2 === 0 ? settings.stalled : 0);
    const pair = index % 2 === 0 ? { alone: first, beside: second } : { alone: second, beside: first };
    showRun(`${settings.readers} readers`, pair.alone);
    showRun(`+ ${settings.stalled} stalled`, pair.beside);
    pairs.push(pair);
  }
  const growth = ({ resident }: Run) => resident.full - resident.idle;
  const cost = pairs.map(({ alone, beside }) => (growth(beside) - growth(alone)) / settings.stalled);
  const rate = pairs.map(({ alone, beside }) => rateOf(beside) / rateOf(alone));
  const latency = pairs.map(({ alone, beside }) =>
    (beside.report.phases[1]?.p50 ?? NaN) / (alone.report.phases[1]?.p50 ?? NaN)
  );
  const back = pairs.map(({ beside: { resident } }) => resident.after / resident.idle);
  print(
    `a client that never reads costs ${median(cost).toFixed(0)} KiB beyond an idle one (${spread(cost)})`,
  );
  print(`the others get their events at ${median(rate).toFixed(2)} of the rate (${spread(rate)})`);
  print(`their paced median latency is ${median(latency).toFixed(2)} times as long (${spread(latency)})`);
  print(
    `memory when all are gone is ${median(back).toFixed(2)} of that with all connected and idle (${
      spread(back)
    })`,
  );
}

async function soak(minutes: number): Promise<void> {
  await using service = await startService("--write-deadline", "5");
  const residents: number[] = [];
  const end = performance.now() + minutes * 60_000;
  let nextMinute = performance.now() + 60_000;
  let sessions = 0;
  let deliveries = 0;
  while (performance.now() < end) {
    const stream = await service.session({
      bytes: FILL_BYTES,
      phases: [{ events: 20_000, group: GROUP, rate: 50 }],
    });
    await using clients = await connect(stream, 50, 5);
    await service.process.write("go");
    const report: ClientsReport = JSON.parse(await clients.line());
    if (!report.inOrder || report.lastId !== 20_001) throw new Error("Events are missing");
    sessions++;
    deliveries += 50 * report.lastId;
    await fetch(stream.replace(/\/stream$/, ""), { method: "DELETE" });
    if (performance.now() < nextMinute) continue;
    nextMinute += 60_000;
    residents.push(await service.process.residentKib());
    print(`minute ${String(residents.length).padStart(3)}       ${mib(residents.at(-1) ?? NaN)}`);
  }
  const half = Math.floor(residents.length / 2);
  const average = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  print(
    `soak             ${sessions} sessions, ${(deliveries / 1e6).toFixed(0)} M deliveries; resident ` +
      `${mib(average(residents.slice(0, half)))} on average in the first half, ${
        mib(average(residents.slice(half)))
      } in the second`,
  );
}

if (settings.idle > 0) await measureIdle();
if (settings.pairs > 0) await measurePairs();
if (settings.soak > 0) await soak(settings.soak);
