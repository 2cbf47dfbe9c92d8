/** Reads peptides and protected amino acids in three-letter code: `Boc-Phe-OH`, `H-Ser(tBu)-D-Ala-NH2`. */

/** Side chains; `~` stands where a protecting group may be. */
const SIDES: Readonly<Record<string, string>> = {
  ala: "C",
  val: "C(C)C",
  leu: "CC(C)C",
  ile: "[C@@H](C)CC",
  phe: "Cc1ccccc1",
  tyr: "Cc1ccc(O~)cc1",
  trp: "Cc1c[nH]c2ccccc12",
  ser: "CO~",
  thr: "[C@@H](C)O~",
  cys: "CS~",
  met: "CCSC",
  asp: "CC(=O)O~",
  glu: "CCC(=O)O~",
  asn: "CC(N)=O",
  gln: "CCC(N)=O",
  lys: "CCCCN~",
  orn: "CCCN~",
  arg: "CCCNC(N)=N",
  his: "Cc1c[nH]cn1",
  nle: "CCCC",
  nva: "CCC",
};
/** Residues that are no chain of nitrogen, centre and carbonyl. */
const RESIDUES: Readonly<Record<string, string>> = {
  gly: "NCC(=O)",
  pro: "N1CCC[C@H]1C(=O)",
  sar: "N(C)CC(=O)",
  aib: "NC(C)(C)C(=O)",
  "β-ala": "NCCC(=O)",
};
/** What stands on the first nitrogen. */
const FIRST: Readonly<Record<string, string>> = {
  h: "",
  z: "O=C(OCc1ccccc1)",
  cbz: "O=C(OCc1ccccc1)",
  boc: "O=C(OC(C)(C)C)",
  fmoc: "O=C(OCC1c2ccccc2-c2ccccc12)",
  ac: "CC(=O)",
  bz: "O=C(c1ccccc1)",
  for: "O=C",
  ts: "Cc1ccc(cc1)S(=O)(=O)",
  tos: "Cc1ccc(cc1)S(=O)(=O)",
};
/** What stands on the last carbonyl. */
const LAST: Readonly<Record<string, string>> = {
  oh: "O",
  ome: "OC",
  och3: "OC",
  oet: "OCC",
  otbu: "OC(C)(C)C",
  obut: "OC(C)(C)C",
  obzl: "OCc1ccccc1",
  obn: "OCc1ccccc1",
  onp: "Oc1ccc([N+](=O)[O-])cc1",
  osu: "ON1C(=O)CCC1=O",
  nh2: "N",
  nhme: "NC",
};
const PROTECTING: Readonly<Record<string, string>> = {
  tbu: "C(C)(C)C",
  but: "C(C)(C)C",
  otbu: "C(C)(C)C",
  obut: "C(C)(C)C",
  bzl: "Cc1ccccc1",
  bn: "Cc1ccccc1",
  obzl: "Cc1ccccc1",
  obn: "Cc1ccccc1",
  me: "C",
  ome: "C",
  boc: "C(=O)OC(C)(C)C",
  z: "C(=O)OCc1ccccc1",
  cbz: "C(=O)OCc1ccccc1",
  ac: "C(C)=O",
  trt: "C(c1ccccc1)(c1ccccc1)c1ccccc1",
};
const MAX_RESIDUES = 40;

/** SMILES of a peptide in three-letter code, its residues L unless the name says D; null for other texts. */
export function readPeptide(text: string): string | null {
  const parts = text.toLowerCase().replace(/β-ala|beta-ala/g, "β_ala").split("-")
    .map((part) => part.replace("β_ala", "β-ala"));
  if (parts.length < 2 || parts.length > MAX_RESIDUES) return null;
  const first = FIRST[parts[0] ?? ""];
  const last = LAST[parts.at(-1) ?? ""];
  const inner = parts.slice(first === undefined ? 0 : 1, last === undefined ? undefined : -1);
  const residues: string[] = [];
  for (let i = 0; i < inner.length; i++) {
    const isMarked = /^[dl]$/.test(inner[i] ?? "");
    const mirrored = inner[i] === "d";
    if (isMarked) i++;
    const smiles = residue(inner[i] ?? "");
    if (smiles === null) return null;
    residues.push(mirrored ? mirror(smiles) : smiles);
  }
  // One residue alone with nothing at its ends is an abbreviation in a text, and no compound.
  if (residues.length === 0 || first === undefined && last === undefined && residues.length < 2) return null;
  return `${first ?? ""}${residues.join("")}${last ?? "O"}`;
}

function residue(text: string): string | null {
  const [, name = "", group] = /^([a-zβ-]+)(?:\(([a-z0-9]+)\))?$/.exec(text) ?? [];
  const whole = RESIDUES[name];
  if (whole !== undefined) return group === undefined ? whole : null;
  const side = SIDES[name];
  const protecting = group === undefined ? "" : PROTECTING[group];
  if (side === undefined || protecting === undefined || group !== undefined && !side.includes("~")) {
    return null;
  }
  return `N[C@@H](${side.replace("~", protecting)})C(=O)`;
}

function mirror(smiles: string): string {
  return smiles.replace(/@@?/g, (sign) => sign === "@" ? "@@" : "@");
}
