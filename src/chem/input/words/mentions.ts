/** Finds compounds that sentences mention by name, with their amounts and places. */
import type { Amount, Span } from "../../../text_reading.ts";
import { type NamedCompound, namedCompound } from "../name_terms.ts";
import { amountsOf, withoutAmounts } from "./quantities.ts";
import { TITLE } from "./cues.ts";
import type { Labels } from "./labels.ts";
import type { Piece } from "./sentences.ts";

/** Where a name ends: punctuation, brackets with amounts, and words that occur in no name. */
export const BREAK =
  /[,;:](?=\s|$)(?<!(?:\b[NO]|[-(,[]\d{1,2})['′]?,(?=\s[NO\d]{1,2}['′]?[-,]))|\s\((?=[^()]{0,200}\d\s?-?(?:g|gm|gms|grams?|mg|kg|ml|mL|ML|l|L|mmol|mol|mmole|moles?|eq|equiv|equivalents?|%|M|N|µL|μL|uL|ul|cc|parts?|percent)\b\.?)[^()]{0,200}(?:\([^()]{0,100}\)[^()]{0,100}){0,3}\)|\s\((?!\d*(?:[RSEZ][,)\d]|[±+-])|\S*\)[\w-]|(?:I{1,3}|IV|VI?)\)\s[a-z]{3,}(?:ide|ate|ite)\b)(?<!\b(?:chloride|bromide|iodide|oxide|acetate|sulfate|cyanide)\s\((?=I{1,3}\)|IV\)))|\)(?=\s|[,.;:]|$)|(?:^|\s)(?:of|in|and|with|to|was|were|is|are|the|a|an|by|for|at|from|under|over|into|onto|using|via|then|as|which|that|after|before|during|while|added|adding|treated|reacted|reacts?|react|oxidi[sz]ed|reduced|converted|heated|stirred|dissolved|suspended|slurried|refluxed|mixture|solution|suspension|slurry|dispersion|give|gave|afford|afforded|yield|yielded|prepared|obtained|dropwise|slowly|together|presence|containing|followed|through|on|it|this|these|there|or|had|been|be|has|having|mixed|allowed|combined|catalyzed|catalysed|between|per|until|also|where|when|condense[sd]?|coupled|hydrogenated|hydrolyzed|hydrolysed|cooled|charged|instead|employing|consisting|comprising|plus|portionwise|gradually|successively|sequentially|respectively|followed|combine|gives|affords|yields|provides|furnishes|forms|produces|involves|comprises|requires|employs|dissolves|adds|stirs|heats|cools|treats|one|add|dissolve|stir|heat|treat|mix|introduced|dripped|residue|not|but|its|their|than|about|can|will|could|may|whilst|[a-z]{3,}ing|(?!desired|titled|expected|intended|required|aimed|claimed|captioned|named)[a-z]{2,}ed)(?=[\s,;:.]|$)/gi;
export const CHEMICAL =
  /[a-z]{3}|[A-Z][a-z]?\d|[A-Z]{2}|\b(?:Pd|Pt|Rh|Ru|Zn|Mg|Fe|Ni|Na|Li|Cu|HF|KF|NaH|LiH)\b/;
/** What unreadable names look like. */
export const NAME_LIKE =
  /\d['′]?-|[a-z]{3}(?:yl|ane|ene|ine|one|ol|ate|ide|acid|ile|ether|ester|amine|azole|oxy)\b/;
/** Words of procedures that happen to be names, or that name no compound of the reaction. */
const NO_NAMES =
  /^(?:ice|water bath|ice bath|steam bath|oil bath|ice|carbon|charcoal|activated carbon|activated charcoal|product|residue|solid|oil|alcohol|amine|acid|base|salt|ester|lead|led|can|gas|air|solvent|silica gel|silica|brine|celite|nitrogen|argon|N2|Ar|inert|dry nitrogen|helium|dry ice|molecular sieves|theory|dean-stark|glass|mercury|gold|no|II|III|IV|VI|I|He|As|At|In|On|No|Be|S|C|P|N|O|H|B|hydrochlorides?|hydrobromides?|dihydrochlorides?|hydroiodides?)$/i;
/** What a compound is called through another one. */
const DERIVED =
  /\b(anhydride|esters?|salts?|amides?|acid chloride|oxime|hydrazone|acetal|ketal|derivatives?|dimer|adduct|enantiomer|isomer|lactone|hydrochloride|hydrobromide|analogue)\s+of\s*(?:the\s*|an?\s*)?$/i;
/** What is made is not used: `a method for the preparation of X`. */
const PREPARATION =
  /\b(?:preparation|synthesis|production|formation|manufacture)\s+of\s*(?:the\s*|an?\s*)?$/i;
/** Another procedure is told by its compound: `in a manner similar to that of X`, `as described for X`. */
const REFERENCE =
  /\b(?:(?:manner|way|fashion|procedure|method|protocol|conditions)\s(?:(?:is|was|as|similar|analogous|identical|given|described|used|outlined|reported|that)\s)*(?:to|for|of|as)|analog(?:ous(?:ly)?|y)\s(?:to|with)|similar(?:ly)?\s(?:to|as)|(?:described|reported|outlined|given|disclosed)\s(?:above\s|below\s|previously\s|earlier\s)?(?:for|in))\s*(?:that\s*(?:of|for)\s*)?(?:the\s*)?(?:(?:preparation|synthesis)\s+of\s*)?(?:the\s*)?$/i;
/** A compound that another one stands for: `using A in place of B`, `substituting A for B`, `replacing B by A`. */
const REPLACED =
  /\b(?:in\s+place\s+of|instead\s+of|in\s+lieu\s+of|rather\s+than|substituted\s+for|replacing|substitut(?:ing|ion\s+of)\b[^.;]{3,200}\bfor)\s*(?:the\s*|an?\s*)?(?:[\d.,]+\s?(?:g|mg|kg|ml|mL|L|mol|mmol)\.?\s*(?:\([^()]{0,60}\)\s*)?(?:of\s*)?)?(?:the\s*)?$/i;
const IS_REPLACED =
  /^(?:\s\([^()]{0,100}\))?\s(?:was|were|is|are|being)\s+(?:replaced|substituted)\s+(?:by|with)\b/;
/** What only names of compounds have. */
export const SYSTEMATIC = /\d['′]?[-,]\S{0,40}[a-z]{4}.{4}/;
const MAX_PIECE = 250;
/** Ordinary words around a name; a word that could belong to a name is none of them. */
const PLAIN_WORD =
  /^(?:[a-z]+(?:ed|ing|ly|ous|ant|ent|ish|ful|less)|crystalline|amorphous|oily|colou?rless|pale|light|deep|racemic|optically|active|cold|cool|hot|warm|dry|wet|fresh|above|same|new|clear|white|yellow|brown|crude|pure|more|extra|small|large|slight|total|about|only|both|said|further|such|some|ice-cold|ice-cooled|each|first|second|third|latter|former|free|high|powder|granular|flask|parts?|drops?|excess|portions?|pellets?|flakes?|dispersion|moderate|good|excellent|quantitative|low|fair|poor|theoretical|catalyst|complex|acid-free|water-free|also|now)$/;
const SOLVENT_WORDS: Readonly<Record<string, string>> = {
  methanolic: "methanol",
  ethanolic: "ethanol",
  ethereal: "diethyl ether",
  alcoholic: "ethanol",
  aqueous: "water",
  isopropanolic: "isopropanol",
};

/** A compound that a text names. */
export interface Mention extends NamedCompound {
  readonly span: Span;
  readonly amount: Amount;
}

/** What looks like a compound with an amount and could not be read. */
export interface Unread {
  readonly text: string;
  readonly at: number;
  readonly reason: string;
}

/** The compounds of a piece of text in order, and what looks like one but was not read. */
export interface Scan {
  readonly mentions: readonly Mention[];
  readonly unread: readonly Unread[];
}

/** A part of a sentence between two breaks, with the break behind it. */
interface Chunk extends Piece {
  readonly end: string;
}

const BEHIND_COMMA = /^\s\S{0,50}?\s?(?:ester|hydrazide|amide|anhydride|salt|methyl ester|ethyl ester)\b/;

function isOpen(text: string): boolean {
  let depth = 0;
  for (const char of text) depth += char === "(" ? 1 : char === ")" ? -1 : 0;
  return depth > 0;
}

export function chunksOf(text: string, at: number): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let from = 0;
  for (const match of text.matchAll(BREAK)) {
    const before = text.slice(from, match.index);
    // A bracket that the name itself has opened, or what CAS puts behind a comma: `benzoic acid, methyl ester`.
    if (match[0] === ")" && isOpen(before)) continue;
    if (
      match[0] === "," && BEHIND_COMMA.test(text.slice(match.index + 1, match.index + 60)) &&
      /acid$/.test(before)
    ) continue;
    chunks.push({ text: before, at: at + from, end: match[0] });
    from = match.index + match[0].length;
  }
  chunks.push({ text: text.slice(from), at: at + from, end: "" });
  return chunks;
}

/** The compounds that a piece of a text names; `labels` resolves `compound 3`. */
export function scanMentions({ text, at }: Piece, labels: Labels): Scan {
  const mentions: Mention[] = [];
  const unread: Unread[] = [];
  let ahead: Amount = {};
  const chunks = chunksOf(text, at);
  for (const [i, chunk] of chunks.entries()) {
    const before = text.slice(0, chunk.at - at);
    if (PREPARATION.test(before) || REFERENCE.test(before) || REPLACED.test(before)) continue;
    if (IS_REPLACED.test(text.slice(chunk.at - at + chunk.text.length))) continue;
    const derived = DERIVED.exec(before);
    const inBrackets = /^\s\(.*\d/.test(chunk.end) ? amountsOf(chunk.end) : {};
    const own = amountsOf(chunk.text);
    const hasAmount = Object.keys(own).length > 0 || Object.keys(inBrackets).length > 0;
    if (withoutAmounts(chunk.text) === "") {
      // `8.0 g (0.2 mol) of X`: the amounts belong to what follows; `X, 1.2 g, and Y`: to what precedes.
      const next = chunks[i + 1];
      const isBehind = /^[,;:]/.test(chunk.end) || next === undefined;
      const last = mentions.at(-1);
      if (isBehind && hasAmount && last !== undefined && Object.keys(last.amount).length === 0) {
        mentions[mentions.length - 1] = { ...last, amount: { ...own, ...inBrackets } };
      } else if (hasAmount) ahead = { ...ahead, ...own, ...inBrackets };
      continue;
    }
    const compounds = derived === null ? compoundsIn(chunk, labels) : derivedFrom(chunk, derived[1] ?? "");
    const amount = { ...ahead, ...own, ...inBrackets };
    if (compounds.length > 0) {
      for (const [j, compound] of compounds.entries()) {
        mentions.push({ ...compound, amount: j === 0 ? amount : {} });
      }
    } else if (
      Object.keys(amount).some((kind) => kind !== "percent" && kind !== "concentration") ||
      /\d parts?\b/.test(chunk.text) || SYSTEMATIC.test(chunk.text)
    ) {
      const reason = labels.whyUnknown(chunk.text) ?? whyUnread(chunk.text);
      if (reason !== null) {
        const at = chunk.at + chunk.text.length - chunk.text.trimStart().length;
        unread.push({ text: chunk.text.trim(), at, reason });
      }
    }
    ahead = {};
  }
  return { mentions, unread };
}

/** `the hydrochloride of X` is X hydrochloride; `the anhydride of X` is a compound that only a chemist could draw. */
function derivedFrom({ text, at }: Piece, kind: string): readonly Omit<Mention, "amount">[] {
  const name = text.trim();
  const compound = /^hydro/i.test(kind) ? namedCompound(`${name} ${kind}`) : null;
  if (compound === null) return [];
  const start = at + text.indexOf(name);
  return [{ ...compound, name, span: { start, end: start + name.length } }];
}

function whyUnread(text: string): string | null {
  const name = text.trim();
  if (TITLE.test(name)) return null;
  return NAME_LIKE.test(name) || /[a-z]{5}/.test(name) && name.split(" ").length < 4 && !isOrdinary(name)
    ? "the name is not read"
    : null;
}

export function isPlain(text: string): boolean {
  return text.split(/\s+/).every((word) =>
    PLAIN_WORD.test(word) ||
    /^(?:portion|sample|crop|yield|oil|solid|liquid|powder|crystals|needles|foam|gum|syrup|fraction|material|product|compound|filtrate|precipitate|column|cake|layer|phase|flask|vessel|tube|bottle|scale|theory|purity|silica|gel|crude|reaction|resin)s?$/
      .test(word)
  );
}

/** The compounds of a chunk: one, or the members of a mixture such as `THF/H2O`. */
function compoundsIn({ text, at }: Piece, labels: Labels): readonly Omit<Mention, "amount">[] {
  const plain = text.replace(/[.\s]+$/, "");
  if (plain.length > MAX_PIECE || plain.trim() === "") return [];
  const labelled = labels.find(plain.trim());
  if (labelled !== null) {
    const from = at + text.length - text.trimStart().length;
    return [{ ...labelled, span: { start: from, end: from + plain.trim().length } }];
  }
  if (!CHEMICAL.test(plain) || isOrdinary(plain)) return [];
  const found = trimmedCompound(plain);
  if (found !== null) {
    const start = at + Math.max(0, plain.lastIndexOf(found.compound.name));
    const main = { ...found.compound, span: { start, end: start + found.compound.name.length } };
    const solvent = found.solvent === null ? null : namedCompound(found.solvent);
    if (solvent === null || found.solvent === null) return [main];
    return [main, { ...solvent, span: main.span }];
  }
  const parts = plain.replace(/\s?\(?\d+(?:\.\d+)?(?::\d+(?:\.\d+)?)+\)?$/, "").split(
    /\/|:(?=[A-Za-z])|\s-\s|-(?=(?:water|methanol|ethanol|acetone|hexane|ether|dioxane|THF|toluene)$)/,
  );
  if (parts.length < 2 || parts.length > 4) return [];
  const members: Omit<Mention, "amount">[] = [];
  let from = 0;
  for (const part of parts) {
    const compound = isNoName(part.trim()) ? null : namedCompound(part);
    if (compound === null) return [];
    const start = plain.indexOf(compound.name, from);
    from = start + compound.name.length;
    members.push({ ...compound, span: { start: at + start, end: at + from } });
  }
  return members;
}

/** Words of procedures that are part of no name; a text of nothing else needs no look at nomenclature. */
const ORDINARY = new Set(
  `mixture reaction solution temperature room hours hour minutes minute min period overnight vacuum vacuo pressure reduced product compound
compounds title residue solvent organic phase phases layer layers extract extracts extraction filtrate precipitate solid oil white yellow
pale colorless colourless crystals crystalline powder column chromatography silica gel flash eluent brine water-bath atmosphere inert dropwise
portionwise vigorously rapidly gently further additional same manner procedure described example according method general above below
yield purity analytical pure crude desired expected whole total time point melting boiling range reflux bath ice steam oil flask
funnel condenser stirrer thermometer equipped round bottom necked resulting residue filtration evaporation removal completion addition
portion portions volume volumes parts part weight first second third next thus also finally then once twice three two one four five six times
both all any each other respectively about approximately slightly until while after before without only very more most well such so no
evolution gas ceased complete completion clear dark red orange brown green blue viscous amorphous foam needles prisms starting material
materials combined anhydrous saturated aqueous dilute concentrated cold hot warm dry wet fresh day days night morning vessel autoclave
bomb hydrogenator apparatus theory theoretical amount amounts quantity excess equivalent equivalents ml g mg mmol mol mole eq equiv cc h hr hrs d
pH acidic basic alkaline neutral suspension slurry emulsion cake collected`.split(/\s+/),
);

function isOrdinary(text: string): boolean {
  return text.split(/[\s.,]+/).every((word) =>
    word === "" || ORDINARY.has(word.toLowerCase()) || PLAIN_WORD.test(word) ||
    /^[\d.,:%°-]+[CF]?$/.test(word)
  );
}

/** The compound of a chunk without the ordinary words around its name. */
function trimmedCompound(
  text: string,
): { readonly compound: NamedCompound; readonly solvent: string | null } | null {
  let words = text.trim().split(/\s+/);
  let solvent: string | null = null;
  for (let turn = 0; turn < 8 && words.length > 0; turn++) {
    const compound = isNoName(words.join(" ")) ? null : namedCompound(words.join(" "));
    if (compound !== null && isIon(compound.smiles)) return null;
    if (compound !== null && !isNoName(compound.name)) return { compound, solvent };
    const [first = "", ...rest] = words;
    const named = SOLVENT_WORDS[first.toLowerCase()];
    if (named !== undefined) solvent = named === "water" ? null : named;
    if (named !== undefined || PLAIN_WORD.test(first) || /^\d+(?:\.\d+)?(?:%|N|M)?$/.test(first)) {
      words = rest;
    } else if (PLAIN_WORD.test(words.at(-1) ?? "")) words = words.slice(0, -1);
    else return null;
  }
  return null;
}

/** `chloride`, `laurate`: one half of a salt whose other half the text has elsewhere. */
function isIon(smiles: string): boolean {
  return /-\d?\]/.test(smiles) && !smiles.includes("+");
}

export function isNoName(text: string): boolean {
  return NO_NAMES.test(text.trim());
}
