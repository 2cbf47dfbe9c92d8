import { assertEquals, assertMatch } from "@std/assert";
import { startTestService } from "../../support/service.ts";

Deno.test("GET /names gives the structure of a name, or says why there is none", async () => {
  await using service = await startTestService();
  const ask = async (q: string) => {
    const response = await fetch(`${service.url}/names?q=${encodeURIComponent(q)}`);
    return [response.status, await response.json()];
  };
  assertEquals(await ask("4-nitrobenzoic acid"), [200, {
    name: "4-nitrobenzoic acid",
    smiles: "O=C(O)c1ccc([N+](=O)[O-])cc1",
    kind: "systematic",
  }]);
  const [status, unread] = await ask("2-frobnyl pyridine");
  assertEquals([status, unread.smiles, unread.kind], [200, null, null]);
  assertEquals([typeof unread.reason, typeof unread.position], ["string", "number"]);
  for (const wrong of ["", " ", "ethanol\nwater", "a".repeat(1_001)]) {
    const [code, problem] = await ask(wrong);
    assertEquals([code, problem.code], [400, "parameter_malformed"]);
    assertMatch(problem.detail, /^"q" must be the name of a compound/);
  }
});
