/** Follows a paragraph sentence by sentence: what was used, when the workup begins, and what was obtained. */
import type { Span, UnreadText } from "../../../text_reading.ts";
import { smilesElements } from "../smiles_elements.ts";
import { isWorkupAgent } from "./auxiliaries.ts";
import { offsetsOf, REACTS, SPECTRA, TITLE, withoutBrackets, WORKUP } from "./cues.ts";
import { joinReferences, type Labels } from "./labels.ts";
import { type Mention, type Scan, scanMentions } from "./mentions.ts";
import { type Heading, type Obtained, obtainedIn, trimmedSpan } from "./products.ts";
import { temperaturesOf, timesOf } from "./quantities.ts";
import { type Piece, sentencesOf } from "./sentences.ts";

/** One step of a procedure as told. */
export interface ToldStep {
  readonly used: readonly Mention[];
  readonly product: Mention;
  /** The parts of the text that tell of the reaction, without the workup, and those that tell of the product. */
  readonly parts: readonly Piece[];
  readonly outcome: readonly Piece[];
  readonly span: Span;
  readonly unread: readonly UnreadText[];
  /** The product is named only by the heading, and no sentence says that it was obtained. */
  readonly isAssumed: boolean;
}

/** The steps of a paragraph, and why there is none or one less than told. */
export interface ToldProcedure {
  readonly steps: readonly ToldStep[];
  readonly unread: readonly UnreadText[];
}

interface OpenStep {
  used: Mention[];
  workup: Mention[];
  parts: Piece[];
  outcome: Piece[];
  unread: UnreadText[];
  start: number | null;
  inWorkup: boolean;
  /** It was stirred or heated. */
  hasStage: boolean;
}

/** Words of compounds that come in handy in a workup: nouns behind `dried` or `concentrated` make it an adjective. */
const AFTER_PARTICIPLE =
  /^\s*(?:to|in|under|over|by|from|with|and|off|through|at|on|via|using|or|again|twice|three|several|it|the|successively|down|overnight|for|up|into|down|out|away|onto|until|before|after|then|[,.;:(]|$)/;
const BEFORE_PARTICIPLE = /\b(?:was|were|is|are|be|been|being|then|and|,)\s*$/;
const MIN_PROCEDURE = 2;
/** What a sentence about a reaction says. */
const TOLD =
  /\b(?:prepared|obtained|synthesi[sz]ed|afford(?:s|ed)|converted|gave|gives?|yield(?:s|ed)?|treat(?:ed|ment)|react(?:s|ed|ing|ion)|coupl(?:ed|ing)|hydrolysed|reduced|oxidi[sz]ed)\b/i;

/** Reads one paragraph. `heading` is what stands above it; `labels` learns and resolves `compound 3`. */
export function followProcedure(paragraph: Piece, heading: Heading | null, labels: Labels): ToldProcedure {
  const sentences = sentencesOf(joinReferences(paragraph.text)).map(({ text, at }) => {
    const spectra = SPECTRA.exec(withoutBrackets(text));
    return { text: spectra === null ? text : text.slice(0, spectra.index), at: paragraph.at + at };
  });
  const steps: ToldStep[] = [];
  const unread: UnreadText[] = [];
  let step = newStep();
  let isTitled = false;
  let missing: UnreadText | null = null;
  for (const [i, sentence] of sentences.entries()) {
    if (sentence.text.trim() === "") continue;
    const scan = scanMentions(sentence, labels);
    const obtained = obtainedIn(sentence, labels).filter((event) =>
      isPlausible(event, sentences.length, scan)
    );
    takeSentence(step, sentence, scan, obtained, sentences[i + 1], sentences.length);
    let made: ToldStep | null = null;
    for (const event of obtained) {
      if (event.kind === "unread") {
        missing = { text: event.text, span: event.span, reason: "the name of the product is not read" };
        // What went into a compound that is not read does not belong to the next step.
        if (i < sentences.length - 1 && (heading?.mention ?? null) === null) {
          unread.push(missing);
          step = newStep();
        }
        continue;
      }
      const product = event.kind === "title" ? titled(event, heading, labels) : event.product;
      if (product === null) {
        missing = heading?.unread ?? unnamedProduct(event, sentence);
        continue;
      }
      const last = steps.at(-1);
      if (event.kind === "compound" && event.isBeside && made !== null) {
        steps.push({ ...made, product });
        if (event.label !== null) labels.bind(event.label, product);
        continue;
      }
      if (
        last !== undefined && (last.product.smiles === product.smiles || !hasStarting(step.used, product))
      ) {
        // It was purified, or is named again.
        if (last.product.smiles === product.smiles) steps[steps.length - 1] = again(last, product, sentence);
        step.used = [];
        continue;
      }
      if (!hasStarting(step.used, product) && !isInorganic(product)) continue;
      isTitled ||= product.smiles === heading?.mention?.smiles;
      missing = null;
      made = closed(step, last ?? null, product, sentence, false);
      steps.push(made);
      if (event.label !== null) labels.bind(event.label, product);
      step = newStep();
    }
  }
  const title = heading?.mention ?? null;
  if (
    title !== null && !isTitled && hasStarting(step.used, title) &&
    (sentences.length >= MIN_PROCEDURE && step.hasStage || isMadeFrom(paragraph.text))
  ) {
    const last = sentences.at(-1) ?? paragraph;
    steps.push(closed(step, steps.at(-1) ?? null, title, last, true));
    step = newStep();
    missing = null;
  }
  if (missing !== null && !unread.includes(missing)) unread.push(missing, ...step.unread);
  else if (steps.length === 0) unread.push(...whyNone(step, paragraph));
  const product = steps.at(-1)?.product;
  if (product !== undefined && heading !== null) {
    if (heading.label !== null) labels.bind(heading.label, product);
    if (heading.step !== null) labels.bindStep(heading.step, product);
  }
  return { steps, unread };
}

function newStep(): OpenStep {
  return {
    used: [],
    workup: [],
    parts: [],
    outcome: [],
    unread: [],
    start: null,
    inWorkup: false,
    hasStage: false,
  };
}

/** `Prepared from A and B by the method of Example 1`, below the name of the product. */
function isMadeFrom(text: string): boolean {
  return /^\s*From\s/.test(text) ||
    /\b(?:prepared|obtained|synthesi[sz]ed|made)\b[^.]{0,200}\b(?:from|using|by|starting|with|employing|via)\b/i
      .test(text);
}

/** Solvents are products only of short sentences such as `A was oxidised to acetone`. */
function isPlausible(event: Obtained, sentences: number, scan: Scan): boolean {
  if (event.kind !== "compound") return true;
  if (!isWorkupAgent(event.product.smiles)) return true;
  return sentences === 1 && scan.mentions.length > 1;
}

/** The product that `the title compound` or `compound 5` stands for. */
function titled(
  event: Extract<Obtained, { kind: "title" }>,
  heading: Heading | null,
  labels: Labels,
): Mention | null {
  const named = event.label === null ? null : labels.find(event.label);
  const title = heading?.mention ?? null;
  if (title !== null) return { ...title, amount: event.amount };
  return named === null ? null : { ...named, span: event.span, amount: event.amount };
}

function unnamedProduct(event: Obtained, sentence: Piece): UnreadText | null {
  if (event.kind === "compound") return null;
  const { start, end } = event.span;
  const text = sentence.text.slice(start - sentence.at, end - sentence.at).trim();
  return { text, span: event.span, reason: "the text does not name this product" };
}

function takeSentence(
  step: OpenStep,
  sentence: Piece,
  scan: Scan,
  obtained: readonly Obtained[],
  next: Piece | undefined,
  sentences: number,
): void {
  const masked = withoutBrackets(sentence.text);
  const workups = workupsOf(masked);
  const reacts = offsetsOf(REACTS, masked);
  const [event] = obtained;
  const cue = event?.cue ?? Infinity;
  const firstWorkup = workups[0]?.at ?? Infinity;
  const until = Math.min(firstWorkup, cue);
  const place = (mention: Mention) => mention.span.start - sentence.at;
  const isProduct = (mention: Mention) =>
    obtained.some((other) =>
      other.kind === "compound"
        ? other.product.span.start === mention.span.start
        : other.span.start <= mention.span.start && mention.span.end <= other.span.end
    );
  const before = scan.mentions.filter((mention) => place(mention) < until && !isProduct(mention));
  const isReopened = step.inWorkup && before.some(({ smiles }) => !isWorkupAgent(smiles)) &&
    reacts.some(({ at }) => at < until);
  const times = timesOf(sentence.text).filter(({ quantity, at }) => quantity.value >= 0.2 && at < until);
  const isStage = times.some(({ quantity }) => quantity.value >= 0.4);
  const endsSoon = firstWorkup < Infinity || next === undefined ||
    workupsOf(withoutBrackets(next.text)).length > 0;
  const lastReal = before.findLastIndex(({ smiles }) => !isWorkupAgent(smiles));
  const lastMention = before[lastReal];
  const lastRealAt = lastMention === undefined ? -1 : place(lastMention);
  const cooled = /\bcool(?:ed|ing)\b|\breflux for\b/.exec(masked)?.index ?? Infinity;
  // What is only added once the reaction is over: water, acids and solvents, with nothing else and no time after it.
  const isQuench = (mention: Mention, i: number) =>
    i > lastReal && endsSoon && step.start !== null && isWorkupAgent(mention.smiles) &&
    !/\bin\b[^,;]{0,40}$/.test(sentence.text.slice(0, place(mention))) &&
    (lastReal < 0 && step.hasStage || cooled > lastRealAt && cooled < place(mention) && step.hasStage ||
      times.some(({ at }) => at > lastRealAt && at < place(mention))) &&
    !times.some(({ at }) => at > place(mention));
  if (!step.inWorkup || isReopened) {
    const quench = before.filter(isQuench);
    step.used.push(...before.filter((mention) => !quench.includes(mention)));
    step.workup.push(...quench);
    step.unread.push(...scan.unread.filter(({ at }) => at - sentence.at < until).map(placed));
    step.inWorkup = false;
    if (before.length > 0) step.start ??= sentence.at;
    step.parts.push({ text: sentence.text.slice(0, Math.min(sentence.text.length, until)), at: sentence.at });
  } else step.workup.push(...before);
  step.hasStage ||= isStage ||
    /\b(?:reflux|heated|stirred|warmed|allowed to|left|stand|kept|boiled)/.test(sentence.text) ||
    temperaturesOf(sentence.text).length > 0;
  for (const mention of scan.mentions) {
    if (place(mention) < until || isProduct(mention)) continue;
    if (isUsedBehind(mention, event, sentence, place(mention), workups, reacts, sentences)) {
      step.used.push(mention);
    } else step.workup.push(mention);
  }
  if (firstWorkup < Infinity) step.inWorkup = true;
  if (event !== undefined) step.outcome.push({ text: sentence.text.slice(0), at: sentence.at });
}

/** Was a compound used that is named behind the workup's first word or behind the product? */
function isUsedBehind(
  mention: Mention,
  event: Obtained | undefined,
  sentence: Piece,
  at: number,
  workups: readonly { readonly at: number; readonly end: number }[],
  reacts: readonly { readonly at: number; readonly end: number }[],
  sentences: number,
): boolean {
  const lastWorkup = workups.findLast(({ at: start }) => start < at)?.end ?? -1;
  const lastReact = reacts.findLast(({ at: start }) => start < at)?.end ?? -1;
  if (event !== undefined && at > event.cue) {
    if (lastWorkup > 0 || at < event.end) return false;
    const between = sentence.text.slice(event.end, at);
    const isFrom = /\b(?:from|by|via|using|through|starting|according)\b/.test(between) &&
      /\b(?:prepared|obtained|synthesi[sz]ed|made|produced|formed)\b/.test(
        sentence.text.slice(event.cue, event.end),
      );
    return isFrom ||
      sentences === 1 &&
        /\b(?:using|in the presence of|cataly[sz]ed by|with|in|over|from|by)\b/.test(between);
  }
  return !isWorkupAgent(mention.smiles) && lastReact > lastWorkup;
}

/** The words of a workup, without those that describe a compound, such as `concentrated hydrochloric acid`. */
function workupsOf(text: string): readonly { readonly at: number; readonly end: number }[] {
  return offsetsOf(WORKUP, text).filter(({ at, end }) => {
    const word = text.slice(at, end);
    if (/^(?:basic|alkaline)$/i.test(word)) {
      return /\b(?:until|to make|made|was|become|to be)\b[^.]{0,30}$/.test(text.slice(0, at));
    }
    if (!/^(?:concentrated|dried|distilled|filtered|washed|diluted|precipitated|evaporated)$/i.test(word)) {
      return true;
    }
    return BEFORE_PARTICIPLE.test(text.slice(0, at)) || AFTER_PARTICIPLE.test(text.slice(end));
  });
}

/** Is there a compound among these that an organic product can come from? */
function hasStarting(used: readonly Mention[], product: Mention): boolean {
  return used.some(({ smiles }) => smiles !== product.smiles && smilesElements(smiles).has("C"));
}

function isInorganic({ smiles }: Mention): boolean {
  return !smilesElements(smiles).has("C");
}

function placed(
  { text, at, reason }: { readonly text: string; readonly at: number; readonly reason: string },
): UnreadText {
  return { text, span: trimmedSpan({ text, at }), reason };
}

function closed(
  step: OpenStep,
  last: ToldStep | null,
  product: Mention,
  sentence: Piece,
  isAssumed: boolean,
): ToldStep {
  // A later step begins with the product of the one before it.
  const intermediate = last !== null && last.product.smiles !== product.smiles && refersBack(step) &&
      !step.used.some(({ smiles }) => smiles === last.product.smiles)
    ? [{ ...last.product, amount: {} }]
    : [];
  // An acid of the workup that stayed with the product as its salt.
  const acids = step.workup.filter(({ smiles }) =>
    /^(?:Cl|Br|I)$/.test(smiles) && product.smiles.split(".").includes(smiles) && product.smiles.includes(".")
  );
  const used = [...intermediate, ...step.used, ...acids.slice(0, 1)];
  return {
    used,
    product,
    parts: step.parts,
    outcome: step.outcome,
    span: { start: step.start ?? sentence.at, end: sentence.at + sentence.text.length },
    unread: step.unread,
    isAssumed,
  };
}

/** Does the text go on with what it had before, rather than begin with something new? */
function refersBack({ parts }: OpenStep): boolean {
  return parts.some(({ text }) =>
    /\b(?:this|these|thus|it|which|the (?:latter|above|crude|resulting|residual|obtained|so|product|residue|compound|solid|oil|crystals|material|intermediate|mixture|reaction|solution|filtrate|acid|ester|amine|alcohol|ketone|aldehyde|amide|nitrile|salt|free base|foam|gum|precipitate|powder|bromide|chloride)|resulting|crude)\b/i
      .test(text)
  );
}

/** The step again, with the amount and the yield of the purified product where the crude one had none. */
function again(step: ToldStep, product: Mention, sentence: Piece): ToldStep {
  const hasAmount = Object.keys(step.product.amount).length > 0;
  return {
    ...step,
    product: hasAmount ? step.product : { ...step.product, amount: product.amount },
    outcome: [...step.outcome, sentence],
    span: { start: step.span.start, end: sentence.at + sentence.text.length },
  };
}

/** Why a paragraph that tells of a reaction gives none; nothing for other text. */
function whyNone(step: OpenStep, { text, at }: Piece): readonly UnreadText[] {
  const measured = step.used.filter(({ amount }) => Object.keys(amount).length > 0).length +
    step.unread.length;
  REACTS.lastIndex = 0;
  if (measured < MIN_PROCEDURE || !REACTS.test(text)) {
    const title = step.unread.length > 0 ||
        !/\b(?:prepared|obtained|synthesi[sz]ed|afforded|converted)\b/.test(text)
      ? null
      : TITLE.exec(text);
    if (title !== null) {
      return [
        placed({ text: title[0], at: at + title.index, reason: "the text does not name this product" }),
      ];
    }
    const isTold = TOLD.test(text) &&
      [...step.used, ...step.workup].some(({ smiles }) =>
        smilesElements(smiles).has("C") && !isWorkupAgent(smiles)
      );
    if (step.unread.length > 0 || !isTold) return step.unread;
  }
  const reason = step.used.some(({ smiles }) => smilesElements(smiles).has("C"))
    ? "no sentence says by name what was obtained"
    : "no starting material was read";
  const end = Math.min(text.length, 120);
  return [{ text: text.slice(0, end), span: { start: at, end: at + end }, reason }, ...step.unread];
}
