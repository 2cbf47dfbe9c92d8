import { assertEquals, assertMatch } from "@std/assert";
import { COMMIT, VERSION } from "../src/version.ts";
import { runCli } from "./support/cli_process.ts";
import { temporaryFolder } from "./support/folders.ts";
import { startServer } from "./support/server_process.ts";

const ROOT = new URL("..", import.meta.url);

/** The commit that Git says is checked out; null without Git or a repository. */
async function checkedOut(): Promise<string | null> {
  const git = new Deno.Command("git", { args: ["rev-parse", "HEAD"], cwd: ROOT, stderr: "null" });
  const answer = await git.output().catch(() => null);
  return answer?.success ? new TextDecoder().decode(answer.stdout).slice(0, 7) : null;
}

Deno.test("A program that runs from a checkout knows the commit that Git names", async () => {
  assertEquals(COMMIT, await checkedOut() ?? "unknown");
});

Deno.test("A program without a repository around it does not know its commit", async () => {
  await using folder = await temporaryFolder();
  await Deno.mkdir(`${folder.path}/src`);
  await Deno.copyFile(new URL("src/version.ts", ROOT), `${folder.path}/src/version.ts`);
  const { COMMIT: commit } = await import(`file://${folder.path}/src/version.ts`);
  assertEquals(commit, "unknown");
});

Deno.test("A commit is found in packed refs, in a worktree and with a detached HEAD", async () => {
  await using folder = await temporaryFolder();
  const run = async (...args: readonly string[]) => {
    const identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
    const { stdout } = await new Deno.Command("git", { args: ["-C", folder.path, ...identity, ...args] })
      .output();
    return new TextDecoder().decode(stdout).trim();
  };
  const commitIn = async (name: string) => {
    await Deno.mkdir(`${folder.path}/${name}/src`, { recursive: true });
    const copy = `${folder.path}/${name}/src/version_${crypto.randomUUID()}.ts`;
    await Deno.copyFile(new URL("src/version.ts", ROOT), copy);
    return (await import(`file://${copy}`)).COMMIT;
  };
  await run("init", "-q");
  await run("commit", "-q", "--allow-empty", "-m", "First");
  const first = (await run("rev-parse", "HEAD")).slice(0, 7);
  assertMatch(first, /^[0-9a-f]{7}$/);
  assertEquals(await commitIn("."), first);
  await run("pack-refs", "--all");
  assertEquals(await commitIn("."), first);
  await run("worktree", "add", "-q", "tree", "-b", "other");
  await run("-C", "tree", "commit", "-q", "--allow-empty", "-m", "Second");
  const second = (await run("rev-parse", "other")).slice(0, 7);
  assertEquals([await commitIn("tree"), await commitIn(".")], [second, first]);
  await run("checkout", "-q", "--detach", second);
  assertEquals(await commitIn("."), second);
});

Deno.test("The command line and the server report the same version and commit", async () => {
  await using folder = await temporaryFolder();
  await using server = await startServer({ data: folder.path });
  const health = await (await fetch(`${server.url}/healthz`)).json();
  const { stdout } = await runCli(["--version"]);
  assertEquals(stdout, `rxnstream ${health.version} (${health.commit})\n`);
  // An executable was built from this checkout, and has no repository around it to read the commit from.
  assertEquals([health.version, health.commit], [VERSION, await checkedOut() ?? "unknown"]);
});
