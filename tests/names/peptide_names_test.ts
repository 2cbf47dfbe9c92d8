import { checkNames, checkRefused } from "./support.ts";

Deno.test("Peptides are read by their acyl groups, each with its own configuration", () => {
  checkNames({
    "L-leucyl-L-serine": "CC(C)C[C@H](N)C(=O)N[C@@H](CO)C(=O)O",
    "D-alanyl-L-phenylalanine": "C[C@@H](N)C(=O)N[C@@H](Cc1ccccc1)C(=O)O",
    "glycyl-glycyl-glycine": "NCC(=O)NCC(=O)NCC(=O)O",
    "t-butoxycarbonyl-glycyl-glycine methyl ester": "COC(=O)CNC(=O)CNC(=O)OC(C)(C)C",
    "Nα-benzyloxycarbonyl-L-histidyl-N-phenyl-L-prolinamide":
      "O=C(N[C@@H](Cc1c[nH]cn1)C(=O)N1CCC[C@H]1C(=O)Nc1ccccc1)OCc1ccccc1",
  });
});

Deno.test("Esters and amides of amino acids are read; an acyl group on either nitrogen of an amide is refused", () => {
  checkNames({
    "ethyl glycinate": "CCOC(=O)CN",
    "methyl L-alaninate": "COC(=O)[C@H](C)N",
    "L-leucyl-glycinamide": "CC(C)C[C@H](N)C(=O)NCC(N)=O",
    "L-prolinamide": "NC(=O)[C@@H]1CCCN1",
  });
  checkRefused(["N-acetylglycinamide", "L-leucyl-L-benzene", "glycyl"]);
});
