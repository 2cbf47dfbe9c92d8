/**
 * `deno task fuzz`: sends strange requests to a real server, and grows texts and requests to see what they cost.
 *
 * `--requests n` (10,000) strange ones, `--grown n` (500) grown ones, nine of ten given only to the readers and the rest over HTTP,
 * `--minutes n` at most (10), `--seed n` (a random one). The exit code is 1 if a request is answered with 5xx other
 * than 503 and 507 with `Retry-After`, if time, memory or answers grow faster than the input, or if the server has
 * more memory, streams or descriptors at the end than allowed.
 */
import { Random } from "../support/random.ts";
import { type FuzzServer, startFuzzServer, type Usage } from "./fuzz_server.ts";
import { type GrownRequest, KNOWN_REQUESTS, randomRequest } from "./grown_requests.ts";
import { describeText, randomText } from "./grown_text.ts";
import { brokenRequest, strangeCreation, strangeRequest } from "./http_requests.ts";
import { sendAll, sendAlone } from "./raw_client.ts";
import { growthFault, readerCost } from "./reader_cost.ts";
import { isFailure, requestFault } from "./request_cost.ts";

interface Options {
  readonly seed: number;
  readonly requests: number;
  readonly grown: number;
  readonly minutes: number;
}

/** Length of the texts that readers get, in characters; growth with the square of a depth shows only in long texts. */
const READER_SIZE = 1024 * 1024;
const PIPELINED = 40;
const MOST_TOLD = 40;
/** Allowed growth in the second half of the strange requests, and at the end, when large ones have enlarged the heap. */
const MOST_GROWTH = { requests: 128 * 1024 * 1024, all: 384 * 1024 * 1024 };
/** Allowance for connections that are being closed, and for files of the database. */
const MOST_DESCRIPTORS = 16;

function readOptions(args: readonly string[]): Options {
  const values = new Map<string, number>();
  for (let at = 0; at < args.length; at += 2) {
    const [, name] = /^--(seed|requests|grown|minutes)$/.exec(args[at] ?? "") ?? [];
    const value = Number(args[at + 1]);
    if (name === undefined || !Number.isFinite(value) || value < 0) {
      throw new Error("Options: --seed <n> --requests <n> --grown <n> --minutes <n>");
    }
    values.set(name, value);
  }
  return {
    seed: values.get("seed") ?? crypto.getRandomValues(new Uint32Array(1))[0] ?? 1,
    requests: values.get("requests") ?? 10_000,
    grown: values.get("grown") ?? 500,
    minutes: values.get("minutes") ?? 10,
  };
}

async function print(text: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(`${text}\n`));
}

/** What was tried and what was found. */
class Findings {
  readonly list: string[] = [];
  readonly statuses = new Map<number, number>();
  requests = 0;
  readers = 0;
  grownRequests = 0;

  add(finding: string): void {
    this.list.push(finding);
  }
}

async function sendStrange(server: FuzzServer, random: Random, findings: Findings): Promise<void> {
  const { hostname, port } = new URL(server.url);
  const address = { hostname, port: Number(port) };
  const make = random.chance(0.3) ? strangeCreation : strangeRequest;
  const rows = Array.from({ length: PIPELINED }, () => make(random, server.target));
  const outcomes = [
    ...await sendAll(address, rows),
    ...await Promise.all(
      Array.from({ length: 4 }, () => sendAlone(address, brokenRequest(random, server.target))),
    ),
  ];
  findings.requests += outcomes.length;
  for (const { request, status, retryAfter } of outcomes) {
    findings.statuses.set(status, (findings.statuses.get(status) ?? 0) + 1);
    if (!isFailure(status, retryAfter)) continue;
    const bytes = JSON.stringify(new TextDecoder("latin1").decode(request.bytes).slice(0, 1_000));
    findings.add(`${status} to ${bytes}`);
  }
}

function growReader(random: Random, findings: Findings): void {
  const grown = randomText(random);
  const fault = growthFault(readerCost(grown, READER_SIZE));
  findings.readers++;
  if (fault !== null) findings.add(`${describeText(grown)}, ${READER_SIZE} characters: ${fault}`);
}

async function growRequest(server: FuzzServer, grown: GrownRequest, findings: Findings): Promise<void> {
  const fault = await requestFault(server, grown, grown.most);
  findings.grownRequests++;
  if (fault !== null) findings.add(`request of ${grown.most} bytes, ${grown.name}: ${fault}`);
}

/** How the server differs from before, or null. */
async function leftOver(server: FuzzServer, before: Usage, mostGrowth: number): Promise<string | null> {
  const answer = await server.ask("/readyz");
  const { streams } = await answer.json();
  const after = await server.usage();
  if (streams !== 0) return `${streams} streams are still open`;
  if (after.descriptors > before.descriptors + MOST_DESCRIPTORS) {
    return `${after.descriptors} file descriptors, at first ${before.descriptors}`;
  }
  const growth = after.rssBytes - before.rssBytes;
  return growth > mostGrowth ? `${(growth / 1024 / 1024).toFixed(0)} MiB more memory` : null;
}

async function main(args: readonly string[]): Promise<number> {
  const { seed, requests, grown, minutes } = readOptions(args);
  await print(`seed ${seed}`);
  const random = new Random(seed);
  const findings = new Findings();
  const until = performance.now() + minutes * 60_000;
  const hasTime = () => performance.now() < until;
  await using server = await startFuzzServer();
  // Anything that a server loads once and keeps is not growth.
  while (findings.requests < requests / 2 && hasTime()) await sendStrange(server, random, findings);
  const before = await server.usage();
  while (findings.requests < requests && hasTime()) await sendStrange(server, random, findings);
  const grew = await leftOver(server, before, MOST_GROWTH.requests);
  if (grew !== null) findings.add(`after the strange requests: ${grew}`);
  const overHttp = Math.floor(grown / 10);
  for (const known of KNOWN_REQUESTS) {
    if (findings.grownRequests < overHttp && hasTime()) await growRequest(server, known, findings);
  }
  while (findings.grownRequests < overHttp && hasTime()) {
    await growRequest(server, randomRequest(random), findings);
  }
  const rest = await leftOver(server, before, MOST_GROWTH.all);
  if (rest !== null) findings.add(`in the end: ${rest}`);
  while (findings.readers < grown - overHttp && hasTime()) growReader(random, findings);
  const after = await server.usage();
  const mib = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
  await print(
    [
      `strange requests   ${findings.requests}`,
      `grown requests     ${findings.grownRequests}`,
      `grown texts        ${findings.readers}`,
      `statuses           ${[...findings.statuses].sort().map((pair) => pair.join(": ")).join(", ")}`,
      `memory             ${mib(before.rssBytes)}, in the end ${mib(after.rssBytes)}`,
      `descriptors        ${before.descriptors}, in the end ${after.descriptors}`,
      `findings           ${findings.list.length}`,
    ].join("\n"),
  );
  for (const finding of findings.list.slice(0, MOST_TOLD)) await print(`- ${finding}`);
  if (findings.list.length > 0) {
    await print(
      `It happens again with: deno task fuzz --seed ${seed} --requests ${requests} --grown ${grown}`,
    );
  }
  return findings.list.length === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
