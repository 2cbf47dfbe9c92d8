/** Substituents that chemists name, such as the groups that protect: Boc, Bn, TBS. */
import type { MolecularGraph } from "../molecule/molecular_graph.ts";

/** Shells beyond this many bonds are not looked at: trityl and Fmoc are the deepest that matter. */
const MOST_SHELLS = 8;
/** A substituent with more atoms in one shell is none of those named here. */
const MOST_IN_SHELL = 7;

/**
 * By the shells of a substituent: its atoms at 0, 1, 2 … bonds from the first one, each as its element (lower case if
 * aromatic) and hydrogens, sorted.
 */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["C3", "Me"],
  ["C2;C3", "Et"],
  ["C2;C2;C3", "Pr"],
  ["C1;C3,C3", "iPr"],
  ["C0;C3,C3,C3", "tBu"],
  ["C2;C1;C2", "allyl"],
  ["C2;C0;C1", "propargyl"],
  ["C2;c0;c1,c1;c1,c1;c1", "Bn"],
  ["C2;c0;c1,c1;c1,c1;c0;O0;C3", "PMB"],
  ["C2;c0;c0,c1;O0,c1,c1;C3,c0;O0;C3", "DMB"],
  ["C1;c0,c0;c1,c1,c1,c1;c1,c1,c1,c1;c1,c1", "benzhydryl"],
  ["C0;c0,c0,c0;c1,c1,c1,c1,c1,c1;c1,c1,c1,c1,c1,c1;c1,c1,c1", "Trt"],
  ["C0;c0,c0,c0;c1,c1,c1,c1,c1,c1;c1,c1,c1,c1,c1,c1;c0,c0,c1;O0,O0;C3,C3", "DMT"],
  ["C2;O0;C3", "MOM"],
  ["C2;O0;C2;C2;O0;C3", "MEM"],
  ["C2;O0;C2;C3", "EOM"],
  ["C2;O0;C2;c0;c1,c1;c1,c1;c1", "BOM"],
  ["C2;O0;C2;C2;Si0;C3,C3,C3", "SEM"],
  ["C1;C2,O0;C2,C2;C2", "THP"],
  ["C1;C2,O0;C2,C2", "THF"],
  ["C1;C3,O0;C2;C3", "EE"],
  ["C2;C2;Si0;C3,C3,C3", "TMSE"],
  ["C2;C0;Cl0,Cl0,Cl0", "Tce"],
  ["C1;O0", "formyl"],
  ["C0;C3,O0", "Ac"],
  ["C0;C0,O0;F0,F0,F0", "TFA"],
  ["C0;C2,O0;Cl0", "chloroacetyl"],
  ["C0;C0,O0;C3,C3,C3", "Piv"],
  ["C0;O0,c0;c1,c1;c1,c1;c1", "Bz"],
  ["C0;O0,O0;C0;C3,C3,C3", "Boc"],
  ["C0;O0,O0;C2;c0;c1,c1;c1,c1;c1", "Cbz"],
  ["C0;O0,O0;C3", "Moc"],
  ["C0;O0,O0;C2;C3", "Eoc"],
  ["C0;O0,O0;C2;C1;C2", "Alloc"],
  ["C0;O0,O0;C2;C0;Cl0,Cl0,Cl0", "Troc"],
  ["C0;O0,O0;C2;C2;Si0;C3,C3,C3", "Teoc"],
  ["C0;O0,O0;C2;C1;c0,c0;c0,c0,c1,c1;c1,c1,c1,c1;c1,c1", "Fmoc"],
  ["Si0;C3,C3,C3", "TMS"],
  ["Si0;C2,C2,C2;C3,C3,C3", "TES"],
  ["Si0;C0,C3,C3;C3,C3,C3", "TBS"],
  ["Si0;C1,C1,C1;C3,C3,C3,C3,C3,C3", "TIPS"],
  ["Si0;C0,c0,c0;C3,C3,C3,c1,c1,c1,c1;c1,c1,c1,c1;c1,c1", "TBDPS"],
  ["S0;O0,O0,c0;c1,c1;c1,c1;c0;C3", "Ts"],
  ["S0;O0,O0,c0;c1,c1;c1,c1;c1", "benzenesulfonyl"],
  ["S0;O0,O0,c0;c0,c1;N0,c1,c1;O0,O0,c1", "Ns"],
  ["S0;O0,O0,c0;c1,c1;c1,c1;c0;N0;O0,O0", "Ns"],
  ["S0;C3,O0,O0", "Ms"],
  ["S0;C0,O0,O0;F0,F0,F0", "Tf"],
]);

/** The name of the substituent that begins at `first` and hangs on `holder`; null if it has none here. */
export function substituentName(graph: MolecularGraph, holder: number, first: number): string | null {
  const seen = new Set([holder, first]);
  let shell = [first];
  let text = "";
  for (let distance = 0; shell.length > 0; distance++) {
    if (distance === MOST_SHELLS || shell.length > MOST_IN_SHELL) return null;
    text += `${distance === 0 ? "" : ";"}${shell.map((atom) => tokenOf(graph, atom)).sort().join(",")}`;
    const next: number[] = [];
    for (const atom of shell) {
      for (const { atom: other } of graph.neighbours[atom] ?? []) {
        if (seen.has(other)) continue;
        seen.add(other);
        next.push(other);
      }
    }
    shell = next;
  }
  return NAMES.get(text) ?? null;
}

const LETTERS: Readonly<Record<number, string>> = {
  6: "C",
  7: "N",
  8: "O",
  9: "F",
  14: "Si",
  16: "S",
  17: "Cl",
};

function tokenOf(graph: MolecularGraph, atom: number): string {
  const letter = LETTERS[graph.element[atom] as number] ?? "?";
  return `${graph.aromatic[atom] === 1 ? letter.toLowerCase() : letter}${graph.hydrogens[atom]}`;
}
