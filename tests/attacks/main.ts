/**
 * `deno task attacks [--checkout FOLDER] [--only TEXT,TEXT] [--scale N]`: the effect on a server and its other clients when somebody
 * sends the most expensive requests, as a table. Linux only: memory is read from /proc.
 */
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";
import { textTable } from "../support/text_table.ts";
import { type Attack, type Result, runAttack } from "./attack.ts";
import { BODY_ATTACKS } from "./body_attacks.ts";
import { CHEMISTRY_ATTACKS } from "./chemistry_attacks.ts";
import { DISK_ATTACKS } from "./disk_attacks.ts";
import { READ_ATTACKS } from "./read_attacks.ts";

const NOTHING: Attack = {
  name: "no attack, 10 s",
  async run() {
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    return "";
  },
};
const ATTACKS = [NOTHING, ...BODY_ATTACKS, ...READ_ATTACKS, ...CHEMISTRY_ATTACKS, ...DISK_ATTACKS];
const HEAD = [
  "attack",
  "alive",
  "peak MiB",
  "disk MiB",
  "longest hold ms",
  "session beside it s",
  "event beside it ms",
  "attack s",
  "",
];

function cells({ name, survived, peakMib, diskMib, seconds, felt, said }: Result): readonly string[] {
  const whole = (value: number | undefined) =>
    value === undefined ? "" : value === Infinity ? "never" : value.toFixed(0);
  return [
    name,
    survived ? "yes" : "NO",
    whole(peakMib),
    whole(diskMib),
    whole(felt?.health),
    felt === null ? "" : felt.session === Infinity ? "never" : (felt.session / 1_000).toFixed(1),
    whole(felt?.event),
    seconds.toFixed(0),
    said,
  ];
}

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
}

const { values } = parseArgs({
  args: [...Deno.args],
  options: {
    checkout: { type: "string" },
    only: { type: "string" },
    scale: { type: "string", default: "1" },
  },
});
const checkout = values.checkout === undefined
  ? new URL("../../", import.meta.url)
  : pathToFileURL(`${values.checkout}/`);
const only = values.only?.split(",");
const rows: (readonly string[])[] = [];
for (const attack of ATTACKS) {
  if (only !== undefined && !only.some((text) => attack.name.includes(text))) continue;
  const result = await runAttack(attack, checkout, Number(values.scale));
  rows.push(cells(result));
  print(cells(result).join(" | "));
}
print(`\n${textTable(HEAD, rows)}`);
