/** Splits text into sentences. */

/** A part of a text with its offset. */
export interface Piece {
  readonly text: string;
  readonly at: number;
}

const END = /[.!?]\)?\s+(?=["“(]?[A-Z([\d])/g;
/** Abbreviations whose full stop ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s([])(?:ca|approx|aq|sat|satd|conc|dil|i\.e|e\.g|Figs?|vol|vols|No|Nos|abs|m\.p|mp|b\.p|bp|tert|sec|resp|vs|temp|cf|et al|Ex|Ref|refs?|Dr|St|wt|anhyd|equiv|eq|Calcd|calcd|Anal|anal|i\.d|o\.d|prep|m|p|no|Co|Inc|Ltd|Chem|Soc|Am|Org|Lett|J)$/;
/** Units behind which a sentence ends only before a capital letter and a small one, as in `for 12 h. The`. */
const UNIT = /\d\s?(?:[°º]\s?C?|g|gm|gms|mg|kg|ml|mL|l|L|h|hr|hrs|min|mol|mmol|%)$/;

/** A name that begins a sentence with a locant: `2-Iodopropane`, `4,4'-Dibromobiphenyl`, `(2S)-2-Amino…`. */
const LOCANT = /^["“([]{0,2}\d{1,2}[a-zRS]?['′]?(?:,\d{1,2}[a-z]?['′]?)*\)?-[(\[]{0,2}[A-Z][a-z]/;

/** The sentences of a text; abbreviations, decimals and units as in `11 g. of` end none. */
export function sentencesOf(text: string): readonly Piece[] {
  const sentences: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(END)) {
    const before = text.slice(Math.max(from, match.index - 14), match.index);
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 24);
    if (ABBREVIATION.test(before)) continue;
    // A single capital is an initial, or the unit of `50° C.`.
    if (/(?:^|\s)[A-Z]$/.test(before) && !/[°º]\s?C$/.test(before)) continue;
    const isName = LOCANT.test(after);
    if (
      !isName && (UNIT.test(before) || /[°º]\s?C$/.test(before)) &&
      !/^["“(]?(?:[A-Z][a-z]*[\s,]|[A-Z][a-z]+|\d+(?:\.\d+)?\s?(?:g|mg|ml|mL)\b)/.test(after)
    ) continue;
    if (!isName && /^\d/.test(after) && !/[a-z)\]]$/.test(before)) continue;
    sentences.push({ text: text.slice(from, match.index + 1), at: from });
    from = match.index + match[0].length;
  }
  sentences.push({ text: text.slice(from), at: from });
  return sentences.filter((sentence) => sentence.text.trim() !== "");
}
