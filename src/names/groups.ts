/** Reads the abbreviations of groups in drawings. */
import { condensed, OPEN_END } from "./formula.ts";

/** Groups whose usual spelling has a charge, or brackets. */
const AS_WRITTEN: Readonly<Record<string, string>> = {
  "O-": "[O-]",
  "S-": "[S-]",
  "CO2-": "C(=O)[O-]",
  "COO-": "C(=O)[O-]",
  "SO3-": "S(=O)(=O)[O-]",
  "NH3+": "[NH3+]",
  "NMe3+": "[N+](C)(C)C",
  "NEt3+": "[N+](CC)(CC)CC",
  "PPh3+": "[P+](c1ccccc1)(c1ccccc1)c1ccccc1",
  "N2+": "[N+]#N",
  NO2: "[N+](=O)[O-]",
  BF3K: "[B-](F)(F)F.[K+]",
  "BF3-": "[B-](F)(F)F",
  "B(OH)2": "B(O)O",
  "(HO)2B": "B(O)O",
  "B(OMe)2": "B(OC)OC",
  "B(pin)": "B1OC(C)(C)C(C)(C)O1",
  Bpin: "B1OC(C)(C)C(C)(C)O1",
  BPin: "B1OC(C)(C)C(C)(C)O1",
  NPhth: "N1C(=O)c2ccccc2C1=O",
  "P(O)(OEt)2": "P(=O)(OCC)OCC",
  "PO(OEt)2": "P(=O)(OCC)OCC",
  "CH(OMe)2": "C(OC)OC",
  "CH(OEt)2": "C(OCC)OCC",
  "N(CH3)2": "N(C)C",
  "C(CH3)3": "C(C)(C)C",
  "CH(CH3)2": "C(C)C",
  Tr: "C(c1ccccc1)(c1ccccc1)c1ccccc1",
  Allyl: "CC=C",
  allyl: "CC=C",
  Vinyl: "C=C",
  vinyl: "C=C",
};
const TWO_ENDED: Readonly<Record<string, string>> = { CO: "C=O", "C=O": "C=O", SO: "S=O", SO2: "S(=O)=O" };
/** Ends of labels that are written towards a bond on their right, and how they read from the bond. */
const TURNED: Readonly<Record<string, string>> = {
  O2N: "NO2",
  OHC: "CHO",
  HOOC: "CO2H",
  HO2C: "CO2H",
  O2C: "CO2",
  O2S: "SO2",
  HO3S: "SO3H",
  H2NOC: "CONH2",
  ClOC: "COCl",
};
/** Beginnings of such labels that end the group, as in `HOH2C`. */
const LAST: Readonly<Record<string, string>> = { HO: "OH", H2N: "NH2", HS: "SH", NC: "CN" };
const MAX_LENGTH = 40;

/**
 * SMILES of a group that a drawing abbreviates, such as `CO2Et`, `MeO`, `BocHN` or `NH`, with an atom `[At]` at each of
 * its `ends` bonds; all of them are on one atom. Null if it is no group that is known, or if it could be bound in two ways.
 */
export function readGroup(label: string, ends: number): string | null {
  if (label.length > MAX_LENGTH || ends < 1 || ends > 4) return null;
  return groupAsWritten(label, ends) ?? groupAsWritten(turnedLabel(label), ends);
}

function groupAsWritten(label: string, ends: number): string | null {
  if (ends === 1 && Object.hasOwn(AS_WRITTEN, label)) return withEnds(AS_WRITTEN[label] ?? "", 1);
  if (ends === 2 && Object.hasOwn(TWO_ENDED, label)) return withEnds(TWO_ENDED[label] ?? "", 2);
  if (/[+-]$/.test(label)) return null;
  const count = ends === 1 ? "" : String(ends);
  return condensed(`${OPEN_END}${count}${label}`) ?? condensed(`${label}${OPEN_END}${count}`);
}

/** The label as it reads from a bond on its right. */
function turnedLabel(label: string): string {
  const ending = Object.keys(TURNED).find((written) => label.endsWith(written));
  if (ending !== undefined) return (TURNED[ending] ?? "") + turnedLabel(label.slice(0, -ending.length));
  const beginning = Object.keys(LAST).find((written) => label.startsWith(written) && label !== written);
  if (beginning !== undefined && /^H\d?C$/.test(label.slice(beginning.length))) {
    return turnedLabel(label.slice(beginning.length)) + (LAST[beginning] ?? "");
  }
  // `BocHN`, `H3C`, `TBSOH2C`: the hydrogens stand before their atom.
  const hydrogens = /^(.*?)(H\d?)(C|N|O|S|Si)$/.exec(label);
  if (hydrogens === null) return label;
  const [, before = "", count = "", atom = ""] = hydrogens;
  return atom + count + before;
}

/** A group whose first atom has all of its ends. */
function withEnds(smiles: string, ends: number): string {
  const [first = ""] = /^(?:\[[^\]]+\]|[A-Z][a-z]?)\d?/.exec(smiles) ?? [];
  const others = `([${OPEN_END}])`.repeat(ends - 1);
  return `[${OPEN_END}]${first}${others}${smiles.slice(first.length)}`;
}
