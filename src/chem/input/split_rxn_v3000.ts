/** Splits RXN blocks of version V3000 (BIOVIA, "CTfile Formats"). */
import type { ComponentRole } from "../../chem_results.ts";
import { describeCounts, inReactionOrder, type MoleculeCounts } from "./molecule_counts.ts";
import type { SplitComponent, SplitReaction } from "./split_component.ts";

const ROLES: ReadonlyMap<string, ComponentRole> = new Map([
  ["REACTANT", "reactant"],
  ["PRODUCT", "product"],
  ["AGENT", "agent"],
]);
const MOLBLOCK_HEADER = "\n  rxnstream\n\n  0  0  0     0  0            999 V3000\n";

/** A CTAB being read: its lines so far and the index of its first line. */
interface OpenTable {
  readonly role: ComponentRole;
  readonly start: number;
  readonly body: string[];
}

/**
 * Splits an RXN block of version V3000; `first` is the index of its `$RXN V3000` line. Each connection table becomes
 * a separate molblock. Source: BIOVIA "CTfile Formats", "Extended Rxnfile".
 */
export function splitRxnV3000(lines: readonly string[], first: number): SplitReaction {
  let counts: { readonly numbers: MoleculeCounts; readonly line: number } | null = null;
  let role: ComponentRole | null = null;
  let table: OpenTable | null = null;
  const components: SplitComponent[] = [];
  const positions = { reactant: 0, agent: 0, product: 0 };
  for (let i = first + 1; i < lines.length; i++) {
    const line = lines[i]?.trim() ?? "";
    if (/^M\s+END$/.test(line)) break;
    const mark = /^M\s+V30\s/.exec(line)?.[0];
    if (mark === undefined) continue;
    const content = line.slice(mark.length).trim();
    if (table !== null) {
      // After a continued line, spaces at the start of the next line may separate two values.
      const goesOn = table.body.at(-1)?.endsWith("-") ?? false;
      table.body.push(`M  V30 ${goesOn ? line.slice(mark.length) : content}`);
      if (/^BEGIN\s+CTAB\b/.test(content)) {
        return refuse(`Line ${i + 1} begins a molecule inside another one`);
      }
      if (!/^END\s+CTAB$/.test(content)) continue;
      const text = `${MOLBLOCK_HEADER}${table.body.join("\n")}\nM  END\n`;
      components.push({ role: table.role, kind: "molblock", text, position: ++positions[table.role] });
      table = null;
      continue;
    }
    const [word = "", what = ""] = content.split(/\s+/, 2);
    if (word === "COUNTS" && counts === null) {
      const numbers = readCounts(content);
      if (numbers === null) {
        return refuse(
          `Line ${i + 1} should give the number of reactants and products, such as "M  V30 COUNTS 2 1"`,
        );
      }
      counts = { numbers, line: i + 1 };
    } else if (word === "BEGIN" && ROLES.has(what)) {
      if (role !== null) {
        return refuse(`Line ${i + 1} begins the ${what} block inside the ${role.toUpperCase()} block`);
      }
      role = ROLES.get(what) ?? null;
    } else if (word === "END" && ROLES.has(what)) {
      if (role !== ROLES.get(what)) {
        return refuse(
          `Line ${i + 1} ends ${what === "AGENT" ? "an" : "a"} ${what} block that was never begun`,
        );
      }
      role = null;
    } else if (word === "BEGIN" && what === "CTAB") {
      if (role === null) {
        return refuse(
          `The molecule at line ${i + 1} is not inside a REACTANT, PRODUCT or AGENT block`,
        );
      }
      table = { role, start: i + 1, body: ["M  V30 BEGIN CTAB"] };
    }
  }
  if (table !== null) {
    return refuse(`The molecule that begins at line ${table.start} is cut off: it has no "M  V30 END CTAB"`);
  }
  if (counts === null) {
    return refuse('The line "M  V30 COUNTS", with the numbers of reactants and products, is missing');
  }
  if (role !== null) {
    return refuse(
      `The ${role.toUpperCase()} block is cut off: it has no "M  V30 END ${role.toUpperCase()}"`,
    );
  }
  const { numbers, line } = counts;
  if (
    positions.reactant !== numbers.reactant || positions.product !== numbers.product ||
    positions.agent !== numbers.agent
  ) {
    return refuse(
      `The counts line (line ${line}) announces ${describeCounts(numbers)}, but the block holds ${
        describeCounts(positions)
      }`,
    );
  }
  if (components.length === 0) return refuse(`The counts line (line ${line}) announces no molecules`);
  return { ok: true, components: inReactionOrder(components) };
}

function readCounts(content: string): MoleculeCounts | null {
  const match = /^COUNTS\s+(\d{1,4})\s+(\d{1,4})(?:\s+(\d{1,4}))?\s*$/.exec(content);
  if (match === null) return null;
  return { reactant: Number(match[1]), product: Number(match[2]), agent: Number(match[3] ?? 0) };
}

function refuse(reason: string): SplitReaction {
  return { ok: false, reason };
}
