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

const PROCEDURE =
  "To a solution of 4-bromobenzaldehyde (1.85 g, 10 mmol) in methanol (20 mL) was added sodium borohydride (0.38 g). " +
  "The mixture was stirred for 1 h and concentrated to give a white solid (1.8 g).";

Deno.test("The heading names the product, however it is written", () => {
  for (
    const heading of [
      "Example 12: 4-bromobenzyl alcohol\n\n",
      "(3) 4-bromobenzyl alcohol\n",
      "[0123] 4-bromobenzyl alcohol, 3a\n",
      "Step 2: Preparation of 4-bromobenzyl alcohol (3)\n",
      "Reference Example 4\n4-Bromobenzyl alcohol\n",
      "**4-Bromobenzyl alcohol (3)**\n",
      "## 4-Bromobenzyl alcohol\n",
      "4-Bromobenzyl alcohol (3): ",
      "Synthesis of 4-bromobenzyl alcohol (3). ",
    ]
  ) {
    assertEquals(
      reactions(heading + PROCEDURE).map((reaction) => reaction.split(">").at(-1)),
      [canonical("OCc1ccc(Br)cc1")],
      heading,
    );
  }
});

Deno.test("A heading that is not read is named as what is missing", () => {
  const text = `2-(Methylfoobaryl)-4-bromobenzyl alcohol\n${
    PROCEDURE.replace("a white solid", "the title compound")
  }`;
  const { reactions: found, unread = [] } = findReactions({ text, format: "text", fileName: null }, 10);
  assertEquals(found, []);
  assertEquals(unread[0]?.text, "2-(Methylfoobaryl)-4-bromobenzyl alcohol");
});

Deno.test("A compound that another one stands for takes no part, nor one that only names a procedure", () => {
  const expected = [`${canonical("O=Cc1ccc(Cl)cc1")}>>${canonical("OCc1ccc(Cl)cc1")}`];
  for (
    const text of [
      "Following the procedure of Example 1, using 4-chlorobenzaldehyde in place of 4-bromobenzaldehyde, there was obtained 4-chlorobenzyl alcohol.",
      "According to the procedure of Example 1 but substituting 4-chlorobenzaldehyde for 4-bromobenzaldehyde, 4-chlorobenzyl alcohol was prepared.",
      "4-Chlorobenzyl alcohol was prepared from 4-chlorobenzaldehyde as described for 4-bromobenzyl alcohol.",
    ]
  ) assertEquals(reactions(text), expected, text);
});

Deno.test("Of two products that were obtained together, each is the product of a reaction", () => {
  for (
    const text of [
      "Toluene was treated with nitric acid in sulfuric acid. 2-Nitrotoluene (5 g) and 4-nitrotoluene (4 g) were obtained.",
      "Nitration of toluene with nitric acid in sulfuric acid gave 2-nitrotoluene (5 g) and 4-nitrotoluene.",
    ]
  ) {
    assertEquals(
      reactions(text).map((reaction) => reaction.split(">").at(-1)),
      [canonical("Cc1ccccc1[N+](=O)[O-]"), canonical("Cc1ccc([N+](=O)[O-])cc1")],
      text,
    );
  }
});

Deno.test("A product that was isolated as its salt is the salt", () => {
  for (
    const text of [
      "1-Benzylpiperazine was prepared from benzyl chloride and piperazine and was isolated as its hydrochloride.",
      "Benzyl chloride was heated with piperazine for 2 h. 1-Benzylpiperazine was obtained as its hydrochloride (1.5 g).",
    ]
  ) assertEquals(reactions(text)[0]?.split(">").at(-1), canonical("C(N1CCNCC1)c1ccccc1.Cl"), text);
});

Deno.test("The product may be named by what was found, by its yield, or as what precipitated", () => {
  for (
    const end of [
      "The residue was identified as 4-bromobenzyl alcohol.",
      "The desired 4-bromobenzyl alcohol precipitated and was collected.",
      "Yield: 1.7 g (92 %) 4-bromobenzyl alcohol.",
    ]
  ) {
    const text = "4-Bromobenzaldehyde (1.85 g) and sodium borohydride (0.4 g) were stirred in methanol. " +
      end;
    assertEquals(reactions(text)[0]?.split(">").at(-1), canonical("OCc1ccc(Br)cc1"), text);
  }
});

Deno.test("A range of temperatures is one, with any dash and any minus sign", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["90-95 °C", "90–95 °C"],
    ["90 – 95 °C", "90–95 °C"],
    ["60°-65° C.", "60–65 °C"],
    ["−78 °C", "-78 °C"],
    ["‒10 °C", "-10 °C"],
    ["minus 78 °C", "-78 °C"],
    ["–78 °C to −60 °C", "-78–-60 °C"],
    ["-10--5 °C", "-10–-5 °C"],
    ["−20…−10 °C", "-20–-10 °C"],
    ["between -5 and 5 °C", "-5–5 °C"],
    ["10 to 0 °C", "0–10 °C"],
    ["25 ± 2 °C", "25 °C"],
    ["at 353 K", "79.85 °C"],
  ];
  for (const [written, read] of cases) {
    const text = `Ethanol was oxidised with PCC in DCM ${written} to give acetaldehyde.`;
    assertEquals(quantityText(readings(text)[0]?.conditions.temperature), read, written);
  }
});

Deno.test("A sentence may begin with a locant behind a unit", () => {
  const text =
    "Phenol (1 g) and K2CO3 (2 g) were heated in DMF at 60° C. 2-Iodopropane (3 mL) was added and the mixture " +
    "was stirred for 5 h to give isopropoxybenzene.";
  assertEquals(places(text)[1], "reactant 2-Iodopropane: 2-Iodopropane");
});

Deno.test("A paragraph longer than is read at once is cut between sentences", () => {
  const filler = "The weather in the laboratory was noted again on that day. ".repeat(300);
  assertEquals(reactions(`${filler}Ethanol was oxidised with PCC in DCM to give acetaldehyde. ${filler}`), [
    `CCO>${PCC}>CC=O`,
  ]);
  const { unread = [] } = findReactions({
    text: "no end of words ".repeat(1_000),
    format: "text",
    fileName: null,
  }, 9);
  assertEquals(unread.map(({ reason }) => reason), ["no sentence ends within 12,000 characters"]);
});
