import { assertEquals } from "@std/assert";
import { dataFile, found, texts } from "./support.ts";

type Case = readonly [text: string, ...reactions: readonly string[]];

function check(cases: readonly Case[]): void {
  for (const [text, ...reactions] of cases) {
    assertEquals(texts(text, "text"), reactions, text);
    assertEquals(texts(text, "auto"), reactions, `${text} (auto)`);
  }
}

function checkNone(sentences: readonly string[]): void {
  check(sentences.map((sentence) => [sentence] as const));
}

const OXIDATION = "CCO>>CC=O";
const ESTERIFICATION = "CCO.CC(=O)O>>CCOC(C)=O";

Deno.test("A reaction SMILES in a sentence is found without the punctuation around it", () => {
  check([
    ["The oxidation CCO>>CC=O is fast.", OXIDATION],
    ["Here is CCO>>CC=O.", OXIDATION],
    ["Here is CCO>>CC=O...", OXIDATION],
    ["(CCO>>CC=O)", OXIDATION],
    ["see (CCO>>CC=O).", OXIDATION],
    [
      "(the acid [CH3:1][C:2](=[O:3])[OH:4]>>[CH3:1][C:2](=[O:3])Cl)",
      "[CH3:1][C:2](=[O:3])[OH:4]>>[CH3:1][C:2](=[O:3])Cl",
    ],
    ["\"CCO>>CC=O\", 'CCN>>CC=N'", OXIDATION, "CCN>>CC=N"],
    ["“CCO>>CC=O”—the oxidation", OXIDATION],
    ["rxn: CCO>>CC=O", OXIDATION],
    ["rxn:CCO>>CC=O", OXIDATION],
    [
      "c1ccccc1Br.OB(O)c1ccccc1>>c1ccc(-c2ccccc2)cc1: a coupling",
      "c1ccccc1Br.OB(O)c1ccccc1>>c1ccc(-c2ccccc2)cc1",
    ],
    ["C/C=C/C>>C/C=C\\C is an isomerisation", "C/C=C/C>>C/C=C\\C"],
    ["N->[Pd]>>[Pd]<-N keeps its dative bonds", "N->[Pd]>>[Pd]<-N"],
    ["CCBr>>CCO and CN>>CCl", "CCBr>>CCO", "CN>>CCl"],
  ]);
});

Deno.test("Several reactions in one line are found from left to right", () => {
  check([
    ["1) CCO>>CC=O; 2) CC=O>>CC(=O)O", OXIDATION, "CC=O>>CC(=O)O"],
    ["First CCO -> CC=O, then CC=O>>CC(=O)O.", OXIDATION, "CC=O>>CC(=O)O"],
    ["CCO>>CC=O and CCN>>CC=N and CCS>>CC=S", OXIDATION, "CCN>>CC=N", "CCS>>CC=S"],
  ]);
});

Deno.test("Agents and atom maps are kept as they are written", () => {
  check([
    ["reaction = 'CCO>[Pd]>CC=O'", "CCO>[Pd]>CC=O"],
    ["CC(=O)O.OCC>[H+].[Cl-].OCC>CC(=O)OCC, 80%", "CC(=O)O.OCC>[H+].[Cl-].OCC>CC(=O)OCC"],
    ["so [CH3:1][CH2:2][OH:3]>>[CH3:1][CH:2]=[O:3] (mapped)", "[CH3:1][CH2:2][OH:3]>>[CH3:1][CH:2]=[O:3]"],
    ["the pattern [C;H1:1][OH:2]>>[C:1]=[O:2] is one", "[C;H1:1][OH:2]>>[C:1]=[O:2]"],
  ]);
});

Deno.test("A CXSMILES extension belongs to the reaction, the bar of a table does not", () => {
  check([
    ["CCO.[Na+].[Cl-]>>CC=O |f:1.2| salt", "CCO.[Na+].[Cl-]>>CC=O |f:1.2|"],
    ["with `CCO.[Na+].[Cl-]>>CC=O |f:1.2,^1:0|` in it", "CCO.[Na+].[Cl-]>>CC=O |f:1.2,^1:0|"],
    ["| CCO>>CC=O | 85 % |", OXIDATION],
    ["|CCO>>CC=O|85 %|", OXIDATION],
    ["| CCO>>CC=O |note: fast|", OXIDATION],
  ]);
});

Deno.test("Markdown and HTML around a reaction are taken away", () => {
  check([
    ["`CCO>>CC=O`", OXIDATION],
    ["```\nCCO>>CC=O\n```", OXIDATION],
    ["**CCO>>CC=O**, then", OXIDATION],
    ["**see CCO>>CC=O**.", OXIDATION],
    ["*CCO>>CC=O*", OXIDATION],
    ["_CCO>>CC=O_ and ~~CC(C)O>>CC(C)=O~~", OXIDATION, "CC(C)O>>CC(C)=O"],
    ["- CCO>>CC=O", OXIDATION],
    ["* CCO>>CC=O", OXIDATION],
    ["1. CCO>>CC=O", OXIDATION],
    ["[CCO>>CC=O](https://example.org/a>b)", OXIDATION],
    ["[[CH3:1][OH:2]>>[CH2:1]=[O:2]](https://example.org)", "[CH3:1][OH:2]>>[CH2:1]=[O:2]"],
    ["[draw](https://example.org/?rxn=CCO>>CC=O)", OXIDATION],
    ["CCO\\>\\>CC=O", OXIDATION],
    ["<td>CCO>>CC=O</td><td>CCN>>CC=N</td>", OXIDATION, "CCN>>CC=N"],
    ["<b>CCO&gt;&gt;CC=O</b>", OXIDATION],
    ["<CCO>>CC=O>", OXIDATION],
    ['draw("CCO>>CC=O");', OXIDATION],
    ["draw(CCO>>CC=O)", OXIDATION],
  ]);
});

Deno.test("The wildcard atom is not taken for emphasis", () => {
  check([["*CCO>>*CC=O is general", "*CCO>>*CC=O"], ["OCC*>>O=CC* is general", "OCC*>>O=CC*"]]);
});

Deno.test("A quoted mail may hold a reaction, its quotation marks hold none", () => {
  check([
    ["> CCO>>CC=O", OXIDATION],
    [">> CCO>>CC=O is what he wrote", OXIDATION],
    [">>CCO>>CC=O", OXIDATION],
    [">> he said\n>> she said"],
    [">>CCO is ethanol"],
    [">> C"],
  ]);
});

Deno.test("A chemical fault does not hide a reaction", () => {
  check([
    ["an open ring c1ccccc>>c1ccccc1Br here", "c1ccccc>>c1ccccc1Br"],
    ["an open ring and nothing else, C1CC>>CC, as well", "C1CC>>CC"],
    ["bad valence C(C)(C)(C)(C)C>>CC now", "C(C)(C)(C)(C)C>>CC"],
    ["unclosed CC(C>>CC=O here", "CC(C>>CC=O"],
    ["one wrong symbol CC(=O)X>>CC(=O)O here", "CC(=O)X>>CC(=O)O"],
    ["CCO>>CC=O>>CC(=O)O in one go", "CCO>>CC=O>>CC(=O)O"],
  ]);
});

Deno.test("Equations of SMILES become reaction SMILES", () => {
  check([
    ["CCO + CC(=O)O -> CCOC(C)=O", ESTERIFICATION],
    ["CCO + CC(=O)O => CCOC(C)=O", ESTERIFICATION],
    ["CCO + CC(=O)O ⟶ CCOC(C)=O", ESTERIFICATION],
    ["CCO + CC(=O)O→CCOC(C)=O", ESTERIFICATION],
    ["CCO + CC(=O)O → CCOC(C)=O + O", "CCO.CC(=O)O>>CCOC(C)=O.O"],
    ["Esterification: CCO + CC(=O)O --> CCOC(C)=O (85 %).", ESTERIFICATION],
    ["`CCO` + `CC(=O)O` -> `CCOC(C)=O`", ESTERIFICATION],
    ["CCO.CC(=O)O >> CCOC(C)=O", ESTERIFICATION],
    ["so CCO.CC(=O)O>> CCOC(C)=O, and", ESTERIFICATION],
    ["so CCO.CC(=O)O >>CCOC(C)=O, and", ESTERIFICATION],
    ["CCO -> CC=O -> CC(=O)O", OXIDATION, "CC=O>>CC(=O)O"],
    ["2 CCO -> CCOCC + O", "CCO.CCO>>CCOCC.O"],
    ["CCBr + N -> CCN", "CCBr.N>>CCN"],
    ["[Na+].[OH-] + CCBr -> CCO + [Na+].[Br-]", "[Na+].[OH-].CCBr>>CCO.[Na+].[Br-]"],
  ]);
});

Deno.test("An equation may have names, formulas and SMILES beside one another", () => {
  check([
    ["ethanol + acetic acid -> ethyl acetate", "CCO.CC(=O)O>>CCOC(C)=O"],
    ["ethanol + CC(=O)O -> CCOC(C)=O", "CCO.CC(=O)O>>CCOC(C)=O"],
    ["CCO + acetic acid -> CCOC(C)=O", "CCO.CC(=O)O>>CCOC(C)=O"],
    ["CCO -> CC=O + water", "CCO>>CC=O.O"],
  ]);
});

Deno.test("An equation of short formulas alone is no reaction of molecules", () => {
  checkNone([
    "H2 + O2 -> H2O",
    "CO + O2 -> CO2",
    "2 CO + O2 → 2 CO2",
    "C + O2 -> CO2",
    "C + O -> CO",
    "Na + Cl -> NaCl",
    "S + O2 → SO2",
    "N2 + O2 -> NO",
    "CO + NO -> CON",
  ]);
});

Deno.test("Arrows of other kinds are no reactions", () => {
  checkNone([
    "p->next->prev",
    "x -> y",
    "(a) => a + 1",
    "C -> N terminus",
    "O -> N acyl shift",
    "the O→N acyl migration",
    "N→O rearrangement",
    "File → Open → Save",
    "->->",
    "=> =>",
    "- -> -",
  ]);
});

Deno.test("Shell, C++ and other code hold no reactions", () => {
  checkNone([
    "cmd >> file.txt",
    "echo CCO >> out.smi",
    "cat a.smi >> C.smi",
    "cat a>>b",
    "ls -l >>log 2>&1",
    "cin >> x;",
    "cin>>n;",
    "std::cin >> C >> N;",
    "int y = x >> 3;",
    "x>>=1",
    "N>>1",
    "a >>> b",
    "(n>>1)&1",
    "List<List<C>>",
    "vector<vector<int>>v",
    "Map<String, List<C>> c = new C<>();",
    "if (a > b && c > d) return;",
    "f(x)>>g(x)",
    "C++ >> C",
    "<b>bold</b> > <i>it</i>",
    "<p>a</p><p>b</p>",
  ]);
});

Deno.test("Comparisons and rankings hold no reactions", () => {
  checkNone([
    "Electronegativity: F > O > N > C",
    "F>Cl>Br>I",
    "F>Cl>Br",
    "I > Br > Cl > F",
    "C=O>C=N>C=C",
    "CO>CN>NO",
    "Reactivity RCOCl > RCOOR > RCONR2",
    "k1>>k2",
    "k1 >> k2 holds when [S] >> Km",
    "where [B]>>[A]",
    "the ratio [H+]>>[OH-] holds",
    "[OH-] >> [H+]",
    "pH>>7",
    "N >> C",
    "for C>>N we have",
    "$N>>1$",
    "1 > 0 > -1",
    "[1] >> [2]",
    "see [12]>>[13]",
    "NO2>>NO",
    "spoon>>soon",
    "a BIOS>>OS transition",
    "Home >> Products >> Shoes",
    "Settings > IO > PIN",
    ">>>>>>",
  ]);
});

Deno.test("An experimental procedure without notation holds no reaction if its product has a number only", () => {
  checkNone([
    "To a stirred solution of the bromide (4.28 g, 15.0 mmol) in DMF (50 mL) was added K2CO3 (4.50 g, 32.6 mmol). " +
    "The mixture was heated to 50 °C for 12 h (conversion >95 %), washed with brine, dried (Na2SO4) and concentrated " +
    "to give 11-5 (m.p. 248-249 °C; 1H NMR (CDCl3) d 7.26 (s, 1H)); ee > 99 %, d.r. > 20:1.",
  ]);
});

Deno.test("A reaction broken over lines is put together", () => {
  const whole = "CC(=O)Nc1ccc(O)cc1.CC(=O)OC(C)=O>>CC(=O)Nc1ccc(OC(C)=O)cc1";
  check([
    [`long: ${whole.replace(">>", ">>\n")} as shown`, whole],
    [`long: ${whole.replace(">>", "\n>>")} as shown`, whole],
    [
      `long: ${
        whole.replace("c1ccc(O)", "c1ccc(\n  O)").replace("c1ccc(OC", "c1c\n  cc(OC")
      } as shown\nand on`,
      whole,
    ],
    [`${whole.replace("OC(C)=O>>", "OC\n(C)=O>>")}`, whole],
  ]);
  assertEquals(found(`a\nb ${whole.replace(">>", ">>\n")}\n\n${OXIDATION}`).map(({ line }) => line), [2, 5]);
});

Deno.test("Lines below a reaction that are not part of it stay apart", () => {
  check([
    [
      "CC(=O)Cl.Nc1ccccc1>>CC(=O)Nc1ccccc1\nCCO>>CC=O and so",
      "CC(=O)Cl.Nc1ccccc1>>CC(=O)Nc1ccccc1",
      OXIDATION,
    ],
    ["CCO>>CC=O\n(85 %)", OXIDATION],
    ["CCO>>CC=O\n2. CCN>>CC=N", OXIDATION, "CCN>>CC=N"],
    ["c1ccccc1>>c1ccccc1Br\n1. bromination\nC=O", "c1ccccc1>>c1ccccc1Br"],
  ]);
});

Deno.test("A text that is nothing but a small reaction counts; among other lines, letters alone can be anything", () => {
  check([["C>>O", "C>>O"], ["The order is\nC>>O\nas said"], ["COC -> CCO"], [
    "The step is\nCCO>>CC=O\nas said",
    OXIDATION,
  ]]);
});

Deno.test("Entities, escapes and tags of any name are undone, also in attributes", () => {
  check([
    ["CCO&#62;&#x3e;CC&#61;O", OXIDATION],
    ["CCO&amp;gt;&amp;gt;CC=O", OXIDATION],
    ['{"rxn": "CCO\\u003e\\u003eCC=O"} it said', OXIDATION],
    ["https://example.org/depict?smi=CCO%3E%3ECC%3DO&w=3", OXIDATION],
    ["<dl:reactionSmiles>CCO&gt;&gt;CC=O</dl:reactionSmiles>", OXIDATION],
    ['<reaction smiles="CCO&gt;&gt;CC=O"/>', OXIDATION],
    ["CC\u00ADO>>CC\u200B=O", OXIDATION],
    ["as CCO\u00A0>>\u00A0CC=O says", OXIDATION],
    ["a ring bond C%12CCCCC%12>>C%12=CCCCC%12 stays", "C%12CCCCC%12>>C%12=CCCCC%12"],
  ]);
});

Deno.test("Arrows of any shape are read, with or without blanks", () => {
  const arrows = ["⇌", "<=>", "➜", "⟹", "–>", "—>", "--->", "="];
  check(arrows.map((arrow) => [`CCO + CC(=O)O ${arrow} CCOC(C)=O`, ESTERIFICATION] as const));
  check([
    ["CCO+CC(=O)O->CCOC(C)=O", ESTERIFICATION],
    ["CCO.CC(=O)O>>CCOC(C)=O/85%", ESTERIFICATION],
    ["N->[Cu] and O=C=O = C"],
  ]);
});

Deno.test("Words between the arrows are agents by name, never SMILES by accident", () => {
  const pcc = "[O-][Cr](=O)(=O)Cl.c1cc[nH+]cc1";
  check([
    ["CCO>PCC>CC=O", `CCO>${pcc}>CC=O |f:1.2|`],
    ["CCO >PCC, CH2Cl2> CC=O was run", `CCO>${pcc}.ClCCl>CC=O |f:1.2|`],
    ["CC(=O)Cl.OCC>Et3N>CC(=O)OCC", "CC(=O)Cl.OCC>CCN(CC)CC>CC(=O)OCC"],
    ["CCO>reflux, 3 h>CC=O", "CCO>>CC=O"],
    ["CCO + CC(=O)O --H2SO4--> CCOC(C)=O", "CCO.CC(=O)O>OS(O)(=O)=O>CCOC(C)=O"],
    ["Rates fell in the order A > B > C. I > Br > Cl > F and C > N > O in size."],
    ["if (C > N && N > O) return C->next;"],
    ["CC=O > is much better than > CCO"],
  ]);
});

Deno.test("An RXN block in the middle of prose is found, also indented, quoted or fenced", () => {
  const block = dataFile("fischer.rxn").trimEnd();
  for (const prefix of ["", "    ", "> "]) {
    const quoted = block.split("\n").map((line) => prefix + line).join("\n");
    const text = `The step CCO>>CC=O is followed by\n\n${quoted}\n\nand then by CCN>>CC=N.\n`;
    assertEquals(texts(text), [OXIDATION, block, "CCN>>CC=N"], prefix);
  }
  assertEquals(texts(`\`\`\`\n${block}\n\`\`\`\nCCO>>CC=O`), [block, OXIDATION]);
  assertEquals(found(`x\n\n${block}\n`).map(({ format, line }) => [format, line]), [["rxn", 3]]);
});

Deno.test("An RXN block that is cut off ends at the blank line behind it", () => {
  const block = dataFile("fischer.rxn").split("\n").slice(0, 14).join("\n");
  assertEquals(texts(`See\n${block}\n\nbut CCO>>CC=O is whole`), [block, OXIDATION]);
});

Deno.test("The word $RXN alone makes no block", () => {
  assertEquals(texts("A file begins with\n$RXN\nand goes on with CCO>>CC=O in it"), [OXIDATION]);
});
