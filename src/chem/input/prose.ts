import type { FoundReaction } from "../../types.ts";
import { foundReaction } from "./found_reaction.ts";
import { reactionsInLine } from "./prose_line.ts";
import { beginsRxnBlock, peekRxnBlock } from "./rxn_block.ts";
import { LineReader } from "./text_lines.ts";
import { peekWrapped } from "./wrapped_notation.ts";

/** The reactions in free text, in the order in which they stand: reaction SMILES, equations of SMILES, RXN blocks. */
export function* readProse(text: string): Generator<FoundReaction, void> {
  const reader = new LineReader(text);
  for (let line = reader.peek(0); line !== null; line = reader.peek(0)) {
    if (beginsRxnBlock(line.text)) {
      const block = peekRxnBlock(reader);
      if (block.hasMolecules) {
        reader.skip(block.lineCount);
        yield foundReaction(block.text, "rxn", { line: line.number });
        continue;
      }
    }
    const wrapped = peekWrapped(reader);
    reader.skip(wrapped.lineCount);
    for (const reaction of reactionsInLine(wrapped.text)) {
      yield foundReaction(reaction, "smiles", { line: line.number });
    }
  }
}
