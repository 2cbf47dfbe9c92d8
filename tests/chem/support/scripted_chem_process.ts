/**
 * A chem process without chemistry: it does what the text of a `smiles`, `depict` or `find` request tells it to, and otherwise
 * echoes it. The answer's `rdkit` is the process id, so a test sees which process has answered.
 *
 * First argument: how it starts, `ready` or `dumb` (never gets ready). Commands, words separated by spaces:
 * - `hang`, `die CODE`, `gibberish`, `stranger` (answers another question), `flood` (an endless line), `broken`
 * - `refuse MESSAGE`, `wear CAUGHT MOLECULES LIVE` (sets its counters), `allocate MEBIBYTES`, `doubt` (says invalid)
 * - `gorge MEBIBYTES` takes the memory and never answers
 * - `take MILLISECONDS` answers after that time, `wait FILE` when FILE exists; `mark FILE COMMAND` makes FILE, then runs COMMAND
 * - `once FILE COMMAND else OTHER` makes FILE and runs COMMAND if there is no FILE yet, otherwise OTHER
 * - `part WORD COMMAND` says a part with WORD as its reaction, then runs COMMAND
 * - `environment` echoes the names of its environment variables
 */
import type {
  ChemOperation,
  ChemResponse,
  InstanceHealth,
} from "../../../src/chem/protocol/chem_protocol.ts";
import { jsonLine } from "../../../src/encoding/json_lines.ts";
import { readRequests } from "../../../src/chem/protocol/message_lines.ts";
import { textOf } from "../../../src/encoding/text_pieces.ts";
import type { FoundReaction } from "../../../src/chem_results.ts";

const worn = { caught: 0, molecules: 0, live: 0 };
const ballast: Uint8Array[] = [];
let op: ChemOperation = "smiles";

function health(): InstanceHealth {
  return { rssBytes: Deno.memoryUsage().rss, ...worn };
}

async function say(response: ChemResponse): Promise<void> {
  await write(jsonLine(response));
}

async function write(bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) sent += await Deno.stdout.write(bytes.subarray(sent));
}

async function flood(): Promise<void> {
  while (true) await write(new Uint8Array(1024 * 1024).fill(65));
}

async function echo(id: number, text: string, saidInvalid = false): Promise<void> {
  const result = { values: [text], invalid_count: 0, components: [], rdkit: String(Deno.pid) };
  const answer = op === "find"
    ? { reactions: [reaction(text)], truncated: false }
    : op === "depict"
    ? { svg: text }
    : { result, rejected: [] };
  await say({ type: "answer", id, answer, saidInvalid, health: health() });
}

function reaction(text: string): FoundReaction {
  return { text, format: "smiles", line: 1, fields: {} };
}

async function obey(id: number, text: string): Promise<void> {
  const [command, ...words] = text.split(" ");
  const [first = "", ...rest] = words;
  switch (command) {
    case "hang":
      while (Deno.pid > 0);
      return;
    case "die":
      Deno.stderr.writeSync(new TextEncoder().encode("panic: out of luck\n"));
      Deno.exit(Number(first));
      return;
    case "gibberish":
      return await write(new TextEncoder().encode("}{\n"));
    case "stranger":
      return await echo(id + 1, text);
    case "flood":
      return await flood();
    case "broken":
      return await say({
        type: "failure",
        id,
        kind: "engine",
        message: "memory out of bounds",
        health: health(),
      });
    case "refuse":
      return await say({ type: "failure", id, kind: "invalid", message: words.join(" "), health: health() });
    case "wear":
      [worn.caught, worn.molecules, worn.live] = [Number(first), Number(rest[0]), Number(rest[1])];
      return await echo(id, text);
    case "allocate":
      ballast.push(new Uint8Array(Number(first) * 1024 * 1024).fill(1));
      return await echo(id, text);
    case "gorge":
      ballast.push(new Uint8Array(Number(first) * 1024 * 1024).fill(1));
      return await new Promise(() => setInterval(() => {}, 1_000));
    case "doubt":
      return await echo(id, text, true);
    case "take":
      await new Promise((resolve) => setTimeout(resolve, Number(first)));
      return await echo(id, text);
    case "wait":
      while (!exists(first)) await new Promise((resolve) => setTimeout(resolve, 2));
      return await echo(id, text);
    case "mark":
      await Deno.writeTextFile(first, "");
      return await obey(id, rest.join(" "));
    case "once": {
      const [command = "", other = ""] = rest.join(" ").split(" else ");
      if (exists(first)) return await obey(id, other);
      return await obey(id, `mark ${first} ${command}`);
    }
    case "part":
      await say({ type: "part", id, reactions: [reaction(first)] });
      return await obey(id, rest.join(" "));
    case "environment":
      return await echo(id, Object.keys(Deno.env.toObject()).sort().join(" "));
    default:
      return await echo(id, text);
  }
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

if (Deno.args[0] === "ready") await say({ type: "ready", rdkit: "none", health: health() });
for await (const message of readRequests(Deno.stdin.readable)) {
  op = message.op;
  if (message.op === "find") await obey(message.id, textOf(message.request.query.text));
  if (message.op === "smiles" || message.op === "depict") await obey(message.id, message.request.text);
}
