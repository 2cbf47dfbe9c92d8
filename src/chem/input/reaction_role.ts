import { resolveName } from "../../names/resolve_name.ts";
import type { NamedCompound } from "./name_terms.ts";

/** Compounds that take no part of the product when they are named beside others. */
const AGENTS =
  `THF; 2-MeTHF; DMF; DMA; NMP; DMSO; DCM; chloroform; carbon tetrachloride; DCE; MeCN; EtOAc; ether; DME; diglyme;
MTBE; dioxane; HMPA; DMPU; sulfolane; toluene; benzene; xylene; o-xylene; p-xylene; m-xylene; chlorobenzene; acetone; MEK; hexane;
heptane; pentane; cyclohexane; petroleum ether; IPA; t-BuOH; 1-butanol; methanol; ethanol; water; acetic acid; nitrobenzene; anisole;
pyridine; TEA; DIPEA; DMAP; DBU; DBN; DABCO; NMM; 2,6-lutidine; TMEDA; diisopropylamine; N,N-dimethylaniline; N,N-diethylaniline;
EDC; EDC·HCl; DCC; DIC; HOBt; HOBt hydrate; HATU; HBTU; TBTU; PyBOP; BOP; CDI; PCC; PDC; mCPBA; DDQ; DMP; NMO; IBX; AIBN; benzoyl peroxide;
PPh3; DEAD; DIAD; n-BuLi; t-BuLi; s-BuLi; LDA; LiHMDS; NaHMDS; KHMDS; KOtBu; NaH; TBAF; TBAB; TBAI; 18-crown-6; PPTS; TsOH; CSA; TFA;
methanesulfonic acid; sodium methoxide; sodium ethoxide; Pd/C; Pd(PPh3)4; Pd(OAc)2; Pd2(dba)3; PdCl2(PPh3)2; PdCl2(dppf); BINAP; Xantphos; XPhos; SPhos;
dppf; PCy3; P(tBu)3; P(o-tol)3; triethylsilane; DIBAL; Red-Al; borane; BH3·THF; BF3·Et2O; thionyl chloride; oxalyl chloride; triflic acid; oxone; TEMPO;
formic acid; ammonium formate; potassium acetate; sodium acetate; triethylamine hydrochloride; piperidine; nitrogen; argon; hydrogen; oxygen`;
const AGENT_SMILES: ReadonlySet<string> = new Set(
  AGENTS.split(/;\s*/).flatMap((name) => {
    const read = resolveName(name.trim());
    return "smiles" in read ? [read.smiles] : [];
  }),
);

/**
 * Whether a compound gives the product atoms or helps only. Solvents, bases, catalysts and what is known to help are
 * agents; what has no carbon is a reactant where it has an element that the product has and carbon compounds may lack.
 */
export function reactionRole({ smiles }: NamedCompound, product: string): "reactant" | "agent" {
  if (AGENT_SMILES.has(smiles)) return "agent";
  const elements = elementsOf(smiles);
  if (
    elements.has("C") &&
    !/^C\(=?O?\)?\(?\[?O|\[C-\]#N\.|C\(\[O-\]\)\(\[O-\]\)=O|C\(=O\)\(?\[?O/.test(smiles) &&
    !isCarbonate(smiles)
  ) return "reactant";
  if (isCarbonate(smiles)) return "agent";
  if (elements.has("C")) return "reactant";
  const own = [...elements].filter((element) => /^(?:F|Cl|Br|I|N|S|P|B|Si)$/.test(element));
  const wanted = elementsOf(product);
  const metalOxide = /Mn|Cr|Os|Pd|Pt|Al|H-|BH/.test(smiles);
  return !metalOxide && own.some((element) => wanted.has(element) && /^(?:F|Cl|Br|I|N)$/.test(element))
    ? "reactant"
    : "agent";
}

function isCarbonate(smiles: string): boolean {
  return /^C\(=O\)\((?:\[O-\]|O)\)\[O-\]\./.test(smiles) ||
    /^\[[A-Z][a-z]?\+\d?\]\.(?:\[[A-Z][a-z]?\+\d?\]\.)?C\(=O\)\((?:\[O-\]|O)\)\[O-\]$/.test(smiles) ||
    /C\(\[O-\]\)\(\[O-\]\)=O/.test(smiles);
}

function elementsOf(smiles: string): ReadonlySet<string> {
  return new Set(
    [...smiles.matchAll(/Cl|Br|Si|Se|Sn|Li|Na|Mg|Al|Zn|Cu|Fe|Pd|Pt|Mn|Cr|Os|Cs|Ca|Ba|[BCNOPSFIK]|[cnops]/g)]
      .map(([element]) => element.charAt(0).toUpperCase() + element.slice(1)),
  );
}
