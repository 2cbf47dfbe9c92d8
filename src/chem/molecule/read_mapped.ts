/** Reads a mapped reaction SMILES back into graphs, for the stages after the mapping. */
import type { ComponentRole } from "../../chem_results.ts";
import type { ComponentLimits } from "../protocol/chem_protocol.ts";
import type { SplitComponent } from "../input/split_component.ts";
import { screenSmiles } from "./component_screen.ts";
import type { CanonicalComponent, MoleculeReader, Outcome } from "./molecule_reader.ts";
import { readGivenMaps } from "./given_maps.ts";
import { type MappedReaction, mappedReaction, type SideMolecule } from "./mapped_reaction.ts";
import { readReaction } from "./read_reaction.ts";
import { readWritten } from "./read_written.ts";
import { hasMapNumbers } from "./smiles_atoms.ts";

/** How many times longer a SMILES may become through map numbers and the brackets that they require. */
const MAPPED_LENGTH = 8;

/** The molecules of both sides with their map numbers, and the left atom of each right atom, -1 for none. */
export interface MappedSides {
  readonly left: readonly SideMolecule[];
  readonly right: readonly SideMolecule[];
  readonly source: Int32Array;
}

/** The mapped reaction, or why the text cannot be used: it is unreadable or its map numbers are unsound. */
export function readMapped(reader: MoleculeReader, mapped: string): Outcome<MappedReaction> {
  return joined(readMappedSides(reader, mapped));
}

/** The same before the molecules are joined, with the map numbers as written. */
export function readMappedSides(reader: MoleculeReader, mapped: string): Outcome<MappedSides> {
  const bounds = mappedBounds(reader);
  return readSides(reader, mapped, (component) => reader.component(component, bounds));
}

/**
 * The reaction in a text that the mapping stage wrote. The result depends on the text alone: atoms are in the order
 * in which they are written there.
 */
export function readWrittenReaction(reader: MoleculeReader, mapped: string): Outcome<MappedReaction> {
  const bounds = mappedBounds(reader);
  return joined(readSides(reader, mapped, (component) => {
    const { text } = component;
    const isScreened = hasMapNumbers(text) && screenSmiles(text, bounds) === null;
    const written = isScreened ? readWritten(reader, text) : null;
    return written ? { ok: true, value: written } : reader.component(component, bounds);
  }));
}

function joined(read: Outcome<MappedSides>): Outcome<MappedReaction> {
  if (!read.ok) return read;
  const { left, right, source } = read.value;
  return { ok: true, value: mappedReaction(left, right, source) };
}

function mappedBounds({ limits }: MoleculeReader): ComponentLimits {
  return { ...limits, maxCharacters: limits.maxCharacters * MAPPED_LENGTH };
}

function readSides(
  reader: MoleculeReader,
  mapped: string,
  readComponent: (component: SplitComponent) => Outcome<CanonicalComponent>,
): Outcome<MappedSides> {
  const input = { text: mapped, format: "smiles" } as const;
  const reading = readReaction(reader, input, reader.limits, readComponent);
  const refused = reading.rejected[0];
  if (refused) return { ok: false, reason: refused.reason };
  const side = (wanted: (role: ComponentRole) => boolean) =>
    readMolecules(reader, reading.components.filter((component) => wanted(component.role)));
  const left = side((role) => role !== "product");
  const right = side((role) => role === "product");
  if (!left.ok) return left;
  if (!right.ok) return right;
  if (right.value.length === 0) return { ok: false, reason: "there is no product" };
  const given = readGivenMaps(left.value, right.value);
  if (given.kind === "absent") return { ok: false, reason: "it has no atom map numbers" };
  if (given.kind === "unsound") return { ok: false, reason: given.reason };
  return { ok: true, value: { left: left.value, right: right.value, source: given.source } };
}

/** Adds the graph to each component and stops at the first failure. Missing map numbers count as 0. */
export function readMolecules(
  reader: MoleculeReader,
  components: readonly (CanonicalComponent & { readonly role?: ComponentRole })[],
): Outcome<readonly SideMolecule[]> {
  const molecules: SideMolecule[] = [];
  for (const { smiles, maps, role } of components) {
    const graph = reader.graph(smiles);
    if (!graph.ok) return { ok: false, reason: `${smiles}: ${graph.reason}` };
    const { size } = graph.value;
    molecules.push({
      smiles,
      maps: maps.length === size ? maps : new Array<number>(size).fill(0),
      graph: graph.value,
      ...(role === "agent" ? { isAgent: true } : {}),
    });
  }
  return { ok: true, value: molecules };
}
