import { assertEquals } from "@std/assert";
import { readAnswer } from "../../src/llm/read_answer.ts";

/** The components of each reaction of an answer as `role name`, with a structure behind an equals sign. */
function read(answer: string): readonly (readonly string[])[] | null {
  return readAnswer(answer)?.reactions.map(({ components }) =>
    components.map(({ role, name, smiles }) => `${role} ${name}${smiles === null ? "" : `=${smiles}`}`)
  ) ?? null;
}

const ACETYLATION = [
  "reactant aniline",
  "reactant acetic anhydride",
  "agent pyridine",
  "product acetanilide",
];

Deno.test("An answer by the schema, in lists by role, in objects with roles or in ORD's shape is the same reaction", () => {
  const shapes = [
    {
      reactions: [{
        components: [
          { quote: "aniline", name: "aniline", role: "reactant" },
          { quote: "acetic anhydride", role: "reactant" },
          { name: "pyridine", role: "solvent" },
          { name: "acetanilide", role: "product" },
        ],
      }],
    },
    { reactants: ["aniline", "acetic anhydride"], solvents: ["pyridine"], products: ["acetanilide"] },
    {
      Reactants: "aniline; acetic anhydride",
      Solvent: "pyridine",
      Product: "acetanilide",
      Workup: ["water"],
    },
    [{
      "starting_materials": ["aniline", "acetic anhydride"],
      conditions: { solvent: "pyridine", time: "2 h" },
      product: "acetanilide",
    }],
    [
      { compound: "aniline", role: "Reactant" },
      { compound: "acetic anhydride", role: "REACTANT" },
      { compound: "pyridine", role: "Solvent" },
      { compound: "water", role: "workup" },
      { compound: "acetanilide", role: "Product" },
    ],
    {
      inputs: {
        m1: {
          components: [{ identifiers: [{ type: "NAME", value: "aniline" }], reaction_role: "REACTANT" }],
        },
        m2: {
          components: [
            { identifiers: [{ type: "NAME", value: "acetic anhydride" }], reaction_role: "REACTANT" },
            { identifiers: [{ type: "NAME", value: "pyridine" }], reaction_role: "SOLVENT" },
          ],
        },
      },
      outcomes: [{
        products: [{ identifiers: [{ type: "NAME", value: "acetanilide" }], reaction_role: "PRODUCT" }],
      }],
    },
  ];
  for (const shape of shapes) assertEquals(read(JSON.stringify(shape)), [ACETYLATION], JSON.stringify(shape));
  assertEquals(read("Reactants: aniline, acetic anhydride\nSolvent: pyridine\nProduct: acetanilide"), [
    ACETYLATION,
  ]);
});

Deno.test("Reactions in lists, by number or by key, and names with their amounts or details are the same reaction", () => {
  const lists = {
    reactants: ["aniline", "acetic anhydride"],
    reagents: [],
    solvents: ["pyridine"],
    catalysts: null,
    products: ["acetanilide"],
    conditions: { temperature: "25 °C" },
    yield: "88 %",
    time: "2 h",
  };
  const shapes = [
    [lists],
    { reactions: { r1: lists } },
    { reaction_1: lists },
    { steps: [{ step: 1, ...lists, conditions: "25 °C for 2 h" }] },
    { ...lists, reactants: "aniline, acetic anhydride" },
    { ...lists, reactants: [["aniline", "1.0 g"], ["acetic anhydride", "1.1 g"]] },
    { ...lists, reactants: ["1.0 g of aniline", "acetic anhydride (1.1 g, 10.8 mmol)"] },
    { ...lists, reactants: { aniline: { amount: "1.0 g" }, "acetic anhydride": { amount: "1.1 g" } } },
    { ...lists, solvents: { pyridine: "5 mL" }, products: { acetanilide: "88%" } },
    { ...lists, solvents: [{ solvent: "pyridine", volume: "5 mL" }], products: [{ product: "acetanilide" }] },
    { reactant_1: "aniline", reactant_2: "acetic anhydride", solvent: "pyridine", product: "acetanilide" },
  ];
  for (const shape of shapes) assertEquals(read(JSON.stringify(shape)), [ACETYLATION], JSON.stringify(shape));
  const [reaction] =
    readAnswer(JSON.stringify([{ ...lists, reactants: ["aniline (1.0 g)", "acetic anhydride"] }]))
      ?.reactions ?? [];
  assertEquals(reaction?.components.map(({ amount }) => amount), ["1.0 g", null, null, null]);
  assertEquals(reaction?.conditions, { temperature: "25 °C", time: "2 h", yield: "88 %" });
  assertEquals(
    read('{"reactants": "acetic acid, sodium salt", "catalyst": "10 % Pd/C", "product": "ethane"}'),
    [
      ["reactant acetic acid, sodium salt", "agent 10 % Pd/C", "product ethane"],
    ],
  );
});

Deno.test("JSON is found in prose, a fence or behind thoughts, with trailing commas, comments and Python's words", () => {
  const answer = `<think>maybe {"reactants": []}</think>Sure, here it is:
\`\`\`json
{"reactants": ["aniline", "acetic anhydride",], // two
 'solvents': ['pyridine'], "catalysts": None, "products": ["acetanilide"],}
\`\`\`
Hope this helps [1].`;
  assertEquals(read(answer), [ACETYLATION]);
});

Deno.test("Structures stand beside names, as values of names, or alone as reaction SMILES", () => {
  assertEquals(
    read('{"reactants": {"ethanol": "CCO"}, "products": [{"name": "acetaldehyde", "smiles": "CC=O"}]}'),
    [["reactant ethanol=CCO", "product acetaldehyde=CC=O"]],
  );
  assertEquals(read('{"reaction_smiles": "CCO>[Mn]>CC=O"}'), [[
    "reactant =CCO",
    "agent =[Mn]",
    "product =CC=O",
  ]]);
  assertEquals(read("CCO>>CC=O"), [["reactant =CCO", "product =CC=O"]]);
});

Deno.test("Of an answer that is cut off, complete reactions are read and no half of one", () => {
  const whole =
    '{"reactions": [{"reactants": ["ethanol"], "products": ["ethanal"]}, {"reactants": ["aniline", "acetic';
  assertEquals(readAnswer(whole)?.isCut, true);
  assertEquals(read(whole), [["reactant ethanol", "product ethanal"]]);
  assertEquals(read('{"reactants": ["aniline", "acetic anhydride"], "products": ["acetan'), []);
});

Deno.test("An answer without reactions is no unreadable answer", () => {
  for (
    const answer of [
      '{"reactions": []}',
      '{"is_reaction": false}',
      "[]",
      "There is no reaction in this text.",
    ]
  ) {
    assertEquals(read(answer), [], answer);
  }
  assertEquals(readAnswer("I cannot help with that."), null);
  assertEquals(read('{"is_reaction": false, "reactants": ["a"], "products": ["b"]}'), []);
});

Deno.test("Words for nothing are no compounds, and by-products take no part", () => {
  const answer = {
    reactants: ["aniline", "N/A"],
    catalyst: "none",
    reagents: ["not specified"],
    products: ["acetanilide"],
    byproducts: ["acetic acid"],
  };
  assertEquals(read(JSON.stringify(answer)), [["reactant aniline", "product acetanilide"]]);
});

Deno.test("Backslashes of SMILES that the model forgot to escape stay, and deep nesting ends", () => {
  assertEquals(read(String.raw`{"reactants": [{"smiles": "C/C=C\C"}], "products": [{"smiles": "CCCC"}]}`), [
    [String.raw`reactant =C/C=C\C`, "product =CCCC"],
  ]);
  assertEquals(read("[".repeat(100_000)), null);
});
