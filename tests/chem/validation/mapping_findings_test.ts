import { assertEquals } from "@std/assert";
import { mappingFindings as findingsOf } from "../../../src/chem/validation/mapping_findings.ts";
import type { MappingInfo } from "../../../src/chem_results.ts";

const mappingFindings = (mapping: MappingInfo) => findingsOf(mapping).map(({ text }) => text);

const PLAIN: MappingInfo = { source: "computed", cost: 1.86, confidence: 0.95, given_rejected: null };

Deno.test("A certain mapping gives no finding", () => {
  assertEquals(mappingFindings(PLAIN), []);
  const given = { ...PLAIN, source: "given" as const };
  assertEquals(mappingFindings({ ...given, computed: { cost: 1, confidence: 0.5, mapped: "C>>C" } }), []);
});

Deno.test("The finding for an uncertain mapping names the bond by which the runner-up differs", () => {
  const runner_up = {
    cost: 2,
    confidence: 0.3,
    mapped: "C>>C",
    deciding_bond: { side: "reactants", atoms: ["C:3", "O"], chosen: "broken", other: "kept" },
  } as const;
  assertEquals(mappingFindings({ ...PLAIN, confidence: 0.6, runner_up }), [
    "The atom mapping is uncertain (60 % confidence); the runner-up (30 %) differs at the bond C:3-O of the " +
    "reactants: broken here, kept there.",
  ]);
  const [unlikely] = mappingFindings({
    ...PLAIN,
    confidence: 0.001,
    runner_up: { ...runner_up, confidence: 0.0004 },
  });
  assertEquals(
    unlikely,
    "The atom mapping is uncertain (less than 1 % confidence); the runner-up (less than 1 %) differs at the bond " +
      "C:3-O of the reactants: broken here, kept there.",
  );
});

Deno.test("Given maps are doubted where another mapping is certain, and reported where they were replaced", () => {
  const computed = { cost: 1.2, confidence: 0.97, mapped: "C>>C" };
  assertEquals(mappingFindings({ ...PLAIN, source: "given", cost: 5, confidence: 0.02, computed }), [
    "The given atom maps may be wrong: they differ from a computed mapping with 97 % confidence.",
  ]);
  const cheaper = { ...PLAIN, source: "given", cost: 1, confidence: 0.003, computed } as const;
  assertEquals(mappingFindings(cheaper).length, 1);
  assertEquals(mappingFindings({ ...PLAIN, given_rejected: "map number 2 turns oxygen into carbon" }), [
    "The given atom maps were replaced: map number 2 turns oxygen into carbon.",
  ]);
});
