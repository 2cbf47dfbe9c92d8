/**
 * `deno task clients [--cuts N] [--seed N] [--only TEXT]`: client libraries and browsers through cuts inside frames, a kill -9 and a
 * SIGTERM; each must have the exact log. Prints one row per client; exit code 1 if one has not.
 */
import { parseArgs } from "node:util";
import { textTable } from "../support/text_table.ts";
import { CLIENTS } from "./client_list.ts";
import { drive } from "./drive.ts";

const { values } = parseArgs({
  args: [...Deno.args],
  options: {
    cuts: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
  },
});
const driven = await drive({
  clients: CLIENTS.filter(({ name }) => name.includes(values.only)),
  cuts: Number(values.cuts),
  seed: Number(values.seed),
  patienceMs: 120_000 + 4_000 * Number(values.cuts),
});
const rows = driven.map(({ name, cuts, fault }) => [name, String(cuts), fault ?? "the exact log"]);
Deno.stdout.writeSync(new TextEncoder().encode(`${textTable(["client", "cuts", "got"], rows)}\n`));
Deno.exit(driven.some(({ fault }) => fault !== null && fault !== "not installed") ? 1 : 0);
