/** Explains in chemical terms, rather than in RDKit's, why a molecule was refused. */
import type { Rejected } from "../../chem_results.ts";
import { refusalSentence } from "../../names/refusal_sentence.ts";
import { elementName, isElementSymbol } from "./elements.ts";
import { atomTokens } from "./smiles_atoms.ts";

/**
 * Turns RDKit's log into a single reason. Atoms and characters are counted from 1, in the order of the text.
 *
 * @param text the SMILES that was refused, or null for a molblock
 * @param words RDKit's log of the refusal; may be empty
 */
export function rejectionReason(text: string | null, words: string): string {
  return (text === null ? null : nameReason(text) ?? syntaxReason(text)) ?? sanitizeReason(text, words) ??
    cleaned(words) ??
    "RDKit could not read it and gave no reason";
}

/** RDKit's messages about molecules that it could read but found impossible. */
const IMPOSSIBLE = /Explicit valence for atom|Can't kekulize|non-ring atom \d+ marked aromatic/;

/** The reason and its kind: the text is not a molecule, or it is a molecule that cannot exist. */
export function rejection(
  text: string | null,
  words: string,
): { readonly reason: string; readonly kind: NonNullable<Rejected["kind"]> } {
  return { reason: rejectionReason(text, words), kind: IMPOSSIBLE.test(words) ? "impossible" : "unreadable" };
}

/** Four lower-case letters in a row, at least one of which is not an aromatic atom: a word, never SMILES. */
const WORD = /(?=[a-z]{4})[bcnops]{0,3}[ad-mqrt-z]/;

/** The reason if the text looks like a name instead of a SMILES, otherwise null. */
function nameReason(text: string): string | null {
  if (!WORD.test(text.replace(/\[[^\]]*\]/g, ""))) return null;
  return refusalSentence(text) ?? `"${text.slice(0, 60)}" is a name, and SMILES belongs here`;
}

/** An error that shows in a SMILES without parsing it, or null. */
function syntaxReason(smiles: string): string | null {
  const open: number[] = [];
  let bracket = -1;
  for (let i = 0; i < smiles.length; i++) {
    const character = smiles.charAt(i);
    if (bracket >= 0) {
      if (character === "[") return `'[' at character ${bracket + 1} is never closed`;
      if (character === "]") {
        const reason = bracketReason(smiles.slice(bracket + 1, i), bracket);
        if (reason) return reason;
        bracket = -1;
      }
    } else if (character === "[") bracket = i;
    else if (character === "]") return `']' at character ${i + 1} has no matching opening bracket`;
    else if (character === "(") open.push(i);
    else if (character === ")" && open.pop() === undefined) {
      return `')' at character ${i + 1} has no matching opening bracket`;
    }
  }
  if (bracket >= 0) return `'[' at character ${bracket + 1} is never closed`;
  const left = open.pop();
  if (left !== undefined) return `'(' at character ${left + 1} is never closed`;
  return ringReason(smiles) ?? bareReason(smiles);
}

function bracketReason(inside: string, at: number): string | null {
  const symbol = /^\d*([A-Z][a-z]?|[a-z]+|\*|#\d+)/.exec(inside)?.[1];
  if (symbol === undefined) return `'[${inside}]' at character ${at + 1} does not name an element`;
  if (/H\d\d/.test(inside)) {
    return `too many hydrogens in '[${inside}]' at character ${at + 1}; a map number follows a colon`;
  }
  if (symbol === "*" || symbol.startsWith("#")) return null;
  const capital = symbol.charAt(0).toUpperCase() + symbol.slice(1);
  // A symbol such as `Cx` begins with that of an element, but only the whole symbol counts.
  if (isElementSymbol(capital) || isElementSymbol(symbol.charAt(0))) {
    const whole = /^[A-Z]/.test(symbol) ? symbol : capital;
    return isElementSymbol(whole) ? null : `unknown element symbol '${symbol}' at character ${at + 1}`;
  }
  return `unknown element symbol '${symbol}' at character ${at + 1}`;
}

/** Ring bonds must come in pairs. */
function ringReason(smiles: string): string | null {
  const rings = new Map<string, number>();
  const outside = smiles.replace(/\[[^\]]*\]/g, (token) => "A".repeat(token.length));
  for (const match of outside.matchAll(/%\((\d+)\)|%(\d\d)|(\d)/g)) {
    const ring = match[1] ?? match[2] ?? match[3] ?? "";
    if (rings.has(ring)) rings.delete(ring);
    else rings.set(ring, match.index);
  }
  for (const [ring, at] of rings) return `ring bond ${ring} opened at character ${at + 1} is never closed`;
  return null;
}

/** Atoms outside brackets must belong to the organic subset. */
function bareReason(smiles: string): string | null {
  const outside = smiles.replace(/\[[^\]]*\]/g, (token) => "C".repeat(token.length));
  for (const found of outside.matchAll(/(Br|Cl)|([A-Za-z])(?=([a-z]?))/g)) {
    const [, , first, second = ""] = found;
    if (first === undefined) continue;
    const at = found.index + 1;
    const both = first + second;
    if (isElementSymbol(both) && !/[bcnops]/.test(second) && second !== "") {
      return `${elementName(both)} must be written in brackets, as in [${both}], at character ${at}`;
    }
    if (!/[BCNOPSFIbcnops]/.test(first)) return `unknown element symbol '${first}' at character ${at}`;
  }
  return null;
}

/** The problem that RDKit's sanitisation found. */
function sanitizeReason(text: string | null, words: string): string | null {
  const valence = /Explicit valence for atom # (\d+) (\w+), (\d+), is greater than permitted/.exec(words);
  if (valence) {
    const [, atom = "0", symbol = "", bonds = ""] = valence;
    const count = bonds === "1" ? "1 bond" : `${bonds} bonds`;
    return `${elementName(symbol)} (atom ${Number(atom) + 1}) has ${count}, more than it can form`;
  }
  const kekule = /Can't kekulize mol\.\s+Unkekulized atoms: ([\d ]+)/.exec(words);
  if (kekule) {
    const atoms = (kekule[1] ?? "").trim().split(/\s+/).map(Number);
    const tokens = text === null ? [] : atomTokens(text);
    const hint = atoms.some((atom) => tokens[atom] === "n")
      ? "; perhaps a ring nitrogen lacks its hydrogen, written [nH]"
      : "";
    return `the aromatic ring around atoms ${
      listed(atoms)
    } cannot be drawn with alternating double bonds${hint}`;
  }
  const lone = /non-ring atom (\d+) marked aromatic/.exec(words);
  if (lone) return `atom ${Number(lone[1]) + 1} is written as aromatic but is not in a ring`;
  const self = /duplicated ring closure (\d+) bonds atom (\d+) to itself/.exec(words);
  if (self) return `ring bond ${self[1]} joins atom ${Number(self[2]) + 1} to itself`;
  const element = /Element '([^']*)' not found/.exec(words);
  if (element) return `unknown element symbol '${element[1]}'`;
  const end = /check for mistakes around position (\d+)/.exec(words);
  if (end && text !== null) {
    const at = Number(end[1]);
    return `not a valid SMILES: error at character ${at} ('${text.slice(at - 1, at + 7)}')`;
  }
  return null;
}

function listed(atoms: readonly number[]): string {
  const numbers = atoms.map((atom) => atom + 1);
  return numbers.length > 12 ? `${numbers.slice(0, 12).join(", ")} …` : numbers.join(", ");
}

/** RDKit's first informative line, without times, prefixes, file names and repeats. */
function cleaned(words: string): string | null {
  for (const line of words.split("\n")) {
    const text = line.replace(/^\[[\d:]+\]\s*/, "").replace(/^SMILES Parse Error:\s*/, "").replace(
      / for input:.*$/,
      "",
    ).trim();
    if (
      text === "" || text.startsWith("****") ||
      /^(Violation occurred|Failed Expression|(Pre|Post)-condition|Invariant|Range Error)/.test(text)
    ) {
      continue;
    }
    return text.replaceAll(/\/[\w./-]+\.(?:cpp|h)\b(?::\d+)?/g, "").trim();
  }
  return null;
}
