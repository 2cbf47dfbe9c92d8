/** Class and name of a reaction, read off the changed bonds of its mapping. */
import type { Classification, ReactionClass } from "../../reaction_classes.ts";
import type { MappedReaction } from "../molecule/mapped_reaction.ts";
import { generalClass } from "./general_class.ts";
import { type NamedTransform, TransformTable } from "./named_transform.ts";
import { editGroups } from "./reaction_edits.ts";
import { ACYLATION_ROWS } from "./tables/acylation.ts";
import { CARBON_ROWS } from "./tables/carbon.ts";
import { CONVERSION_ROWS } from "./tables/conversion.ts";
import { COUPLING_ROWS } from "./tables/coupling.ts";
import { HETEROATOM_ROWS } from "./tables/heteroatom.ts";
import { HETEROCYCLE_ROWS } from "./tables/heterocycle.ts";
import { BORONIC_ESTER_HYDROLYSIS, GROUP_ROWS, groupRow, PROTECTION_ROWS } from "./tables/protection.ts";
import { REARRANGEMENT_ROWS } from "./tables/rearrangement.ts";
import { REDOX_ROWS } from "./tables/redox.ts";
import { transformOf } from "./transform.ts";

/** The rows that are found by their edits, in the order in which they are tried. */
const PATTERN_ROWS: readonly NamedTransform[] = [
  ...PROTECTION_ROWS,
  ...REDOX_ROWS,
  ...CONVERSION_ROWS,
  ...REARRANGEMENT_ROWS,
  ...HETEROCYCLE_ROWS,
  ...ACYLATION_ROWS,
  ...HETEROATOM_ROWS,
  ...COUPLING_ROWS,
  ...CARBON_ROWS,
];

/** The whole table of named transforms. */
export const NAMED_TRANSFORMS: readonly NamedTransform[] = [...GROUP_ROWS, ...PATTERN_ROWS];

/** Groups of edits beyond this number are no one reaction that has a name. */
const MOST_GROUPS = 12;
/** Larger groups match no row, and would cost time. */
const MOST_EDITS = 30;

/** Of several transforms in one reaction, the one that comes first here gives the class. */
const RANK: readonly ReactionClass[] = [
  "heterocycle formation",
  "C-C bond formation",
  "acylation",
  "heteroatom alkylation and arylation",
  "functional group addition",
  "oxidation",
  "reduction",
  "functional group interconversion",
  "protection",
  "deprotection",
  "unknown",
];

const TABLE = new TransformTable(PATTERN_ROWS);
/** The classification of a reaction that has no mapped form. */
export const UNCLASSIFIED: Classification = { class: "unknown", name: null, rule: "unknown" };

/**
 * Classifies a mapped reaction. It has a name only if one named transform explains every bond that changes, once or
 * several times over; the class is given without a name where it is plain what kind of reaction it is.
 */
export function classifyReaction(reaction: MappedReaction): Classification {
  const groups = editGroups(reaction);
  if (groups.length === 0 || groups.length > MOST_GROUPS) return UNCLASSIFIED;
  const all = groups.map((edits): Classification => {
    if (edits.length > MOST_EDITS) return UNCLASSIFIED;
    const transform = transformOf(reaction, edits);
    const row = groupRow(transform) ?? TABLE.firstMatch(transform);
    return row === null ? generalClass(transform) : named(row);
  });
  const others = all.filter(({ name }) => name !== BORONIC_ESTER_HYDROLYSIS);
  const found = others.length === 0 ? all : others;
  const [first = UNCLASSIFIED] = found;
  if (found.every(({ rule }) => rule === first.rule)) return first;
  const main = found.toSorted((a, b) => RANK.indexOf(a.class) - RANK.indexOf(b.class))[0] ?? UNCLASSIFIED;
  return { class: main.class, name: null, rule: "several_transforms" };
}

function named({ name, class: reactionClass, rxno }: NamedTransform): Classification {
  return {
    class: reactionClass,
    name,
    ...rxno === undefined ? {} : { rxno: `RXNO:${String(rxno).padStart(7, "0")}` },
    rule: ruleOf(name),
  };
}

/** The name of a rule: the reaction's name in lower case, its words joined by underscores. */
export function ruleOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "_");
}
