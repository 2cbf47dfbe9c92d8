/** Decides whether a compound in a reaction described in words is a reactant or an agent. */
import { resolveName } from "../../names/resolve_name.ts";
import type { NamedCompound } from "./name_terms.ts";
import { smilesElements } from "./smiles_elements.ts";

/** Compounds that contribute no atoms to the product when other compounds are named with them. */
const AGENTS =
  `THF; 2-MeTHF; DMF; DMA; NMP; DMSO; DCM; chloroform; carbon tetrachloride; DCE; MeCN; EtOAc; ether; DME; diglyme;
MTBE; dioxane; HMPA; DMPU; sulfolane; toluene; benzene; o-xylene; p-xylene; m-xylene; chlorobenzene; acetone; MEK; hexane;
heptane; pentane; cyclohexane; IPA; t-BuOH; 1-butanol; methanol; ethanol; water; acetic acid; nitrobenzene; anisole;
pyridine; TEA; DIPEA; DMAP; DBU; DBN; DABCO; NMM; 2,6-lutidine; TMEDA; diisopropylamine; N,N-dimethylaniline; N,N-diethylaniline;
EDC; EDC·HCl; DCC; DIC; HOBt; HOBt hydrate; HATU; HBTU; TBTU; PyBOP; BOP; CDI; PCC; PDC; mCPBA; DDQ; DMP; NMO; IBX; AIBN; benzoyl peroxide;
PPh3; DEAD; DIAD; n-BuLi; t-BuLi; s-BuLi; LDA; LiHMDS; NaHMDS; KHMDS; KOtBu; NaH; TBAF; TBAB; TBAI; 18-crown-6; PPTS; TsOH; CSA; TFA;
methanesulfonic acid; sodium methoxide; sodium ethoxide; Pd/C; Pd(PPh3)4; Pd(OAc)2; Pd2(dba)3; PdCl2(PPh3)2; PdCl2(dppf); BINAP; Xantphos; XPhos; SPhos;
dppf; PCy3; P(tBu)3; P(o-tol)3; triethylsilane; DIBAL; Red-Al; borane; BH3·THF; BF3·Et2O; thionyl chloride; oxalyl chloride; triflic acid; oxone; TEMPO;
formic acid; ammonium formate; potassium acetate; sodium acetate; triethylamine hydrochloride; piperidine; nitrogen; argon; hydrogen; oxygen`;
const AGENT_SMILES: ReadonlySet<string> = new Set(
  AGENTS.split(/;\s*/).map((name) => {
    const read = resolveName(name);
    if ("smiles" in read) return read.smiles;
    throw new TypeError(`The name of the agent "${name}" is not read: ${read.reason}`);
  }),
);

/** Elements that carbon-free salts and reagents can contribute to an organic product. */
const GIVEN: ReadonlySet<string> = new Set(["F", "Cl", "Br", "I", "N"]);
/**
 * Elements that may accompany a contributed halogen or nitrogen. A halide or nitrate of any other element is a Lewis
 * acid, a catalyst or an oxidant.
 */
const GIVING: ReadonlySet<string> = new Set(
  "H B C N O F Si P S Cl Se Br I Xe Li Na K Rb Cs Mg Ca Sr Ba Cu Ag".split(" "),
);
const CARBONATES: ReadonlySet<string> = new Set([
  "C(=O)([O-])[O-]",
  "C([O-])([O-])=O",
  "C(=O)(O)[O-]",
  "OC([O-])=O",
]);
/** Triflate and acetylacetonate, as `src/names` writes them: with a metal they make catalysts. */
const CATALYST_ANIONS: ReadonlySet<string> = new Set(["FC(F)(F)S(=O)(=O)[O-]", "CC(=O)C=C(C)[O-]"]);
const METAL_ION = /^\[[A-Z][a-z]?\+\d?\]$/;

/**
 * Whether a compound contributes atoms to the product or only assists. Solvents, bases, catalysts and other known
 * auxiliaries are agents. So are carbon-free compounds, unless they contain a halogen, nitrogen, or sulfur without
 * oxygen that the product contains too and could have come from them. All other carbon compounds are reactants.
 */
export function compoundRole({ smiles }: NamedCompound, product: string): "reactant" | "agent" {
  if (AGENT_SMILES.has(smiles)) return "agent";
  const fragments = smiles.split(".");
  const elements = smilesElements(smiles);
  if (elements.has("C")) {
    return isSaltOf(CARBONATES, fragments) || isSaltOf(CATALYST_ANIONS, fragments) ? "agent" : "reactant";
  }
  const wanted = smilesElements(product);
  const isGiver = [...elements].every((element) => GIVING.has(element)) &&
    [...elements].some((element) => GIVEN.has(element) && wanted.has(element));
  return isGiver || wanted.has("S") && fragments.some(isSulfide) ? "reactant" : "agent";
}

/** Does it consist of these anions and metal ions, with or without water of crystallisation? */
function isSaltOf(anions: ReadonlySet<string>, fragments: readonly string[]): boolean {
  return fragments.every((fragment) =>
    anions.has(fragment) || METAL_ION.test(fragment) || fragment === "O"
  ) &&
    fragments.some((fragment) => METAL_ION.test(fragment));
}

function isSulfide(fragment: string): boolean {
  const elements = smilesElements(fragment);
  return elements.has("S") && !elements.has("O");
}
