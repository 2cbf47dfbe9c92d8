/** Results as a table for people to read. */
import { remarkText } from "../chem_results.ts";
import type { ReactionRecord } from "../stages.ts";

export const TABLE_HEAD = "    #  verdict  round trip      reaction";

/** One line: number, verdict, round trip, reaction SMILES; findings or errors on lines below. */
export function tableRow(record: ReactionRecord): string {
  const { index, verdict, results, errors, text } = record;
  const roundTrip = results.validation?.checks.round_trip ?? "";
  const shown = results.rxn_smiles?.values[0] ?? text.split("\n", 1)[0] ?? "";
  const remarks = [...errors, ...(results.validation?.findings ?? []).map(remarkText)].filter((
    line,
    at,
    all,
  ) => all.indexOf(line) === at);
  return [
    `${String(index).padStart(5)}  ${(verdict ?? "").padEnd(7)}  ${roundTrip.padEnd(14)}  ${shown}`,
    ...remarks.map((line) => `       ${line}`),
  ].join("\n");
}
