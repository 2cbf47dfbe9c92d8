/** Writes reactions as RXN blocks. */
import type { ComponentRole } from "../../chem_results.ts";
import type { ReactionInput } from "../protocol/chem_protocol.ts";
import { type SplitComponent, splitReaction } from "../input/split_reaction.ts";
import type { MoleculeReader, Outcome } from "../molecule/molecule_reader.ts";
import { atomTokens } from "../molecule/smiles_atoms.ts";
import { type ConnectionTable, connectionTable, extentOf, shiftedLines } from "./molfile.ts";
import type { RxnVersion } from "../../chem_results.ts";
import { layOut } from "./reaction_layout.ts";

/** Most molecules per role, and most atoms per molecule, that fit in the three digits of V2000. */
const MAX_V2000_COUNT = 999;
const MAX_NAME_CHARACTERS = 80;
/** No real reaction has more atoms, and their coordinates would take seconds. */
const MAX_ATOMS = 10_000;
/** Two characters for the user, eight for the program and ten for the date, then the kind of coordinates. */
const MOLFILE_PROGRAM = "  rxnstrm           2D";

/** A molecule with its role and its drawing. */
interface Part {
  readonly role: ComponentRole;
  readonly table: ConnectionTable;
}

/**
 * The reaction as an RXN block with a new drawing, ending with a line break. It keeps atom map numbers, charges,
 * isotopes, radicals and stereo, and keeps the molecules of a CXSMILES group together.
 *
 * - **Agents** are a third count and follow the products in V2000; in V3000 they are an `AGENT` block, as written by
 *   RDKit, Marvin and others.
 * - **What V2000 cannot hold** (more than 999 atoms or molecules, unsupported bonds) is written as V3000.
 * - **The date** in the header is left out, so that equal reactions have equal texts.
 *
 * Source: BIOVIA "CTfile Formats", chapters "Rxnfiles" and "Extended Rxnfile".
 */
export function writeRxn(
  reader: MoleculeReader,
  { text, format }: ReactionInput,
  { version, name }: { readonly version: RxnVersion; readonly name: string },
): Outcome<string> {
  const split = splitReaction(text, format);
  if (!split.ok) return split;
  const tooLarge = excess(split.components);
  if (tooLarge !== null) return { ok: false, reason: tooLarge };
  const parts: Part[] = [];
  for (const { role, position, ...component } of split.components) {
    if (component.kind === "smiles" && component.text.includes("$")) {
      return { ok: false, reason: `${role} ${position}: a molfile has no quadruple bonds` };
    }
    const drawn = reader.molfile(component, version);
    if (!drawn.ok) return { ok: false, reason: `${role} ${position}: ${drawn.reason}` };
    const table = connectionTable(drawn.value);
    if (table === null) return { ok: false, reason: `${role} ${position} cannot be written as a molfile` };
    parts.push({ role, table });
  }
  const count = (role: ComponentRole) => parts.filter((part) => part.role === role).length;
  const counts = [count("reactant"), count("product"), count("agent")];
  const exceedsV2000 = counts.some((number) => number > MAX_V2000_COUNT) ||
    parts.some(({ table }) => table.version !== version);
  if (version === "v2000" && exceedsV2000) {
    return writeRxn(reader, { text, format }, { version: "v3000", name });
  }
  const write = version === "v2000" ? linesOfV2000 : linesOfV3000;
  return { ok: true, value: [...write(headerName(name), counts, placed(parts)), ""].join("\n") };
}

/** Why a reaction is too large to be written, determined before any costly step; null if it is not. */
function excess(components: readonly SplitComponent[]): string | null {
  let atoms = 0;
  for (const { kind, text } of components) {
    atoms += kind === "smiles" ? atomTokens(text).length : text.split("\n").length;
  }
  return atoms > MAX_ATOMS ? `it has ${atoms} atoms; at most ${MAX_ATOMS} can be written` : null;
}

/** The lines of each molecule, moved to its place, by role. */
function placed(parts: readonly Part[]): Readonly<Record<ComponentRole, readonly (readonly string[])[]>> {
  const shifts = layOut(parts.map(({ role, table }) => ({ role, extent: extentOf(table) })));
  const sides = { reactant: [], agent: [], product: [] } as Record<ComponentRole, (readonly string[])[]>;
  parts.forEach(({ role, table }, i) => sides[role].push(shiftedLines(table, shifts[i] ?? { x: 0, y: 0 })));
  return sides;
}

function linesOfV2000(
  name: string,
  counts: readonly number[],
  sides: ReturnType<typeof placed>,
): readonly string[] {
  const shown = counts[2] === 0 ? counts.slice(0, 2) : counts;
  const molecules = [...sides.reactant, ...sides.product, ...sides.agent];
  return [
    ...header("$RXN", name),
    shown.map((count) => String(count).padStart(3)).join(""),
    ...molecules.flatMap((lines) => ["$MOL", "", MOLFILE_PROGRAM, "", ...lines]),
  ];
}

function linesOfV3000(
  name: string,
  counts: readonly number[],
  sides: ReturnType<typeof placed>,
): readonly string[] {
  const block = (
    keyword: string,
    molecules: readonly (readonly string[])[],
  ) => [`M  V30 BEGIN ${keyword}`, ...molecules.flat(), `M  V30 END ${keyword}`];
  return [
    ...header("$RXN V3000", name),
    `M  V30 COUNTS ${(counts[2] === 0 ? counts.slice(0, 2) : counts).join(" ")}`,
    ...block("REACTANT", sides.reactant),
    ...block("PRODUCT", sides.product),
    ...(sides.agent.length === 0 ? [] : block("AGENT", sides.agent)),
    "M  END",
  ];
}

/** `$RXN`, the name, six characters for the user and nine for the program, and a comment. */
function header(keyword: string, name: string): readonly string[] {
  return [keyword, name, "      rxnstream", ""];
}

/** The name as a single line that no reader takes for a keyword. */
function headerName(name: string): string {
  return [...name.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").replace(/^(?:[$>` ]|M (?=END|V30))+/, "").trimEnd()]
    .slice(0, MAX_NAME_CHARACTERS).join("");
}
