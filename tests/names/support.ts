import { assertEquals } from "@std/assert";
import { loadRdkit } from "../../src/chem/rdkit/rdkit.ts";
import { resolveName } from "../../src/names/resolve_name.ts";

const rdkit = await loadRdkit();

/** Canonical SMILES; the text with a mark in front of it if RDKit refuses it. */
export function canonical(smiles: string): string {
  const answer = rdkit.molecule(smiles, (molecule) => molecule.smiles());
  return answer.ok ? answer.value : `refused: ${smiles}`;
}

/** Each name must be read as the structure beside it. */
export function checkNames(pairs: Readonly<Record<string, string>>): void {
  const read = Object.fromEntries(
    Object.keys(pairs).map((name) => {
      const answer = resolveName(name);
      return [name, "smiles" in answer ? canonical(answer.smiles) : `${answer.reason} at ${answer.position}`];
    }),
  );
  assertEquals(
    read,
    Object.fromEntries(Object.entries(pairs).map(([name, smiles]) => [name, canonical(smiles)])),
  );
}

/** None of the names may be read. */
export function checkRefused(names: readonly string[]): void {
  const read = names.flatMap((name) => {
    const answer = resolveName(name);
    return "smiles" in answer ? [`${name}: ${answer.smiles}`] : [];
  });
  assertEquals(read, []);
}

/** What RDKit writes of an atom: element, isotope and hydrogens. */
interface CommonChem {
  readonly defaults: { readonly atom: { readonly z: number; readonly impHs: number } };
  readonly molecules: readonly {
    readonly atoms: readonly { readonly z?: number; readonly impHs?: number; readonly isotope?: number }[];
  }[];
}

const SYMBOLS: Readonly<Record<number, string>> = {
  1: "H",
  2: "He",
  3: "Li",
  5: "B",
  6: "C",
  7: "N",
  8: "O",
  9: "F",
  11: "Na",
  12: "Mg",
  13: "Al",
  14: "Si",
  15: "P",
  16: "S",
  17: "Cl",
  18: "Ar",
  19: "K",
  20: "Ca",
  22: "Ti",
  24: "Cr",
  25: "Mn",
  26: "Fe",
  28: "Ni",
  29: "Cu",
  30: "Zn",
  34: "Se",
  35: "Br",
  42: "Mo",
  44: "Ru",
  45: "Rh",
  46: "Pd",
  47: "Ag",
  50: "Sn",
  53: "I",
  55: "Cs",
  58: "Ce",
  74: "W",
  76: "Os",
  78: "Pt",
  79: "Au",
  80: "Hg",
  82: "Pb",
};

/** Molecular formula in Hill order, with D for deuterium. */
export function molecularFormula(smiles: string): string {
  const answer = rdkit.molecule(smiles, (molecule) => molecule.json());
  if (!answer.ok) return `refused: ${answer.words}`;
  const { defaults, molecules }: CommonChem = JSON.parse(answer.value);
  const counts = new Map<string, number>();
  const add = (symbol: string, count: number) =>
    count > 0 && counts.set(symbol, (counts.get(symbol) ?? 0) + count);
  for (
    const { z = defaults.atom.z, impHs = defaults.atom.impHs, isotope } of molecules.flatMap(({ atoms }) =>
      atoms
    )
  ) {
    add(z === 1 && isotope === 2 ? "D" : SYMBOLS[z] ?? `#${z}`, 1);
    add("H", impHs);
  }
  const rest = [...counts.keys()].filter((symbol) => !(counts.has("C") && (symbol === "C" || symbol === "H")))
    .sort();
  const order = counts.has("C") ? ["C", ...counts.has("H") ? ["H"] : [], ...rest] : rest;
  return order.map((symbol) => `${symbol}${(counts.get(symbol) ?? 0) > 1 ? counts.get(symbol) : ""}`).join(
    "",
  );
}
