/** Packages that only the peers need, in a temporary folder where they stay for the next run. */
import { tmpdir } from "node:os";

const PACKAGES: readonly string[] = ["better-sse@0.16.1", "hono@4.13.19", "@hono/node-server@2.1.8"];
let installed: Promise<string | null> | undefined;

async function peerFolder(): Promise<string> {
  const folder = `${tmpdir()}/rxnstream-bench-peers`;
  await Deno.mkdir(folder, { recursive: true });
  return folder;
}

/** The program of a C file; null without a compiler. */
export async function compiled(source: string): Promise<string | null> {
  const program = `${await peerFolder()}/${source.split("/").at(-1)}.out`;
  try {
    const { success } = await new Deno.Command("cc", { args: ["-O2", "-o", program, source] }).output();
    return success ? program : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** The folder that has the npm packages in `node_modules`; null without npm or the registry. */
export function npmFolder(): Promise<string | null> {
  return installed ??= install();
}

async function install(): Promise<string | null> {
  const folder = await peerFolder();
  const list = `${folder}/installed.txt`;
  const wanted = PACKAGES.join(" ");
  if (await Deno.readTextFile(list).catch(() => "") === wanted) return folder;
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
