import { assertEquals } from "@std/assert";
import { LEXICON } from "../../src/names/lexicon.ts";
import { resolveName } from "../../src/names/resolve_name.ts";
import { molecularFormula } from "./support.ts";

Deno.test("Every structure of the lexicon has the molecular formula that stands beside it", () => {
  const wrong = LEXICON.map(({ names, smiles, formula }) =>
    `${names[0]}: ${formula}` === `${names[0]}: ${molecularFormula(smiles)}`
      ? ""
      : `${names[0]}: ${formula}, but its structure ${smiles} is ${molecularFormula(smiles)}`
  ).filter(Boolean);
  assertEquals(wrong, []);
});

Deno.test("A name stands in the lexicon once, or with one structure", () => {
  const structures = Map.groupBy(
    LEXICON.flatMap(({ names, smiles }) => names.map((name) => ({ name, smiles }))),
    ({ name }) => name,
  );
  const twice = [...structures].filter(([, entries]) =>
    new Set(entries.map(({ smiles }) => smiles)).size > 1
  );
  assertEquals(twice.map(([name]) => name), []);
});

Deno.test("Every name of the lexicon is read from it", () => {
  const lost = LEXICON.flatMap(({ names }) => names).filter((name) => {
    const read = resolveName(name);
    return !("smiles" in read) || read.kind !== "lexicon";
  });
  assertEquals(lost, []);
});
