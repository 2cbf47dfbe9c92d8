import { assertEquals } from "@std/assert";
import { findReactions } from "../../../src/chem/input/find_reactions.ts";

/** What a text without reactions is answered with. */
function lookedAt(text: string): string | undefined {
  const { reactions, looked_at: answer } = findReactions({ text, format: "auto", fileName: null }, 10);
  assertEquals(reactions, []);
  return answer;
}

Deno.test("A text in which nothing was found is told what was read in it and what was not", () => {
  assertEquals(
    lookedAt("Benzaldehyde was dissolved in ethanol. The mixture was kept for a week."),
    "2 sentences were looked at; read as compounds: Benzaldehyde, ethanol. No sentence says which of them became what.",
  );
  assertEquals(
    lookedAt("4-chlorofoobenzene + KMnO4 -> benzoic acid"),
    "1 sentence was looked at; read as compounds: KMnO4, benzoic acid. " +
      'Not read: 4-chlorofoobenzene (the name is not understood from here on: "foobenzene"). ' +
      "No sentence says which of them became what.",
  );
});

Deno.test("A text that is no chemistry is told so, and an empty one is told nothing more", () => {
  assertEquals(
    lookedAt("The weather is fine.\nSo is the soup."),
    "2 sentences were looked at; no name, formula or reaction SMILES was read in them.",
  );
  assertEquals(lookedAt(" \n"), undefined);
});

Deno.test("A text with a reaction is told nothing about the rest", () => {
  assertEquals(
    "looked_at" in findReactions({ text: "CCO>>CC=O", format: "auto", fileName: null }, 10),
    false,
  );
});
