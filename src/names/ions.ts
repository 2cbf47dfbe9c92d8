/** Ions by their formula and their names. */
export interface Ion {
  readonly smiles: string;
  readonly charge: number;
}

const CATION_TABLE = `
Li | [Li+] | lithium
Na | [Na+] | sodium
K | [K+] | potassium
Rb | [Rb+] | rubidium
Cs | [Cs+] | cesium
Ag | [Ag+] | silver
Tl | [Tl+] | thallium; thallous
NH4 | [NH4+] | ammonium
Mg | [Mg+2] | magnesium
Ca | [Ca+2] | calcium
Sr | [Sr+2] | strontium
Ba | [Ba+2] | barium
Zn | [Zn+2] | zinc
Cd | [Cd+2] | cadmium
Hg | [Hg+2] | mercury(ii); mercuric
Cu | [Cu+2] | cupric; copper(ii)
Cu | [Cu+] | cuprous; copper(i)
Fe | [Fe+2] | ferrous; iron(ii)
Fe | [Fe+3] | ferric; iron(iii)
Co | [Co+2] | cobalt(ii); cobaltous
Ni | [Ni+2] | nickel(ii); nickel
Pd | [Pd+2] | palladium(ii); palladium
Mn | [Mn+2] | manganese(ii); manganous
Sn | [Sn+2] | stannous; tin(ii)
Sn | [Sn+4] | stannic; tin(iv)
Pb | [Pb+2] | lead(ii); lead
Pb | [Pb+4] | lead(iv)
Cr | [Cr+2] | chromous; chromium(ii)
Cr | [Cr+3] | chromic; chromium(iii)
Al | [Al+3] | aluminum
Bi | [Bi+3] | bismuth(iii); bismuth
In | [In+3] | indium(iii); indium
Sc | [Sc+3] | scandium(iii); scandium
Y | [Y+3] | yttrium(iii); yttrium
La | [La+3] | lanthanum(iii); lanthanum
Ce | [Ce+3] | cerium(iii); cerous
Ce | [Ce+4] | cerium(iv); ceric
Sm | [Sm+2] | samarium(ii)
Yb | [Yb+3] | ytterbium(iii); ytterbium
Rh | [Rh+3] | rhodium(iii)
Ru | [Ru+3] | ruthenium(iii)
Zr | [Zr+4] | zirconium; zirconium(iv)
`;
const ANION_TABLE = `
F | [F-] | fluoride
Cl | [Cl-] | chloride
Br | [Br-] | bromide
I | [I-] | iodide
OH | [OH-] | hydroxide
H | [H-] | hydride
O | [O-2] | oxide
S | [S-2] | sulfide
SH | [SH-] | hydrosulfide; hydrogen sulfide
CN | [C-]#N | cyanide
N3 | [N-]=[N+]=[N-] | azide
NH2 | [NH2-] | amide
SCN | [S-]C#N | thiocyanate
OCN | [O-]C#N | cyanate
NO2 | N(=O)[O-] | nitrite
NO3 | [N+](=O)([O-])[O-] | nitrate
HCO3 | C(=O)(O)[O-] | bicarbonate; hydrogen carbonate; hydrogencarbonate
CO3 | C(=O)([O-])[O-] | carbonate
HSO3 | S(=O)(O)[O-] | bisulfite; hydrogen sulfite
SO3 | S(=O)([O-])[O-] | sulfite
S2O5 | S(=O)([O-])S(=O)(=O)[O-] | metabisulfite; pyrosulfite
HSO4 | S(=O)(=O)(O)[O-] | bisulfate; hydrogen sulfate; hydrogensulfate
SO4 | S(=O)(=O)([O-])[O-] | sulfate
S2O3 | S(=O)(=S)([O-])[O-] | thiosulfate
S2O4 | S(=O)([O-])S(=O)[O-] | dithionite; hydrosulfite
S2O8 | S(=O)(=O)([O-])OOS(=O)(=O)[O-] | persulfate; peroxydisulfate
PO4 | P(=O)([O-])([O-])[O-] | phosphate
HPO4 | P(=O)(O)([O-])[O-] | hydrogen phosphate; hydrogenphosphate
H2PO4 | P(=O)(O)(O)[O-] | dihydrogen phosphate; dihydrogenphosphate
BH4 | [BH4-] | borohydride; tetrahydroborate
BH3CN | [BH3-]C#N | cyanoborohydride
BH3(CN) | [BH3-]C#N | -
BH(OAc)3 | [BH-](OC(C)=O)(OC(C)=O)OC(C)=O | triacetoxyborohydride
AlH4 | [AlH4-] | tetrahydroaluminate
BF4 | F[B-](F)(F)F | tetrafluoroborate; fluoroborate
OPh | [O-]c1ccccc1 | phenoxide; phenolate; phenate
OnBu | CCCC[O-] | butoxide; n-butoxide; butylate
OnPr | CCC[O-] | propoxide; n-propoxide; propylate
PF6 | F[P-](F)(F)(F)(F)F | hexafluorophosphate
SbF6 | F[Sb-](F)(F)(F)(F)F | hexafluoroantimonate
ClO | [O-]Cl | hypochlorite
ClO2 | [O-]Cl=O | chlorite
ClO3 | [O-]Cl(=O)=O | chlorate
ClO4 | [O-]Cl(=O)(=O)=O | perchlorate
BrO3 | [O-]Br(=O)=O | bromate
ICl2 | Cl[I-]Cl | dichloroiodate
IO3 | [O-]I(=O)=O | iodate
IO4 | [O-]I(=O)(=O)=O | periodate; metaperiodate
MnO4 | [O-][Mn](=O)(=O)=O | permanganate
CrO4 | [O-][Cr](=O)(=O)[O-] | chromate
Cr2O7 | [O-][Cr](=O)(=O)O[Cr](=O)(=O)[O-] | dichromate; bichromate
OAc | C(C)(=O)[O-] | acetate
CH3COO | C(C)(=O)[O-] | -
CH3CO2 | C(C)(=O)[O-] | -
O2CCH3 | C(C)(=O)[O-] | -
OMe | C[O-] | methoxide; methylate
OCH3 | C[O-] | -
OEt | C(C)[O-] | ethoxide; ethylate
OC2H5 | C(C)[O-] | -
OiPr | CC(C)[O-] | isopropoxide
OtBu | CC(C)(C)[O-] | tert-butoxide; t-butoxide; tert.-butoxide; tert-butylate; t-butylate
Ot-Bu | CC(C)(C)[O-] | -
OTf | FC(F)(F)S(=O)(=O)[O-] | triflate; trifluoromethanesulfonate
OTs | Cc1ccc(cc1)S(=O)(=O)[O-] | tosylate; p-toluenesulfonate
TFA | FC(F)(F)C(=O)[O-] | trifluoroacetate
HCOO | C(=O)[O-] | formate
HCO2 | C(=O)[O-] | -
acac | CC(=O)C=C(C)[O-] | acetylacetonate
C2O4 | C(=O)(C(=O)[O-])[O-] | oxalate
`;

interface Row {
  readonly formula: string;
  readonly ion: Ion;
  readonly names: readonly string[];
}

function rows(table: string): readonly Row[] {
  return table.trim().split("\n").flatMap((row) => {
    const [formula = "", smiles = "", names = ""] = row.split(" | ");
    if (smiles === "-") return [];
    const charge = [...smiles.matchAll(/([+-])(\d?)\]/g)]
      .reduce((sum, [, sign, size]) => sum + (sign === "+" ? 1 : -1) * Number(size || 1), 0);
    return [{ formula, ion: { smiles, charge }, names: names.split("; ") }];
  });
}

const CATION_ROWS = rows(CATION_TABLE);
const ANION_ROWS = rows(ANION_TABLE);

function byName(list: readonly Row[]): ReadonlyMap<string, Ion> {
  return new Map(list.flatMap(({ names, ion }) => names.map((name) => [name, ion] as const)));
}

function byFormula(list: readonly Row[]): ReadonlyMap<string, readonly Ion[]> {
  const found = new Map<string, Ion[]>();
  for (const { formula, ion } of list) found.set(formula, [...found.get(formula) ?? [], ion]);
  return found;
}

export const CATION_NAMES = byName(CATION_ROWS);
export const ANION_NAMES = byName(ANION_ROWS);
export const CATION_FORMULAS = byFormula(CATION_ROWS);
export const ANION_FORMULAS = byFormula(ANION_ROWS);

/** SMILES of a neutral salt in the smallest numbers; null where the charges do not part. */
export function salt(cation: Ion, anion: Ion): string | null {
  const [a, b] = [cation.charge, -anion.charge];
  if (a <= 0 || b <= 0) return null;
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return [...Array<string>(b / x).fill(cation.smiles), ...Array<string>(a / x).fill(anion.smiles)].join(".");
}

/** What a formula writes of an ion that it has several of: `(NO3)2`, `Cl2`. */
function timesFormula(formula: string, count: number): string {
  if (count === 1) return formula;
  return /^[A-Z][a-z]?$/.test(formula) ? `${formula}${count}` : `(${formula})${count}`;
}

/**
 * Formula of the salt of some cations and anions of one kind each, such as `Pd(OAc)2`; of an ion alone, without its
 * charge, if the other is null. Null if the tables do not have an ion.
 */
export function saltFormula(
  cation: IonCount | null,
  anion: IonCount | null,
): string | null {
  const part = (table: readonly Row[], { isIon, count }: IonCount) => {
    const row = table.find(({ ion }) => isIon(ion));
    return row === undefined ? null : timesFormula(row.formula, count);
  };
  const parts = [cation && part(CATION_ROWS, cation), anion && part(ANION_ROWS, anion)];
  if ((cation && parts[0] === null) || (anion && parts[1] === null)) return null;
  return parts.join("");
}

/** An ion, which `isIon` recognises in the tables, and how many of it a salt has. */
export interface IonCount {
  readonly isIon: (ion: Ion) => boolean;
  readonly count: number;
}

/** SMILES of salts by their formulas in lower case, if one salt only and no English word is spelt so. */
function saltsInLowerCase(): ReadonlyMap<string, string> {
  const found = new Map<string, string | null>();
  for (const cation of CATION_ROWS) {
    for (const anion of ANION_ROWS) {
      const smiles = salt(cation.ion, anion.ion);
      if (smiles === null) continue;
      const [a, b] = [cation.ion.charge, -anion.ion.charge];
      const divisor = a % 2 === 0 && b % 2 === 0 ? 2 : a === b ? a : 1;
      const formula = `${timesFormula(cation.formula, b / divisor)}${
        timesFormula(anion.formula, a / divisor)
      }`.toLowerCase();
      if (formula.length < 3 || WORDS.has(formula)) continue;
      found.set(formula, found.has(formula) && found.get(formula) !== smiles ? null : smiles);
    }
  }
  return new Map([...found].flatMap(([formula, smiles]) => smiles === null ? [] : [[formula, smiles]]));
}

/** Of these, chemists and others mean something else. */
const WORDS = new Set([
  "coo",
  "nah",
  "bah",
  "cah",
  "inf",
  "bif",
  "ins",
  "bis",
  "sno",
  "pbs",
  "lah",
  "zno",
  "cas",
  "cos",
  "bas",
  "cus",
]);
export const SALTS_IN_LOWER_CASE = saltsInLowerCase();
