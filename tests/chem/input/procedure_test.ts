import { assertEquals } from "@std/assert";
import { findReactions } from "../../../src/chem/input/find_reactions.ts";
import { splitReaction } from "../../../src/chem/input/split_reaction.ts";
import { conditionsText, quantityText, type TextReading } from "../../../src/text_reading.ts";
import { canonical } from "../../names/support.ts";

/** The reactions of a text, each molecule canonical. */
function reactions(text: string): readonly string[] {
  return findReactions({ text, format: "text", fileName: null }, 100).reactions.map(({ text: notation }) =>
    notation.replace(/ \|.*\|$/, "").split(">").map((side) => side === "" ? "" : canonical(side)).join(">")
  );
}

function readings(text: string): readonly TextReading[] {
  return findReactions({ text, format: "text", fileName: null }, 100).reactions.flatMap(({ reading }) =>
    reading ?? []
  );
}

/** `role name` of every component, and what the text has at its place. */
function places(text: string): readonly string[] {
  return (readings(text)[0]?.components ?? []).map(({ role, name, span }) =>
    `${role} ${name}: ${text.slice(span.start, span.end)}`
  );
}

const PCC = canonical("[O-][Cr](=O)(=O)Cl.c1cc[nH+]cc1.ClCCl");

Deno.test("A sentence that tells what became what is a reaction", () => {
  assertEquals(reactions("Ethanol was oxidised with PCC in DCM to give acetaldehyde."), [`CCO>${PCC}>CC=O`]);
  assertEquals(
    reactions("Benzaldehyde and malononitrile condense to benzylidenemalononitrile."),
    [`${canonical("O=Cc1ccccc1.N#CCC#N")}>>${canonical("N#CC(C#N)=Cc1ccccc1")}`],
  );
});

Deno.test("A procedure gives its reaction with conditions and without its workup", () => {
  const text =
    "To a solution of 4-bromoanisole (1.0 g, 5.3 mmol) in dioxane (10 mL) was added phenylboronic acid\n" +
    "(0.78 g, 6.4 mmol) and K2CO3. The mixture was heated at 90 °C for 12 h under nitrogen, diluted with\n" +
    "ethyl acetate and washed with brine. The residue was purified to afford 4-methoxybiphenyl (0.9 g, 91 %).\n";
  const [reactants = "", agents = "", product] = reactions(text)[0]?.split(">") ?? [];
  assertEquals(reactants, canonical("COc1ccc(Br)cc1.OB(O)c1ccccc1"));
  assertEquals(agents, canonical("C1COCCO1.[K+].[K+].O=C([O-])[O-]"));
  assertEquals(product, canonical("COc1ccc(-c2ccccc2)cc1"));
  const [reading] = readings(text);
  assertEquals(conditionsText(reading?.conditions ?? { stages: [] }), "90 °C, 12 h, nitrogen; yield 91 %");
  assertEquals(
    reading?.components.map((
      { role, name, amount },
    ) => [role, name, Object.values(amount).map(quantityText)]),
    [
      ["reactant", "4-bromoanisole", ["1 g", "5.3 mmol"]],
      ["reactant", "phenylboronic acid", ["0.78 g", "6.4 mmol"]],
      ["solvent", "dioxane", ["10 mL"]],
      ["reagent", "K2CO3", []],
      ["product", "4-methoxybiphenyl", ["0.9 g", "91 %"]],
    ],
  );
});

Deno.test("Where the text calls its product the title compound, the heading names it", () => {
  const text = "Step B: Methyl 4-bromobenzoate\n" +
    "A mixture of 4-bromobenzoic acid (2 g) and sulfuric acid in methanol was refluxed to give the title compound.";
  assertEquals(reactions(text)[0]?.split(">")[2], canonical("COC(=O)c1ccc(Br)cc1"));
});

Deno.test("Each reaction says what was read as what, where, and what was not read", () => {
  const sentence = "Ethanol was oxidised with PCC in DCM to give acetaldehyde.";
  assertEquals(readings(sentence)[0]?.source, sentence);
  assertEquals(places(`\n${sentence}`), [
    "reactant Ethanol: Ethanol",
    "reagent PCC: PCC",
    "solvent DCM: DCM",
    "product acetaldehyde: acetaldehyde",
  ]);
  const partly =
    "Benzaldehyde (1 g, 9 mmol) and the blue foobarine (2 g, 5 mmol) were stirred to give benzoic acid.";
  assertEquals(readings(partly)[0]?.unread.map(({ text }) => text), ["blue foobarine"]);
});

Deno.test("Catalysts and reductants of a procedure are agents, each with all its ions", () => {
  const luche =
    "To cyclohex-2-en-1-one (1.0 g) in methanol (20 mL) was added CeCl3·7H2O (4 g) and then NaBH4 (0.4 g) " +
    "at 0 °C to give cyclohex-2-en-1-ol.";
  const [found] = findReactions({ text: luche, format: "text", fileName: null }, 100).reactions;
  const split = splitReaction(found?.text ?? "", "smiles");
  assertEquals(split.ok && split.components.map(({ role, text }) => [role, canonical(text)]), [
    ["reactant", "O=C1C=CCCC1"],
    ["agent", "CO"],
    ["agent", canonical("[Ce+3].[Cl-].[Cl-].[Cl-].O.O.O.O.O.O.O")],
    ["agent", canonical("[Na+].[BH4-]")],
    ["product", "OC1C=CCCC1"],
  ]);
  assertEquals(
    reactions(
      "Benzonitrile (1 g) was hydrogenated with Raney nickel and ammonia in methanol to give benzylamine.",
    ),
    [`${canonical("N#Cc1ccccc1.N")}>${canonical("[Ni].CO")}>${canonical("NCc1ccccc1")}`],
  );
});

Deno.test("Conditions over an arrow, in brackets and behind a semicolon become agents", () => {
  const expected = `Cc1ccccc1>${canonical("[K+].[O-][Mn](=O)(=O)=O")}>O=C(O)c1ccccc1`;
  for (
    const text of [
      "toluene -> benzoic acid (KMnO4)",
      "toluene ->[KMnO4] benzoic acid",
      "toluene --(KMnO4)--> benzoic acid",
      "toluene → benzoic acid; KMnO4",
    ]
  ) assertEquals(reactions(text), [expected], text);
});

Deno.test("The ions of a salt stay one compound", () => {
  const [reaction] =
    findReactions({ text: "toluene -> benzoic acid (KMnO4)", format: "text", fileName: null }, 1).reactions;
  assertEquals(reaction?.text.endsWith(" |f:1.2|"), true);
});

Deno.test("Text that tells no reaction gives none", () => {
  for (
    const text of [
      "The melting point of benzoic acid was determined to be 122 °C.",
      "Ethanol and water were mixed to give a clear solution.",
      "We thank the referees; this work led to several improvements.",
      "Rates fell in the order methanol > ethanol > isopropanol.",
      "The crude product was washed with water to give a white solid (m.p. 100 °C; NMR (CDCl3)).",
    ]
  ) assertEquals(reactions(text), [], text);
});

Deno.test("A second step begins with the product of the first, and labels are resolved in the text", () => {
  const steps = "Methyl 4-aminobenzoate (3)\n" +
    "4-Nitrobenzoic acid (1.67 g, 10 mmol) was refluxed in methanol (20 mL) with sulfuric acid for 4 h to give " +
    "methyl 4-nitrobenzoate (2). Compound 2 was stirred with hydrogen and 10% Pd/C in ethanol (30 mL) for 2 h. " +
    "The mixture was filtered through celite and concentrated to afford the title compound (1.2 g, 80% yield).";
  assertEquals(reactions(steps).map((reaction) => reaction.split(">")[2]), [
    canonical("COC(=O)c1ccc([N+](=O)[O-])cc1"),
    canonical("COC(=O)c1ccc(N)cc1"),
  ]);
  assertEquals(readings(steps)[1]?.components[0]?.name, "Compound 2");
  assertEquals(readings(steps)[1]?.conditions.yield?.value, 80);
});

Deno.test("Water and acids that end a reaction, and what it is extracted with, take no part", () => {
  const text =
    "To 2-naphthol (14.4 g) in DMF (100 ml) is added sodium hydride (4.2 g). 4-Fluorobenzaldehyde (11.5 ml) is " +
    "added, and the mixture is stirred at 130° for 48 hr, and to the mixture was added water (50 ml). The mixture is " +
    "acidified with hydrochloric acid and extracted with ether to provide 4-(2-naphthyloxy)benzaldehyde (41%).";
  assertEquals(readings(text)[0]?.components.map(({ name }) => name), [
    "2-naphthol",
    "4-Fluorobenzaldehyde",
    "DMF",
    "sodium hydride",
    "4-(2-naphthyloxy)benzaldehyde",
  ]);
});

Deno.test("A paragraph that does not name its product is reported with the reason", () => {
  const text =
    "A solution of benzaldehyde (1.06 g, 10 mmol) and aniline (0.93 g, 10 mmol) in ethanol (20 mL) was " +
    "refluxed for 2 h. The solvent was evaporated to give the title compound.";
  const { reactions, unread } = findReactions({ text, format: "text", fileName: null }, 10);
  assertEquals(reactions, []);
  assertEquals(unread?.map(({ span, reason }) => [text.slice(span.start, span.end), reason]), [
    ["title compound", "the text does not name this product"],
  ]);
});

Deno.test("The steps of an example follow one another: the product of step A, compound 7, the title compound", () => {
  const text = `Step A: Methyl 4-nitrobenzoate
A mixture of 4-nitrobenzoic acid (16.7 g, 0.1 mol), methanol (100 mL) and conc. sulfuric acid (2 mL) was heated at reflux for 6 h. The solvent was evaporated and the residue was washed with water to give the title compound (91%).
Step B: Methyl 4-aminobenzoate (7)
The product of Step A (9.05 g, 50 mmol) was dissolved in ethanol (100 mL), 10% Pd/C (0.5 g) was added and the mixture was stirred under hydrogen (3 bar) at room temperature for 4 h. Filtration gave the title compound (7.4 g, 98%).
4-Aminobenzoic acid (8). Compound 7 (1.0 g) was stirred with LiOH (0.25 g) in THF/water (1:1, 10 mL) for 3 h at 50 °C. The mixture was acidified with 1 M HCl to give 8 (0.85 g, 93%).
The melting point of benzoic acid is 122 °C, and it is soluble in ethanol and ether.`;
  assertEquals(
    readings(text).map(({ components, conditions }) => [
      components.map(({ name }) => name).join(", "),
      conditionsText(conditions),
    ]),
    [
      ["4-nitrobenzoic acid, methanol, sulfuric acid, Methyl 4-nitrobenzoate", "reflux, 6 h; yield 91 %"],
      [
        "The product of Step A, ethanol, Pd/C, hydrogen, Methyl 4-aminobenzoate",
        "25 °C, 4 h, 3 bar, hydrogen; yield 98 %",
      ],
      ["Compound 7, LiOH, THF, water, 4-Aminobenzoic acid", "50 °C, 3 h; yield 93 %"],
    ],
  );
});

Deno.test("What stands at an arrow is read as conditions, and the names have their places", () => {
  for (
    const text of [
      "toluene ->[KMnO4, H2O][90 °C, 2 h, 85 %] benzoic acid",
      "toluene → benzoic acid (KMnO4, H2O, 90 °C, 2 h, 85 %)",
      "toluene -> benzoic acid; KMnO4, H2O, 90 °C, 2 h, 85 %",
    ]
  ) {
    assertEquals(
      conditionsText(readings(text)[0]?.conditions ?? { stages: [] }),
      "90 °C, 2 h; yield 85 %",
      text,
    );
    assertEquals(
      places(text).toSorted(),
      [
        "product benzoic acid: benzoic acid",
        "reactant toluene: toluene",
        "reagent KMnO4: KMnO4",
        "solvent H2O: H2O",
      ],
      text,
    );
  }
});

Deno.test("Sentences that stand beside one another are reactions of their own", () => {
  const text =
    "Phenol reacts with acetyl chloride to form phenyl acetate. Aniline can be made from nitrobenzene by " +
    "hydrogenation over Pd/C.";
  assertEquals(readings(text).map(({ components }) => components.map(({ name }) => name).join(", ")), [
    "Phenol, acetyl chloride, phenyl acetate",
    "nitrobenzene, Pd/C, Aniline",
  ]);
});

Deno.test("One half of a salt, a numeral and a class of compounds are no compounds", () => {
  const text =
    "A mixture of 4-nitrotoluene (1.4 g, 10 mmol) and tin (II) chloride (6 g) in ethanol (20 mL) was refluxed " +
    "for 2 h. The chloride was filtered off to give p-toluidine.";
  assertEquals(readings(text)[0]?.components.map(({ name }) => name), [
    "4-nitrotoluene",
    "tin (II) chloride",
    "ethanol",
    "p-toluidine",
  ]);
  const urea = "The urea was prepared from aniline (1 g) and phenyl isocyanate (1.3 g).";
  assertEquals(readings(urea), []);
});
