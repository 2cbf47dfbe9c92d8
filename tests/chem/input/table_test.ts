import { assertEquals } from "@std/assert";
import { conditionsText } from "../../../src/text_reading.ts";
import { findReactions } from "../../../src/chem/input/find_reactions.ts";
import { found, texts } from "./support.ts";

const A = "CCO>>CC=O";
const B = "CCN>>CC=N";

Deno.test("The reaction column of a table is found by its name, the others become fields", () => {
  for (
    const name of [
      "rxn",
      "reaction",
      "rxn_smiles",
      "Reaction SMILES",
      "reaction_smiles",
      "smiles",
      "SMILES",
      "unmapped",
    ]
  ) {
    assertEquals(found(`id,${name},grade\n7,${A},85\n8,${B},\n`, "csv"), [
      { text: A, format: "smiles", line: 2, fields: { id: "7", grade: "85" } },
      { text: B, format: "smiles", line: 3, fields: { id: "8", grade: "" } },
    ], name);
  }
});

Deno.test("The reaction column of a table is found by what it holds", () => {
  assertEquals(texts(`a,b\nx,${A}\ny,${B}\n`, "csv"), [A, B]);
  assertEquals(
    found(`reaction,notation\nSuzuki,${A}\nHeck,${B}\n`, "csv").map((row) => [row.text, row.fields]),
    [
      [A, { reaction: "Suzuki" }],
      [B, { reaction: "Heck" }],
    ],
  );
  assertEquals(texts(`remark,x\nlike ${B},${A}\nlike ${A},${B}\n`, "csv"), [A, B]);
});

Deno.test("Of several columns of reactions the plain one is taken, not the mapped one or the template", () => {
  const mapped = "[CH3:1][OH:2]>>[CH2:1]=[O:2]";
  const smirks = "[C:1][O:2]>>[C:1]=[O:2]";
  assertEquals(texts(`mapped,unmapped,smirks\n${mapped},CO>>C=O,${smirks}\n`, "csv"), ["CO>>C=O"]);
  assertEquals(texts(`retro_template,mapped_rxn,canonical_rxn\n${smirks},${mapped},CO>>C=O\n`, "csv"), [
    "CO>>C=O",
  ]);
});

Deno.test("A table without a header loses no row", () => {
  assertEquals(found(`1,${A}\n2,${B}\n`, "csv"), [
    { text: A, format: "smiles", line: 1, fields: { column_1: "1" } },
    { text: B, format: "smiles", line: 2, fields: { column_1: "2" } },
  ]);
  assertEquals(texts(`${A}\n${B}\n`, "csv"), [A, B]);
});

Deno.test("Columns without a name, or with the same name, get names of their own", () => {
  assertEquals(found(`,rxn,yield,yield\n7,${A},1,2,3\n`, "csv")[0]?.fields, {
    column_1: "7",
    yield: "1",
    yield_2: "2",
    column_5: "3",
  });
});

Deno.test("Semicolons and tabs part columns as well as commas, whatever the file is called", () => {
  for (const separator of [",", ";", "\t"]) {
    const text = ["id", "rxn"].join(separator) + "\n" + ["1", A].join(separator) + "\n" +
      ["2", B].join(separator) + "\n";
    for (
      const [format, name] of [["csv", null], ["tsv", null], ["auto", "a.csv"], ["auto", "A.TAB"], [
        "auto",
        null,
      ]] as const
    ) {
      assertEquals(found(text, format, name).map((row) => [row.text, row.fields["id"]]), [[A, "1"], [
        B,
        "2",
      ]]);
    }
  }
});

Deno.test("Quoted cells may hold commas, quotation marks and line breaks; lines are still counted right", () => {
  const text = `\uFEFFid,rxn,note\r\n1,"${A}","a, ""b""\r\nc"\r\n\r\n2,"[Na+].[Cl-].${B} |f:0.1,^1:2|",d\r\n`;
  assertEquals(found(text, "csv"), [
    { text: A, format: "smiles", line: 2, fields: { id: "1", note: 'a, "b"\nc' } },
    { text: `[Na+].[Cl-].${B} |f:0.1,^1:2|`, format: "smiles", line: 5, fields: { id: "2", note: "d" } },
  ]);
});

Deno.test("A CXSMILES extension in a cell without quotes is put together again", () => {
  assertEquals(found(`id,rxn,note\n1,[Na+].[Cl-].CC.O>>CCO |f:0.1,2.3|,salt\n`, "csv"), [
    {
      text: "[Na+].[Cl-].CC.O>>CCO |f:0.1,2.3|",
      format: "smiles",
      line: 2,
      fields: { id: "1", note: "salt" },
    },
  ]);
});

Deno.test("A quotation mark that stands for itself swallows no rows", () => {
  const rows = [`1,${A},"3-methyl`, `2,${B},x`, `3,${A},"4-methyl`, `4,${B},y`];
  assertEquals(texts(`id,rxn,note\n${rows.join("\n")}\n`, "csv"), [A, B, A, B]);
  assertEquals(texts(`id,rxn,note\n${rows.slice(0, 3).join("\n")}\n`, "csv"), [A, B, A]);
  const first = [`1,"${A},x`, `2,"${B},y`];
  assertEquals(texts(`id,rxn,note\n${first.join("\n")}\n`, "csv").length, 2);
});

Deno.test("Rows that cannot be read stay reactions with their place", () => {
  assertEquals(
    found(`id,rxn\n1,${A}\n2,\n3,garbage\n4\n5,${B}\n`, "csv").map(({ text, line }) => [text, line]),
    [
      [A, 2],
      ["", 3],
      ["garbage", 4],
      ["", 5],
      [B, 6],
    ],
  );
  assertEquals(texts("id,rxn_smiles\n1,x\n2,y\n", "csv"), ["x", "y"]);
});

Deno.test("Blank rows and comments are no data, a header behind # is a header", () => {
  assertEquals(texts(`# made by hand\nid,rxn\n\n1,${A}\n# ${B}\n,\n2,${B}\n`, "csv"), [A, B]);
  assertEquals(found(`#id,rxn\n1,${A}\n`, "csv")[0]?.fields, { id: "1" });
});

Deno.test("Columns of reactants, reagents and products make up a reaction", () => {
  const text = `id,reactants,reagents,products\n1,CCO.CC(=O)O,[H+],CCOC(C)=O\n2,CCO,,CC=O\n3,,,\n`;
  assertEquals(found(text, "csv").map(({ text, fields }) => [text, fields]), [
    ["CCO.CC(=O)O>[H+]>CCOC(C)=O", { id: "1" }],
    ["CCO>>CC=O", { id: "2" }],
    ["", { id: "3" }],
  ]);
  const named = `reactant_1,reactant_2,solvent,product\nCCO,CC(=O)O,toluene at reflux,CCOC(C)=O\n`;
  assertEquals(found(named, "csv").map(({ text, fields }) => [text, fields]), [
    ["CCO.CC(=O)O>>CCOC(C)=O", { solvent: "toluene at reflux" }],
  ]);
});

Deno.test("A table without a reaction column is searched as text", () => {
  assertEquals(texts(`a,b\n1,see ${A}\n2,x\n3,y\n`, "csv"), [A]);
  assertEquals(texts("name,mass\nethanol,46.07\nwater,18.02\n", "csv"), []);
});

Deno.test("Sentences with commas are no table", () => {
  assertEquals(texts(`First, ${A}, then\nsecond, ${B}, and\n`), [A, B]);
  assertEquals(texts(`${A}, 85 % yield, and then ${B}`), [A, B]);
});

Deno.test("A cell may hold an RXN block or an equation", () => {
  const block = "$RXN\n\n\n\n  0  0";
  assertEquals(
    found(`id,rxn\n1,"${block}"\n2,CCO + O=O -> CC=O\n`, "csv").map(({ text, format }) => [text, format]),
    [
      [block, "rxn"],
      ["CCO.O=O>>CC=O", "smiles"],
    ],
  );
});

Deno.test("A field called __proto__ is a field", () => {
  const fields = found(`__proto__,rxn\nx,${A}\n`, "csv")[0]?.fields ?? {};
  assertEquals(JSON.stringify(fields), '{"__proto__":"x"}');
});

Deno.test("Fields are bounded in number and length, also together", () => {
  const fields = (names: readonly string[], cell: string) => {
    const cells = names.map(() => cell);
    const [row] = found(`rxn,${names.join(",")}\n${A},${cells.join(",")}\n`, "csv");
    return Object.entries(row?.fields ?? {});
  };
  const short = Array.from({ length: 200 }, (_, i) => `f${i}`);
  assertEquals(fields(short, "x").map(([name]) => name), short.slice(0, 64));
  const cut = `${"x".repeat(999)}…`;
  assertEquals(fields(short, "x".repeat(3_000)), short.slice(0, 7).map((name) => [name, cut]));
  const long = short.map((name) => name.padEnd(1_000, "y"));
  const taken = fields(long, "");
  assertEquals(taken, long.slice(0, 64).map((name) => [`${name.slice(0, 99)}…`, ""]));
  assertEquals(fields(long, "x".repeat(100)).length, 40);
});

Deno.test("A column of molecules that is called smiles makes no table of reactions", () => {
  const compounds = "id,smiles\n1,CCO\n2,[NH3]->[Cu]\n3,garbage\n";
  for (const format of ["csv", "auto"] as const) assertEquals(texts(compounds, format), []);
  assertEquals(texts(compounds, "auto", "compounds.csv"), []);
  assertEquals(texts(`${compounds}4,CCO>CC=O\n`, "csv").length, 4);
  assertEquals(texts(`${compounds}4,CCO -> CC=O\n`, "csv").length, 4);
  assertEquals(texts(compounds.replace("smiles", "rxn_smiles"), "csv").length, 3);
});

Deno.test("More rows than the limit are cut off and said to be", () => {
  const text = `id,rxn\n${`1,${A}\n`.repeat(5)}`;
  const take = (max: number) => {
    const { reactions, truncated } = findReactions({ text, format: "csv", fileName: null }, max);
    return [reactions.length, truncated];
  };
  assertEquals([take(4), take(5), take(6)], [[4, true], [5, false], [5, false]]);
});

Deno.test("Long names of columns are not repeated with empty cells, and no cell is lost", () => {
  const names = Array.from({ length: 60 }, (_, i) => `${i}`.padEnd(100, "n"));
  const head = ["rxn", ...names].join();
  const empty = [A, ...names.map(() => "")].join();
  const filled = [A, ...names.map((_, i) => i < 2 || i === 50 ? "x" : "")].join();
  const all = [A, ...names.map(() => "y")].join();
  const rows = found([head, empty, empty, filled, all].join("\n"), "csv").map(({ fields }) =>
    Object.keys(fields)
  );
  assertEquals(rows, [names, [], [names[0], names[1], names[50]].map(String), names]);
});

Deno.test("Tables may name the molecules of their sides, and abbreviations are no SMILES", () => {
  const text = "reactants,reagents,products,yield\nethanol,PCC,acetaldehyde,80\nCCO,,CC=O,80\n" +
    "ethanol + acetic acid,H2SO4,ethyl acetate,60\n";
  assertEquals(texts(text, "csv"), [
    "CCO>[O-][Cr](=O)(=O)Cl.c1cc[nH+]cc1>CC=O |f:1.2|",
    "CCO>>CC=O",
    "CCO.CC(=O)O>OS(O)(=O)=O>CCOC(C)=O",
  ]);
});

Deno.test("The ions of a compound that a cell names stay one component, those of SMILES stand as they are written", () => {
  const head = "reactants,reagents,products\n";
  assertEquals(texts(`${head}toluene,potassium permanganate; water,benzoic acid\n`, "csv"), [
    "Cc1ccccc1>[K+].[O-][Mn](=O)(=O)=O.O>C(=O)(C1=CC=CC=C1)O |f:1.2|",
  ]);
  assertEquals(texts(`${head}CCBr,[Na+].[OH-].CCO,CCO\n`, "csv"), ["CCBr>[Na+].[OH-].CCO>CCO"]);
  assertEquals(texts(`${head}CC(Br,NaOH,CCO\nCCBr,NaOH,CCO\n`, "csv"), [
    "CC(Br>[Na+].[OH-]>CCO |f:1.2|",
    "CCBr>[Na+].[OH-]>CCO |f:1.2|",
  ]);
});

Deno.test("A column of reactions may have equations of names", () => {
  const text =
    "id,reaction\n1,ethanol + acetic acid -> ethyl acetate\n2,ethanol>>acetaldehyde\n3,CCO>>CC=O\n";
  const expected = ["CCO.CC(=O)O>>CCOC(C)=O", "CCO>>CC=O", "CCO>>CC=O"];
  assertEquals(texts(text, "csv"), expected);
  assertEquals(texts(text, "auto"), expected);
});

Deno.test("A cell with two reactions is two reactions, with the fields of its row", () => {
  const text = "id;rxn\n1;CCO>>CC=O / CCN>>CC=N\n2;CCO>>CC=O\n";
  assertEquals(
    found(text, "csv").map(({ text, fields }) => [text, fields["id"], fields["part"]]),
    [["CCO>>CC=O", "1", "1 of 2"], ["CCN>>CC=N", "1", "2 of 2"], ["CCO>>CC=O", "2", undefined]],
  );
});

Deno.test("Lines above the header are no data: the separator that Excel writes, titles, remarks", () => {
  for (const above of ["sep=;\n", "My reactions\n\n", "Exported by X\nmade in 2024\n"]) {
    const text = `${above}id;rxn;yield;yield\n1;CCO>>CC=O;80;81\n`;
    for (const format of ["csv", "auto"] as const) {
      assertEquals(
        found(text, format).map(({ text, line, fields }) => [text, line, fields]),
        [["CCO>>CC=O", text.trimEnd().split("\n").length, { id: "1", yield: "80", yield_2: "81" }]],
        text,
      );
    }
  }
});

Deno.test("Columns of conditions are conditions, with the unit of the cell or of the column's name", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["temperature,time,yield", "0-5 °C,30 min,96%", "0–5 °C, 0.5 h; yield 96 %"],
    ["Temp,Time,Yield", "rt,2,90", "25 °C, 2 h; yield 90 %"],
    ["T (°C),t (h),yield (%)", "-78,2,96", "-78 °C, 2 h; yield 96 %"],
    ["T/K,t/min,p/bar", "300,30,5", "26.85 °C, 0.5 h, 5 bar"],
    ["temperature,time,atmosphere", "reflux,overnight,N2", "reflux, 16 h, nitrogen"],
    ["conditions,yield (g)", '"80 °C, 2 h, under nitrogen",1.2', "80 °C, 2 h, nitrogen"],
  ];
  for (const [names, cells, expected] of cases) {
    const text = `reaction,${names}\nCC(=O)O.CCO>>CC(=O)OCC,${cells}\n`;
    const [reaction] = findReactions({ text, format: "csv", fileName: null }, 9).reactions;
    assertEquals(conditionsText(reaction?.reading?.conditions ?? { stages: [] }), expected, names);
    assertEquals(reaction?.reading?.components, []);
  }
  const text = "reaction,temperature,remark\nCC(=O)O.CCO>>CC(=O)OCC,,at 5 °C\n";
  const [reaction] = findReactions({ text, format: "csv", fileName: null }, 9).reactions;
  assertEquals(reaction?.reading, undefined);
});
