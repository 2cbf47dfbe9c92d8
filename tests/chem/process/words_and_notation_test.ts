import { assertEquals } from "@std/assert";
import { findReactions } from "../../../src/chem/input/find_reactions.ts";
import { withNotation } from "../../../src/chem/process/words_and_notation.ts";
import { canonical } from "../../names/support.ts";

function doubts(text: string): readonly string[] {
  const { reactions } = findReactions({ text, format: "text", fileName: null }, 10);
  return withNotation(reactions, canonical).doubts.map(({ span }) => text.slice(span.start, span.end));
}

Deno.test("Words and notation that make a product from different reactants are reported, and others are not", () => {
  const words = "Benzaldehyde was treated with CH3MgBr in THF to give 1-phenylethanol.";
  assertEquals(doubts(`${words}\nCC(=O)c1ccccc1>>CC(O)c1ccccc1\n`), [words]);
  assertEquals(doubts(`${words}\nO=Cc1ccccc1.C[Mg]Br>>CC(O)c1ccccc1\n`), []);
  assertEquals(doubts(`${words}\nCCO>>CC=O\n`), []);
  assertEquals(doubts(words), []);
});

Deno.test("A reaction that a text both writes and tells is listed once, as notation with the reading of the words", () => {
  const words = "Acetic acid and ethanol were heated at 80 °C for 2 h to give ethyl acetate.";
  for (const notation of ["CC(=O)O.CCO>>CC(=O)OCC", "OC(C)=O.OCC>>CCOC(C)=O"]) {
    for (const text of [`${notation}\n${words}`, `${words}\n\n${notation}\n`]) {
      const { reactions } = findReactions({ text, format: "text", fileName: null }, 10);
      const [only, ...others] = withNotation(reactions, canonical).reactions;
      assertEquals(others, [], text);
      assertEquals(only?.text, notation);
      assertEquals(only?.reading?.conditions.temperature?.value, 80);
    }
  }
  const another = `${words}\nCC(=O)Cl.CCO>>CC(=O)OCC\n`;
  const { reactions } = findReactions({ text: another, format: "text", fileName: null }, 10);
  assertEquals(withNotation(reactions, canonical).reactions.length, 2);
});
