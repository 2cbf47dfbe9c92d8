import { assertEquals } from "@std/assert";
import { texEquations } from "../../../src/chem/input/tex_line.ts";
import { found } from "./support.ts";

Deno.test("Equations of LaTeX and mhchem are lines with ordinary arrows", () => {
  const lines: Readonly<Record<string, readonly string[]>> = {
    "\\ce{CH3CH2OH ->[KMnO4][H2O] CH3COOH}": ["CH3CH2OH ->[KMnO4; H2O] CH3COOH"],
    "It is \\ce{C2H4 + H2O ->[H2SO4] C2H5OH}, as known.": ["C2H4 + H2O ->[H2SO4] C2H5OH"],
    "$\\ce{PhCHO} + \\ce{NaBH4} \\rightarrow \\ce{PhCH2OH}$": ["PhCHO + NaBH4 -> PhCH2OH"],
    "\\text{ethanol} \\xrightarrow[\\text{DCM}]{\\text{PCC}} \\text{acetaldehyde}": [
      "ethanol ->[PCC; DCM] acetaldehyde",
    ],
    "$\\mathrm{CH_3COOH + C_2H_5OH \\rightleftharpoons CH_3COOC_2H_5 + H_2O}$": [
      "CH3COOH + C2H5OH <=> CH3COOC2H5 + H2O",
    ],
    "a plain line -> without TeX": [],
    "\\ce{H2O} and \\ce{CO2} are no equation": [],
  };
  assertEquals(
    Object.fromEntries(Object.keys(lines).map((line) => [line, texEquations(line)])),
    lines,
  );
});

Deno.test("A text with equations of mhchem gives their reactions, with what stands at the arrow as agents", () => {
  const read = (text: string) => found(text, "text").map((reaction) => reaction.text);
  assertEquals(read("\\ce{CH3CH2OH ->[KMnO4][H2O] CH3COOH}"), [
    "CCO>[K+].[O-][Mn](=O)(=O)=O.O>CC(=O)O |f:1.2|",
  ]);
  assertEquals(
    read("\\text{ethanol} \\xrightarrow[\\text{DCM}]{\\text{PCC}} \\text{acetaldehyde}").length,
    1,
  );
  assertEquals(read("$\\mathrm{CH_3COOH + C_2H_5OH \\rightleftharpoons CH_3COOC_2H_5 + H_2O}$").length, 1);
  assertEquals(
    read("\\begin{equation}\n\\ce{4-nitrotoluene ->[KMnO4] 4-nitrobenzoic acid}\n\\end{equation}").length,
    1,
  );
  assertEquals(read("CCO \\rightarrow CC=O"), ["CCO>>CC=O"]);
});
