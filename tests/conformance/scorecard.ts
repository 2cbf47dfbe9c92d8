/** The table of cases and servers, and the reasons below it. */
import { type Group, GROUPS } from "./case.ts";
import type { Result } from "./runner.ts";

/** How all cases went with one server. */
export interface Column {
  readonly name: string;
  readonly product: string;
  readonly results: readonly Result[];
}

const SIGNS = { "pass": "pass", "fail": "FAIL", "n/a": "n/a" } as const;

function cell(column: Column, group: string, name: string): string {
  const result = column.results.find((result) => result.group === group && result.name === name);
  return result === undefined ? "" : SIGNS[result.outcome.status];
}

/** The number passed out of those that apply, such as `7/8`, followed by the number that do not apply. */
function score(results: readonly Result[]): string {
  const passed = results.filter(({ outcome }) => outcome.status === "pass").length;
  const absent = results.filter(({ outcome }) => outcome.status === "n/a").length;
  const applicable = results.length - absent;
  return `${passed}/${applicable}${absent === 0 ? "" : ` (${absent} n/a)`}`;
}

/** One row for each case, in groups with their sums. */
export function fullTable(columns: readonly Column[]): string {
  const names = columns.map(({ name }) => name);
  const widths = names.map((name) => Math.max(name.length, 14));
  const row = (label: string, cells: readonly string[]) =>
    `${cells.map((text, index) => text.padEnd(widths[index] ?? 0)).join("  ")}  ${label}`.trimEnd();
  const lines = [row("", names)];
  for (const group of GROUPS) {
    const inGroup = columns.map(({ results }) => results.filter((result) => result.group === group));
    const cases = [...new Set(inGroup.flat().map(({ name }) => name))];
    if (cases.length === 0) continue;
    lines.push("", row(`${group}:`, inGroup.map(score)));
    for (const name of cases) {
      lines.push(row(`  ${name}`, columns.map((column) => cell(column, group, name))));
    }
  }
  lines.push("", row("all", columns.map(({ results }) => score(results))));
  return lines.join("\n");
}

/** A Markdown table with one row for each group. */
export function shortTable(columns: readonly Column[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const scores = (group: Group | undefined) =>
    columns.map(({ results }) => score(results.filter((result) => group ? result.group === group : true)));
  return [
    row(["", ...columns.map(({ product }) => product)]),
    row(["---", ...columns.map(() => "---")]),
    ...GROUPS.map((group) => row([group, ...scores(group)])),
    row(["all", ...scores(undefined)]),
  ].join("\n");
}

/** Why cases failed or do not apply, server by server. */
export function reasons({ product, results }: Column): string {
  const lines = results.flatMap(({ group, name, outcome }) =>
    outcome.status === "pass" ? [] : [`  ${outcome.status}: ${group}: ${name}\n        ${outcome.reason}`]
  );
  return lines.length === 0 ? "" : `${product}\n${lines.join("\n")}\n`;
}
