/** Judges text as SMILES without RDKit, which would be too slow for every word of a long text. */
import { bracketEnd } from "./reaction_arrows.ts";

/** Features of a text when read as SMILES, without any chemistry: enough to tell notation from prose. Counts are ≥ 0. */
export interface SmilesShape {
  readonly atoms: number;
  /** Carbon atoms written as `C` or `c`. */
  readonly carbons: number;
  /** Characters, or whole bracket atoms, that are not valid SMILES at their position. */
  readonly bad: number;
  readonly bracketAtoms: number;
  /** Aromatic atoms outside brackets, such as `c`; plausible only in a ring. */
  readonly aromatic: number;
  /** Ring bonds that are opened and closed. */
  readonly rings: number;
  /** Ring bonds that are opened but never closed. */
  readonly openRings: number;
  /** Double, triple and quadruple bonds. */
  readonly multipleBonds: number;
  /** Branches `(…)`. */
  readonly branches: number;
  /** `(` without `)`. */
  readonly openBranches: number;
  /** Uppercase `C` directly followed by another: formulas write `C2`, and words rarely contain it. */
  readonly chains: number;
  /** Ends with a bond symbol or a dot, so something is missing. */
  readonly dangling: boolean;
}

const ELEMENTS = new Set(
  ("H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb " +
    "Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt " +
    "Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc " +
    "Lv Ts Og D T * b c n o p s se as te si").split(" "),
);
/** Isotope, symbol (or SMARTS `#6`), chirality, hydrogens, charge, atom map number. */
const BRACKET_ATOM =
  /^\d{0,3}([A-Z][a-z]?|[a-z][a-z]?|\*|#\d{1,3})(@{1,2}(?:(?:TH|AL|SP|TB|OH)\d{1,2})?)?(H\d{0,2})?([+-]{1,4}\d{0,2})?(:\d{1,6})?$/;
/** SMARTS such as `[C,N;H1:1]`: not SMILES, but certainly reaction notation. */
const QUERY_ATOM = /^[A-Za-z0-9#*!$@+\-;,&:=~^()[\]]+$/;
const QUERY_SIGN = /[;,&!]/;
const ORGANIC = "BCNOPSFI";
const AROMATIC = "bcnops";
const BONDS = "-=#$:/\\~";

/** Reads a text as SMILES in a single pass; never throws. Source: OpenSMILES 1.0, chapter 3. */
export function smilesShape(text: string): SmilesShape {
  const openRings = new Set<string>();
  let atoms = 0;
  let carbons = 0;
  let bad = 0;
  let bracketAtoms = 0;
  let aromatic = 0;
  let rings = 0;
  let multipleBonds = 0;
  let branches = 0;
  let openBranches = 0;
  let chains = 0;
  /** A bond, branch or ring digit here has something before it to attach to. */
  let attached = false;
  let dangling = false;
  let i = 0;
  while (i < text.length) {
    const char = text[i] ?? "";
    let next = i + 1;
    let isAtom = false;
    let dangles = false;
    if (char === "[") {
      const end = bracketEnd(text, i);
      if (end !== -1) next = end;
      if (end !== -1 && isBracketAtom(text.slice(i + 1, end - 1))) {
        isAtom = true;
        bracketAtoms++;
      } else bad++;
    } else if (ORGANIC.includes(char)) {
      isAtom = true;
      if ((char === "C" && text[next] === "l") || (char === "B" && text[next] === "r")) next++;
      else if (char === "C") {
        carbons++;
        if (text[next] === "C") chains++;
      }
    } else if (AROMATIC.includes(char)) {
      isAtom = true;
      aromatic++;
      if (char === "c") carbons++;
    } else if (char === "*") isAtom = true;
    else if (char === "-" && text[next] === ">" || char === "<" && text[next] === "-") {
      next++;
      dangles = true;
      if (!attached) bad++;
    } else if (BONDS.includes(char)) {
      if (char === "=" || char === "#" || char === "$") multipleBonds++;
      if (!attached) bad++;
      dangles = true;
    } else if (char === "(") {
      if (!attached) bad++;
      openBranches++;
      branches++;
    } else if (char === ")") {
      if (openBranches === 0) bad++;
      else openBranches--;
    } else if (char === ".") {
      attached = openBranches > 0 && attached;
      dangles = true;
    } else {
      const ringEnd = ringBondEnd(text, i);
      if (ringEnd === -1 || !attached) bad++;
      else {
        const digits = text.slice(i, ringEnd);
        if (openRings.delete(digits)) rings++;
        else openRings.add(digits);
        next = ringEnd;
      }
    }
    if (isAtom) {
      atoms++;
      attached = true;
    }
    dangling = dangles;
    i = next;
  }
  return {
    atoms,
    carbons,
    bad,
    bracketAtoms,
    aromatic,
    rings,
    openRings: openRings.size,
    multipleBonds,
    branches,
    openBranches,
    chains,
    dangling,
  };
}

/** Contains only valid SMILES, and aromatic atoms only along with a ring (`spoon` has none). */
export function isClean(shape: SmilesShape): boolean {
  return shape.bad === 0 && (shape.aromatic === 0 || shape.rings + shape.openRings > 0);
}

/** Shows a feature that hardly any word, formula or variable name has. */
export function isStrong(shape: SmilesShape): boolean {
  return shape.bracketAtoms > 0 || shape.multipleBonds > 0 || shape.branches > 0 || shape.rings > 0;
}

function isBracketAtom(content: string): boolean {
  const symbol = BRACKET_ATOM.exec(content)?.[1];
  if (symbol !== undefined) {
    return symbol.startsWith("#") || ELEMENTS.has(symbol);
  }
  return QUERY_SIGN.test(content) && QUERY_ATOM.test(content) && /^[#*!$A-Za-z]/.test(content);
}

/** End of the ring bond (`1`, `%12`, `%(123)`) that begins at `start`, or -1. */
function ringBondEnd(text: string, start: number): number {
  const char = text[start] ?? "";
  if (isDigit(char)) return start + 1;
  if (char !== "%") return -1;
  if (isDigit(text[start + 1]) && isDigit(text[start + 2])) return start + 3;
  if (text[start + 1] !== "(") return -1;
  let i = start + 2;
  while (i < start + 8 && isDigit(text[i])) i++;
  return i > start + 2 && text[i] === ")" ? i + 1 : -1;
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= "0" && char <= "9";
}
