/** Reads reaction equations whose terms are names. */
import { groupedReaction } from "./fragment_groups.ts";
import { type NamedCompound, termCompound } from "./name_terms.ts";

/** A reaction that was read from names: its reaction SMILES with fragment groups, and how each name was read. */
export interface NamedReaction {
  readonly notation: string;
  readonly fields: readonly (readonly [string, string])[];
}

/** An equation in words, with the compounds of each part as they are written. */
export interface NamedEquation extends NamedReaction {
  readonly left: readonly NamedCompound[];
  readonly agents: readonly NamedCompound[];
  readonly right: readonly NamedCompound[];
  readonly conditions: string;
}

/** Arrows of equations, including what is written on them. */
export const ARROW =
  /(?:-{2,3} ?([A-Za-z][A-Za-z0-9()·., /%°]{0,80}?) ?-{2,3}>|-{1,3} ?\(([^()]{1,200})\) ?-{0,3}>|-{1,3}\[([^\[\]]{1,200})\]-{0,3}>|-{1,4}>|={1,3}>|>>|(?<=\s)=(?=\s)|[→⟶⇒➔➝⇌⇄⇋↔]|<={1,3}>|<-{1,3}>) ?(?:\[([^\[\]]{1,200})\])?/g;
/** What stands above and below an arrow, in brackets of their own. */
const TWO_BRACKETS = /(->|<=>|=)\s?\[([^\[\]]{0,200})\]\s?\[([^\[\]]{0,200})\]/g;
const MAX_LINE = 2_000;
const MAX_TERMS = 20;
const MAX_COEFFICIENT = 9;

/**
 * Reads a line such as `4-nitrotoluene + KMnO4 -> 4-nitrobenzoic acid (H2O, reflux)`: every term must be a name, a
 * formula or SMILES, and at least one must be a name. Conditions may appear at the arrow, in brackets at the end, or
 * after a semicolon. Null if the line is not such an equation.
 */
export function nameEquation(written: string): readonly NamedEquation[] | null {
  const line = written.replace(TWO_BRACKETS, "$1[$2; $3] ");
  if (line.length > MAX_LINE || !/[>→⟶⇒➔➝⇌⇄⇋↔]|\s=\s/.test(line)) return null;
  const arrows = [...line.matchAll(ARROW)];
  if (arrows.length === 0 || arrows.length > 5) return null;
  const sides: string[] = [];
  let from = 0;
  for (const arrow of arrows) {
    sides.push(line.slice(from, arrow.index));
    from = arrow.index + arrow[0].length;
  }
  const { side: last, conditions } = withoutConditions(line.slice(from));
  const compounds = [...sides, last].map(sideCompounds);
  const reactions: NamedEquation[] = [];
  for (const [i, arrow] of arrows.entries()) {
    const left = compounds[i] ?? null;
    const right = compounds[i + 1] ?? null;
    if (left === null || right === null) return null;
    const over = [arrow[1], arrow[2], arrow[3], arrow[4], i === arrows.length - 1 ? conditions : undefined]
      .filter((part) => part !== undefined && part !== "").join("; ");
    const agents = over === "" ? [] : agentsOf(over);
    reactions.push({
      ...namedReaction(left, agents, right, over, line),
      left,
      agents,
      right,
      conditions: over,
    });
  }
  const all = compounds.flatMap((side) => side ?? []);
  // Terms of SMILES need an agent that is named at the arrow.
  if (all.length > 2 && reactions.some(({ fields }) => fields.some(([name]) => name === "agents"))) {
    return reactions;
  }
  const isNamed = all.some(({ kind, name }) =>
    kind !== "SMILES" && /[a-z]{4}|\d/.test(name) && name.length > 3
  );
  return isNamed ? reactions : null;
}

/** Conditions such as `(KMnO4, heat)` or `; KMnO4` after the last side. */
function withoutConditions(text: string): { readonly side: string; readonly conditions: string | undefined } {
  const plain = text.trim().replace(/\.$/, "");
  const behind = /^([^;]+);\s*(.+)$/.exec(plain);
  if (behind) return { side: behind[1] ?? "", conditions: behind[2] };
  const open = plain.endsWith(")") ? plain.lastIndexOf(" (") : -1;
  if (open > 0) return { side: plain.slice(0, open), conditions: plain.slice(open + 2, -1) };
  return { side: plain, conditions: undefined };
}

/** The compounds of one side; null if a term is not a compound. */
function sideCompounds(side: string): readonly NamedCompound[] | null {
  const terms = side.split(/\s\+\s|\s\+|\+\s/).map((term) => term.trim());
  if (terms.length > MAX_TERMS || terms.some((term) => term === "")) return null;
  const compounds: NamedCompound[] = [];
  for (const term of terms) {
    const match = /^(\d)\s+(?=\S)/.exec(term);
    const count = Math.max(1, Math.min(MAX_COEFFICIENT, Number(match?.[1] ?? 1)));
    const compound = termCompound(match ? term.slice(match[0].length) : term);
    if (compound === null) return null;
    for (let i = 0; i < count; i++) compounds.push(compound);
  }
  return compounds;
}

function agentsOf(conditions: string): readonly NamedCompound[] {
  return conditions.split(/[,;/]\s*|\s+and\s+|\s\+\s/).slice(0, MAX_TERMS).flatMap((part) => {
    const compound = termCompound(part);
    return compound === null || compound.kind === "SMILES" && !/[a-z]/.test(part) && part.length < 2
      ? []
      : [compound];
  });
}

/** A reaction of compounds, with a field for each name that says how it was read. */
export function namedReaction(
  left: readonly NamedCompound[],
  agents: readonly NamedCompound[],
  right: readonly NamedCompound[],
  conditions: string,
  source: string,
): NamedReaction {
  // A SMILES term may be several molecules; a named term is one compound, with all its ions.
  const parts = (side: readonly NamedCompound[]) =>
    side.map(({ smiles, kind }) => ({ smiles, isOne: kind !== "SMILES" }));
  return {
    notation: groupedReaction([parts(left), parts(agents), parts(right)]),
    fields: [
      ["source", source.trim()],
      ...readings("reactants", left),
      ...readings("agents", agents),
      ...readings("products", right),
      ...conditions === "" ? [] : [["conditions", conditions.trim()] as const],
    ],
  };
}

function readings(role: string, compounds: readonly NamedCompound[]): readonly (readonly [string, string])[] {
  const read = compounds.filter(({ kind }) => kind !== "SMILES").map(({ name, smiles, kind }) =>
    `${name} = ${smiles} (${kind})`
  );
  return read.length === 0 ? [] : [[role, [...new Set(read)].join("; ")]];
}
