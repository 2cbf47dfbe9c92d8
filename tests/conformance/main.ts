/**
 * `deno task conformance`: runs the cases against servers and prints a scorecard.
 *
 * The exit code is 1 if the first server fails a case, 2 if the arguments are wrong or the first server cannot run here.
 */
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";
import type { Adapter } from "./adapter.ts";
import { adapter as betterSse } from "./adapters/better_sse.ts";
import { adapter as hono } from "./adapters/hono.ts";
import { adapter as nchan, redisAdapter as nchanRedis } from "./adapters/nchan.ts";
import { adapter as ours } from "./adapters/ours.ts";
import { SuiteRunner } from "./runner.ts";
import { type Column, fullTable, reasons, shortTable } from "./scorecard.ts";
import { SUITE } from "./suite.ts";
import type { Limits } from "./world.ts";

const USAGE = `deno task conformance [--adapter NAME|./FILE.ts ...] [--case PATTERN] [--patience SECONDS]
                      [--json | --markdown]

NAME is ours, nchan, nchan-redis, better-sse or hono; without it, all of them. A FILE exports an "adapter": see
tests/conformance/adapter.ts. PATTERN is a regular expression for "group: name of the case".
`;

const ADAPTERS: readonly Adapter[] = [ours, nchan, nchanRedis, betterSse, hono];

async function write(stream: typeof Deno.stdout | typeof Deno.stderr, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  for (let written = 0; written < bytes.length;) written += await stream.write(bytes.subarray(written));
}

async function findAdapter(name: string): Promise<Adapter> {
  const known = ADAPTERS.find((adapter) => adapter.name === name);
  if (known !== undefined) return known;
  if (!/\.[mc]?[jt]s$/.test(name)) throw new Error(`There is no adapter "${name}"`);
  const { adapter } = await import(pathToFileURL(name).href);
  if (adapter === undefined) throw new Error(`"${name}" exports no "adapter"`);
  return adapter;
}

/** Runs the chosen cases; undefined if the server cannot run here. */
async function column(adapter: Adapter, pattern: RegExp, limits: Limits): Promise<Column | undefined> {
  const missing = await adapter.missing?.();
  if (missing !== undefined) {
    await write(Deno.stderr, `${adapter.name} is left out: ${missing}\n`);
    return undefined;
  }
  await using runner = new SuiteRunner(adapter, limits);
  const results = [];
  for (const definition of SUITE) {
    const title = `${definition.group}: ${definition.name}`;
    if (!pattern.test(title)) continue;
    const result = await runner.run(definition);
    results.push(result);
    await write(Deno.stderr, `${adapter.name}  ${result.outcome.status.padEnd(4)}  ${title}\n`);
  }
  return { name: adapter.name, product: adapter.product, results };
}

async function main(args: readonly string[]): Promise<number> {
  let options;
  let chosen: readonly Adapter[];
  let pattern: RegExp;
  try {
    options = parseArgs({
      args: [...args],
      options: {
        adapter: { type: "string", multiple: true },
        case: { type: "string", default: "" },
        patience: { type: "string", default: "10" },
        json: { type: "boolean", default: false },
        markdown: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values;
    chosen = options.adapter === undefined ? ADAPTERS : await Promise.all(options.adapter.map(findAdapter));
    pattern = new RegExp(options.case);
    if (!(Number(options.patience) > 0)) throw new Error(`"${options.patience}" is no patience in seconds`);
  } catch (error) {
    await write(Deno.stderr, `${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    await write(Deno.stdout, USAGE);
    return 0;
  }
  const limits = { patienceMs: Number(options.patience) * 1_000, heartbeatMs: 500 };
  const columns: Column[] = [];
  for (const adapter of chosen) {
    const results = await column(adapter, pattern, limits);
    if (results !== undefined) columns.push(results);
  }
  if (options.json) await write(Deno.stdout, `${JSON.stringify(columns, null, 2)}\n`);
  else if (options.markdown) await write(Deno.stdout, `${shortTable(columns)}\n`);
  else await write(Deno.stdout, `${fullTable(columns)}\n\n${columns.map(reasons).join("\n")}`);
  const [first] = columns;
  if (first === undefined || first.name !== chosen[0]?.name) return 2;
  return first.results.some(({ outcome }) => outcome.status === "fail") ? 1 : 0;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
