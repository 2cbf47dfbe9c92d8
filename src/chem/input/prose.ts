/** Reads free text line by line and decides what is notation, what is an equation, and which lines form a paragraph. */
import type { FoundReaction } from "../../chem_results.ts";
import { foundReaction } from "./found_reaction.ts";
import { nameEquation } from "./name_equation.ts";
import { procedureReaction } from "./procedure.ts";
import { reactionsInLine } from "./prose_line.ts";
import { beginsRxnBlock, peekRxnBlock } from "./rxn_block.ts";
import { texEquations } from "./tex_line.ts";
import { LineReader } from "./text_lines.ts";
import { peekWrapped } from "./wrapped_notation.ts";

/** Longest paragraph that is assembled from its lines, in characters. */
const MAX_PARAGRAPH = 12_000;

/**
 * The reactions in free text, in order of appearance: reaction SMILES, equations of SMILES or names, RXN blocks, and
 * reactions described in sentences and paragraphs.
 */
export function* readProse(text: string): Generator<FoundReaction, void> {
  const reader = new LineReader(text);
  /** Lines before this one cannot begin a wrapped reaction; checking them again would take quadratic time. */
  let wrappedFrom = 0;
  const paragraph = new Paragraph();
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
    const notations = equations.flatMap((equation) => [...reactionsInLine(equation)]);
    const named = notations.length === 0 && lineCount === 1
      ? equations.flatMap((equation) => nameEquation(equation) ?? [])
      : [];
    if (notations.length === 0 && named.length === 0) {
      yield* paragraph.take(whole, line.number);
      continue;
    }
    yield* paragraph.end();
    for (const reaction of notations) yield foundReaction(reaction, "smiles", { line: line.number });
    for (const { notation, fields } of named) {
      yield foundReaction(notation, "smiles", { line: line.number, fields });
    }
  }
  yield* paragraph.end();
}

/** Collects lines of words until the paragraph ends. A line that describes a whole reaction forms its own paragraph. */
class Paragraph {
  #lines: string[] = [];
  #length = 0;
  #first = 1;

  *take(line: string, number: number): Generator<FoundReaction, void> {
    if (this.#lines.length === 0) {
      this.#first = number;
      if (/[.!?]\s*$/.test(line.slice(-10))) {
        const reaction = procedureReaction(line.trim());
        if (reaction !== null) {
          yield foundReaction(reaction.notation, "smiles", { line: number, fields: reaction.fields });
          return;
        }
      }
    }
    this.#length += line.length + 1;
    if (this.#length > MAX_PARAGRAPH) this.#lines = [];
    else this.#lines.push(line.trim());
  }

  *end(): Generator<FoundReaction, void> {
    const lines = this.#length > MAX_PARAGRAPH ? [] : this.#lines;
    this.#lines = [];
    this.#length = 0;
    const [heading = "", ...rest] = lines;
    const reaction = lines.length === 0
      ? null
      : (rest.length > 0 ? procedureReaction(rest.join(" "), heading) : null) ??
        procedureReaction(lines.join(" "));
    if (reaction !== null) {
      yield foundReaction(reaction.notation, "smiles", { line: this.#first, fields: reaction.fields });
    }
  }
}
