import { assertEquals, assertMatch } from "@std/assert";
import { readResults, resultsMarkdown } from "./results_file.ts";

const ROW = {
  measure: "burst | two words",
  ours: "4.55 M",
  peer: "Nchan 283 k",
  ratio: "16.6 (15.0 to 20.0)",
  target: "≥ 10",
  met: "yes",
};

Deno.test("A run's file can be read back, and its head says how the figures were measured", () => {
  const text = resultsMarkdown({
    args: ["delivery", "--note", "a busy machine"],
    began: { time: new Date("2026-12-01T10:00:00Z"), load: 0.5 },
    ended: { time: new Date("2026-12-01T10:04:40Z"), load: 2.25 },
    machine: ["2 cores"],
    note: "a busy machine",
    rows: [ROW, { ...ROW, measure: "another", peer: "" }],
  }, "0123456789ab+");
  assertEquals(readResults(text), [ROW, { ...ROW, measure: "another", peer: "" }]);
  assertMatch(text, /^- `deno task bench delivery --note "a busy machine"`, 2026-12-01 10:00 UTC, 5 min$/m);
  assertMatch(text, /^- commit 0123456789ab\+$/m);
  assertMatch(text, /^- load of the machine just before and after: 0\.5 and 2\.3$/m);
});

Deno.test("Only a document's tables of figures are read", () => {
  const text =
    "| a | b |\n| - | - |\n| 1 | 2 |\n\n| measure | ours | peer |\n| --- | --- | --- |\n| x | 1 | |\n\ntext\n";
  assertEquals(readResults(text), [{ measure: "x", ours: "1", peer: "", ratio: "", target: "", met: "" }]);
});
