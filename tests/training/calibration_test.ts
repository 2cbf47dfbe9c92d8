import { assert, assertEquals } from "@std/assert";
import { calibration, fitLogistic, reliabilityLines } from "../chem/support/calibration.ts";
import { learnWeights, scoresOf } from "./learn_ranking.ts";

Deno.test("Only a confidence strictly above the threshold counts as sure", () => {
  const answers = [
    { confidence: 0.9, right: false },
    { confidence: 0.95, right: true },
    { confidence: 0.97, right: true },
    { confidence: 0.99, right: false },
  ];
  const { answers: count, shareSure, shareRightOfSure, shareRight, table } = calibration(answers);
  assertEquals([count, shareSure, shareRight], [4, 0.75, 0.5]);
  assertEquals(Math.round(1000 * shareRightOfSure), 667);
  assertEquals(table.reduce((sum, line) => sum + line.count, 0), 4);
  assertEquals(
    reliabilityLines({ answers: count, shareSure, shareRightOfSure, shareRight, table }).length,
    3,
  );
});

Deno.test("The logistic fit finds the coefficients that generated the answers", () => {
  const rows = Array.from({ length: 4000 }, (_, index) => {
    const feature = index % 40 / 10 - 2;
    const share = 1 / (1 + Math.exp(-(0.5 + 1.5 * feature)));
    // Of the 100 rows with each feature value, the first ones are right, up to `share`.
    return { features: [feature], right: Math.floor(index / 40) < 100 * share };
  });
  const [constant = 0, slope = 0] = fitLogistic(rows);
  assert(Math.abs(constant - 0.5) < 0.05, `${constant}`);
  assert(Math.abs(slope - 1.5) < 0.05, `${slope}`);
});

Deno.test("The learned weights rank the right candidates first", () => {
  const row = (rare: boolean) => [
    { cost: 1, changes: { dear: 1, odd: rare ? 1 : 0 }, right: false },
    { cost: 1.2, changes: { usual: 1 }, right: true },
  ];
  const rows = Array.from({ length: 12 }, (_, index) => row(index % 6 === 0));
  const weights = learnWeights(rows);
  for (const entry of rows) {
    const [wrong = 0, right = 0] = scoresOf(entry, weights);
    assert(right > wrong);
  }
  // A change that decides too few rows has no weight.
  assertEquals(Object.keys(weights.changes).toSorted(), ["dear", "usual"]);
});
