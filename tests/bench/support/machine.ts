/** The machine on which the figures were measured: without it, a table is meaningless. */
import config from "../../../deno.json" with { type: "json" };

/** What a program prints on either output, or null if it is not installed. */
export async function outputOf(program: string, ...args: readonly string[]): Promise<string | null> {
  try {
    const { stdout, stderr } = await new Deno.Command(program, { args: [...args], stdin: "null" }).output();
    return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** Machine, kernel and versions, one per line. */
export async function machineLines(): Promise<readonly string[]> {
  const info = await Deno.readTextFile("/proc/cpuinfo").catch(() => "");
  const model = /^model name\s*:\s*(.+)$/m.exec(info)?.[1] ?? Deno.build.arch;
  const memory = Deno.systemMemoryInfo().total / 2 ** 30;
  const node = (await outputOf("node", "--version"))?.trim();
  const nginx = /nginx\/(\S+)/.exec(await outputOf("nginx", "-v") ?? "")?.[1];
  return [
    `${model}, ${navigator.hardwareConcurrency} cores, ${
      memory.toFixed(0)
    } GiB, ${Deno.build.os} ${Deno.osRelease()}`,
    `Deno ${Deno.version.deno} (V8 ${Deno.version.v8}), RDKit ${
      config.imports["@rdkit/rdkit"].replace(/.*@/, "")
    }, ` +
    `Node ${node ?? "not installed"}, nginx ${nginx ?? "not installed"}`,
    new Date().toISOString().slice(0, 10),
  ];
}
