/**
 * Acids with names of their own, by what is left of the name without its ending: the acid with `*` in place of each
 * hydroxyl, and the locants of its atoms, of which `*` is none. A bar parts several locants of one atom.
 */
const ACID_TABLE = `
form = C(=O)*
carboxyl = [CH](=O)*
acet = C(=O)(*)C : 1 - 2|α
propion/propi = C(=O)(*)CC : 1 - 2|α 3|β
butyr = C(=O)(*)CCC : 1 - 2|α 3|β 4|γ
isobutyr = C(=O)(*)C(C)C : 1 - 2|α 3|β -
valer = C(=O)(*)CCCC : 1 - 2|α 3|β 4|γ 5|δ
isovaler = C(=O)(*)CC(C)C : 1 - 2|α 3|β 4 -
pival = C(=O)(*)C(C)(C)C
capro = C(=O)(*)CCCCC : 1 - 2|α 3 4 5 6|ε
capryl = C(=O)(*)CCCCCCC
capr = C(=O)(*)CCCCCCCCC
laur = C(=O)(*)CCCCCCCCCCC
myrist = C(=O)(*)CCCCCCCCCCCCC
palmit = C(=O)(*)CCCCCCCCCCCCCCC
stear = C(=O)(*)CCCCCCCCCCCCCCCCC
acryl = C(=O)(*)C=C : 1 - 2|α 3|β
methacryl = C(=O)(*)C(C)=C : 1 - 2 - 3|β
croton = C(=O)(*)/C=C/C : 1 - 2|α 3|β 4|γ
propiol = C(=O)(*)C#C : 1 - 2 3
cinnam = C(=O)(*)C=Cc1ccccc1 : - - α β 1 2 3 4 5 6
benzo = C(=O)(*)c1ccccc1 : - - 1 2 3 4 5 6
benz = C(=O)(*)c1ccccc1 : - - 1 2 3 4 5 6
o-tolu/2-tolu = C(=O)(*)c1c(C)cccc1 : - - 1 2 - 3 4 5 6
m-tolu/3-tolu = C(=O)(*)c1cc(C)ccc1 : - - 1 2 3 - 4 5 6
p-tolu/4-tolu = C(=O)(*)c1ccc(C)cc1 : - - 1 2 3 4 - 5 6
p-anis = C(=O)(*)c1ccc(OC)cc1 : - - 1 2 3 4 - - 5 6
o-anis = C(=O)(*)c1c(OC)cccc1 : - - 1 2 - - 3 4 5 6
m-anis = C(=O)(*)c1cc(OC)ccc1 : - - 1 2 3 - - 4 5 6
salicyl = C(=O)(*)c1c(O)cccc1 : - - 1 2 - 3 4 5 6
anthranil = C(=O)(*)c1c(N)cccc1 : - - 1 2 N 3 4 5 6
vanill = C(=O)(*)c1cc(OC)c(O)cc1 : - - 1 2 3 - - 4 - 5 6
veratr = C(=O)(*)c1cc(OC)c(OC)cc1
gall = C(=O)(*)c1cc(O)c(O)c(O)c1
1-naphtho/α-naphtho = C(=O)(*)c1cccc2ccccc12 : - - 1 2 3 4 4a 5 6 7 8 8a
2-naphtho/β-naphtho = C(=O)(*)c1ccc2ccccc2c1 : - - 2 3 4 4a 5 6 7 8 8a 1
nicotin = C(=O)(*)c1cnccc1 : - - 3 2 1 6 5 4
isonicotin = C(=O)(*)c1ccncc1 : - - 4 3 2 1 6 5
picolin = C(=O)(*)c1ncccc1 : - - 2 1 6 5 4 3
2-furo/fur = C(=O)(*)c1occc1 : - - 2 1 5 4 3
3-furo = C(=O)(*)c1cocc1 : - - 3 2 1 5 4
2-theno/theno = C(=O)(*)c1sccc1 : - - 2 1 5 4 3
3-theno = C(=O)(*)c1cscc1 : - - 3 2 1 5 4
glycol = C(=O)(*)CO : 1 - 2 -
lact = C(=O)(*)C(C)O
glyoxyl = C(=O)(*)C=O
pyruv = C(=O)(*)C(C)=O : 1 - 2 3 -
acetoacet = C(=O)(*)CC(C)=O : 1 - 2|α 3|β 4|γ -
levulin = C(=O)(*)CCC(C)=O
mandel = C(=O)(*)C(O)c1ccccc1 : - - α - 1 2 3 4 5 6
trop = C(=O)(*)C(CO)c1ccccc1
benzil = C(=O)(*)C(O)(c1ccccc1)c1ccccc1
hydrocinnam = C(=O)(*)CCc1ccccc1 : - - α β 1 2 3 4 5 6
ole = C(=O)(*)CCCCCCC/C=C\\CCCCCCCC
linole = C(=O)(*)CCCCCCC/C=C\\C/C=C\\CCCCC
oxal = C(=O)(*)C(=O)*
hydrazine-1,2-dicarboxyl/hydrazodicarboxyl/1,2-hydrazinedicarboxyl = C(=O)(*)NNC(=O)*
malon = C(=O)(*)CC(=O)* : 1 - 2|α 3 - -
succin = C(=O)(*)CCC(=O)* : 1 - 2 3 4 - -
glutar = C(=O)(*)CCCC(=O)* : 1 - 2 3 4 5 - -
adip = C(=O)(*)CCCCC(=O)* : 1 - 2 3 4 5 6 - -
pimel = C(=O)(*)CCCCCC(=O)*
suber = C(=O)(*)CCCCCCC(=O)*
azela = C(=O)(*)CCCCCCCC(=O)*
sebac = C(=O)(*)CCCCCCCCC(=O)*
male = C(=O)(*)/C=C\\C(=O)*
fumar = C(=O)(*)/C=C/C(=O)*
itacon = C(=O)(*)CC(=C)C(=O)*
citracon = C(=O)(*)/C=C(/C)C(=O)*
mal = C(=O)(*)CC(O)C(=O)*
tartar = C(=O)(*)C(O)C(O)C(=O)*
tartron = C(=O)(*)C(O)C(=O)*
mesoxal = C(=O)(*)C(=O)C(=O)*
acetonedicarboxyl = C(=O)(*)CC(=O)CC(=O)*
phthal = C(=O)(*)c1ccccc1C(=O)* : - - 1 6 5 4 3 2 - - -
isophthal = C(=O)(*)c1cccc(C(=O)*)c1 : - - 1 6 5 4 3 - - 2
terephthal = C(=O)(*)c1ccc(C(=O)*)cc1 : - - 1 2 3 4 - - 5 6
citr = C(=O)(*)CC(O)(C(=O)*)CC(=O)*
trimell = C(=O)(*)c1ccc(C(=O)*)c(C(=O)*)c1
trimes = C(=O)(*)c1cc(C(=O)*)cc(C(=O)*)c1
acetylenedicarboxyl = C(=O)(*)C#CC(=O)*
phenylglyoxyl/benzoylform = C(=O)(*)C(=O)c1ccccc1 : - - - - 1 2 3 4 5 6
nipecot = C(=O)(*)C1CNCCC1 : - - 3 2 1|N 6 5 4
isonipecot = C(=O)(*)C1CCNCC1 : - - 4 3 2 1|N 6 5
pipecol/pipecolin = C(=O)(*)C1NCCCC1 : - - 2 1|N 6 5 4 3
quinald = C(=O)(*)c1nc2ccccc2cc1 : - - 2 1 8a 8 7 6 5 4a 4 3
tigl = C(=O)(*)/C(C)=C/C : 1 - 2 - 3 4
angel = C(=O)(*)/C(C)=C\\C : 1 - 2 - 3 4
sorb = C(=O)(*)/C=C/C=C/C : 1 - 2 3 4 5 6
behen = C(=O)(*)CCCCCCCCCCCCCCCCCCCCC
pelargon = C(=O)(*)CCCCCCCC
enanth = C(=O)(*)CCCCCC
phthalaldehyd = C(=O)(*)c1ccccc1C=O
carbon = C(=O)(*)*
phosph = P(=O)(*)(*)*
sulf = S(=O)(=O)(*)*
carbam = C(=O)(*)N : - - N
carbazin/carbaz = C(=O)(*)NN : - - 2 3
hydrazinecarboxyl = C(=O)(*)NN : - - 1 2
oxam = C(=O)(*)C(=O)N : - - - - N
sulfur = S(=O)(=O)(*)*
sulfam = S(=O)(=O)(*)N : - - - - N
p-toluenesulfon/toluene-p-sulfon/4-toluenesulfon/toluene-4-sulfon/tosyl = S(=O)(=O)(*)c1ccc(C)cc1
mesyl = S(=O)(=O)(*)C
trifl/trifluoromethanesulfon = S(=O)(=O)(*)C(F)(F)F
o-toluenesulfon/2-toluenesulfon/toluene-2-sulfon = S(=O)(=O)(*)c1ccccc1C
methanesulfon/mes = S(=O)(=O)(*)C
chlorocarbon/chloroform = C(=O)(*)Cl
cyanoform = C(=O)(*)C#N
phosphor = P(=O)(*)(*)*
phosphon = [PH](=O)(*)*
phosphin = [PH2](=O)*
bor = B(*)(*)*
boron = [BH](*)*
`;

export interface AcidStem {
  readonly smiles: string;
  /** The locants of each atom; several are parted by a bar. */
  readonly labels: readonly string[] | null;
}

/** The acids by the stem of their name. */
export const ACID_STEMS: ReadonlyMap<string, AcidStem> = new Map(
  ACID_TABLE.trim().split("\n").flatMap((row) => {
    const [names = "", rest = ""] = row.split(" = ");
    const [smiles = "", labels] = rest.split(" : ");
    const stem = { smiles, labels: labels?.split(" ") ?? null };
    return names.split("/").map((name) => [name, stem] as const);
  }),
);
