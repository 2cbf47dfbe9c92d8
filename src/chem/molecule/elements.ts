/** Chemical elements by atomic number: symbols, names, and the groups that bond costs depend on. */

const SYMBOLS = [
  "* H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr",
  "Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu",
  "Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr",
  "Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og",
].join(" ").split(" ");

const NAMES: Readonly<Record<string, string>> = {
  H: "hydrogen",
  Li: "lithium",
  B: "boron",
  C: "carbon",
  N: "nitrogen",
  O: "oxygen",
  F: "fluorine",
  Na: "sodium",
  Mg: "magnesium",
  Al: "aluminium",
  Si: "silicon",
  P: "phosphorus",
  S: "sulfur",
  Cl: "chlorine",
  K: "potassium",
  Zn: "zinc",
  Se: "selenium",
  Br: "bromine",
  Sn: "tin",
  I: "iodine",
};

const NUMBERS: ReadonlyMap<string, number> = new Map(SYMBOLS.map((symbol, number) => [symbol, number]));

/** Symbol of an element; `*` for atomic number 0, which is a wildcard. */
export function elementSymbol(atomicNumber: number): string {
  return SYMBOLS[atomicNumber] ?? `#${atomicNumber}`;
}

/** Is this the symbol of an element, correctly capitalised? */
export function isElementSymbol(symbol: string): boolean {
  return symbol !== "*" && NUMBERS.has(symbol);
}

/** English name of a common element; the symbol of any other. */
export function elementName(symbol: string): string {
  return NAMES[symbol] ?? symbol;
}

/** Fluorine, chlorine, bromine, iodine. */
export function isHalogen(atomicNumber: number): boolean {
  return atomicNumber === 9 || atomicNumber === 17 || atomicNumber === 35 || atomicNumber === 53;
}

/** Metals and the metalloids boron and silicon: elements that readily give up their partner in a coupling. */
export function isMetalLike(atomicNumber: number): boolean {
  return atomicNumber === 5 || atomicNumber === 14 || isMetal(atomicNumber);
}

/** Metals, with germanium, antimony and polonium, whose organic compounds react like those of tin, bismuth and lead. */
export function isMetal(atomicNumber: number): boolean {
  return NON_METALS.every(([first, last]) => atomicNumber < first || atomicNumber > last);
}

/** Atomic numbers: hydrogen, helium; boron to neon; silicon to argon; arsenic to krypton; tellurium to xenon; astatine, radon. */
const NON_METALS = [[0, 2], [5, 10], [14, 18], [33, 36], [52, 54], [85, 86]] as const;
