/** Reads reactions whose agents are given in words: `A>PCC, CH2Cl2>B`, `A>Et3N>B`. */
import { lookUp } from "../../names/lexicon.ts";
import { groupedReaction } from "./fragment_groups.ts";
import type { NamedReaction } from "./name_equation.ts";
import { namedCompound, termCompound } from "./name_terms.ts";
import { isClean, isStrong, smilesShape } from "./smiles_shape.ts";

/** SMILES, words in between, SMILES; the arrows are single. */
const REACTION =
  /(?<=^|[\s"'`:(])([^\s<>"'`]{1,2000}?) ?>(?!>) ?([^<>\n]{2,200}?) ?>(?!>) ?([^\s<>"'`]{1,2000})/g;
const SEPARATOR = /\s*[;,](?=\s|$)\s*|\s+(?:and|\+|\/)\s+/;
/** What stands beside agents and is none. */
const CONDITION =
  /^(?:[-–~<>]?\s?\d[\d.,–-]*\s?(?:°\s?C|°|K|h|hr|hrs|min|d|days?|bar|atm|psi|MPa|W|nm|mol\s?%|%|equiv|eq)?\.?|r\.?t\.?|reflux|heat|hv|hν|Δ|μW|MW|microwave|cat\.?|o\/n|overnight|air|dark|neat|sealed tube|then|work-?up)$/i;
const MAX_PARTS = 12;

/** A reaction of a text and where it stands. */
export interface NamedAgents extends NamedReaction {
  readonly start: number;
  readonly end: number;
}

/**
 * The reactions of a line whose agents are words, abbreviations included that happen to be valid SMILES: `PCC` is no
 * phosphine. Both sides have to be SMILES beyond doubt, and each word an agent or a condition.
 */
export function reactionsWithNamedAgents(line: string): readonly NamedAgents[] {
  if (!/[^>]>[^>]+>(?!>)/.test(line)) return [];
  return [...line.matchAll(REACTION)].flatMap((match): NamedAgents[] => {
    const [whole, left = "", middle = "", rest = ""] = match;
    const right = withoutStop(rest);
    if (!isWords(middle) || !areReaction(left, right)) return [];
    const read = agentsOf(middle);
    if (read === null) return [];
    const sides = [
      [{ smiles: left, isOne: false }],
      read.agents.map(({ smiles, isSmiles }) => ({ smiles, isOne: !isSmiles })),
      [{ smiles: right, isOne: false }],
    ];
    const named = read.agents.filter(({ isSmiles }) => !isSmiles);
    const fields: (readonly [string, string])[] = [
      ["source", whole.trim()],
      ...named.length === 0 ? [] : [
        [
          "agents",
          named.map(({ name, smiles, kind }) => `${name} = ${smiles} (${kind})`).join("; "),
        ] as const,
      ],
      ["conditions", middle.trim()],
    ];
    const end = match.index + whole.length - (rest.length - right.length);
    return [{ notation: groupedReaction(sides), fields, start: match.index, end }];
  });
}

/** Anything but SMILES, or an abbreviation that is SMILES by accident. */
function isWords(middle: string): boolean {
  const shape = smilesShape(middle.trim());
  return shape.atoms === 0 || !isClean(shape) || middle.split(".").some(isAbbreviation);
}

function isAbbreviation(text: string): boolean {
  return /^[A-Z][A-Za-z]{2,}$/.test(text) && lookUp(text) !== null;
}

function areReaction(left: string, right: string): boolean {
  const shapes = [left, right].map(smilesShape);
  return shapes.every((shape) => isClean(shape) && shape.atoms > 0 && shape.carbons > 0) &&
    shapes.some((shape) => isStrong(shape) || shape.chains > 0) &&
    shapes.reduce((sum, shape) => sum + shape.atoms, 0) >= 4;
}

interface Agent {
  readonly name: string;
  readonly smiles: string;
  readonly kind: string;
  readonly isSmiles: boolean;
}

/** The agents that the words name; null if a word is neither an agent nor a condition. */
function agentsOf(middle: string): { readonly agents: readonly Agent[] } | null {
  const agents: Agent[] = [];
  const parts = middle.trim().split(SEPARATOR).filter((part) => part !== "");
  if (parts.length > MAX_PARTS) return null;
  for (const part of parts) {
    if (CONDITION.test(part)) continue;
    // `PCC.ClCCl`: abbreviations among SMILES.
    const pieces = namedCompound(part) === null && part.split(".").some(isAbbreviation)
      ? part.split(".")
      : [part];
    for (const piece of pieces) {
      const compound = isAbbreviation(piece) ? namedCompound(piece) : termCompound(piece);
      if (compound === null) return null;
      agents.push({ ...compound, isSmiles: compound.kind === "SMILES" });
    }
  }
  return parts.length > 0 ? { agents } : null;
}

/** Without punctuation behind the notation. */
function withoutStop(text: string): string {
  let end = text.length;
  const opened = text.split("(").length - text.split(")").length;
  if (opened < 0 && text.endsWith(")")) end--;
  while (end > 0 && ".,;:!?".includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
