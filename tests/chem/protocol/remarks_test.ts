import { assertEquals, assertMatch } from "@std/assert";
import { finding, FINDING_WORDINGS, note, NOTE_WORDINGS } from "../../../src/chem/protocol/remarks.ts";

Deno.test("Every finding or note has a code of its own, and its example makes one sentence", () => {
  const codes = [...Object.keys(FINDING_WORDINGS), ...Object.keys(NOTE_WORDINGS)];
  assertEquals(new Set(codes).size, codes.length);
  const sentences = [
    ...Object.values(FINDING_WORDINGS).map(({ say, example }) => say(example as never)),
    ...Object.values(NOTE_WORDINGS).map(({ say, example }) => say(example as never)),
  ];
  assertEquals(new Set(sentences).size, sentences.length);
  for (const sentence of sentences) assertMatch(sentence, /^[A-Z\d][^\n]+[^.]$/);
});

Deno.test("A finding has its code, its values and one sentence, with the reason behind a colon", () => {
  assertEquals(finding("component_impossible", { count: 1 }), {
    code: "component_impossible",
    values: { count: 1 },
    text: "One component is not a possible molecule and was left out.",
  });
  assertEquals(
    finding("maps_replaced", {}, "map number 2 turns oxygen into carbon").text,
    "The given atom maps were replaced: map number 2 turns oxygen into carbon.",
  );
});

Deno.test("A note lists the molecules that the equation needs", () => {
  const water = { smiles: "O", name: "H2O", count: 1 };
  assertEquals(
    note("not_recorded", { molecules: [water] }).text,
    "The equation needs H2O, which is not recorded.",
  );
  const two = [{ ...water, count: 2 }, { smiles: "Cl", name: "HCl", count: 1 }];
  assertEquals(
    note("not_recorded", { molecules: two }).text,
    "The equation needs 2 H2O and HCl, which are not recorded.",
  );
});

Deno.test("The documentation lists every code with its values and the sentence of an example", async () => {
  const text = await Deno.readTextFile(new URL("../../../static/docs/chemistry.md", import.meta.url));
  const listed = text.split("\n").flatMap((line) => {
    const [, code, values, sentence] = /^\| `([a-z_]+)`\s*\| (.*?)\s*\| (.+?\.)\s*\|$/.exec(line) ?? [];
    return code === undefined ? [] : [[code, values, sentence]];
  });
  const codes = [...Object.entries(FINDING_WORDINGS), ...Object.entries(NOTE_WORDINGS)];
  assertEquals(
    listed,
    codes.map(([code, { say, example }]) => [
      code,
      Object.keys(example).map((name) => `\`${name}\``).join(", "),
      `${say(example as never)}.`,
    ]),
  );
});
