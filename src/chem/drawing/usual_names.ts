/** The short names and formulas of compounds, found by their structure: what a chemist writes over an arrow. */
import { LRUCache } from "lru-cache";
import { type IonCount, saltFormula } from "../../names/ions.ts";
import { LEXICON } from "../../names/lexicon.ts";
import { elementSymbol, isElementSymbol, isHalogen, isMetalLike } from "../molecule/elements.ts";
import type { MoleculeReader } from "../molecule/molecule_reader.ts";
import { atomTokens, withoutMapNumbers } from "../molecule/smiles_atoms.ts";

/** A compound of the lexicon, with its atoms as far as its text shows them. */
interface NamedCompound {
  readonly name: string;
  readonly fragments: readonly string[];
  readonly elements: readonly string[];
}

/** Longer names say less at a glance than a drawing. */
const LONGEST = 26;
const REMEMBERED = 4000;

/** Finds names with one RDKit instance; what it has found before it knows. */
export class UsualNames {
  readonly #reader: MoleculeReader;
  readonly #canonical = new LRUCache<string, string>({ max: REMEMBERED });
  readonly #ofOne = new Map<string, NamedCompound[]>();
  readonly #ofSeveral: NamedCompound[] = [];

  constructor(reader: MoleculeReader) {
    this.#reader = reader;
    for (const { names, smiles } of LEXICON) {
      const name = shortest(names);
      if (name === null) continue;
      const fragments = smiles.split(".");
      const compound = { name, fragments, elements: fragments.map(elementsOf) };
      if (fragments.length > 1) {
        this.#ofSeveral.push(compound);
        continue;
      }
      const key = elementsOf(smiles);
      const same = this.#ofOne.get(key);
      if (same) same.push(compound);
      else this.#ofOne.set(key, [compound]);
    }
    this.#ofSeveral.sort((a, b) => b.fragments.length - a.fragments.length);
  }

  /**
   * The name of a compound of one or several fragments, with numbers set low and charges high as in `Na₂CO₃`; null if
   * it has none that is short.
   */
  name(fragments: readonly string[]): string | null {
    const salt = this.#salt(fragments);
    if (salt !== null) return salt;
    const [single = ""] = fragments;
    const same = fragments.length === 1
      ? this.#ofOne.get(elementsOf(single))?.find((entry) => this.#isSame(entry.fragments[0] ?? "", single))
      : this.#ofSeveral.find((entry) =>
        entry.fragments.length === fragments.length && this.#found(entry, fragments) !== null
      );
    if (same) return typeset(same.name);
    return fragments.length === 1 ? this.#metalHalide(single) : null;
  }

  /**
   * Compounds of several fragments that the lexicon has, such as a complex with its ligands, among the fragments: the
   * places of those that belong together. The largest are found first.
   */
  known(fragments: readonly string[]): readonly (readonly number[])[] {
    const left = new Set(fragments.keys());
    const present = new Set(fragments.map(elementsOf));
    const compounds: (readonly number[])[] = [];
    for (const entry of this.#ofSeveral) {
      while (entry.elements.every((elements) => present.has(elements))) {
        const places = [...left];
        const found = this.#found(entry, places.map((place) => fragments[place] ?? ""));
        if (found === null) break;
        const members = found.map((at) => places[at] as number);
        for (const member of members) left.delete(member);
        compounds.push(members);
      }
    }
    return compounds;
  }

  /** Canonical SMILES without map numbers; the text itself if RDKit cannot read it. */
  canonical(smiles: string): string {
    const remembered = this.#canonical.get(smiles);
    if (remembered !== undefined) return remembered;
    const bare = withoutMapNumbers(smiles);
    const written = this.#reader.rdkit.molecule(bare, (molecule) => molecule.smiles(), { trial: true });
    const canonical = written.ok ? written.value : bare;
    this.#canonical.set(smiles, canonical);
    return canonical;
  }

  /** Where each fragment of an entry stands among the fragments; null unless all are there. */
  #found(
    { fragments: wanted, elements }: NamedCompound,
    fragments: readonly string[],
  ): readonly number[] | null {
    if (wanted.length > fragments.length) return null;
    const present = fragments.map(elementsOf);
    const taken = new Set<number>();
    for (const [k, fragment] of wanted.entries()) {
      const at = fragments.findIndex((candidate, index) =>
        !taken.has(index) && present[index] === elements[k] && this.#isSame(candidate, fragment)
      );
      if (at < 0) return null;
      taken.add(at);
    }
    return [...taken];
  }

  #isSame(a: string, b: string): boolean {
    return this.canonical(a) === this.canonical(b);
  }

  /** `Na₂CO₃`, or `Na⁺` for an ion alone. */
  #salt(fragments: readonly string[]): string | null {
    const charges = fragments.map(netCharge);
    if (charges.some((charge) => charge === 0)) return null;
    const of = (sign: 1 | -1): IonCount | null | undefined => {
      const ions = fragments.filter((_, k) => Math.sign(charges[k] as number) === sign);
      const [first] = ions;
      if (first === undefined) return null;
      if (!ions.every((ion) => this.#isSame(ion, first))) return undefined;
      const elements = elementsOf(first);
      return {
        count: ions.length,
        isIon: (ion) => elementsOf(ion.smiles) === elements && this.#isSame(ion.smiles, first),
      };
    };
    const [cation, anion] = [of(1), of(-1)];
    if (cation === undefined || anion === undefined) return null;
    if (fragments.length === 1 && fragments[0] !== undefined && this.canonical(fragments[0]) === "[H+]") {
      return "H⁺";
    }
    const formula = saltFormula(cation, anion);
    if (formula === null) return null;
    const total = charges.reduce((sum, charge) => sum + charge, 0);
    return fragments.length > 1 && total !== 0 ? null : `${typeset(formula)}${raised(total)}`;
  }

  /** `AlCl₃`, however its bonds are written. */
  #metalHalide(smiles: string): string | null {
    const read = this.#reader.graph(this.canonical(smiles), { trial: true });
    if (!read.ok) return null;
    const { element, hydrogens, charge, isotope } = read.value;
    const [metals, halogens] = [[...element].filter(isMetalLike), [...element].filter(isHalogen)];
    const [kind] = halogens;
    const isPlain = [...hydrogens, ...charge, ...isotope].every((count) => count === 0);
    if (!isPlain || metals.length !== 1 || metals.length + halogens.length !== element.length) return null;
    if (halogens.some((halogen) => halogen !== kind)) return null;
    const [metal = 0] = metals;
    if (kind === undefined) return elementSymbol(metal);
    return typeset(
      `${elementSymbol(metal)}${elementSymbol(kind)}${halogens.length > 1 ? halogens.length : ""}`,
    );
  }
}

/** Charge of a SMILES as its text has it. */
export function netCharge(smiles: string): number {
  return atomTokens(smiles).reduce((sum, token) => {
    const [, signs = "", digits = ""] = /([+-]+)(\d*)(?::\d+)?\]$/.exec(token) ?? [];
    const size = digits === "" ? signs.length : Number(digits);
    return sum + (signs.startsWith("-") ? -size : size);
  }, 0);
}

/** The elements of a SMILES without hydrogen, in the order of the alphabet: what different spellings share. */
function elementsOf(smiles: string): string {
  return atomTokens(smiles).map((token) =>
    (/[A-Z][a-z]?|[a-z]{1,2}|\*/.exec(token.replace(/H\d*(?=[^a-z])/, "")) ?? [""])[0]
  )
    .map((symbol) => symbol.length > 1 ? symbol.toLowerCase() : symbol.toUpperCase()).filter((symbol) =>
      symbol !== "H"
    )
    .sort().join(" ");
}

/** The first abbreviation or formula of a compound, or else its first name; null if that is long. */
function shortest(names: readonly string[]): string | null {
  const usable = names.filter((name) => name.length <= LONGEST);
  return usable.find((name) => name.length <= 14 && isFormulaLike(name)) ?? usable[0] ?? null;
}

/** An abbreviation or a formula: capitals and numbers, and no word. */
function isFormulaLike(name: string): boolean {
  return !/[a-z]{4}|[,.%\s]/.test(name) && (/[A-Z].*[A-Z\d]/.test(name) || isElementSymbol(name));
}

/** With the numbers of a formula set low. */
function typeset(name: string): string {
  if (!isFormulaLike(name)) return name;
  return name.replace(
    /(?<=[A-Za-z)])\d+/g,
    (digits) => [...digits].map((digit) => String.fromCodePoint(0x2080 + Number(digit))).join(""),
  );
}

function raised(charge: number): string {
  if (charge === 0) return "";
  const size = Math.abs(charge);
  return `${size > 1 ? "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(size) : ""}${charge > 0 ? "⁺" : "⁻"}`;
}
