/** rxnstream: chemical reactions in, every step of the work on them out as server-sent events. */
import { CHEM_PROCESS_ARGUMENT } from "./src/chem/pool/chem_command.ts";

if (import.meta.main) {
  if (Deno.args[0] === CHEM_PROCESS_ARGUMENT) {
    const { runChemProcess } = await import("./src/chem/process/main.ts");
    await runChemProcess(Deno.args.slice(1));
  } else {
    const { runCommandLine } = await import("./src/cli/command_line.ts");
    Deno.exit(await runCommandLine(Deno.args));
  }
}
