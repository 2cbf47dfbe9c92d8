/** Finds what a sentence says was obtained. */
import type { Amount, Span } from "../../../text_reading.ts";
import { namedCompound } from "../name_terms.ts";
import { OBTAINED, offsetsOf, PRODUCT, TITLE } from "./cues.ts";
import type { Labels } from "./labels.ts";
import { chunksOf, isNoName, isPlain, type Mention, NAME_LIKE, scanMentions } from "./mentions.ts";
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

/** What a sentence says was obtained, in order; offsets are those of the text. */
export function obtainedIn(sentence: Piece, labels: Labels): readonly Obtained[] {
  const found: Obtained[] = [];
  for (const { at, end } of offsetsOf(PRODUCT, sentence.text)) {
    const product = behind(sentence, at, end, labels);
    if (product !== null) found.push(product);
  }
  if (found.length > 0) return found;
  for (const { at, end } of offsetsOf(OBTAINED, sentence.text)) {
    const product = before(sentence, at, end, labels);
    if (product !== null) return [product];
  }
  return [];
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
    const [title] = TITLE.exec(chunk.text) ?? [];
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
  readonly label: string | null;
  readonly step: string | null;
}

const MAX_HEADING = 300;
const HEAD =
  /^\s*(?:(step|example|preparation|synthesis|compound|intermediate|part|stage|method|procedure|reference example|scheme|description)\s+(\d{1,4}(?:[-.]\d{1,3})?[A-Za-z]?|[IVX]{1,5}|[A-Z])?(?:\s?[,(]?\s?(?:step|part)\s[\dA-Z]+\)?)?|\(?([A-Z]|\d{1,4}(?:[-.]\d{1,3})*[a-z]?|[ivx]{1,4}|[a-z])[.):]\)?(?=\s))[\s.:;,)–—-]*/i;
const VERB = /^(?:the\s)?(?:preparation|synthesis|production|formation|manufacture)\sof\s(?:the\s)?/i;

/** Reads a line as a heading: with a step, a label or the name of a compound, and no sentence. */
export function readHeading({ text, at }: Piece): Heading | null {
  const line = text.trim();
  if (line === "" || line.length > MAX_HEADING || /[.;]\s+[A-Z][a-z]+ (?:[a-z]+ ){2}/.test(line)) return null;
  let from = text.indexOf(line);
  let step: string | null = null;
  let label: string | null = null;
  for (let turn = 0; turn < 3; turn++) {
    const match = HEAD.exec(text.slice(from));
    if (match === null || match[0].trim() === "") break;
    const [whole, kind, number, bare] = match;
    if (kind === undefined) label = bare ?? label;
    else if (/compound|intermediate/i.test(kind)) label = number ?? label;
    else step = number ?? step;
    from += whole.length;
  }
  from += VERB.exec(text.slice(from))?.[0].length ?? 0;
  const name = text.slice(from).replace(/[.:\s]+$/, "");
  const numbered =
    /\s*[([](?:compound |intermediate )?(\d{1,4}[a-z]?|[IVX]{1,5}[a-z]?|\d{1,3}-\d{1,3})[)\]]$/i.exec(name);
  const plain = numbered === null ? name : name.slice(0, numbered.index);
  const compound = plain === "" || isNoName(plain) ? null : namedCompound(plain);
  if (compound === null && step === null && label === null) return null;
  if (
    compound === null && plain.length > 60 && step === null &&
    /\b(?:was|were|is|are|added|stirred)\b/.test(plain)
  ) return null;
  const start = at + from + Math.max(0, plain.indexOf(compound?.name ?? ""));
  return {
    mention: compound && { ...compound, span: { start, end: start + compound.name.length }, amount: {} },
    label: numbered?.[1] ?? label,
    step,
  };
}
