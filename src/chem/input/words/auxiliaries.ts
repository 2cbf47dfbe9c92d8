/** Compounds that procedures use as solvents, catalysts and in the workup. */
import { resolveName } from "../../../names/resolve_name.ts";

function structures(names: string): ReadonlySet<string> {
  return new Set(
    names.split(/;\s*/).map((name) => {
      const read = resolveName(name.trim());
      if ("smiles" in read) return read.smiles;
      throw new TypeError(`The name of the auxiliary "${name}" is not read: ${read.reason}`);
    }),
  );
}

export const SOLVENTS = structures(
  `THF; 2-MeTHF; DMF; DMA; NMP; DMSO; DCM; chloroform; carbon tetrachloride; DCE; MeCN; EtOAc; ether; DME; diglyme;
MTBE; dioxane; HMPA; DMPU; sulfolane; toluene; benzene; o-xylene; p-xylene; m-xylene; chlorobenzene; o-dichlorobenzene; acetone; MEK; hexane;
heptane; pentane; cyclohexane; IPA; t-BuOH; 1-butanol; n-propanol; methanol; ethanol; water; nitrobenzene; anisole; pyridine; acetic acid;
diisopropyl ether; ethylene glycol; nitromethane; propionitrile; isobutyl methyl ketone; diethylene glycol; isopropyl acetate; butyl acetate;
2-methoxyethanol; 2-ethoxyethanol; carbon disulfide; isooctane; tetralin; decalin; mesitylene; trimethyl phosphate`,
);
/** What may be added after a reaction to end it, to extract, to wash, to dry or to crystallise, besides solvents. */
export const WORKUP_AGENTS = structures(
  `sodium bicarbonate; potassium bicarbonate; sodium carbonate; potassium carbonate; sodium hydroxide; potassium hydroxide; hydrochloric acid; sulfuric acid; HCl;
ammonium chloride; sodium chloride; potassium chloride; sodium sulfate; magnesium sulfate; calcium chloride; ammonia; ammonium hydroxide; citric acid; sodium thiosulfate; sodium sulfite;
sodium bisulfite; potassium hydrogen sulfate; sodium dihydrogen phosphate; phosphoric acid; acetic acid; potassium sodium tartrate; ammonium acetate; calcium sulfate; oxalic acid; fumaric acid; maleic acid;
potassium phosphate; disodium hydrogen phosphate; sodium acetate; lithium hydroxide; carbon; trifluoroacetic acid; HBr; nitric acid; lithium chloride; aluminum oxide; silicon dioxide; EDTA; ammonium sulfate; copper sulfate; formic acid; tartaric acid; potassium fluoride`,
);
const CATALYST_METALS = /\[?(?:Pd|Pt|Rh|Ru|Ir|Ni|Os|Cu|Au|Sc|Yb|Ti|Zr|Co)(?![a-z])/;

export function isWorkupAgent(smiles: string): boolean {
  return SOLVENTS.has(smiles) || WORKUP_AGENTS.has(smiles);
}

export function isCatalyst(smiles: string): boolean {
  return CATALYST_METALS.test(smiles);
}
