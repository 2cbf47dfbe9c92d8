/** Recorded molecules that are known to supply or take up hydrogen. All SMILES are RDKit's canonical ones. */

/** Metals and low-valent ions; hydrides of boron, aluminium, silicon and tin; dihydronicotinamides. */
const REDUCING = [
  /^\[(?:Li|Na|K|Mg|Ca|Al|Zn|Fe|Sn|In|Sm|Mn|Cu|Ti)\]$/,
  /^\[(?:Sn\+2|Cr\+2|Sm\+2|Ti\+3|V\+2|Fe\+2|S-2|SH-)\]$/,
  /\[BH\d?-?\]|\[AlH\d?-?\]|\[SiH\d?\]|\[SnH\d?\]/,
  /NC\(=O\)C1=CN\(/,
];
const REDUCTANTS: ReadonlySet<string> = new Set([
  "[H][H]",
  // Patents write lithium aluminium hydride as separate ions.
  "[H-]",
  "B",
  "BB",
  "B1C2CCCC1CCC2",
  "CC1(C)OBOC1(C)C",
  "B1Oc2ccccc2O1",
  "O=CO",
  "O=C[O-]",
  "NN",
  "N[NH3+]",
  "O=S([O-])S(=O)[O-]",
  "O=S([O-])([O-])=S",
  "[Cl][Sn][Cl]",
  "[Cl][Ti]([Cl])[Cl]",
  "[I][Sm][I]",
  "C1=CCC=CC1",
  "CCOC(=O)C1=C(C)NC(C)=C(C(=O)OCC)C1",
]);

/** Peroxides; oxides of chromium, manganese, osmium, ruthenium, lead, selenium and silver; hypervalent iodine; NAD+. */
const OXIDISING = [
  /OO/,
  /^(?=.*O).*\[(?:Cr|Mn|Os|Ru|Pb|Ag|Se)(?:[+-]\d?)?\]/,
  /^\[(?:Ce\+4|Ag\+|Fe\+3|Cu\+2|Pb\+4|Tl\+3|Hg\+2)\]$/,
  /OI|=I|I\(=O|I\(O|\[I\+[23]\]/,
  /NC\(=O\)c1ccc\[n\+\]\(/,
];
const OXIDANTS: ReadonlySet<string> = new Set([
  "O=O",
  "O=[O+][O-]",
  "ClCl",
  "BrBr",
  "II",
  "[O-]Cl",
  "OCl",
  "CC(C)(C)OCl",
  "[O-][Cl+][O-]",
  "O=C1CCC(=O)N1Br",
  "O=C1CCC(=O)N1Cl",
  "O=C1CCC(=O)N1I",
  "N#CC1=C(C#N)C(=O)C(Cl)=C(Cl)C1=O",
  "O=C1C=CC(=O)C=C1",
  "O=C1C(Cl)=C(Cl)C(=O)C(Cl)=C1Cl",
  "C[N+]1([O-])CCOCC1",
  "CC1(C)CCCC(C)(C)N1[O]",
  "O=[N+]([O-])O",
  "O=S(=O)=O",
]);

/** Is the molecule known to supply hydrogen or electrons? */
export function isReductant(smiles: string): boolean {
  return REDUCTANTS.has(smiles) || REDUCING.some((pattern) => pattern.test(smiles));
}

/** Is the molecule known to take up hydrogen or electrons? */
export function isOxidant(smiles: string): boolean {
  return OXIDANTS.has(smiles) || OXIDISING.some((pattern) => pattern.test(smiles));
}
