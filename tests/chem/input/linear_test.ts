import { assertEquals } from "@std/assert";
import {
  describeText,
  type GrownText,
  nested,
  type Part,
  randomText,
  repeated,
} from "../../fuzz/grown_text.ts";
import { growthFault, readerCost } from "../../fuzz/reader_cost.ts";
import { Random } from "../../support/random.ts";

const SIZE = 256 * 1024;
/** The longest text of a reaction. */
const REACTION_SIZE = 400_000;
/** Few, since the fuzzer tries thousands. */
const RANDOM_TEXTS = 60;

type FindFormat = "text" | "smiles" | "csv" | "tsv" | "jsonl" | "rxn" | "rdf" | "ord";

/** Texts whose readers did or could take more than linear time, by format. */
const FOUND: Readonly<Record<FindFormat, readonly (readonly Part[])[]>> = {
  text: [
    repeated("[$("),
    repeated("[$([C]"),
    repeated("[$([#6;$([C"),
    repeated("["),
    repeated("(", "CCO>>", ")"),
    repeated(">"),
    repeated(">", "", "CC"),
    repeated("C>>C"),
    repeated("C>>C |"),
    repeated("C>>C |f:0.1 "),
    repeated("A -> B -> "),
    repeated("9 C=O -> "),
    repeated("C + ", "", "-> C"),
    repeated("C -> N + "),
    repeated("-", "CCO ", ">"),
    repeated("<a "),
    repeated("<a x", "", ">"),
    repeated("&gt;"),
    repeated("*", "", "C>>C"),
    repeated("**C>>C** "),
    repeated("rxn:"),
    repeated("f(", "", "C>>C"),
    repeated("CCCCCCCC(\n"),
    repeated("CC(=O)OCC>\n"),
    repeated("CCCCCCCC(\n\n\n\n\n\n\n\n\n\n"),
    repeated("$RXN\n"),
    repeated("$RXN\n\n\n\n\n\n\n\n\n\n"),
    repeated("$RXN\n\n\n\n  1  1\n$MOL\n\n"),
    repeated(" ", "$RXN", "x"),
    repeated("\n"),
    repeated(" "),
    repeated(" ", "", "x>>"),
    repeated("```\n"),
    repeated("ethanol + "),
    repeated("ethanol -> "),
    repeated("-", "ethanol ", "> acetone"),
    repeated("methyl"),
    repeated("chloro-", "A solution of ", "benzene was heated to give benzene. "),
    repeated("di(", "2-", "-benzene was added to give acetone."),
    repeated("2-(4-(3-chloropropyl)phenyl)-"),
    repeated("ethanol (1 g, "),
    repeated("A solution of dimethylaminomethylphenol in DMF (2 mL) was stirred to give acetone. "),
    repeated("added to give 2-methylmethylmethylmethyl-foo. "),
    repeated("oxa", "1,2-di", "cyclodecane + x"),
  ],
  smiles: [
    repeated("C"),
    repeated("C>>C\n"),
    repeated("C >> C "),
    repeated("C."),
    repeated("[$(", "C>>"),
    repeated(" ", "C>>C", "x\nC>>C"),
    repeated("0.", "C.C>>C |f:", "1|"),
    repeated("#\n", "C>>C\n"),
    repeated("\u2028C>>C "),
    repeated("- ", "", "\n"),
    repeated(",", "C>>C\nrxn", "\n"),
  ],
  csv: [
    repeated("a,", "rxn,", "\nC>>C,1\n"),
    repeated(",", "rxn,", "\nC>>C,1\n"),
    repeated("a_2,a,", "rxn,", "\nC>>C,1\n"),
    repeated("K№,", "rxn,", "\nC>>C,1\n"),
    repeated("reactants,", "products,", "\nC,C\n"),
    [
      { text: "reactants,", grows: true },
      { text: "products\nC,C\n", grows: false },
      { text: "C\n", grows: true },
    ],
    [
      { text: "reactants,", grows: true },
      { text: "products\nC,C\n", grows: false },
      { text: `${"C,".repeat(150)}\n`, grows: true },
    ],
    [{ text: "K№,", grows: true }, { text: "rxn\n", grows: false }, { text: ",C>>C\n", grows: true }],
    repeated(`reactant${"1".repeat(180)}x,`, "", "\nC>>C\n"),
    repeated("\n", "rxn,a\nC>>C,1\n"),
    repeated(",\n", "rxn,a,b\nC>>C,1,2\n"),
    repeated("C>>C\n", "rxn,a\n"),
    repeated("C>>C,1,2,3,4\n", "rxn,a\n"),
    repeated('"', "rxn,a\nC>>C,"),
    repeated('"x" ', "rxn,a\nC>>C,"),
    repeated('""', 'rxn,a\nC>>C,"', '"'),
    repeated('C>>C,"x\n', "rxn,a\n"),
    repeated('"C>>C\nC>>C",1\n', "rxn,a\n"),
    repeated("x", "rxn,a\nC>>C,"),
    repeated(" |", "rxn,a\nC>>C,"),
    repeated(" |x,", "rxn,a\nC>>C"),
    repeated("C>>C |f:0.1,", "rxn,a\n"),
    repeated("$RXN\\n", "rxn,a\n"),
    repeated("#", "rxn,a\n", ",b"),
    repeated(" ", "", "rxn,a\nC>>C,1"),
    repeated("C;", "rxn;a\nC>>C;"),
  ],
  tsv: [repeated("a\t", "rxn\t", "\nC>>C\t1\n"), repeated("\t"), repeated("C>>C\t\n", "rxn\ta\n")],
  jsonl: [
    nested("[", "]"),
    nested('{"a":', "}"),
    nested("[", "]", '{"reaction":"C>>C","a":', "}"),
    nested('{"0":', "}", '{"reaction":"C>>C","a":', "}"),
    nested("[", "]", '[{"reaction":"C>>C"},{"a":', "}]"),
    repeated("["),
    repeated('{"a":'),
    repeated("[", '{"reaction":"C>>C"}\n'),
    repeated(`{"reaction":"C>>C","a":${"[".repeat(2_000)}${"]".repeat(2_000)}}\n`),
    repeated(`{"reaction":"C>>C","a":${'{"0":'.repeat(2_000)}1${"}".repeat(2_000)}}\n`),
    repeated("{}\n", '{"reaction":"C>>C"}\n'),
    repeated("{x}\n"),
    repeated("x\n"),
    repeated("1\n"),
    repeated('{"reaction":"C>>C"}\n'),
    repeated("\n", '{"reaction":"C>>C"}\n'),
    repeated('"k№":0,', '{"reaction":"C>>C",', '"z":0}'),
    repeated('"k№":[],', '[{"reaction":"C>>C",', '"z":0}]'),
    repeated('"a":"C>>C",', "{", '"z":0}'),
    repeated('"1№":0,', '{"reaction":"C>>C",', '"z":0}'),
    [
      {
        text: Array.from({ length: 200 }, (_, i) => `{"reactant${i}":"C","product":"C"}\n`).join(""),
        grows: false,
      },
      { text: "{}\n", grows: true },
    ],
    repeated("\\\\", '{"reaction":"C>>C","a":"', '"}'),
    repeated("\\u0061", '["C>>C', '"]'),
    repeated('"C>>C",', "[", '"C>>C"]'),
    repeated("a", '["C>>', '\\u0062"]'),
    [
      { text: '["C>>C\\u0043', grows: false },
      { text: "a", grows: true },
      { text: "b", grows: false },
      { text: "a", grows: true },
      { text: '",\n"', grows: false },
      { text: "a", grows: true },
      { text: '"]', grows: false },
    ],
  ],
  rxn: [
    repeated("\n", "$RXN\n"),
    repeated("$MOL\n", "$RXN\n\n\n\n  1  1\n"),
    repeated("$MOL\n\n", "$RXN\n\n\n\n  1  1\n"),
    repeated("M  END\n", "$RXN\n\n\n\n  1  1\n$MOL\n"),
    repeated("M  V30 -\n", "$RXN V3000\n"),
    repeated("x"),
    repeated("\n"),
  ],
  rdf: [
    repeated("$RFMT\n"),
    repeated("$RFMT\n$RXN\n"),
    repeated("$DTYPE a\n$DATUM b\n", "$RDFILE 1\n$RFMT\n$RXN\n"),
    repeated(" $RIREG 1", "$RFMT", "\u2028x"),
    repeated("$RIREG ", "$RFMT "),
    repeated(" ", "$RFMT $RIREG", "\u2028x"),
    repeated("x\n", "$RFMT\n$DTYPE a\n$DATUM b\n"),
    repeated("$DTYPE a\n$DATUM b\n" + "x\n".repeat(2_000), "$RFMT\n"),
    repeated("x", "$RFMT\n$DTYPE a\n$DATUM b", "+\nx"),
    repeated("$RXN\n", "$RFMT\n$DTYPE a\n$DATUM $RFMT\n"),
    repeated("$MFMT\n$MOL\n"),
    repeated(" ", "$RXN", "x\n"),
  ],
  ord: [
    repeated("\x1a\x00"),
    repeated("\x1a\x02\x0a\x00"),
    repeated("\x0a\x00"),
    repeated("\x0a\x04\x08\x02\x1a\x00"),
    repeated("\x12\x00", "\x0a\x02\x08\x02"),
    repeated("\x12\x06\x12\x04\x0a\x02\x0a\x00", "\x0a\x02\x08\x02"),
    repeated("\x42\x02\x1a\x00", "\x0a\x02\x08\x02"),
    repeated("\x13", "\x0a\x02\x08\x02"),
    nested("\x13", "\x14", "\x0a\x02\x08\x02"),
    repeated("\x1a\x02\x13\x13"),
    repeated("\xff"),
  ],
};

/** Texts of single reactions, by format. */
const SPLIT: Readonly<Record<"smiles" | "rxn", readonly (readonly Part[])[]>> = {
  smiles: [
    repeated("C."),
    repeated("C.", "C>>C>"),
    repeated("(", "C>>C"),
    repeated("(C.C).", "", "C>>C"),
    repeated("[$(", "C>>C"),
    repeated("[$([C].", "C>>C"),
    repeated(">"),
    repeated(" >"),
    repeated(" ", "C>>C", "|"),
    [
      { text: "C.", grows: true },
      { text: "C>>C |f:", grows: false },
      { text: "№.", grows: true },
      { text: "0|", grows: false },
    ],
    [{ text: "C.", grows: true }, { text: "C>>C |f:0", grows: false }, { text: ".№,№", grows: true }],
    repeated("0.", "C>>C |f:", "x|"),
    repeated(",0.1", "C>>C |f:0.1", "x|"),
    repeated("$", "C>>C |", "|"),
    repeated("(", "C>>C |", "|"),
  ],
  rxn: [
    repeated("$MOL\n", "$RXN\n\n\n\n999  0\n"),
    repeated("$MOL\n\n\n\n  0  0 V2000\nM  END\n", "$RXN\n\n\n\n999  0\n"),
    repeated("1 2 ", "$RXN\n\n\n\n", "\n$MOL\n"),
    repeated("123", "$RXN\n\n\n\n", "\n$MOL\n"),
    repeated(" 1 1 x\n", "$RXN\nx\n", "$MOL\n"),
    repeated("\t", "$RXN\n\n\n\n  1  0\n$MOL\n", "\nM  END\n"),
    repeated(" ", "$RXN\n\n\n\n  1  0\n$MOL\nM", "END\n"),
    repeated(" ", "$RXN\n\n\n\n  1  0\n$MOL\nM  END", "x\n"),
    repeated("x\n", "$RXN\n\n\n\n  1  0\n$MOL\n", "M  END\n"),
    repeated(" ", "$RXN", "V3000 x"),
    repeated("M  V30 x -\n", "$RXN V3000\nM  V30 COUNTS 1 0\nM  V30 BEGIN REACTANT\nM  V30 BEGIN CTAB\n"),
    repeated(
      "M  V30 BEGIN CTAB\nM  V30 END CTAB\n",
      "$RXN V3000\nM  V30 COUNTS 1 0\nM  V30 BEGIN REACTANT\n",
      "M  V30 END REACTANT\n",
    ),
    repeated(" ", "$RXN V3000\nM  V30 COUNTS 1 1", "x\n"),
    repeated(" 1", "$RXN V3000\nM  V30 COUNTS", "\n"),
    repeated(" x", "$RXN V3000\nM  V30 BEGIN", "\n"),
  ],
};

function faults(texts: readonly GrownText[], size: number): readonly string[] {
  return texts.flatMap((text) => {
    const fault = growthFault(readerCost(text, size));
    return fault === null ? [] : [`${describeText(text)}: ${fault}`];
  });
}

for (const format of Object.keys(FOUND) as readonly FindFormat[]) {
  Deno.test(`Finding reactions in ${format} takes time linear in the text, whatever is repeated or nested`, () => {
    const texts = FOUND[format].map((parts): GrownText => ({ reader: { kind: "find", format }, parts }));
    assertEquals(faults(texts, SIZE), []);
  });
}

Deno.test("Telling the format of a text takes time linear in it, whatever the format is", () => {
  const texts = Object.entries(FOUND).flatMap(([format, shapes]) => format === "ord" ? [] : shapes)
    .map((parts): GrownText => ({ reader: { kind: "find", format: "auto" }, parts }));
  assertEquals(faults(texts, SIZE), []);
});

for (const format of ["smiles", "rxn"] as const) {
  Deno.test(`Taking a reaction of format ${format} apart takes time linear in its text`, () => {
    const texts = SPLIT[format].map((parts): GrownText => ({ reader: { kind: "split", format }, parts }));
    assertEquals(faults(texts, REACTION_SIZE), []);
  });
}

Deno.test("Pieces of the formats in any order are read in linear time", () => {
  const random = new Random(20_261_201);
  assertEquals(faults(Array.from({ length: RANDOM_TEXTS }, () => randomText(random)), SIZE), []);
});
