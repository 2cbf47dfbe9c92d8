import { assertEquals, assertMatch } from "@std/assert";
import { diskTest, memoryDisk, run } from "../faults/support/mounted_disk.ts";
import { EXECUTABLE, runCli } from "../support/cli_process.ts";
import { temporaryFolder } from "../support/folders.ts";
import { startServer } from "../support/server_process.ts";

const isTested = EXECUTABLE !== undefined && Deno.build.os === "linux";

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
}

Deno.test({
  name: "The executable runs no code out of a temporary folder that others share, and leaves none there",
  ignore: !isTested,
  fn: async () => {
    await using folder = await temporaryFolder();
    const [shared, data] = [`${folder.path}/shared`, `${folder.path}/data`];
    await Deno.mkdir(shared);
    await Deno.chmod(shared, 0o1777);
    for (const _ of ["new", "there already"]) {
      await using server = await startServer({ data, env: { TMPDIR: shared } });
      const maps = await Deno.readTextFile(`/proc/${server.pid}/maps`);
      const libraries = new Set(maps.match(/\/\S+\.node$/gm));
      assertEquals([...libraries].map((path) => path.slice(0, path.lastIndexOf("/"))), [`${data}/unpacked`]);
      assertEquals(await namesIn(shared), []);
    }
    const { mode } = await Deno.stat(`${data}/unpacked`);
    assertEquals((mode ?? 0) & 0o777, 0o700);
  },
});

Deno.test({
  name: "The executable takes nothing from a folder in its data that belongs to another user",
  ignore: !isTested || Deno.uid() !== 0,
  fn: async () => {
    await using folder = await temporaryFolder();
    await Deno.mkdir(`${folder.path}/unpacked`);
    await Deno.chown(`${folder.path}/unpacked`, 4_001, 4_001);
    const { code, stdout, stderr } = await runCli(["serve", "--port", "0", "--data", folder.path]);
    assertEquals([code, stdout], [3, ""]);
    assertMatch(stderr, /^rxnstream: The folder ".+unpacked" belongs to another user, .+\n$/);
  },
});

if (isTested) {
  diskTest(
    "An executable whose data folder is on a disk mounted noexec says so in one sentence",
    async () => {
      await using disk = await memoryDisk(32);
      await run("mount", "-o", "remount,noexec", disk.path);
      const { code, stdout, stderr } = await runCli(["serve", "--port", "0", "--data", disk.path]);
      assertEquals([code, stdout], [3, ""]);
      assertMatch(stderr, /^rxnstream: The library of the database cannot be loaded \(.+\): .+\n$/);
    },
  );
}

Deno.test("An unusable TMPDIR does not stop the server", async () => {
  await using folder = await temporaryFolder();
  await using server = await startServer({
    data: `${folder.path}/data`,
    env: { TMPDIR: `${folder.path}/missing` },
  });
  assertEquals((await (await fetch(`${server.url}/readyz`)).json()).status, "ready");
});
