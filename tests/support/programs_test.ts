import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { findProgram } from "./programs.ts";

async function inTemporaryFolder(fn: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "rxnstream-programs-" });
  try {
    await fn(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function writeProgram(path: string, mode = 0o755): Promise<void> {
  await Deno.writeTextFile(path, "#!/bin/sh\nexit 0\n");
  await Deno.chmod(path, mode);
}

/** Runs a file with one test that needs chromium, with only `folder` in PATH, and returns its output. */
async function runProgramTest(folder: string, env: Record<string, string>) {
  const file = join(folder, "one_test.ts");
  const module = new URL("./programs.ts", import.meta.url).href;
  await Deno.writeTextFile(
    file,
    `import { programTest } from ${JSON.stringify(module)};
programTest({ name: "Opens a page", program: "chromium", fn: (path) => { Deno.statSync(path); } });
`,
  );
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--no-config", file],
    env: { PATH: folder, NO_COLOR: "1", RXNSTREAM_TEST_ALL: "", ...env },
    stderr: "null",
  }).output();
  return { code, told: new TextDecoder().decode(stdout) };
}

Deno.test("findProgram() finds an executable file by any of its names, the most common first", async () => {
  await inTemporaryFolder(async (folder) => {
    const [first, second] = [join(folder, "a"), join(folder, "b")];
    await Deno.mkdir(first);
    await Deno.mkdir(join(second, "nginx"), { recursive: true });
    const searchPath = `${first}::${second}:${join(folder, "missing")}`;
    assertEquals(findProgram("nginx", searchPath), undefined);
    await writeProgram(join(first, "chromium"), 0o644);
    await writeProgram(join(first, "google-chrome"));
    assertEquals(findProgram("chromium", searchPath), join(first, "google-chrome"));
    await writeProgram(join(second, "chromium"));
    assertEquals(findProgram("chromium", searchPath), join(second, "chromium"));
  });
});

Deno.test("programTest() ignores a test whose program is missing and says how to install it", async () => {
  await inTemporaryFolder(async (folder) => {
    const { code, told } = await runProgramTest(folder, {});
    assertEquals(code, 0);
    assertStringIncludes(told, "Opens a page (needs chromium: apt-get install -y chromium) ... ignored");
  });
});

Deno.test("programTest() fails a test whose program is missing when all tests are asked for", async () => {
  await inTemporaryFolder(async (folder) => {
    const { code, told } = await runProgramTest(folder, { RXNSTREAM_TEST_ALL: "1" });
    assert(code !== 0);
    assertStringIncludes(told, "Cannot run this test: it needs chromium: apt-get install -y chromium");
  });
});

Deno.test("programTest() runs a test whose program is there", async () => {
  await inTemporaryFolder(async (folder) => {
    await writeProgram(join(folder, "chromium-browser"));
    const { code, told } = await runProgramTest(folder, {});
    assertEquals(code, 0);
    assertStringIncludes(told, "Opens a page ... ok");
  });
});
