/**
 * Looks for what no drawing may show: `deno task bench chem_drawings FILE...`.
 *
 * Every reaction of the files (a reaction SMILES anywhere in a line; rows that cannot be mapped are counted) is mapped
 * and laid out as for its drawing. Lines longer than 1.3 bonds, and angles under 95 or over 150 degrees at trigonal
 * atoms with three neighbours, are counted and listed.
 */
import { readMapped } from "../../../../src/chem/molecule/read_mapped.ts";
import { layoutFaults } from "../../../chem/support/layout_faults.ts";
import { startStages } from "../../../chem/support/stage_chain.ts";
import { textTable } from "../../../support/text_table.ts";
import { openChemBench } from "./chem_chain.ts";

const REACTION = /[^\s",;]*>[^\s",;]*>[^\s",;]+/;

async function main(files: readonly string[]): Promise<void> {
  const { operations, reader, rdkit } = await openChemBench();
  let [drawn, unmapped, faulty] = [0, 0, 0];
  const faults: string[] = [];
  for (const file of files) {
    for (const line of (await Deno.readTextFile(file)).split("\n")) {
      const [text] = REACTION.exec(line) ?? [];
      if (text === undefined) continue;
      const { mapped } = startStages(operations, { text, format: "smiles" }).finish().rxn_smiles.result;
      const read = mapped ? readMapped(reader, mapped) : null;
      if (!read?.ok) {
        unmapped++;
        continue;
      }
      drawn++;
      const found = layoutFaults(rdkit, read.value);
      if (found.length > 0) faulty++;
      faults.push(...found);
    }
  }
  const rows = [["reactions drawn", String(drawn)], ["not mapped", String(unmapped)], [
    "with a fault",
    String(faulty),
  ]];
  const lines = [textTable(["measure", "count"], rows), ...faults];
  Deno.stdout.writeSync(new TextEncoder().encode(`${lines.join("\n")}\n`));
}

if (import.meta.main) await main(Deno.args);
