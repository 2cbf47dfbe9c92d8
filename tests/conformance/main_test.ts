import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { temporaryFolder } from "../support/folders.ts";

const MAIN = new URL("./main.ts", import.meta.url).href;
const FLAWED = new URL("./flawed_server.ts", import.meta.url).href;

/** Runs the command and resolves with its exit code and what it printed. */
async function conformance(...args: readonly string[]) {
  const command = new Deno.Command(Deno.execPath(), { args: ["run", "--quiet", "-A", MAIN, ...args] });
  const { code, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** Writes an adapter file as an outside user would. */
async function writeAdapter(folder: string, flaw: string): Promise<string> {
  const path = `${folder}/${flaw.replaceAll(" ", "_")}.ts`;
  await Deno.writeTextFile(
    path,
    `import { flawedAdapter } from ${JSON.stringify(FLAWED)};
export const adapter = { ...flawedAdapter(${JSON.stringify(flaw)}), name: ${JSON.stringify(flaw)} };
`,
  );
  return path;
}

Deno.test("An external adapter can be run, and the exit code says whether the first server passes", async () => {
  await using folder = await temporaryFolder();
  const good = await writeAdapter(folder.path, "none");
  const bad = await writeAdapter(folder.path, "says no retry");
  const passed = await conformance("--adapter", good, "--adapter", bad, "--case", "^opening: retry");
  assertEquals(passed.code, 0, passed.stderr);
  assertStringIncludes(
    passed.stdout,
    "pass            FAIL              retry: says when to reconnect, as a whole number, before the first event",
  );
  assertStringIncludes(passed.stdout, "1/1             0/1             all");
  assertStringIncludes(passed.stdout, "there is no retry: before the first event");
  const failed = await conformance("--adapter", bad, "--case", "^opening: retry", "--json");
  assertEquals(failed.code, 1);
  const [column] = JSON.parse(failed.stdout);
  assertEquals(column.results.map(({ outcome }: { outcome: unknown }) => outcome), [
    { status: "fail", reason: "there is no retry: before the first event" },
  ]);
});

Deno.test("Wrong arguments are reported with the usage", async () => {
  for (
    const args of [["--adapter", "nobody"], ["--case", "("], ["--nothing"], ["--adapter", "./nothing.ts"]]
  ) {
    const { code, stdout, stderr } = await conformance(...args);
    assertEquals([code, stdout], [2, ""], args.join(" "));
    assert(stderr.includes("deno task conformance ["), stderr);
  }
});
