import type { FoundReaction } from "../../chem_results.ts";
import { foundReaction } from "./found_reaction.ts";
import { reactionsInLine } from "./prose_line.ts";
import { beginsRxnBlock, peekRxnBlock } from "./rxn_block.ts";
import { LineReader } from "./text_lines.ts";
import { peekWrapped } from "./wrapped_notation.ts";

/** The reactions in free text, in the order in which they stand: reaction SMILES, equations of SMILES, RXN blocks. */
export function* readProse(text: string): Generator<FoundReaction, void> {
  const reader = new LineReader(text);
  /** Lines before this one are known not to begin a wrapped reaction; looking again would take quadratic time. */
  let wrappedFrom = 0;
  for (let line = reader.peek(0); line !== null; line = reader.peek(0)) {
    if (line.text === "") {
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
    for (const reaction of reactionsInLine(whole)) {
      yield foundReaction(reaction, "smiles", { line: line.number });
    }
  }
}
