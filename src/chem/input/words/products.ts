/** Finds what a sentence says was obtained. */
import type { Amount, Span, UnreadText } from "../../../text_reading.ts";
import { namedCompound } from "../name_terms.ts";
import { isWorkupAgent } from "./auxiliaries.ts";
import { OBTAINED, offsetsOf, PRODUCT, TITLE, withoutBrackets } from "./cues.ts";
import type { Labels } from "./labels.ts";
import {
  chunksOf,
  isNoName,
  isPlain,
  type Mention,
  NAME_LIKE,
  scanMentions,
  SYSTEMATIC,
} from "./mentions.ts";
import { amountsOf, withoutAmounts } from "./quantities.ts";
import type { Piece } from "./sentences.ts";

/** What was obtained: a compound, the title compound, a name that is not read, or something without a name. */
export type Obtained =
  | {
    readonly kind: "compound";
    readonly product: Mention;
    readonly cue: number;
    readonly end: number;
    readonly label: string | null;
    /** It was obtained with the product before it. */
    readonly isBeside?: true;
  }
  | {
    readonly kind: "title";
    readonly span: Span;
    readonly amount: Amount;
    readonly cue: number;
    readonly end: number;
    readonly label: string | null;
  }
  | {
    readonly kind: "unread";
    readonly text: string;
    readonly span: Span;
    readonly cue: number;
    readonly end: number;
  };

/** Descriptions of a product's appearance, as in `27 g of a white solid of …`. */
const LOOK =
  /\b(?:solids?|oils?|crystals?|powder|needles?|foam|syrup|liquid|yield|quantity|amount|form|crop|prisms?|plates?|gum|glass|material|mass|residue|product|compound|mixture|form|theory)\s*$/i;
/** Characters after "to give" within which the product must be named. */
const MAX_PRODUCT = 500;
const MAX_CHUNKS = 10;
/** Behind `X was prepared`: what X was made from is told elsewhere. */
const LIKEWISE =
  /^\s(?:similarly|analogously|likewise|by the same|in (?:an?|the|this|like)\s?(?:similar|analogous|same|like)?\s?(?:way|manner|fashion))\b(?!.*\b(?:from|using|with|by)\b)/;

/** What a sentence says was obtained, in order; offsets are those of the text. */
export function obtainedIn(sentence: Piece, labels: Labels): readonly Obtained[] {
  const found: Obtained[] = [];
  for (const { at, end } of offsetsOf(PRODUCT, sentence.text)) {
    const product = behind(sentence, at, end, labels);
    if (product !== null) found.push(asSalt(product, sentence), ...beside(product, sentence, labels));
  }
  if (found.length > 0) return found;
  for (const { at, end } of offsetsOf(OBTAINED, withoutBrackets(sentence.text))) {
    const product = before(sentence, at, end, labels);
    if (product === null || LIKEWISE.test(sentence.text.slice(end))) continue;
    const [first] = together(product, sentence, labels);
    const main = asSalt(product, sentence);
    return first === undefined || main.kind !== "compound" ? [main] : [first, { ...main, isBeside: true }];
  }
  const product = identified(sentence, labels);
  return product === null ? [] : [asSalt(product, sentence)];
}

type ObtainedCompound = Extract<Obtained, { kind: "compound" }>;

/** Between the products of `A (5 g) and B (4 g)`. */
const AND = /^\s?(?:\([^()]{0,100}\)|[,\s\d.]+(?:g|mg|mL|ml|%))?,?\s+(?:and|as well as)\s+(?:the\s)?$/;
const MAX_BESIDE = 200;

/** The compound that is named behind the product with "and". */
function beside(product: Obtained, sentence: Piece, labels: Labels): readonly Obtained[] {
  if (product.kind !== "compound") return [];
  const from = product.product.span.end - sentence.at;
  const rest = sentence.text.slice(from, from + MAX_BESIDE);
  const { mentions: [next] } = scanMentions({ text: rest, at: product.product.span.end }, labels);
  if (next === undefined || isWorkupAgent(next.smiles)) return [];
  const gap = rest.slice(0, next.span.start - product.product.span.end);
  const after = sentence.text.slice(next.span.end - sentence.at);
  const withoutAmount = gap.replace(
    /(?<=\band\s)[\d.,]+\s?(?:g|mg|mL|ml)\.?\s(?:\([^()]{0,60}\)\s)?of\s/,
    "",
  );
  // `gave A and B was added`
  if (!AND.test(withoutAmount) || /^(?:\s\([^()]{0,100}\))?\s(?:was|were|is|are)\b/.test(after)) return [];
  const end = next.span.end - sentence.at;
  return [{
    kind: "compound",
    product: next,
    cue: product.cue,
    end,
    label: labelBehind(after),
    isBeside: true,
  }];
}

/** The compound in front of the product of `A and B were obtained`. */
function together(product: Obtained, sentence: Piece, labels: Labels): readonly Obtained[] {
  if (product.kind !== "compound") return [];
  const text = sentence.text.slice(0, product.product.span.start - sentence.at);
  const first = scanMentions({ text, at: sentence.at }, labels).mentions.at(-1);
  if (first === undefined || isWorkupAgent(first.smiles)) return [];
  const gap = text.slice(first.span.end - sentence.at);
  const lead = text.slice(0, first.span.start - sentence.at).split(/[,;:]\s/).at(-1) ?? "";
  if (!AND.test(gap) || /\b(?:from|using|with|by|between|of|for|to|treat\w+|react\w+)\b/.test(lead)) {
    return [];
  }
  const { cue, end } = product;
  return [{ kind: "compound", product: first, cue, end, label: labelBehind(gap) }];
}

/** `as its hydrochloride`, `and was isolated as the sodium salt`. */
const SALTS =
  "(?:mono|di|bis)?-?(?:hydrochloride|hydrobromide|hydroiodide)(?: salt)?|HCl salt|hydrochloric acid salt|maleate|fumarate|oxalate|trifluoroacetate|tosylate|mesylate|methanesulfonate|(?:sodium|potassium|lithium|calcium) salt";
const SALT = new RegExp(
  String
    .raw`^(?:[^.;,]{0,40}?\b|[^.;]{0,200}?\b(?:obtained|isolated|converted|crystalli[sz]ed|precipitated|collected|characteri[sz]ed)\s)(?:as|in(?:to)? the form of|in?to)\s(?:its|the|their|an?)\s(?:corresponding\s|crystalline\s|white\s)*(${SALTS})\b`,
);
const ONLY_SALT = new RegExp(`^\\s*(?:corresponding\\s)?(?:${SALTS})\\s*\\.?\\s*$`);

/** The product as the salt that the sentence says it was isolated as. */
function asSalt(obtained: Obtained, sentence: Piece): Obtained {
  if (obtained.kind !== "compound") return obtained;
  const { product } = obtained;
  const [, salt] = SALT.exec(sentence.text.slice(product.span.end - sentence.at)) ?? [];
  if (salt === undefined || product.smiles.includes(".")) return obtained;
  const compound = namedCompound(
    `${product.name} ${
      salt.replace(/^HCl salt|^hydrochloric acid salt|(?<=ide) salt$/, (word) =>
        /^h/i.test(word) ? "hydrochloride" : "")
    }`,
  );
  return compound === null ? obtained : { ...obtained, product: { ...product, smiles: compound.smiles } };
}

/** `The product was X`, `the fraction was identified as X`. */
const IDENTITY =
  /\b(?:product|residue|solid|oil|crystals?|precipitate|fraction|substance|compound|material)\b[^.;]{0,60}?\b(?:proved to be|(?:was|were|is) (?:found|shown|proved|confirmed|determined) to be|consist(?:s|ed) of|(?:was|were|is|are)(?: identified as| characteri[sz]ed as)?)\s(?:the\s|pure\s|crude\s|desired\s|expected\s)*/gi;
/** `The X melts at …`, `The desired X product precipitated`. */
const SUBJECT =
  /^\s?(?:product\s)?(?:(?:precipitat|separat|crystalli[sz])(?:ed|es|ing)|melt(?:s|ed|ing)|boils|boiled|distil\w+)\b/;

/** The compound that a sentence about the product names. */
function identified(sentence: Piece, labels: Labels): Obtained | null {
  const { mentions } = scanMentions(sentence, labels);
  const found = (product: Mention, cue: number): ObtainedCompound => {
    const end = product.span.end - sentence.at;
    return { kind: "compound", product, cue, end, label: labelBehind(sentence.text.slice(end)) };
  };
  for (const { at, end } of offsetsOf(IDENTITY, sentence.text)) {
    const product = mentions.find(({ span }) => span.start - sentence.at === end);
    if (product !== undefined && !isNoName(product.name)) return found(product, at);
  }
  const [first] = mentions;
  if (first === undefined || first.smiles.includes(".") || !SYSTEMATIC.test(first.name)) return null;
  const lead = sentence.text.slice(0, first.span.start - sentence.at);
  const rest = sentence.text.slice(first.span.end - sentence.at);
  return /^\s*The\s(?:desired\s|resulting\s|crude\s|pure\s)?$/.test(lead) && SUBJECT.test(rest)
    ? found(first, 0)
    : null;
}

/**
 * The first compound named behind "to give". Amounts may precede it, and so may its appearance if "of" follows; after
 * anything else, no product is assumed.
 */
function behind(sentence: Piece, cue: number, from: number, labels: Labels): Obtained | null {
  const text = sentence.text.slice(from, from + MAX_PRODUCT);
  let amount: Amount = {};
  for (const chunk of chunksOf(text, sentence.at + from).slice(0, MAX_CHUNKS)) {
    const inBrackets = /^\s\(.*\d/.test(chunk.end) ? amountsOf(chunk.end) : {};
    const end = chunk.at + chunk.text.length - sentence.at;
    if (withoutAmounts(chunk.text) === "") {
      amount = { ...amount, ...amountsOf(chunk.text), ...inBrackets };
      continue;
    }
    // `X was obtained as its hydrochloride`
    if (ONLY_SALT.test(chunk.text)) return before(sentence, cue, from, labels);
    const [title] = TITLE.exec(chunk.text) ??
      /^\s*(?:crude |pure )?(?:product|compound)s?\s*$/i.exec(chunk.text) ?? [];
    const { mentions: [mention] } = scanMentions({ text: chunk.text, at: chunk.at }, labels);
    const rest = sentence.text.slice(end, end + 120);
    if (mention !== undefined && !isClassOnly(mention, sentence)) {
      const all = { ...amount, ...mention.amount, ...inBrackets };
      return { kind: "compound", product: { ...mention, amount: all }, cue, end, label: labelBehind(rest) };
    }
    const span = trimmedSpan(chunk);
    if (title !== undefined) {
      const named = sentence.text.slice(end).match(/^,?\s(?:i\.e\.,?\s|namely,?\s|viz\.?\s)/);
      if (named === null) {
        const label = labelBehind(rest) ?? labelBehind(chunk.text);
        return {
          kind: "title",
          span,
          amount: { ...amount, ...amountsOf(chunk.text), ...inBrackets },
          cue,
          end,
          label,
        };
      }
      continue;
    }
    if (isPlain(chunk.text.trim()) && !LOOK.test(chunk.text)) continue;
    const isLook = LOOK.test(chunk.text) ||
      /^\s*(?:colou?rless|white|yellow|pale|crude|pure)\b/i.test(chunk.text);
    if (isLook && /\bof\b|^[,;:]|^\s\(|^\)/.test(chunk.end)) {
      amount = { ...amount, ...amountsOf(chunk.text), ...inBrackets };
      continue;
    }
    if (labels.whyUnknown(chunk.text) !== null) {
      return {
        kind: "title",
        span,
        amount: { ...amount, ...inBrackets },
        cue,
        end,
        label: chunk.text.trim(),
      };
    }
    // `a buff coloured solid (27 g) of X`
    if (!NAME_LIKE.test(chunk.text) && /^\s(?:of|colou?red)$|^\s\(.*\d/.test(chunk.end)) continue;
    if (isLook || !NAME_LIKE.test(chunk.text)) return null;
    return { kind: "unread", text: chunk.text.trim(), span, cue, end };
  }
  return null;
}

/** The place of a text without the blanks around it and the full stop behind it. */
export function trimmedSpan({ text, at }: Piece): Span {
  const start = at + text.length - text.trimStart().length;
  return { start, end: Math.max(start, at + text.replace(/[.\s]+$/, "").length) };
}

/** `The urea was prepared from …`: what it is a member of, and not its name. */
function isClassOnly({ name, span }: Mention, sentence: Piece): boolean {
  return /^(?:urea|thiourea|phenol|aniline|pyridine|indole|hydrazine|guanidine|imidazole|pyrazole|oxime|piperidine|piperazine|quinoline|naphthalene|styrene|biphenyl|furan|thiophene|pyrrole|carbamate|hydrochloride)$/i
    .test(name) &&
    /\b(?:the|desired|this|crude|corresponding)\s+(?:\w+\s+)?$/i.test(
      sentence.text.slice(0, span.start - sentence.at),
    );
}

/** The compound whose obtaining is told behind it. */
function before(sentence: Piece, cue: number, end: number, labels: Labels): Obtained | null {
  const text = sentence.text.slice(0, cue);
  const { mentions, unread } = scanMentions({ text, at: sentence.at }, labels);
  const last = mentions.at(-1);
  const title = TITLE.exec(text);
  if (title !== null && (last === undefined || title.index + sentence.at > last.span.start)) {
    const start = sentence.at + title.index;
    const amount = amountsOf(text.slice(Math.max(0, title.index - 60)));
    return {
      kind: "title",
      span: { start, end: start + title[0].length },
      amount,
      cue,
      end,
      label: labelBehind(text.slice(title.index + title[0].length)),
    };
  }
  const [, label] =
    /^\s*(?:the\s)?(?:compound|example|intermediate|product)\s\(?(\d{1,4}[a-z]?|[IVX]{1,5}|[A-Z])\)?\s*$/i
      .exec(text) ?? [];
  if (label !== undefined) {
    return { kind: "title", span: trimmedSpan({ text, at: sentence.at }), amount: {}, cue, end, label };
  }
  const missed = unread.at(-1);
  if (last !== undefined && isClassOnly(last, sentence)) {
    return { kind: "title", span: last.span, amount: last.amount, cue, end, label: null };
  }
  if (last !== undefined && cue - (last.span.end - sentence.at) < 90 && !isNoName(last.name)) {
    return {
      kind: "compound",
      product: last,
      cue,
      end,
      label: labelBehind(text.slice(last.span.end - sentence.at)),
    };
  }
  if (last === undefined && missed !== undefined) {
    return {
      kind: "unread",
      text: missed.text,
      span: { start: missed.at, end: missed.at + missed.text.length },
      cue,
      end,
    };
  }
  return null;
}

/** `(3)`, `(compound 45)` behind a name. */
function labelBehind(rest: string): string | null {
  return /^\s?,?\s?(?:\(|\[)?(?:compound |intermediate |No\.? )?\(?(\d{1,4}(?:[-.]\d{1,3})?[a-z]?['′]?|[IVX]{1,5}[a-z]?)\)?[\])]?(?=[\s,.;:)]|$)(?!\s?(?:g|mg|ml|mL|mmol|mol|%|h|°))/
    .exec(rest)?.[1] ?? null;
}

/** The compound of a heading such as `Step B: methyl 4-bromobenzoate (12)`, and its label and step. */
export interface Heading {
  readonly mention: Mention | null;
  /** Its name, if that is not read. */
  readonly unread: UnreadText | null;
  readonly label: string | null;
  readonly step: string | null;
}

const MAX_HEADING = 300;
const HEAD =
  /^\s*(?:(?:(?:reference|comparative|working|preparative|preparation|synthesis|synthetic|production|manufacturing)\s)?(step|example|preparation|synthesis|compound|intermediate|part|stage|method|procedure|scheme|description|experiment|entry|run)(?:\s+(?:No\.?\s)?\(?(\d{1,4}(?:[-.]\d{1,3})?[A-Za-z]?|[IVX]{1,5}|[A-Z])\)?(?![A-Za-z\d]|[-,][A-Za-z\d(])|(?=\s*(?:[.:–—-]|$)))(?:\s?[,(]?\s?(?:step|part)\s[\dA-Z]+\)?)?|[([]?([A-Z]|\d{1,4}(?:[-.]\d{1,3})*[a-z]?|[ivx]{1,4}|[a-z])[.):\]]\)?(?=\s))[\s.:;,)–—-]*/i;
const VERB = /^(?:the\s)?(?:preparation|synthesis|production|formation|manufacture)\sof\s(?:the\s)?/i;
/** A line of one name in few words. */
const ONE_NAME = /^\S+(?:\s\S+){0,4}$/;

/** Reads a line as a heading: with a step, a label or the name of a compound, and no sentence. */
export function readHeading({ text, at }: Piece): Heading | null {
  const line = text.trim();
  if (line === "" || line.length > MAX_HEADING || /[.;]\s+[A-Z][a-z]+ (?:[a-z]+ ){2}/.test(line)) return null;
  let from = text.indexOf(line);
  let step: string | null = null;
  let label: string | null = null;
  for (let turn = 0; turn < 4; turn++) {
    const verb = VERB.exec(text.slice(from))?.[0].length ?? 0;
    from += verb;
    const match = HEAD.exec(text.slice(from));
    if (match === null || match[0].trim() === "") {
      if (verb > 0) continue;
      break;
    }
    const [whole, kind, number, bare] = match;
    if (kind === undefined) label = bare ?? label;
    else if (/compound|intermediate/i.test(kind)) label = number ?? label;
    else step = number ?? step;
    from += whole.length;
  }
  const name = text.slice(from).replace(/[.:\s]+$/, "");
  const numbered =
    /(?:\s*[([](?:compound |intermediate |No\.? )?(\d{1,4}[a-z]?|[IVX]{1,5}[a-z]?|\d{1,3}-\d{1,3})[)\]]|,?\s+(?:compound |No\.? )?(\d{1,3}[a-z]?))$/i
      .exec(name);
  const plain = numbered === null ? name : name.slice(0, numbered.index);
  const compound = plain === "" || isNoName(plain) ? null : namedCompound(plain);
  const start = at + from + Math.max(0, plain.indexOf(compound?.name ?? ""));
  const isUnread = compound === null && ONE_NAME.test(plain) && SYSTEMATIC.test(plain) &&
    NAME_LIKE.test(plain) &&
    !/[,;]$/.test(plain);
  if (compound === null && step === null && label === null && !isUnread) return null;
  if (
    compound === null && plain.length > 60 && step === null &&
    /\b(?:was|were|is|are|added|stirred)\b/.test(plain)
  ) return null;
  return {
    mention: compound && { ...compound, span: { start, end: start + compound.name.length }, amount: {} },
    unread: isUnread
      ? {
        text: plain,
        span: { start, end: start + plain.length },
        reason: "the name of the product is not read",
      }
      : null,
    label: numbered?.[1] ?? numbered?.[2] ?? label,
    step,
  };
}
