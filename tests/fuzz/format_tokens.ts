/** The parts of the formats that are read, and how their files begin. */

export const TOKENS: readonly string[] = [
  // SMILES, SMARTS and CXSMILES.
  ..."C c1ccccc1 CCO [Na+] [C:1] [ ] ( ) [$( $( %12 %(123) 1 9 = . : / @ * ~ >> > -> → | |f: |$ f:0.1 0. 0,"
    .split(" "),
  " -> ",
  " + ",
  " 9 ",
  " |f:0.1|",
  "C>>C",
  "CCO>>CC=O",
  // Tables.
  ...'" "" , ; rxn rxn, reactants, products, K№, #'.split(" "),
  "\t",
  // JSON.
  ...'{ } [] null {"a": "k№":0, "a", "\\u0061 "C>>C" "reaction":'.split(" "),
  "{}\n",
  // RXN, RDF.
  "$RXN\n",
  "$RXN V3000\n",
  "$MOL\n",
  "M  END\n",
  "M  V30 ",
  "M  V30 BEGIN CTAB\n",
  "M  V30 END CTAB\n",
  "M  V30 BEGIN REACTANT\n",
  "  1  1\n",
  "$RFMT\n",
  "$RFMT $RIREG ",
  "$RIREG 1 ",
  "$DTYPE a\n",
  "$DATUM ",
  "$DATUM $RFMT\n",
  "+\n",
  "-\n",
  // Prose, Markdown, HTML.
  ..."a ab e - -- < <a </ &gt; & ` ``` ** _ ' ! \\ \\\\ $ é 😀".split(" "),
  " ",
  "  ",
  "\n",
  "\n\n",
  "\r\n",
  "\u00a0",
  "\u2028",
  "\u3000",
];

export const HEADS: readonly string[] = [
  "",
  "",
  "",
  "rxn,a,b\n",
  "rxn\ta\n",
  "rxn;a\nC>>C;1\nC>>C;2\n",
  "reactants,products\nC,CC\n",
  '{"reaction":"C>>C"}\n',
  "[",
  '[{"reaction":"C>>C"},',
  "$RDFILE 1\n$RFMT\n",
  "$RXN\n\n\n\n  1  1\n$MOL\n",
  "$RXN V3000\n\n\n\nM  V30 COUNTS 1 1\n",
  "CCO>>CC=O\n",
  "CCO>>CC=O |",
  "rxn_smiles id\n",
];

/** Fields of an ORD file, empty, nested and truncated, one character per byte. */
export const BINARY_TOKENS: readonly string[] = [
  "\x0a\x00",
  "\x0a\x04\x08\x02\x1a\x00",
  "\x0a\x07\x08\x02\x1a\x03C>C",
  "\x12\x00",
  "\x12\x02\x12\x00",
  "\x12\x06\x12\x04\x0a\x02\x0a\x00",
  "\x1a\x00",
  "\x1a\x02\x0a\x00",
  "\x1a\x7f",
  "\x42\x00",
  "\x42\x02\x1a\x00",
  "\x4a\x00",
  "\x52\x01a",
  "\x22\x00",
  "\x13",
  "\x14",
  "\x0b",
  "\x0c",
  "\x08\x01",
  "\x7d\x00\x00\x00\x00",
  "\x80",
  "\xff",
];

export const BINARY_HEADS: readonly string[] = [
  "",
  "",
  "\x0a\x01a",
  "\x0a\x04\x08\x02\x1a\x00",
  "\x1a\xff\xff\x03",
];
