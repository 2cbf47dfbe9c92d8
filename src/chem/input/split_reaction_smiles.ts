/** Splits reaction SMILES; if it is damaged, gives reasons that a chemist understands. */
import type { ComponentRole } from "../../chem_results.ts";
import { type FragmentGroups, fragmentGroups, splitAtDots } from "./fragment_groups.ts";
import { reactionArrows } from "./reaction_arrows.ts";
import { readReactionLine } from "./reaction_line.ts";
import type { SplitComponent, SplitReaction } from "./split_component.ts";

const ROLES: readonly ComponentRole[] = ["reactant", "agent", "product"];
/** Maximum number of fragment group members listed in a reason. */
const MAX_NAMED_MEMBERS = 12;

interface Fragment {
  readonly role: ComponentRole;
  readonly text: string;
}

/** Splits `reactants>agents>products`; a CXSMILES extension and a title may follow. */
export function splitReactionSmiles(text: string): SplitReaction {
  const line = readReactionLine(text.replace(/^\uFEFF/, ""));
  if (line === null) {
    return refuse(
      'This is not a reaction SMILES: it has no "reactants>>products" or "reactants>agents>products"',
    );
  }
  const arrows = reactionArrows(line.notation);
  const [first, second] = arrows;
  if (first === undefined || second === undefined || arrows.length > 2) {
    return refuse(
      `A reaction SMILES has two ">", which separate reactants, agents and products; this one has ${arrows.length}`,
    );
  }
  const parts = [
    line.notation.slice(0, first),
    line.notation.slice(first + 1, second),
    line.notation.slice(second + 1),
  ];
  const fragments = ROLES.flatMap((role, i) =>
    splitAtDots(parts[i] ?? "").map((text): Fragment => ({ role, text }))
  );
  if (fragments.length === 0) return refuse("The reaction has no molecules");
  const groups = line.extension === null ? [] : fragmentGroups(line.extension);
  if (groups === null) return refuse("The fragment groups (f:) of the CXSMILES extension cannot be read");
  const fault = groupFault(groups, fragments);
  if (fault !== null) return refuse(fault);
  return { ok: true, components: number(joinGroups(fragments, groups)) };
}

function groupFault(groups: FragmentGroups, fragments: readonly Fragment[]): string | null {
  const seen = new Set<number>();
  for (const group of groups) {
    const name = shortName(group);
    const role = fragments[group[0] ?? 0]?.role;
    for (const index of group) {
      const fragment = fragments[index];
      if (fragment === undefined) {
        return `The CXSMILES group ${name} names fragment ${index}, but there are only ${fragments.length}, counted from 0`;
      }
      if (fragment.role !== role) {
        return `The CXSMILES group ${name} joins a ${role} with a ${fragment.role}`;
      }
      if (seen.has(index)) return `The CXSMILES extension puts fragment ${index} into two groups`;
      seen.add(index);
    }
  }
  return null;
}

/** Each group becomes one component, at the position of its first fragment. */
function joinGroups(fragments: readonly Fragment[], groups: FragmentGroups): readonly Fragment[] {
  const groupOf = new Map<number, readonly number[]>();
  for (const group of groups) {
    const ordered = [...group].sort((a, b) => a - b);
    for (const index of ordered) groupOf.set(index, ordered);
  }
  return fragments.flatMap((fragment, index): Fragment[] => {
    const members = groupOf.get(index);
    if (members === undefined) return [fragment];
    if (members[0] !== index) return [];
    return [{ role: fragment.role, text: members.map((member) => fragments[member]?.text ?? "").join(".") }];
  });
}

/** `f:0.1`, abbreviated for a large group. */
function shortName(group: readonly number[]): string {
  const more = group.length > MAX_NAMED_MEMBERS ? "…" : "";
  return `f:${group.slice(0, MAX_NAMED_MEMBERS).join(".")}${more}`;
}

function number(fragments: readonly Fragment[]): readonly SplitComponent[] {
  const counts = { reactant: 0, agent: 0, product: 0 };
  return fragments.map(({ role, text }) => ({ role, kind: "smiles", text, position: ++counts[role] }));
}

function refuse(reason: string): SplitReaction {
  return { ok: false, reason };
}
