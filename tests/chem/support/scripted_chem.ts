import type { CallOptions } from "../../../src/chem/pool/pending_call.ts";
import { type ChemPool, openChemPool } from "../../../src/chem/pool/chem_pool.ts";
import type { ChemOptions } from "../../../src/chem/pool/chem_options.ts";

/** A pool of scripted processes, and a folder of their own. */
export interface ScriptedChem extends AsyncDisposable {
  readonly chem: ChemPool;
  /** Path of a file in the folder; it does not exist yet. */
  file(name: string): string;
  /** Resolves when the file exists. */
  appears(name: string): Promise<void>;
  /** Gives a command to a process and resolves with the text and process id of its answer. */
  tell(command: string, options?: CallOptions): Promise<{ readonly text: string; readonly pid: number }>;
}

/** The command that starts a scripted process; `start` is `ready` or `dumb`. */
export function scriptedCommand(start: "ready" | "dumb" = "ready"): { cmd: string; args: readonly string[] } {
  const script = import.meta.resolve("./scripted_chem_process.ts");
  return { cmd: Deno.execPath(), args: ["run", "-A", "--quiet", "--cached-only", script, start] };
}

/** Opens a pool of scripted processes; each limit can be set as for real ones. */
export async function openScriptedChem(options: ChemOptions = {}): Promise<ScriptedChem> {
  const folder = await Deno.makeTempDir({ prefix: "scripted_chem_" });
  const chem = openChemPool({ command: scriptedCommand(), ...options });
  return {
    chem,
    file: (name) => `${folder}/${name}`,
    async appears(name) {
      using watcher = Deno.watchFs(folder);
      if (await exists(`${folder}/${name}`)) return;
      for await (const event of watcher) if (event.paths.some((path) => path.endsWith(`/${name}`))) return;
    },
    async tell(command, callOptions) {
      const { result } = await chem.call("smiles", { text: command, format: "smiles" }, callOptions);
      return { text: result.values.join(), pid: Number(result.rdkit) };
    },
    async [Symbol.asyncDispose]() {
      await chem.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** Whether a process with this id exists. */
export async function isAlive(pid: number): Promise<boolean> {
  const { success } = await new Deno.Command("kill", { args: ["-0", String(pid)], stderr: "null" }).output();
  return success;
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch {
    return false;
  }
}
