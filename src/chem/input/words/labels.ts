/** Remembers what a text calls its compounds: `compound 3`, `the title compound`, `the product of step A`. */
import type { NamedCompound } from "../name_terms.ts";

/** `3`, `12b`, `11-4`, `IV`, `A`. */
const LABEL = String.raw`(?:\d{1,4}(?:-\d{1,3})?[a-z]?['′]?|[IVX]{1,5}[a-z]?|[A-H])`;
const KINDS =
  "compound|intermediate|product|material|acid|amine|ester|alcohol|aldehyde|ketone|amide|nitrile|bromide|chloride|iodide|phenol|salt|ether|aniline|title compound|desired compound|compounds";
const STEP =
  "step|example|preparation|part|stage|intermediate|procedure|scheme|reference example|description|method";
const NUMBERED = new RegExp(
  String.raw`^(?:the |above |crude |said )*(?:(?:${KINDS})\s)?\(?(?:No\.?\s)?(${LABEL})\)?$`,
  "i",
);
const NEEDS_KIND = new RegExp(String.raw`^(?:the |above |crude |said )*(?:${KINDS})\s\(?(${LABEL})\)?$`, "i");
/** `the product of Example 12`, `the acid from step A`, `Example 8C`. */
const OF_STEP = new RegExp(
  String
    .raw`\b(?:the |this )?(?:(?:crude |title |above |resulting )?(?:${KINDS})\s(?:(?:of|from|obtained (?:in|from|by)|prepared (?:in|by|according to)|described in|isolated in)\s(?:the\s)?))(?:${STEP})\s\(?(${LABEL}(?:\([a-z]\))?)\)?(?=[\s,;.()]|$)`,
  "gi",
);
/** Stands for a blank within a reference; of the private use area, so no text has it, and no blank for a pattern. */
const JOINT = "\uE000";
/** At most so many compounds of one text are remembered. */
const MAX_LABELS = 2_000;

/** The labelled compounds of one text. */
export class Labels {
  readonly #compounds = new Map<string, NamedCompound>();
  readonly #steps = new Map<string, NamedCompound>();

  /** Binds a number or letter to a compound. */
  bind(label: string, compound: NamedCompound): void {
    if (this.#compounds.size < MAX_LABELS) this.#compounds.set(key(label), compound);
  }

  /** Binds the product of a step or example. */
  bindStep(label: string, compound: NamedCompound): void {
    if (this.#steps.size < MAX_LABELS) this.#steps.set(key(label), compound);
  }

  /** The compound that a piece of text refers to by its label; null if it is no known label. */
  find(text: string): NamedCompound | null {
    const step = stepLabel(text);
    if (step !== null) return this.#named(this.#steps.get(step), text);
    const label = NUMBERED.exec(text)?.[1];
    if (label === undefined || /^[A-H]$/i.test(label) && !NEEDS_KIND.test(text)) return null;
    return this.#named(this.#compounds.get(key(label)), text);
  }

  /** Why a piece of text that refers to a compound is not understood; null if it does not refer to one. */
  whyUnknown(text: string): string | null {
    const name = text.trim().replaceAll(JOINT, " ");
    const refers = stepLabel(name) !== null || NEEDS_KIND.test(name) ||
      new RegExp(`^${LABEL}$`).test(name) && /\d/.test(name);
    return refers ? "the text does not say which compound this is" : null;
  }

  #named(compound: NamedCompound | undefined, name: string): NamedCompound | null {
    return compound === undefined ? null : { ...compound, name: name.replaceAll(JOINT, " ") };
  }
}

/**
 * A text in which references such as `the product of step A` are one word each for the search for names: their blanks
 * become another sign, so that offsets stay.
 */
export function joinReferences(text: string): string {
  return text.replace(OF_STEP, (reference) => reference.replaceAll(" ", JOINT));
}

function stepLabel(text: string): string | null {
  OF_STEP.lastIndex = 0;
  const label = OF_STEP.exec(text.replaceAll(JOINT, " "))?.[1] ??
    new RegExp(String.raw`^(?:${STEP})\s(${LABEL})$`, "i").exec(text)?.[1];
  return label === undefined ? null : key(label);
}

function key(label: string): string {
  return label.toLowerCase().replace(/[()]/g, "");
}
