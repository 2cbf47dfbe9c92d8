/** Reads formulas as chemists write them on a line: salts by their ions, organic ones group by group. */
import { ANION_FORMULAS, CATION_FORMULAS, salt, SALTS_IN_LOWER_CASE } from "./ions.ts";
import { readFragment } from "./read_fragment.ts";
import { NameFault, Structure } from "./structure.ts";
import { writeSmiles } from "./write_smiles.ts";

/** Groups that formulas write as one; the first atom binds. */
const GROUPS: Readonly<Record<string, string>> = {
  Me: "C",
  Et: "CC",
  Pr: "CCC",
  nPr: "CCC",
  "n-Pr": "CCC",
  iPr: "C(C)C",
  "i-Pr": "C(C)C",
  Bu: "CCCC",
  nBu: "CCCC",
  "n-Bu": "CCCC",
  iBu: "CC(C)C",
  "i-Bu": "CC(C)C",
  sBu: "C(C)CC",
  "s-Bu": "C(C)CC",
  "sec-Bu": "C(C)CC",
  tBu: "C(C)(C)C",
  "t-Bu": "C(C)(C)C",
  "tert-Bu": "C(C)(C)C",
  Ph: "c1ccccc1",
  C6H5: "c1ccccc1",
  C2H5: "CC",
  Bn: "Cc1ccccc1",
  Bz: "C(=O)c1ccccc1",
  Ac: "C(=O)C",
  Cy: "C1CCCCC1",
  Tf: "S(=O)(=O)C(F)(F)F",
  Ts: "S(=O)(=O)c1ccc(C)cc1",
  Ms: "S(=O)(=O)C",
  Boc: "C(=O)OC(C)(C)C",
  Cbz: "C(=O)OCc1ccccc1",
  TMS: "[SiH](C)(C)C",
  TBS: "[SiH](C)(C)C(C)(C)C",
  TBDMS: "[SiH](C)(C)C(C)(C)C",
  TIPS: "[SiH](C(C)C)(C(C)C)C(C)C",
  TES: "[SiH](CC)(CC)CC",
  TBDPS: "[SiH](c1ccccc1)(c1ccccc1)C(C)(C)C",
  PMB: "Cc1ccc(OC)cc1",
  PMP: "c1ccc(OC)cc1",
  Fmoc: "C(=O)OCC1c2ccccc2-c2ccccc12",
  Alloc: "C(=O)OCC=C",
  Troc: "C(=O)OCC(Cl)(Cl)Cl",
  SEM: "COCC[Si](C)(C)C",
  MOM: "COC",
  MEM: "COCCOC",
  BOM: "COCc1ccccc1",
  THP: "C1CCCCO1",
  Trt: "C(c1ccccc1)(c1ccccc1)c1ccccc1",
  Mes: "c1c(C)cc(C)cc1C",
  CF3: "C(F)(F)F",
  CCl3: "C(Cl)(Cl)Cl",
  NO2: "[NH+](=O)[O-]",
  CN: "C#N",
  CHO: "C=O",
  COOH: "C(=O)O",
  CO2H: "C(=O)O",
  COCl: "C(=O)Cl",
  CONH2: "C(=O)N",
  SO3H: "S(=O)(=O)O",
  SO2Cl: "S(=O)(=O)Cl",
  NCO: "N=C=O",
  N3: "N=[N+]=[N-]",
};
/** Groups with two ends: what follows binds at the last named atom. */
const LINKS: Readonly<Record<string, readonly [smiles: string, end: number]>> = {
  CO: ["C=O", 0],
  SO2: ["[SH2](=O)=O", 0],
  CO2: ["C(=O)O", 2],
  COO: ["C(=O)O", 2],
  SO3: ["S(=O)(=O)O", 3],
};
const VALENCE: Readonly<Record<string, number>> = {
  C: 4,
  N: 3,
  O: 2,
  S: 2,
  Si: 4,
  P: 3,
  B: 3,
  Sn: 4,
  Al: 3,
  Zn: 2,
};
/** Astatine stands for an end that is left open: no formula of a chemist has it. */
export const OPEN_END = "At";
const ENDS = new Set(["F", "Cl", "Br", "I", "Li", OPEN_END]);
const TOKENS = [
  ...Object.keys(GROUPS),
  ...Object.keys(LINKS),
  ...Object.keys(VALENCE),
  ...ENDS,
  "H",
  "MgBr",
  "MgCl",
  "MgI",
  "ZnCl",
  "ZnBr",
]
  .sort((a, b) => b.length - a.length);
const MAX_LENGTH = 60;

/** SMILES of a formula such as K2CO3, CuSO4·5H2O, CH2Cl2, PhCHO or Me3SiCl; null if it is none. */
export function readFormula(text: string): string | null {
  if (!/[A-Z]/.test(text)) return readLowerCase(text);
  if (
    text.length > MAX_LENGTH || !/^[A-Za-z0-9()·.,*\-\[\] ]+$/.test(text.replace(/·/g, "."))
  ) return null;
  const [main = "", water] = text.split(/ ?[·*•] ?| ?\.(?=\d*H2O$)/);
  if (water !== undefined) {
    const count = /^(\d*)H2O$/.exec(water)?.[1];
    const dry = count === undefined ? null : readFormula(main);
    return dry === null ? null : [dry, ...Array<string>(Number(count || 1)).fill("O")].join(".");
  }
  return ionic(main) ?? condensed(main);
}

/** `nahco3`, `lioh.h2o`: lists that were put in lower case; salts only, since of others the letters say too little. */
function readLowerCase(text: string): string | null {
  const [, main = "", count] = /^(.+?)(?: ?[·*•.] ?(\d*)h2o)?$/.exec(text) ?? [];
  const dry = SALTS_IN_LOWER_CASE.get(main);
  if (dry === undefined) return null;
  return count === undefined ? dry : [dry, ...Array<string>(Number(count || 1)).fill("O")].join(".");
}

function ionic(text: string): string | null {
  for (const [formula, cations] of CATION_FORMULAS) {
    const bracketed = text.startsWith(`(${formula})`);
    if (!bracketed && !text.startsWith(formula)) continue;
    const rest = text.slice(formula.length + (bracketed ? 2 : 0));
    const match = /^(\d*)(.+)$/.exec(rest);
    if (match === null) continue;
    const [, count = "", anionText = ""] = match;
    for (const cation of cations) {
      for (const [name, times] of anionReadings(anionText)) {
        for (const anion of ANION_FORMULAS.get(name) ?? []) {
          if (cation.charge * Number(count || 1) + anion.charge * times !== 0) continue;
          const smiles = salt(cation, anion);
          if (smiles !== null) return smiles;
        }
      }
    }
  }
  return null;
}

function* anionReadings(text: string): Generator<readonly [name: string, times: number], void> {
  yield [text, 1];
  const bracketed = /^\((.+)\)(\d+)$/.exec(text);
  if (bracketed) yield [bracketed[1] ?? "", Number(bracketed[2])];
  const plain = /^(.*?[A-Za-z])(\d)$/.exec(text);
  if (plain) yield [plain[1] ?? "", Number(plain[2])];
}

interface Token {
  readonly name: string;
  readonly count: number;
}

/** A formula of a chain read from left to right: what stands before an atom or behind it fills its valence. */
export function condensed(text: string): string | null {
  const tokens = tokensOf(text);
  if (tokens === null) return null;
  try {
    return chainOf(tokens);
  } catch (error) {
    if (error instanceof NameFault) return null;
    throw error;
  }
}

function chainOf(tokens: readonly Token[]): string | null {
  const structure = new Structure();
  let pending: number[] = [];
  /** The atom that takes what comes, and how many bonds it still has. */
  let open = -1;
  let left = 0;
  for (const { name, count } of tokens) {
    if (name === "H") {
      if (open < 0) return null;
      if (left < count) return null;
      left -= count;
      continue;
    }
    const isEnd = name in GROUPS || ENDS.has(name) || /^(Mg|Zn)[A-Z]/.test(name);
    if (isEnd) {
      for (let i = 0; i < count; i++) {
        const atom = addGroup(structure, name);
        if (left > 0) {
          structure.join(open, atom);
          left--;
        } else if (open < 0) pending.push(atom);
        else return null;
      }
      continue;
    }
    for (let i = 0; i < count; i++) {
      const link = LINKS[name];
      let first: number;
      let valence: number;
      if (link) {
        const shift = structure.include(readFragment(link[0]));
        first = shift;
        // The first atom keeps one end for what stands before it.
        for (const atom of pending) structure.join(first, atom);
        const before = open >= 0 ? 1 : pending.length;
        if (open >= 0) {
          if (left < 1) return null;
          structure.join(open, first);
          left--;
          if (left > 0) return null;
        }
        if (before !== 1) return null;
        pending = [];
        open = shift + link[1];
        left = 1;
        continue;
      }
      valence = VALENCE[name] ?? 0;
      first = structure.add(name);
      if (open >= 0) {
        if (left < 1) return null;
        structure.join(open, first);
        left--;
        if (left > 0) return null;
        valence--;
      }
      if (pending.length > valence) return null;
      for (const atom of pending) structure.join(first, atom);
      valence -= pending.length;
      pending = [];
      open = first;
      left = valence;
    }
  }
  if (left !== 0 || hasOddOxygen(structure)) return null;
  if (open < 0) {
    const [a, b] = pending;
    if (a === undefined || b === undefined || pending.length !== 2) return null;
    structure.join(a, b);
  }
  return writeSmiles(structure);
}

/** Oxygen on a halogen or on oxygen: the formula meant something else, such as `CH3SOCl`. */
function hasOddOxygen(structure: Structure): boolean {
  return structure.atoms.some((atom) =>
    atom.element === "O" &&
    [...atom.bonds.keys()].some((other) => /^(?:F|Cl|Br|I|O)$/.test(structure.atom(other).element))
  );
}

function addGroup(structure: Structure, name: string): number {
  const metal = /^(Mg|Zn)(Br|Cl|I)$/.exec(name);
  if (metal) {
    const atom = structure.add(metal[1] ?? "Mg", { hydrogens: 1 });
    structure.bond(atom, structure.add(metal[2] ?? "Br"));
    return atom;
  }
  if (name === "Li" || name === OPEN_END) return structure.add(name, { hydrogens: 1 });
  const smiles = GROUPS[name] ?? name;
  return structure.include(readFragment(smiles));
}

function tokensOf(text: string): readonly Token[] | null {
  const tokens: Token[] = [];
  for (let i = 0; i < text.length;) {
    const bracketed = text[i] === "(";
    const from = bracketed ? i + 1 : i;
    // `Ph2CHOH` is an alcohol and `CHO` before an H no aldehyde.
    const name = TOKENS.find((one) =>
      text.startsWith(one, from) && !(one === "CHO" && text[from + one.length] === "H")
    );
    if (name === undefined) {
      if (text[i] === "-" && i > 0) {
        i++;
        continue;
      }
      return null;
    }
    let end = from + name.length;
    if (bracketed) {
      if (text[end] !== ")") return null;
      end++;
    }
    const digits = /^\d{1,2}/.exec(text.slice(end, end + 2))?.[0] ?? "";
    tokens.push({ name, count: digits === "" ? 1 : Number(digits) });
    i = end + digits.length;
  }
  return tokens.length > 1 ? tokens : null;
}
