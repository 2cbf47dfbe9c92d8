/** The words by which a sentence tells what happens: a product is obtained, a workup begins, something is added. */

export const PRODUCT =
  /\b(?:to (?:give|afford|yield|provide|furnish|produce|form|obtain|deliver|generate|leave|prepare|get)|(?:gave|afforded|yielded|provided|furnished|produced|gives|affords|yields|provides|giving|affording|yielding|providing|furnishing|producing|obtaining|leaving)|(?:is|was|were|are) (?:oxidi[sz]ed|reduced|converted|transformed|hydroly[sz]ed|hydrogenated|dehydrated) (?:in)?to|was converted (?:in)?to|condense(?:s|d)? to|leads? to|led to|(?:there )?(?:is|was|are|were) (?:thus |thereby |then )?obtained(?= (?:as |in |\d|\w*-))|there (?:is|was|are|were) (?:thus |thereby |then )?(?:obtained|isolated|formed|produced)|results? in|resulted in|(?:to|thereby|thus) obtain(?:ing)?|in the form of)\b|\byields?: ?/gi;
/** `W was obtained`, `W was prepared from`. */
export const OBTAINED =
  /\b(?:was|were|is|are|can be|has been) (?:thus |thereby |then |also |readily |similarly |subsequently )*(?:obtained|prepared|synthesi[sz]ed|isolated|made|formed|produced|crystalli[sz]ed out)\b(?! (?:in)?to\b| up\b)|\bcrystalli[sz](?:es|ed|ing) out\b/gi;
export const WORKUP =
  /\b(?:extract(?:ed|ion|s|ing)?|wash(?:ed|ing|ings|es)?|dried|drying|filter(?:ed|ing)|filtration|filtered|chromatograph\w*|column|purif\w+|recrystalli[sz]\w*|crystalli[sz]\w*|concentrat(?:ed|ion|ing)|evaporat\w+|stripped|quench\w*|partition\w*|dilut\w+|acidif\w+|basif\w+|basic|alkaline|neutrali[sz]\w+|poured|pouring|elut\w+|eluent|eluant|triturat\w+|distill(?:ed|ation|ing)|precipitat\w+|(?:solvents?|volatiles?|\w+) (?:was|were|is|are) (?:removed|distilled|decomposed|destroyed|separated|collected)|removal of|removing|decompos\w+|destroy\w*|decanted|separated|collected|layers?|phases?|adjusted|pH|ice[- ]?water|crushed ice|onto ice|into ice|on ice)\b/gi;
export const REACTS =
  /\b(?:add(?:ed|ition|ing)?|treat(?:ed|ment|ing)?|dissolv(?:ed|ing|e)|stirr?(?:ed|ing)?|heat(?:ed|ing)?|reflux\w*|react(?:ed|ion|ing)?|combin(?:ed|e|ing)|charged|hydrogenat\w+|hydroly[sz]\w+|taken up|suspended|mixed|introduced|coupled|irradiated|boiled|warmed|kept|passed|bubbled|employed|used|using|oxidi[sz]ed|reduced|condensed|chlorinated|brominated|acylated|alkylated|esterified)\b/gi;
/** Where the report of spectra and analyses begins. */
export const SPECTRA =
  /(?:\b(?:1H|13C|19F|31P)[- ]?n\.?m\.?r|\bNMR\b|\bn\.m\.r|\bMS\b|\bLC-?MS|\bHRMS|\bESI|\bAPCI|\bEI-?MS|\bFAB|\bIR\b|\bI\.R\.|\bAnal(?:\.|ysis)|\bCalcd|\bcalculated for|\bElemental|\bm\/[ze]\b|\bM\.?p\.?[: ]|\bmp[: ]|\bm\.p\.|\bb\.p\.|\bRf\b|\bMelting point|\bmelts at|\bHPLC|\bδ|\[α\]|\[alpha\])/;
/** Where a stage of the reaction is over: it was stirred for a time. */
export const TITLE =
  /\b(?:(?:title|titled|desired|expected|target|intended|sub-?title|subject|aimed|objective|above|named|captioned|claimed) ?(?:compounds?|products?|materials?|esters?|acids?|amines?|alcohols?|ketones?|amides?|sulfonamides?|aldehydes?|ureas?|intermediates?)|(?:title|desired|expected|target|end|final|subtitled|pure|crude|required) product|the product|this (?:compound|product|material)|title)\b/i;

/** The offsets of the matches of a pattern. */
export function offsetsOf(
  pattern: RegExp,
  text: string,
): readonly { readonly at: number; readonly end: number }[] {
  return [...text.matchAll(pattern)].map((match) => ({
    at: match.index,
    end: match.index + match[0].length,
  }));
}

/** The text with what stands in brackets blanked, so that `(washed with hexane)` is no workup. */
export function withoutBrackets(text: string): string {
  return text.replace(/\([^()]{0,200}\)/g, (inside) => " ".repeat(inside.length));
}
