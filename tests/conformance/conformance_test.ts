import { assertEquals } from "@std/assert";
import { programTest } from "../support/programs.ts";
import { adapter } from "./adapters/ours.ts";
import { SuiteRunner } from "./runner.ts";
import { SUITE } from "./suite.ts";

/** On a busy machine a process may take its time. */
const LIMITS = { patienceMs: 30_000, heartbeatMs: 300 } as const;

/** One server for all cases that do not stop it. */
const runner = new SuiteRunner(adapter, LIMITS);

Deno.test.beforeAll(async () => void await runner.start());
Deno.test.afterAll(() => runner[Symbol.asyncDispose]());

for (const definition of SUITE) {
  const name = `Conformance, ${definition.group}: ${definition.name}`;
  const fn = async () => {
    const { outcome } = await runner.run(definition);
    assertEquals(outcome, { status: "pass" });
  };
  const { program } = definition;
  if (program === undefined) Deno.test(name, fn);
  else programTest({ name, program, fn });
}
