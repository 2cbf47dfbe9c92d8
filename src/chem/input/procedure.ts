/** Reads experimental procedures: which compounds were used, and which were obtained. */
import { compoundRole } from "./compound_role.ts";
import { type NamedReaction, namedReaction } from "./name_equation.ts";
import { BREAK, CHEMICAL, type Mention, mentions, NAME_LIKE, sentencesOf } from "./mentions.ts";
import { namedCompound } from "./name_terms.ts";
import { smilesElements } from "./smiles_elements.ts";

/** Longest paragraph that is read as a procedure, in characters. */
const MAX_PARAGRAPH = 12_000;
/** Maximum number of pieces of text to look up per paragraph. */
const MAX_PIECES = 600;
const PRODUCT =
  /\b(?:to (?:give|afford|yield|provide|furnish|produce|form|obtain|deliver|generate)|(?:gave|afforded|yielded|provided|furnished|gives|affords|yields|giving|affording|yielding|providing|furnishing|producing|obtaining)|(?:is|was|were|are) (?:oxidi[sz]ed|reduced|converted|transformed|hydroly[sz]ed|hydrogenated|dehydrated) (?:in)?to|was converted (?:in)?to|condense(?:s|d)? to|leads? to|led to|there (?:is|was|are|were) obtained|thus obtaining|results? in|resulted in)\b/i;
/** `W was obtained`, `W was prepared from`. */
const OBTAINED =
  /\b(?:was|were|is|are) (?:obtained|prepared|synthesi[sz]ed|isolated|made|formed|produced)\b/i;
const WORKUP =
  /\b(?:extract(?:ed|ion|s)|wash(?:ed|ing)|dried|drying|filter(?:ed|ing)|filtration|chromatograph\w*|purif\w+|recrystalli[sz]\w*|crystalli[sz]\w*|concentrated|evaporat\w+|quench\w*|partition\w*|dilut\w+|acidif\w+|basif\w+|neutrali[sz]\w+|poured|elut\w+|triturat\w+|distill\w*|precipitat\w+|solvent was removed|layers?|residue|NMR|m\.?p\.?|calcd|HRMS|MS|IR|Anal)\b/;
const AMOUNT =
  /^\s*(?:\d[\d.,]*\s?(?:g|mg|kg|mL|ml|mmol|mol|grams?|%|parts?)\.?|crude|pure|desired|about|ca\.)?\s*(?:\([^()]{0,100}\))?\s*$/;
/** Descriptions of a product's appearance, as in `27 g of a white solid of …`. */
const LOOK = /\b(?:solid|oil|crystals|powder|needles|foam|syrup|liquid|yield|quantity|amount)s?\s*$/;
/** Characters after "to give" within which the product must be named. */
const MAX_PRODUCT = 400;
const MAX_HEADING = 250;
const BREAK_ONCE = /[,;:.]\s|\s\(/;
/** Words of procedures that happen to be names. */
const NO_NAMES =
  /^(?:ice|water bath|carbon|product|residue|solid|oil|alcohol|amine|acid|base|salt|ester|lead|led|can|gas|air|solvent|silica gel|silica|brine|celite|nitrogen|argon|N2|Ar)$/i;

/**
 * The reaction that a paragraph or sentence describes: compounds named before a phrase such as "to give" were used,
 * the one named after it was obtained, and those named in the work-up do not count. `heading` is the line before the
 * paragraph; if the paragraph has no readable product, the compound named in the heading is the product. Null unless
 * a product and a reactant were read.
 */
export function procedureReaction(paragraph: string, heading: string | null = null): NamedReaction | null {
  if (paragraph.length > MAX_PARAGRAPH || !/[a-z]{3,} [a-z]/.test(paragraph)) return null;
  const title = heading === null ? null : headingCompound(heading);
  const sentences = sentencesOf(paragraph);
  const used: Mention[] = [];
  let products: readonly Mention[] = [];
  let source = "";
  let pieces = 0;
  const unread: string[] = [];
  for (const { text, at } of sentences) {
    const result = PRODUCT.exec(text);
    const obtained = result === null ? OBTAINED.exec(text) : null;
    const workup = WORKUP.exec(text);
    const until = Math.min(result?.index ?? obtained?.index ?? text.length, workup?.index ?? text.length);
    const before = text.slice(0, until);
    pieces += before.length / 20;
    if (pieces > MAX_PIECES) return null;
    if (result !== null) {
      const from = result.index + result[0].length;
      const product = productMention(text.slice(from), at + from) ?? title;
      products = product === null ? [] : [product];
      const first = text.slice(from).split(BREAK_ONCE, 1)[0] ?? "";
      if (product === null && NAME_LIKE.test(first) && !LOOK.test(first)) {
        // This step ends with an unreadable compound, so its starting materials do not belong to the next step.
        unread.push(first.trim());
        used.length = 0;
      }
    }
    if (obtained !== null && products.length === 0 && workup === null) {
      products = mentions(before, at, unread).slice(0, 1);
      const rest = /\bfrom\b(.*)$/.exec(text);
      if (rest) used.push(...mentions(rest[1] ?? "", at + (rest.index ?? 0), unread));
      else products = [];
    } else used.push(...mentions(before, at, unread));
    if (products.length > 0) {
      source = text;
      break;
    }
  }
  const [product] = products;
  if (product === undefined) return null;
  const unique = [...new Map(used.map((mention) => [mention.smiles, mention])).values()]
    .filter(({ smiles, name }) => smiles !== product.smiles && !NO_NAMES.test(name));
  const roles = unique.map((mention) => ({ mention, role: compoundRole(mention, product.smiles) }));
  const left = roles.filter(({ role }) => role === "reactant").map(({ mention }) => mention);
  const agents = roles.filter(({ role }) => role === "agent").map(({ mention }) => mention);
  // `Ethanol was oxidised with PCC in DCM`: if only known auxiliaries are named, the first one with carbon is the
  // reactant.
  const first = left.length === 0 ? agents.findIndex(({ at, smiles }) => at === 0 && hasCarbon(smiles)) : -1;
  if (first >= 0) left.push(...agents.splice(first, 1));
  // Acids and salts alone cannot form an organic product: its starting material was not read.
  if (!left.some(({ smiles }) => hasCarbon(smiles)) && hasCarbon(product.smiles)) return null;
  if (left.length === 0) return null;
  const reaction = namedReaction(left, agents, [product], "", source);
  return {
    ...reaction,
    fields: [
      ...reaction.fields,
      ["places", [...left, ...agents, product].map(({ name, at }) => `${name} at ${at}`).join("; ")],
      ...conditionsOf(paragraph),
      ...unread.length === 0 ? [] : [["not_read", [...new Set(unread)].slice(0, 20).join("; ")] as const],
    ],
  };
}

function hasCarbon(smiles: string): boolean {
  return smilesElements(smiles).has("C");
}

/**
 * The product: the first compound named after "to give". Amounts may precede it, and so may its appearance if "of"
 * follows; after anything else, no product is assumed.
 */
function productMention(text: string, offset: number): Mention | null {
  let from = 0;
  const clause = text.slice(0, MAX_PRODUCT);
  for (const match of [...clause.matchAll(BREAK), null]) {
    const piece = clause.slice(from, match?.index);
    const at = offset + from;
    from = (match?.index ?? 0) + (match?.[0].length ?? 0);
    const describes = match !== null && /\bof\b/.test(match[0]) && LOOK.test(piece);
    if (match !== null && (piece.trim() === "" || AMOUNT.test(piece) || describes)) continue;
    const compound = CHEMICAL.test(piece) && !NO_NAMES.test(piece.trim())
      ? namedCompound(piece.replace(/\.$/, ""))
      : null;
    return compound && { ...compound, at: at + piece.indexOf(compound.name), measured: true };
  }
  return null;
}

/** The compound named in a heading such as `Step B: methyl 4-bromobenzoate`. */
function headingCompound(heading: string): Mention | null {
  if (heading.length > MAX_HEADING) return null;
  const name = heading.replace(
    /^(?:(?:step|example|preparation|synthesis|preparation of|synthesis of|compound|intermediate|part)\s*)*(?:[\dA-Za-z]{0,4}[.):]+\s+|of\s+)?/i,
    "",
  )
    .replace(/\s*\(\d+[a-z]?\)\s*$/, "").replace(/[.:]\s*$/, "");
  const compound = namedCompound(name);
  return compound && { ...compound, at: 0, measured: true };
}

/** Temperature, time, yield and atmosphere, as first given in the text. */
function conditionsOf(text: string): readonly (readonly [string, string])[] {
  const fields: [string, string][] = [];
  const temperature = /(-?\d+(?:\.\d+)?\s?(?:°|º|deg\.?)\s?C|room temperature|\breflux|ambient temperature)/i
    .exec(text)?.[1];
  if (temperature) fields.push(["temperature", temperature]);
  const time = /\b(\d+(?:\.\d+)?\s?(?:h|hr|hrs|hours?|min|minutes?|days?)|overnight)\b/i.exec(text)?.[1];
  if (time) fields.push(["time", time]);
  const yielded =
    /(\d{1,3}(?:\.\d+)?)\s?%\s?(?:yield|of theor)|yield:?\s(?:of\s)?(\d{1,3}(?:\.\d+)?)\s?%|\([^()]*?,\s*(\d{1,3}(?:\.\d+)?)\s?%\)/i
      .exec(text);
  const percent = yielded?.[1] ?? yielded?.[2] ?? yielded?.[3];
  if (percent) fields.push(["yield", `${percent} %`]);
  const atmosphere = /\bunder (?:an? )?(?:atmosphere of )?(nitrogen|argon|hydrogen|N2|Ar|H2)\b/.exec(text)
    ?.[1];
  if (atmosphere) fields.push(["atmosphere", atmosphere]);
  return fields;
}
