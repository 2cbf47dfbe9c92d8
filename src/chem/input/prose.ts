/** Reads free text line by line and decides what is notation, what is an equation, and which lines form a paragraph. */
import type { FoundReaction } from "../../chem_results.ts";
import { foundReaction } from "./found_reaction.ts";
import { nameEquation } from "./name_equation.ts";
import { reactionsWithNamedAgents } from "./named_agents.ts";
import { plainLine } from "./plain_line.ts";
import { reactionsInLine } from "./prose_line.ts";
import { beginsRxnBlock, peekRxnBlock } from "./rxn_block.ts";
import { texEquations } from "./tex_line.ts";
import { LineReader, type TextLine } from "./text_lines.ts";
import { equationReading } from "./words/equation_reading.ts";
import { type Heading, readHeading } from "./words/products.ts";
import { MAX_PARAGRAPH, WordsReader } from "./words/words_reader.ts";
import { peekWrapped } from "./wrapped_notation.ts";
import type { UnreadText } from "../../text_reading.ts";

/**
 * The reactions in free text, in order of appearance: reaction SMILES, equations of SMILES or names, RXN blocks, and
 * reactions described in sentences and paragraphs. What told of a reaction and was not read is added to `unread`.
 */
export function* readProse(text: string, unread: UnreadText[] = []): Generator<FoundReaction, void> {
  const reader = new LineReader(text);
  /** Lines before this one cannot begin a wrapped reaction; checking them again would take quadratic time. */
  let wrappedFrom = 0;
  const paragraph = new Paragraph();
  const isAmongOthers = text.trim().includes("\n");
  for (let line = reader.peek(0); line !== null; line = reader.peek(0)) {
    if (line.text.trim() === "") {
      yield* paragraph.end();
      reader.skip(1);
      continue;
    }
    if (beginsRxnBlock(line.text)) {
      const block = peekRxnBlock(reader);
      if (block.hasMolecules) {
        reader.skip(block.lineCount);
        yield foundReaction(block.text, "rxn", { line: line.number });
        continue;
      }
    }
    let whole = line.text;
    let lineCount = 1;
    if (line.number >= wrappedFrom) {
      const wrapped = peekWrapped(reader);
      whole = wrapped.text;
      lineCount = wrapped.lineCount;
      wrappedFrom = line.number + wrapped.tried;
    }
    reader.skip(lineCount);
    const tex = lineCount === 1 ? texEquations(whole) : [];
    const equations = tex.length > 0 ? tex : [whole];
    const withAgents = equations.map((equation) => {
      const plain = plainLine(equation);
      return { plain, found: reactionsWithNamedAgents(plain) };
    });
    const notations = withAgents.flatMap(({ plain, found }) => [
      ...reactionsInLine(without(plain, found), { isAmongOthers }),
    ]);
    const agentsNamed = withAgents.flatMap(({ found }) => found);
    const named = notations.length === 0 && agentsNamed.length === 0 && lineCount === 1
      ? equations.flatMap((equation) => nameEquation(equation) ?? nameEquation(plainLine(equation)) ?? [])
      : [];
    if (notations.length === 0 && agentsNamed.length === 0 && named.length === 0) {
      yield* paragraph.take({ ...line, text: withoutMarks(whole) });
      continue;
    }
    yield* paragraph.end();
    for (const reaction of notations) yield foundReaction(reaction, "smiles", { line: line.number });
    for (const { notation, fields } of agentsNamed) {
      yield foundReaction(notation, "smiles", { line: line.number, fields });
    }
    for (const equation of named) {
      const reading = equationReading(equation, { text: whole, at: line.at });
      yield foundReaction(equation.notation, "smiles", {
        line: line.number,
        fields: equation.fields,
        reading,
      });
    }
  }
  yield* paragraph.end();
  unread.push(...paragraph.unread);
}

/** The line with a mark in place of each of these parts. */
function without(line: string, parts: readonly { readonly start: number; readonly end: number }[]): string {
  let rest = "";
  let from = 0;
  for (const { start, end } of parts) {
    rest += `${line.slice(from, start)} | `;
    from = end;
  }
  return rest + line.slice(from);
}

/**
 * Collects lines of words until the paragraph ends. The line above a paragraph may be its heading; where every line
 * ends a sentence, each is a paragraph of its own.
 */
class Paragraph {
  readonly #reader = new WordsReader();
  #lines: TextLine[] = [];
  #length = 0;
  #heading: Heading | null = null;

  get unread(): readonly UnreadText[] {
    return this.#reader.unread;
  }

  *take(line: TextLine): Generator<FoundReaction, void> {
    // A paragraph that is longer than any that is read is cut at the end of a line.
    if (this.#length > 0 && this.#length + line.text.length + 1 > MAX_PARAGRAPH) yield* this.end();
    this.#length += line.text.length + 1;
    this.#lines.push(line);
  }

  *end(): Generator<FoundReaction, void> {
    const lines = this.#lines;
    this.#lines = [];
    this.#length = 0;
    const isEachWhole = lines.every(({ text }) => /[.!?]\)?\s*$/.test(text));
    let open: TextLine[] = [];
    for (const line of lines) {
      const ends = /[.!?]\)?\s*$/.test(open.at(-1)?.text ?? "");
      const heading = open.length === 0 || ends ? readHeading({ text: line.text, at: line.at }) : null;
      if (heading !== null && !isWhole(line.text)) {
        yield* this.#read(open);
        open = [];
        this.#setHeading(heading);
      } else if (open.length > 0 && (isEachWhole || ends && isLong(open.at(-1)?.text ?? ""))) {
        yield* this.#read(open);
        open = [line];
      } else open.push(line);
    }
    yield* this.#read(open);
  }

  /** A heading such as `Step A` keeps the compound of the heading above it. */
  #setHeading(heading: Heading): void {
    this.#heading = heading.mention === null && this.#heading !== null
      ? { ...heading, mention: this.#heading.mention }
      : heading;
    this.#reader.bind(heading);
  }

  *#read(lines: readonly TextLine[]): Generator<FoundReaction, void> {
    const [first] = lines;
    if (first === undefined) return;
    const heading = this.#heading;
    this.#heading = null;
    // A line break becomes a blank, so that offsets stay those of the text.
    const text = lines.map((line) => line.text).join(" ");
    for (const { notation, fields, reading } of this.#reader.read({ text, at: first.at }, heading)) {
      const line = lines.findLast(({ at }) => at <= reading.span.start) ?? first;
      yield foundReaction(notation, "smiles", { line: line.number, fields, reading });
    }
  }
}

/** The line with blanks in place of Markdown's marks of headings, quotations and bold type, so that offsets stay. */
function withoutMarks(line: string): string {
  return line.replace(/^\s*(?:#{1,6}|>+)\s|\*\*|__/g, (marks) => " ".repeat(marks.length));
}

/** A line that is longer than a page is wide was not wrapped. */
function isLong(text: string): boolean {
  return text.length > 160;
}

function isWhole(text: string): boolean {
  return /[a-z] [a-z]+ .*[.!?]\s*$/.test(text) && text.length > 120;
}
