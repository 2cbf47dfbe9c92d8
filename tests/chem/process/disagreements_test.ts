import { assertEquals } from "@std/assert";
import { findReactions } from "../../../src/chem/input/find_reactions.ts";
import { disagreements } from "../../../src/chem/process/disagreements.ts";
import { canonical } from "../../names/support.ts";

function doubts(text: string): readonly string[] {
  const { reactions } = findReactions({ text, format: "text", fileName: null }, 10);
  return disagreements(reactions, canonical).map(({ span }) => text.slice(span.start, span.end));
}

Deno.test("Words and notation that make a product from different reactants are reported, and others are not", () => {
  const words = "Benzaldehyde was treated with CH3MgBr in THF to give 1-phenylethanol.";
  assertEquals(doubts(`${words}\nCC(=O)c1ccccc1>>CC(O)c1ccccc1\n`), [words]);
  assertEquals(doubts(`${words}\nO=Cc1ccccc1.C[Mg]Br>>CC(O)c1ccccc1\n`), []);
  assertEquals(doubts(`${words}\nCCO>>CC=O\n`), []);
  assertEquals(doubts(words), []);
});
