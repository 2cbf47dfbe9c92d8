import { assertEquals } from "@std/assert";
import { temporaryFolder } from "../support/folders.ts";
import { programTest } from "../support/programs.ts";
import { type Mode, namesOf } from "./cases.ts";
import { installSuite, runSuite } from "./suite.ts";

programTest({
  name:
    "A log is served as the public suite of the Durable Streams protocol requires, in every case that only reads",
  program: "npm",
  async fn(npm, context) {
    await using folder = await temporaryFolder();
    const missing = await installSuite(npm, folder.path);
    await context.step({
      name: missing === null
        ? "Every case that applies passes"
        : `Every case that applies passes (${missing})`,
      ignore: missing !== null,
      async fn() {
        const results = await runSuite(folder.path);
        const modes: readonly Mode[] = ["as they are", "unwrapped"];
        const applicable = results.filter(({ how }) => modes.some((mode) => mode === how));
        const failed = applicable.filter(({ passed }) => !passed);
        assertEquals(failed.map(({ category, title, failure }) => [category, title, failure]), []);
        // Each name in the lists is that of one case.
        assertEquals(applicable.length, modes.flatMap(namesOf).length);
      },
    });
  },
});
