/** The entry point of this folder: paragraphs of a text, one after another, to reactions. */
import type { NamedComponent, TextReading, TextRole, UnreadText } from "../../../text_reading.ts";
import { compoundRole } from "../compound_role.ts";
import { namedReaction } from "../name_equation.ts";
import { smilesElements } from "../smiles_elements.ts";
import { isCatalyst, SOLVENTS } from "./auxiliaries.ts";
import { Labels } from "./labels.ts";
import type { Mention } from "./mentions.ts";
import { followProcedure, type ToldStep } from "./procedure.ts";
import { type Heading, readHeading } from "./products.ts";
import { type Piece, sentencesOf } from "./sentences.ts";
import { conditionsOf } from "./stages.ts";

/** Longest paragraph that is read, in characters. */
export const MAX_PARAGRAPH = 12_000;
const MAX_SOURCE = 2_000;
/** Characters that are shown of a text that is not read. */
const MAX_CLIPPED = 120;
const MAX_UNREAD = 20;
/** What roles are worth that the text itself gives, and what each doubt takes away. */
const SURE = 0.95;
const DOUBTS = { unread: 0.25, assumed: 0.2, promoted: 0.15, noAmounts: 0.05 } as const;
const LEAST = 0.1;
/** A heading that stands in front of its paragraph on the same line. */
const INLINE_HEADING =
  /^\s*(?:(?:step|example|preparation|synthesis|compound|intermediate|part|stage|method|procedure|experiment)\b(?:\s+[([]?(?:step|part|no\.?|\d[\w.-]{0,5}|[a-z]|[ivx]{1,5})[)\]]?,?){0,4}\s?[.:]\s+)?((?:(?:preparation|synthesis) of\s)?[^\n]{3,250}?)(?:[.:]|\s[-–—])\s+(?=(?:To|A|An|In|Into|The|Under|Following|According|[A-Z\d])[a-z\d]*\s)/i;

/** A reaction that was told in words. */
export interface ToldReaction {
  readonly notation: string;
  readonly fields: readonly (readonly [string, string])[];
  readonly reading: TextReading;
}

/** Reads the paragraphs of one text; remembers what the text calls its compounds. */
export class WordsReader {
  readonly #labels = new Labels();
  readonly #unread: UnreadText[] = [];

  /** What told of a reaction and could not be read, in the order of the text. */
  get unread(): readonly UnreadText[] {
    return this.#unread;
  }

  /** The reactions of a paragraph; `heading` is the line above it. A very long one is cut between sentences. */
  read(paragraph: Piece, heading: Heading | null): readonly ToldReaction[] {
    if (!/[a-z]{3}[\s,]+[a-z(\d]/.test(paragraph.text)) return [];
    return partsOf(paragraph).flatMap((part, i) => this.#readPart(part, i === 0 ? heading : null));
  }

  #readPart(paragraph: Piece, heading: Heading | null): readonly ToldReaction[] {
    if (paragraph.text.length > MAX_PARAGRAPH) {
      const text = clipped(paragraph.text.trim(), MAX_CLIPPED);
      const start = paragraph.at + paragraph.text.length - paragraph.text.trimStart().length;
      const reason = `no sentence ends within ${MAX_PARAGRAPH.toLocaleString("en")} characters`;
      this.#unread.push({ text, span: { start, end: start + MAX_CLIPPED - 1 }, reason });
      return [];
    }
    const inline = heading ?? inlineHeading(paragraph);
    const { steps, unread } = followProcedure(paragraph, inline, this.#labels);
    this.#unread.push(...unread);
    return steps.flatMap((step) => {
      const reaction = toldReaction(step, paragraph);
      if (reaction !== null) return [reaction];
      const { name, span } = step.product;
      this.#unread.push({ text: name, span, reason: "what it was made from is not read" }, ...step.unread);
      return [];
    });
  }

  /** A heading that has no paragraph of its own to name its compound later. */
  bind(heading: Heading): void {
    if (heading.mention === null) return;
    if (heading.label !== null) this.#labels.bind(heading.label, heading.mention);
    if (heading.step !== null) this.#labels.bindStep(heading.step, heading.mention);
  }
}

/** The paragraph, or groups of its sentences that are no longer than what is read at once. */
function partsOf(paragraph: Piece): readonly Piece[] {
  if (paragraph.text.length <= MAX_PARAGRAPH) return [paragraph];
  const parts: { from: number; to: number }[] = [];
  for (const { text, at } of sentencesOf(paragraph.text)) {
    const last = parts.at(-1);
    const to = at + text.length;
    if (last !== undefined && to - last.from <= MAX_PARAGRAPH) last.to = to;
    else parts.push({ from: at, to });
  }
  return parts.map(({ from, to }) => ({ text: paragraph.text.slice(from, to), at: paragraph.at + from }));
}

function inlineHeading({ text, at }: Piece): Heading | null {
  const match = INLINE_HEADING.exec(text.slice(0, 400));
  const name = match?.[1];
  if (match === null || name === undefined) return null;
  const end = match[0].indexOf(name) + name.length;
  const heading = readHeading({ text: text.slice(0, end), at });
  return heading !== null && (heading.mention !== null || heading.unread !== null) ? heading : null;
}

function toldReaction(step: ToldStep, paragraph: Piece): ToldReaction | null {
  const { product } = step;
  const used = [...new Map(step.used.toReversed().map((mention) => [mention.smiles, mention])).values()]
    .reverse()
    .map((mention) => withAmount(mention, step.used))
    .filter(({ smiles }) => smiles !== product.smiles);
  const left = used.filter((mention) =>
    !SOLVENTS.has(mention.smiles) && compoundRole(mention, product.smiles) === "reactant"
  );
  const agents = used.filter((mention) => !left.includes(mention));
  // `Ethanol was oxidised with PCC in DCM`: if only known auxiliaries are named, the first one with carbon is the
  // reactant.
  const first = left.some(hasCarbon) || !hasCarbon(product) || step.unread.length > 0
    ? -1
    : agents.findIndex((mention) => hasCarbon(mention) && mention.amount.volume === undefined);
  if (first >= 0) left.push(...agents.splice(first, 1));
  if (!left.some(hasCarbon) && hasCarbon(product) || left.length === 0) return null;
  const source = paragraph.text.slice(step.span.start - paragraph.at, step.span.end - paragraph.at).trim();
  const { notation, fields } = namedReaction(left, agents, [product], "", clipped(source, 1_000));
  const components = [
    ...left.map((mention) => component(mention, "reactant")),
    ...agents.map((mention) => component(mention, agentRole(mention))),
    component(product, "product"),
  ];
  const doubts = (step.unread.length > 0 ? DOUBTS.unread : 0) + (step.isAssumed ? DOUBTS.assumed : 0) +
    (first >= 0 ? DOUBTS.promoted : 0) +
    (left.some(({ amount }) => Object.keys(amount).length > 0) ? 0 : DOUBTS.noAmounts);
  return {
    notation,
    fields,
    reading: {
      source: clipped(source, MAX_SOURCE),
      span: step.span,
      components,
      conditions: conditionsOf(step.parts, step.outcome),
      role_confidence: Number(Math.max(LEAST, SURE - doubts).toFixed(2)),
      unread: step.unread.slice(0, MAX_UNREAD),
    },
  };
}

/** The mention with the amount of another one of the same compound, if it has none itself. */
function withAmount(mention: Mention, all: readonly Mention[]): Mention {
  if (Object.keys(mention.amount).length > 0) return mention;
  const other = all.find(({ smiles, amount }) => smiles === mention.smiles && Object.keys(amount).length > 0);
  return other ?? mention;
}

function component({ name, smiles, amount, span }: Mention, role: TextRole): NamedComponent {
  return { name, smiles, role, amount, span };
}

function agentRole({ smiles, amount }: Mention): TextRole {
  if (isCatalyst(smiles)) return "catalyst";
  return SOLVENTS.has(smiles) && amount.moles === undefined && amount.equivalents === undefined
    ? "solvent"
    : "reagent";
}

function hasCarbon({ smiles }: { readonly smiles: string }): boolean {
  return smilesElements(smiles).has("C");
}

function clipped(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
