/** Finds compounds that sentences mention by name. */
import { type NamedCompound, namedCompound } from "./name_terms.ts";

/** Where a name ends: punctuation, brackets with amounts, and words that occur in no name. */
export const BREAK =
  /[,;:](?=\s|$)|\s\((?=[^()]{0,200}\d\s?(?:g|mg|kg|ml|mL|l|L|mmol|mol|mmole|moles?|eq|equiv|%|M|N|µL|μL|cc|parts?)\b)[^()]{0,200}(?:\([^()]{0,100}\)[^()]{0,100}){0,3}\)|\s\((?!\d*[RSEZ±+-])|\)(?=\s|$)|(?:^|\s)(?:of|in|and|with|to|was|were|is|are|the|a|an|by|for|at|from|under|over|into|onto|using|via|then|as|which|that|after|before|during|while|added|treated|reacted|reacts?|react|oxidi[sz]ed|reduced|converted|heated|stirred|dissolved|suspended|refluxed|mixture|solution|give|gave|afford|afforded|yield|yielded|prepared|obtained|dropwise|slowly|together|presence|containing|followed|through|on|it|this|there|or|were|had|been|be|has|mixed|allowed|combined|catalyzed|catalysed|between|per|until|also|where|when|condense[sd]?|coupled|hydrogenated|hydrolyzed|hydrolysed|cooled|charged)(?=\s|$)/gi;
export const CHEMICAL = /[a-z]{3}|[A-Z][a-z]?\d|[A-Z]{2}/;
/** What unreadable names look like. */
export const NAME_LIKE = /\d-|[a-z]{3}(?:yl|ane|ene|ine|one|ol|ate|ide|acid|ile|ether|ester)\b/;

export interface Mention extends NamedCompound {
  /** Offset in the paragraph. */
  readonly at: number;
  /** An amount in brackets follows it, or an amount precedes it. */
  readonly measured: boolean;
}

/** The sentences of a text with their offsets; abbreviations and decimals do not end a sentence. */
export function sentencesOf(text: string): readonly { readonly text: string; readonly at: number }[] {
  const sentences: { text: string; at: number }[] = [];
  let from = 0;
  for (const match of text.matchAll(/(?<=[a-z)\d%][.!?])\s+(?=[A-Z([])/g)) {
    const end = match.index;
    if (
      /\b(?:ca|approx|aq|sat|conc|dil|i\.e|e\.g|Fig|vol|min|hr|hrs|eq|equiv|No|ml|abs|m\.p|b\.p|g|mg|tert|sec|resp|vs|temp)\.$/
        .test(text.slice(Math.max(0, end - 12), end))
    ) continue;
    sentences.push({ text: text.slice(from, end), at: from });
    from = end + match[0].length;
  }
  sentences.push({ text: text.slice(from), at: from });
  return sentences;
}

/** The compounds named in part of a sentence; names with an amount that cannot be read are added to `unread`. */
export function mentions(text: string, offset: number, unread: string[]): readonly Mention[] {
  const found: Mention[] = [];
  let from = 0;
  for (const match of [...text.matchAll(BREAK), null]) {
    const end = match?.index ?? text.length;
    const piece = text.slice(from, end);
    const measured = match !== null && /\(.*\d/.test(match[0]) ||
      /\d\s?(?:g|mg|mL|ml|mmol|mol|grams?|moles?)\b/.test(piece);
    if (CHEMICAL.test(piece) && piece.length < 250) {
      const compound = namedCompound(piece.replace(/\.$/, ""));
      if (compound !== null) {
        found.push({ ...compound, at: offset + from + piece.indexOf(compound.name), measured });
      } else if (measured && /[a-z]{4}/.test(piece)) unread.push(piece.trim());
    }
    from = end + (match?.[0].length ?? 0);
  }
  return found;
}
