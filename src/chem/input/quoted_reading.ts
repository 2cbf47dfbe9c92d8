/** What a text says about a reaction whose compounds somebody else has found in it: amounts and conditions. */
import type {
  Amount,
  Conditions,
  NamedComponent,
  Span,
  TextReading,
  TextRole,
  UnreadText,
} from "../../text_reading.ts";
import type { ComponentRole } from "../../chem_results.ts";
import { namedCompound } from "./name_terms.ts";
import { isCatalyst, SOLVENTS } from "./words/auxiliaries.ts";
import { SPECTRA, WORKUP } from "./words/cues.ts";
import { amountsOf, pressureOf, temperaturesOf, timesOf, yieldOf } from "./words/quantities.ts";
import { type Piece, sentencesOf } from "./words/sentences.ts";
import { conditionsOf } from "./words/stages.ts";

/** A compound with the place and the amount that its finder gives; null for none. */
interface QuotedCompound {
  readonly role: ComponentRole;
  readonly name: string;
  readonly smiles: string | null;
  readonly place: Span | null;
  readonly amount: string | null;
}

const MAX_SOURCE = 2_000;
/** How sure the roles are that a model gives, and what a compound without a structure takes away. */
const SURE = 0.9;
const UNREAD = 0.25;
/** Most characters in front of a compound in which its amount ends, as in `1.0 g of`. */
const BEFORE = 40;

/** See `ChemOperations.quotedReading` (`chem/protocol`). */
export function quotedReading(
  { text, compounds, conditions }: {
    readonly text: string;
    readonly compounds: readonly QuotedCompound[];
    readonly conditions: Readonly<Record<string, string>>;
  },
): TextReading {
  const sentences = sentencesOf(text);
  const places = compounds.flatMap(({ place }) => place === null ? [] : [place]);
  const told = sentences.filter(({ text, at }) =>
    places.some(({ start }) => start >= at && start < at + text.length)
  );
  const first = told[0]?.at ?? 0;
  const last = told.at(-1);
  const end = last === undefined ? text.length : last.at + last.text.length;
  const parts = sentences.filter(({ at }) => at >= first && at < end);
  const components: NamedComponent[] = [];
  const unread: UnreadText[] = [];
  const seen = new Set<string>();
  for (const role of ["reactant", "agent", "product"] as const) {
    for (const compound of compounds) {
      if (compound.role !== role) continue;
      const { name, smiles, place } = compound;
      const span = place ?? { start: first, end: first };
      if (smiles === null) unread.push({ text: name, span, reason: "it has no structure" });
      const key = `${role === "product"} ${smiles}`;
      if (smiles === null || seen.has(key)) continue;
      seen.add(key);
      const amount = amountAt(text, compound);
      components.push({ name, smiles, role: textRole(compound, amount), amount, span });
    }
  }
  const source = text.slice(first, end).trim();
  return {
    source: source.length > MAX_SOURCE ? `${source.slice(0, MAX_SOURCE - 1).toWellFormed()}…` : source,
    span: { start: first, end },
    components,
    conditions: completed(conditionsOf(withoutWorkup(parts), outcomeOf(parts, compounds)), conditions),
    role_confidence: unread.length === 0 ? SURE : Number((SURE - UNREAD).toFixed(2)),
    unread,
  };
}

/** The amount that stands in brackets behind the compound or in front of it, else what the model says. */
function amountAt(text: string, { place, amount }: QuotedCompound): Amount {
  if (place !== null) {
    const brackets = /^\s?\(([^()]{0,120})\)/.exec(text.slice(place.end, place.end + 130))?.[1];
    const behind = amountsOf(brackets ?? "");
    if (Object.keys(behind).length > 0) return behind;
    const before = text.slice(Math.max(0, place.start - BEFORE), place.start);
    const inFront = /[^,;()]*?(?:\sof\s(?:an?\s|the\s)?|\s|-)$/.exec(before)?.[0] ?? "";
    const found = amountsOf(inFront.slice(Math.max(0, inFront.lastIndexOf(" and ") + 1)));
    if (Object.keys(found).length > 0 && /\d\s?[^\s\d]+\s(?:of\s(?:an?\s|the\s)?)?$/.test(inFront)) {
      return found;
    }
  }
  return amountsOf(amount ?? "");
}

function textRole({ name, role, smiles }: QuotedCompound, amount: Amount): TextRole {
  if (role !== "agent") return role;
  // The list of solvents has the spelling of the names' own structures.
  const spellings = [smiles ?? "", namedCompound(name)?.smiles ?? ""];
  if (spellings.some(isCatalyst)) return "catalyst";
  return spellings.some((spelling) => SOLVENTS.has(spelling)) && amount.moles === undefined &&
      amount.equivalents === undefined
    ? "solvent"
    : "reagent";
}

/** Sentences up to the first that is only about the workup. */
function withoutWorkup(parts: readonly Piece[]): readonly Piece[] {
  return parts.map(({ text, at }) => {
    const spectra = SPECTRA.exec(text)?.index ?? text.length;
    WORKUP.lastIndex = 0;
    const workup = WORKUP.exec(text)?.index ?? text.length;
    WORKUP.lastIndex = 0;
    return { text: text.slice(0, Math.min(spectra, workup)), at };
  });
}

/** The text behind each product in its sentence, and around it if its yield stands in front. */
function outcomeOf(parts: readonly Piece[], compounds: readonly QuotedCompound[]): readonly Piece[] {
  const places = compounds.flatMap(({ role, place }) => role === "product" && place !== null ? [place] : []);
  const isIn = ({ text, at }: Piece, { start }: Span) => start >= at && start < at + text.length;
  const own = parts.filter((part) => places.some((place) => isIn(part, place)));
  return [...own, ...parts.slice(-1)];
}

/** Conditions of the text, with what only the model has. */
function completed(
  conditions: Conditions,
  given: Readonly<Record<string, string>>,
): Conditions {
  const temperature = temperaturesOf(given["temperature"] ?? "")[0]?.quantity;
  const time = timesOf(given["time"] ?? given["reaction_time"] ?? given["duration"] ?? "")[0]?.quantity;
  const pressure = pressureOf(given["pressure"] ?? "");
  const share = /\d[\d.]*/.exec(given["yield"] ?? "")?.[0];
  const percent = share === undefined || !/%|percent|^[\d.]+$/.test(given["yield"] ?? "")
    ? undefined
    : yieldOf(`yield ${share} %`)?.quantity;
  return {
    ...temperature === undefined || conditions.reflux === true ? {} : { temperature },
    ...time === undefined ? {} : { time },
    ...pressure === null ? {} : { pressure },
    ...percent === undefined ? {} : { yield: { ...percent, text: given["yield"] ?? percent.text } },
    ...conditions,
  };
}
