/** npm packages of the peers: they are no dependencies of ours, so they live in the folder for temporary files. */
import { tmpdir } from "node:os";

const PACKAGES: readonly string[] = ["better-sse@0.16.1", "hono@4.13.19", "@hono/node-server@2.1.8"];
let installed: Promise<string | null> | undefined;

/** The folder that has them in `node_modules`, where they stay for the next time; null without npm or the registry. */
export function npmFolder(): Promise<string | null> {
  return installed ??= install();
}

async function install(): Promise<string | null> {
  const folder = `${tmpdir()}/rxnstream-bench-npm`;
  const list = `${folder}/installed.txt`;
  const wanted = PACKAGES.join(" ");
  if (await Deno.readTextFile(list).catch(() => "") === wanted) return folder;
  await Deno.mkdir(folder, { recursive: true });
  try {
    const { success } = await new Deno.Command("npm", {
      args: ["install", "--prefix", folder, "--no-audit", "--no-fund", ...PACKAGES],
      stderr: "null",
    }).output();
    if (!success) return null;
    await Deno.writeTextFile(list, wanted);
    return folder;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
