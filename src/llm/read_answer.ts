/** Reads the reactions of an answer: ours by the schema, and the shapes in which other prompts had them given. */
import type { ComponentRole } from "../chem_results.ts";
import { isAmount, namedAmount } from "./answer_amounts.ts";
import { roleOf } from "./answer_roles.ts";
import { readLooseJson } from "./loose_json.ts";

/** A compound as the model gives it. `quote` is what it says stands in the text. */
export interface GivenComponent {
  readonly role: ComponentRole;
  readonly name: string;
  readonly quote: string | null;
  /** Structures that the model proposes. */
  readonly smiles: string | null;
  readonly amount: string | null;
}

/** A reaction as the model gives it, in the order in which its components stand in the answer. */
export interface GivenReaction {
  readonly components: readonly GivenComponent[];
  /** By name, such as `temperature`. */
  readonly conditions: Readonly<Record<string, string>>;
  /** The reaction as the model writes it, by kind of notation: reaction SMILES, SMARTS or SMIRKS. */
  readonly proposed?: Readonly<Partial<Record<ProposedKind, string>>>;
}

export type ProposedKind = "rxn_smiles" | "rxn_smarts" | "rxn_smirks";

/** The reactions of an answer, none if the model says that there are none; null if it cannot be read. */
export interface GivenReactions {
  readonly reactions: readonly GivenReaction[];
  /** The answer ended early, so there may have been more. */
  readonly isCut: boolean;
}

const MAX_REACTIONS = 200;
const MAX_COMPONENTS = 60;
const MAX_NAME = 1_000;
const MAX_PROPOSED = 5_000;
const MAX_DEPTH = 12;

const NAME_KEYS = [
  "name",
  "compound_name",
  "compound",
  "iupac_name",
  "iupac",
  "chemical",
  "chemical_name",
  "substance",
  "molecule",
  "text",
  "value",
  "label",
  "identifier",
  "title",
  "reactant",
  "reagent",
  "solvent",
  "catalyst",
  "base",
  "product",
];
const QUOTE_KEYS = ["quote", "mention", "verbatim", "span_text", "surface"];
const SMILES_KEYS = ["smiles", "canonical_smiles", "isomeric_smiles", "structure"];
const AMOUNT_KEYS = ["amount", "amounts", "quantity", "mass", "volume", "moles", "equivalents", "equiv"];
const ROLE_KEYS = ["role", "reaction_role", "type", "function", "category"];
const LIST_KEYS = [
  "components",
  "compounds",
  "chemicals",
  "participants",
  "molecules",
  "species",
  "entities",
  "materials",
  "ingredients",
];
const REACTION_KEYS = [
  "reactions",
  "reaction",
  "reaction_list",
  "steps",
  "results",
  "result",
  "data",
  "answer",
  "output",
  "extracted_reactions",
  "response",
  "extraction",
];
const NOTATION_KEYS = [
  "reaction_smiles",
  "rxn_smiles",
  "rxn",
  "rxnsmiles",
  "reaction_smile",
  "smiles_reaction",
];
const CONDITION_KEYS = [
  "temperature",
  "time",
  "duration",
  "reaction_time",
  "yield",
  "pressure",
  "atmosphere",
  "ph",
];
const NO_NAME =
  /^(?:none|n\/?a|null|unknown|not (?:specified|given|mentioned|applicable|stated|provided)|unspecified|-+|no .{0,20}|nil)?\.?$/i;
const NOTATION = /^[^\s>]+>[^\s>]*>[^\s>]+$/;

type Members = Readonly<Record<string, unknown>>;

/** Never throws. */
export function readAnswer(answer: string): GivenReactions | null {
  const json = readLooseJson(answer);
  if (json === null) return readLines(answer);
  const reactions: GivenReaction[] = [];
  for (const value of json.isCut ? completeParts(json.value) : [json.value]) collect(value, reactions, 0);
  const whole = reactions.length === 0 ? readLines(answer) : null;
  return whole !== null && whole.reactions.length > 0 ? whole : { reactions, isCut: json.isCut };
}

/** The elements of the list of reactions in an answer that is cut off: what stands beside it may be half of a reaction. */
function completeParts(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const members = membersOf(value) ?? {};
  return REACTION_KEYS.flatMap((key) => Array.isArray(members[key]) ? members[key] : []);
}

function membersOf(value: unknown): Members | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key.trim().toLowerCase().replace(/[\s-]+/g, "_"), member]),
  );
}

function collect(value: unknown, reactions: GivenReaction[], depth: number): void {
  if (depth > MAX_DEPTH || reactions.length >= MAX_REACTIONS) return;
  if (typeof value === "string") {
    const notation = value.trim();
    if (NOTATION.test(notation)) reactions.push({ components: notationComponents(notation), conditions: {} });
    return;
  }
  if (Array.isArray(value)) {
    const components = listComponents(value, null, 0);
    // A list of compounds with their roles is one reaction, and a list of anything else is searched.
    if (components.length > 0 && value.every((entry) => roleMember(membersOf(entry)) !== null)) {
      reactions.push({ components: components.slice(0, MAX_COMPONENTS), conditions: {} });
      return;
    }
    for (const entry of value) collect(entry, reactions, depth + 1);
    return;
  }
  const members = membersOf(value);
  if (members === null || isNoReaction(members)) return;
  const components = reactionComponents(members);
  if (components.length > 0) {
    reactions.push({
      components: components.slice(0, MAX_COMPONENTS),
      conditions: conditionsOf(members),
      proposed: proposedIn(members),
    });
    return;
  }
  const inner = REACTION_KEYS.filter((key) => members[key] !== undefined && members[key] !== null);
  const keys = inner.length > 0 ? inner : Object.keys(members);
  for (const key of keys) {
    if (typeof members[key] === "object" || inner.length > 0) collect(members[key], reactions, depth + 1);
  }
}

function isNoReaction(members: Members): boolean {
  return [
    "valid",
    "is_valid",
    "is_reaction",
    "has_reaction",
    "valid_reaction",
    "is_valid_reaction",
    "contains_reaction",
  ]
    .some((key) => members[key] === false || /^(?:false|no)$/i.test(String(members[key] ?? "")));
}

/** The components of an object that is one reaction; none if it is not. */
function reactionComponents(members: Members): readonly GivenComponent[] {
  const found: GivenComponent[] = [];
  let isReaction = false;
  for (const [key, value] of Object.entries(members)) {
    if (NOTATION_KEYS.includes(key) && typeof value === "string" && NOTATION.test(value.trim())) continue;
    if (LIST_KEYS.includes(key)) {
      found.push(...listComponents(value, null, 0));
      continue;
    }
    if (key === "conditions" && typeof value === "object") {
      for (const [inner, entry] of Object.entries(membersOf(value) ?? {})) {
        if (roleOf(inner) === "agent" && !CONDITION_KEYS.includes(inner)) {
          found.push(...listComponents(entry, "agent", 0));
        }
      }
      continue;
    }
    const role = CONDITION_KEYS.includes(key) ? null : roleOf(key);
    if (role === null || role === "none") continue;
    if (role === "product") isReaction = true;
    found.push(...listComponents(value, role, 0));
  }
  if (found.some(({ role }) => role === "product")) return found;
  for (const key of [...NOTATION_KEYS, "smiles", "reaction"]) {
    const notation = members[key];
    if (typeof notation === "string" && NOTATION.test(notation.trim())) {
      return notationComponents(notation.trim());
    }
  }
  return isReaction || found.length > 1 && found.some(({ role }) => role === "reactant") ? found : [];
}

function notationComponents(notation: string): readonly GivenComponent[] {
  const sides = notation.split(">");
  return (["reactant", "agent", "product"] as const).flatMap((role, i) =>
    (sides[i] ?? "").split(".").filter((smiles) => smiles !== "").map((smiles) => ({
      role,
      name: "",
      quote: null,
      smiles,
      amount: null,
    }))
  );
}

/** The compounds of a member: a name, a list, objects, or names as keys. `role` is that of the member. */
function listComponents(
  value: unknown,
  role: ComponentRole | null,
  depth: number,
): readonly GivenComponent[] {
  if (depth > MAX_DEPTH || value === null || value === undefined) return [];
  if (typeof value === "string") {
    const names = depth === 0 ? namesOf(value).flatMap(splitAtCommas) : namesOf(value);
    return role === null ? [] : names.map((name) => component(role, name)).filter(({ name }) => name !== "");
  }
  if (Array.isArray(value)) return value.flatMap((entry) => listComponents(entry, role, depth + 1));
  const members = membersOf(value);
  if (members === null) return [];
  const own = roleMember(members);
  if (own === "none") return [];
  // The key says what the reaction does with it, and the object may say more exactly what it is: a catalyst.
  const part = own ?? role;
  const quote = textOf(members, QUOTE_KEYS);
  const smiles = textOf(members, SMILES_KEYS);
  const name = textOf(members, NAME_KEYS) ?? quote ?? ordName(members) ?? "";
  if ((name !== "" || smiles !== null) && part !== null) {
    if (NO_NAME.test(name) && smiles === null) return [];
    const named = namedAmount(name.slice(0, MAX_NAME));
    const amount = amountOf(members) ?? named.amount;
    return [{ role: part, name: named.name || name.slice(0, MAX_NAME), quote, smiles, amount }];
  }
  const details = Object.values(members).map(membersOf);
  // `{"acetic acid": {"amount": "1 g"}}`: what an object says of the name that is its key.
  const areDetails = part !== null &&
    details.every((entry) =>
      entry !== null && textOf(entry, NAME_KEYS) === null && ordName(entry) === null &&
      (textOf(entry, SMILES_KEYS) !== null || amountOf(entry) !== null)
    );
  const inner = areDetails
    ? []
    : Object.values(members).flatMap((entry) =>
      typeof entry === "object" ? listComponents(entry, part, depth + 1) : []
    );
  if (inner.length > 0 || part === null) return inner;
  // `{"acetic acid": "CC(=O)O"}`: names as keys.
  return Object.entries(value as Members).filter(([key]) => !NO_NAME.test(key)).map(([key, entry]) => {
    const own = membersOf(entry) ?? {};
    const isQuantity = typeof entry === "string" && isAmount(entry);
    const isSmiles = typeof entry === "string" && !isQuantity && /^\S+$/.test(entry) &&
      !/^[\d.]+$/.test(entry);
    return {
      ...component(part, key),
      smiles: isSmiles ? entry : textOf(own, SMILES_KEYS),
      amount: isQuantity ? entry : amountOf(own),
    };
  });
}

function component(role: ComponentRole, text: string): GivenComponent {
  return { role, ...namedAmount(text.trim().slice(0, MAX_NAME)), quote: null, smiles: null };
}

/** Several names in one text: between semicolons or line breaks; commas belong to names. */
function namesOf(text: string): readonly string[] {
  return text.split(/;\s+|\s*\n\s*|\s\+\s/).map((name) => name.trim()).filter((name) => !NO_NAME.test(name));
}

function roleMember(members: Members | null): ComponentRole | "none" | null {
  for (const key of ROLE_KEYS) {
    const word = members?.[key];
    if (typeof word === "string") {
      const role = roleOf(word);
      if (role !== null) return role;
    }
  }
  return null;
}

function textOf(members: Members, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = members[key];
    if (typeof value === "string" && value.trim() !== "" && !NO_NAME.test(value.trim())) return value.trim();
  }
  return null;
}

/** `identifiers: [{type: "NAME", value: …}]` of the Open Reaction Database. */
function ordName(members: Members): string | null {
  const identifiers = members["identifiers"];
  if (!Array.isArray(identifiers)) return null;
  const read = identifiers.map(membersOf).filter((entry) => entry !== null);
  const named = read.find(({ type }) => /name/i.test(String(type))) ?? read[0];
  return named === undefined ? null : textOf(named, ["value"]);
}

function amountOf(members: Members): string | null {
  const parts = AMOUNT_KEYS.flatMap((key) => plainText(members[key]));
  return parts.length === 0 ? null : parts.join(", ").slice(0, 200);
}

function conditionsOf(members: Members): Readonly<Record<string, string>> {
  const all = { ...members, ...membersOf(members["conditions"]) };
  return Object.fromEntries(CONDITION_KEYS.flatMap((key) => {
    const [text] = plainText(all[key]);
    return text === undefined ? [] : [[key, text.slice(0, 200)]];
  }));
}

function proposedIn(members: Members): NonNullable<GivenReaction["proposed"]> {
  const kinds: readonly (readonly [ProposedKind, readonly string[]])[] = [
    ["rxn_smiles", NOTATION_KEYS],
    ["rxn_smarts", ["reaction_smarts", "rxn_smarts", "smarts"]],
    ["rxn_smirks", ["reaction_smirks", "rxn_smirks", "smirks"]],
  ];
  return Object.fromEntries(kinds.flatMap(([kind, keys]) => {
    const text = textOf(members, keys);
    return text === null || !NOTATION.test(text) || text.length > MAX_PROPOSED ? [] : [[kind, text]];
  }));
}

function plainText(value: unknown): readonly string[] {
  if (typeof value === "number") return [String(value)];
  if (typeof value === "string") return NO_NAME.test(value.trim()) ? [] : [value.trim()];
  if (Array.isArray(value)) return value.flatMap(plainText).slice(0, 6);
  const members = membersOf(value);
  return members === null
    ? []
    : [Object.values(members).flatMap(plainText).slice(0, 6).join(" ")].filter(Boolean);
}

/** An answer without JSON: a reaction SMILES, or lines such as `Reactants: A; B`. */
function readLines(answer: string): GivenReactions | null {
  const components: GivenComponent[] = [];
  let section: ComponentRole | "none" | null = null;
  for (const line of answer.slice(0, 100_000).split("\n")) {
    const plain = line.replace(/[*#`]+/g, "").trim();
    const word = plain.replace(/^(?:answer|output|reaction(?: smiles)?)\s*:\s*/i, "");
    if (NOTATION.test(word)) {
      return { reactions: [{ components: notationComponents(word), conditions: {} }], isCut: false };
    }
    const label = /^[-•\d.\s]*([A-Za-z][A-Za-z /]{2,30}?)\s*:\s*(.*)$/.exec(plain);
    const role: ComponentRole | "none" | null = label === null ? null : roleOf(label[1] ?? "");
    if (role !== null) {
      section = role;
      if (role !== "none") {
        components.push(
          ...namesOf(label?.[2] ?? "").flatMap(splitAtCommas).map((name) => component(role, name)),
        );
      }
    } else if (section !== null && /^[-•]\s*\S/.test(plain)) {
      const part: ComponentRole | "none" = section;
      if (part !== "none") components.push(component(part, plain.replace(/^[-•]\s*/, "")));
    } else if (plain !== "") section = null;
  }
  const isReaction = components.some(({ role }) => role === "product") && components.length > 1;
  if (isReaction) return { reactions: [{ components, conditions: {} }], isCut: false };
  return /\bno (?:valid |chemical )?reactions?\b/i.test(answer) ? { reactions: [], isCut: false } : null;
}

/** `A, B and C`; a comma within brackets, before a number or in `A, sodium salt` separates nothing. */
function splitAtCommas(names: string): readonly string[] {
  return names.split(
    /,\s+(?:and\s+)?(?![^()]*\)|\d|[\w\s]{0,30}\b(?:salt|hydrate|anhydrous|dry|complex|solution)\b)/,
  );
}
