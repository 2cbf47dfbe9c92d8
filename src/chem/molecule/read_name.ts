/** The structure of a name, in RDKit's canonical spelling. */
import { resolveName } from "../../names/resolve_name.ts";
import type { NameReading } from "../../text_reading.ts";
import type { MoleculeReader } from "./molecule_reader.ts";

/** Reads a name; a structure that RDKit refuses, such as one too large, is none. */
export function readName(reader: MoleculeReader, name: string): NameReading {
  const read = resolveName(name);
  const unread = { name, smiles: null, kind: null } as const;
  if (!("smiles" in read)) return { ...unread, ...read };
  const component = reader.component({ kind: "smiles", text: read.smiles });
  return component.ok
    ? { name, smiles: component.value.smiles, kind: read.kind }
    : { ...unread, reason: `its structure cannot be written: ${component.reason}`, position: 0 };
}
