/**
 * The parent of one chem process, which writes to this process's standard output. With the argument `busy` the
 * process is given a molecule on which RDKit never ends; then the parent waits for ever.
 */
import { chemCommand } from "../../../src/chem/pool/chem_command.ts";
import { jsonLine } from "../../../src/encoding/json_lines.ts";

const { cmd, args } = chemCommand({ maxCharacters: 10_000, maxHeavyAtoms: 10_000 });
const child = new Deno.Command(cmd, {
  args: [...args],
  stdin: "piped",
  stdout: "inherit",
}).spawn();
if (Deno.args[0] === "busy") {
  const writer = child.stdin.getWriter();
  const request = { text: `${"C".repeat(700)}>>C`, format: "smiles" };
  await writer.write(jsonLine({ id: 1, op: "smiles", request }));
}
await child.status;
