/** better-sse on Node with Express, as its documentation recommends, with a history that the program keeps in memory. */
import type { Adapter } from "../adapter.ts";
import { startControlled } from "./controlled_target.ts";
import { canRun } from "./server_process.ts";

const PACKAGES = ["better-sse@0.16.1", "express@5.1.0", "cors@2.8.5"] as const;

let installed: Promise<string> | undefined;

/** Installs the packages into a temporary folder, once, and resolves with its path. */
function install(): Promise<string> {
  return installed ??= (async () => {
    const folder = await Deno.makeTempDir({ prefix: "rxnstream-better-sse-" });
    globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
    await Deno.copyFile(new URL("./better_sse_server.mjs", import.meta.url), `${folder}/server.mjs`);
    const args = ["install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, ...PACKAGES];
    const { success } = await new Deno.Command("npm", { args, stdout: "null", stderr: "inherit" }).output();
    if (!success) throw new Error(`npm install ${PACKAGES.join(" ")} failed`);
    return folder;
  })();
}

export const adapter: Adapter = {
  name: "better-sse",
  product: "better-sse 0.16.1 on Node",
  queryCursor: "lastEventId",
  malformedIds: ["x", "-1", "1.5", "1e3"],
  idBeyond: (id) => String(Number(id) + 1),
  lacks: { remove: "its documentation has no way to delete a stream" },
  itemOf: ({ data }) => JSON.parse(data),
  async missing() {
    return await canRun("node") ? undefined : "Node is not here: apt-get install -y nodejs npm";
  },
  async start({ port, heartbeatMs, allowedOrigin }) {
    const folder = await install();
    return await startControlled({
      command: "node",
      args: ["server.mjs", String(port), String(heartbeatMs), allowedOrigin],
      cwd: folder,
    });
  },
};
