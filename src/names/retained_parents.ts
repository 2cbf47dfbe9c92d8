/** Compounds that substitution names build upon, other than rings and acids: name without a final e, fragment, locants. */
const TABLE = `
amin = N : N
anilin/benzenamin/phenylamin = Nc1ccccc1 : N 1 2 3 4 5 6
benzylamin = NCc1ccccc1 : N α 1 2 3 4 5 6
phenethylamin = NCCc1ccccc1 : N α β 1 2 3 4 5 6
allylamin = NCC=C : N 1 2 3
phenol = Oc1ccccc1 : O 1 2 3 4 5 6
thiophenol/benzenethiol = Sc1ccccc1 : S 1 2 3 4 5 6
toluen/toluol = Cc1ccccc1 : α|ω 1 2 3 4 5 6
o-xylen/ortho-xylen = Cc1c(C)cccc1 : α 1 2 α' 3 4 5 6
m-xylen/meta-xylen = Cc1cc(C)ccc1 : α 1 2 3 α' 4 5 6
p-xylen/para-xylen = Cc1ccc(C)cc1 : α 1 2 3 4 α' 5 6
mesitylen = Cc1cc(C)cc(C)c1 : - 1 2 3 - 4 5 - 6
cumen = C(C)(C)c1ccccc1 : - - - 1 2 3 4 5 6
styren = C=Cc1ccccc1 : β α 1 2 3 4 5 6
stilben = C(=Cc1ccccc1)c1ccccc1 : - - 1 2 3 4 5 6 1' 2' 3' 4' 5' 6'
bibenzyl = C(Cc1ccccc1)c1ccccc1
anisol = COc1ccccc1 : - - 1 2 3 4 5 6
phenetol = CCOc1ccccc1 : - - - 1 2 3 4 5 6
o-cresol = Oc1c(C)cccc1 : O 1 2 - 3 4 5 6
m-cresol = Oc1cc(C)ccc1 : O 1 2 3 - 4 5 6
p-cresol = Oc1ccc(C)cc1 : O 1 2 3 4 - 5 6
o-toluidin = Nc1c(C)cccc1 : N 1 2 - 3 4 5 6
m-toluidin = Nc1cc(C)ccc1 : N 1 2 3 - 4 5 6
p-toluidin = Nc1ccc(C)cc1 : N 1 2 3 4 - 5 6
o-anisidin = Nc1c(OC)cccc1 : N 1 2 - - 3 4 5 6
m-anisidin = Nc1cc(OC)ccc1 : N 1 2 3 - - 4 5 6
p-anisidin = Nc1ccc(OC)cc1 : N 1 2 3 4 - - 5 6
o-phenylenediamin/1,2-phenylenediamin = Nc1c(N)cccc1 : N 1 2 N' 3 4 5 6
m-phenylenediamin/1,3-phenylenediamin = Nc1cc(N)ccc1 : N 1 2 3 N' 4 5 6
p-phenylenediamin/1,4-phenylenediamin = Nc1ccc(N)cc1 : N 1 2 3 4 N' 5 6
catechol/pyrocatechol = Oc1c(O)cccc1 : - 1 2 - 3 4 5 6
resorcinol/resorcin = Oc1cc(O)ccc1 : - 1 2 3 - 4 5 6
hydroquinon = Oc1ccc(O)cc1 : - 1 2 3 4 - 5 6
guaiacol = Oc1c(OC)cccc1 : - 1 2 - - 3 4 5 6
pyrogallol = Oc1c(O)c(O)ccc1 : - 1 2 - 3 - 4 5 6
phloroglucinol = Oc1cc(O)cc(O)c1 : - 1 2 3 - 4 5 - 6
1-naphthol/α-naphthol = Oc1cccc2ccccc12 : - 1 2 3 4 4a 5 6 7 8 8a
2-naphthol/β-naphthol = Oc1ccc2ccccc2c1 : - 2 3 4 4a 5 6 7 8 8a 1
1-naphthylamin/α-naphthylamin = Nc1cccc2ccccc12 : N 1 2 3 4 4a 5 6 7 8 8a
2-naphthylamin/β-naphthylamin = Nc1ccc2ccccc2c1 : N 2 3 4 4a 5 6 7 8 8a 1
p-benzoquinon/1,4-benzoquinon/benzoquinon = O=C1C=CC(=O)C=C1 : - 1 2 3 4 - 5 6
1,4-naphthoquinon = O=C1C=CC(=O)c2ccccc12 : - 1 2 3 4 - 4a 5 6 7 8 8a
anthraquinon/9,10-anthraquinon = O=C1c2ccccc2C(=O)c2ccccc12 : - 9 9a 1 2 3 4 4a 10 - 10a 5 6 7 8 8a
aceton = C(=O)(C)C : 2 - 1 3
acetylaceton = CC(=O)CC(=O)C
phenacyl alcohol = OCC(=O)c1ccccc1
urea = NC(=O)N : N|1 - - N'|3
thiourea/thiocarbamid = NC(=S)N : N|1 - - N'|3
isourea/pseudourea = N=C(O)N : N' - O N
isothiourea/pseudothiourea = N=C(S)N : N' - S N
guanidin = NC(=N)N : N|1 - N''|2 N'|3
semicarbazid = NNC(=O)N : 1 2 - - 4
thiosemicarbazid = NNC(=S)N : 1 2 - - 4
biguanid = NC(=N)NC(=N)N
hydrazin = NN : N|1 N'|2
hydroxylamin = NO : N O
methan = C
carbinol = CO
phenethylalcohol/phenethyl alcohol = OCCc1ccccc1 : - - - 1 2 3 4 5 6
azobenzen = c1(ccccc1)N=Nc1ccccc1 : 1 2 3 4 5 6 - - 1' 2' 3' 4' 5' 6'
carbodiimid = N=C=N : N|1 - N'|3
pyridinium = [n+]1ccccc1 : 1|N 2 3 4 5 6
quinolinium = [n+]1cccc2c1cccc2 : 1|N 2 3 4 4a 8a 8 7 6 5
isoquinolinium = c1[n+]ccc2c1cccc2 : 1 2|N 3 4 4a 8a 8 7 6 5
pyridazinium = [n+]1ncccc1
thiazolium = s1c[n+]cc1 : 1 2 3|N 4 5
benzothiazolium = s1c[n+]c2c1cccc2 : 1 2 3|N 3a 7a 7 6 5 4
imidazolium = [nH]1c[n+]cc1 : 1 2 3 4 5
pyrrolidinium = [NH2+]1CCCC1 : 1|N 2 3 4 5
piperidinium = [NH2+]1CCCCC1 : 1|N 2 3 4 5 6
morpholinium = [NH2+]1CCOCC1 : 4|N 3 2 1 6 5
glycin = NCC(=O)O : N α|2 1
sarcosin = CNCC(=O)O : - N
β-alanin/beta-alanin = NCCC(=O)O : N β|3 α|2 1
alanin = N[C@@H](C)C(=O)O : N α|2 β|3 1
valin = N[C@@H](C(C)C)C(=O)O : N α|2
leucin = N[C@@H](CC(C)C)C(=O)O : N α|2
isoleucin = N[C@@H]([C@@H](C)CC)C(=O)O : N α|2
phenylalanin = N[C@@H](Cc1ccccc1)C(=O)O : N α|2 β|3 1 2 3 4 5 6
tyrosin = N[C@@H](Cc1ccc(O)cc1)C(=O)O : N α β 1 2 3 4 O 5 6
tryptophan = N[C@@H](Cc1c[nH]c2ccccc12)C(=O)O : N α
serin = N[C@@H](CO)C(=O)O : N α β O
threonin = N[C@@H]([C@@H](C)O)C(=O)O : N α β - O
cystein = N[C@@H](CS)C(=O)O : N α β S
methionin = N[C@@H](CCSC)C(=O)O : N α
aspartic acid = N[C@@H](CC(=O)O)C(=O)O : N α
glutamic acid = N[C@@H](CCC(=O)O)C(=O)O : N α
asparagin = N[C@@H](CC(=O)N)C(=O)O : Nα α
glutamin = N[C@@H](CCC(=O)N)C(=O)O : Nα α
lysin = N[C@@H](CCCCN)C(=O)O : Nα|α - - - - - Nε|ε
ornithin = N[C@@H](CCCN)C(=O)O
arginin = N[C@@H](CCCNC(=N)N)C(=O)O
histidin = N[C@@H](Cc1c[nH]cn1)C(=O)O : Nα|N
prolin = N1CCC[C@H]1C(=O)O : N|1 5 4 3 2
4-hydroxyprolin = N1CC(O)C[C@H]1C(=O)O : N|1
phenylglycin = N[C@H](c1ccccc1)C(=O)O : N α 1 2 3 4 5 6
norvalin = N[C@@H](CCC)C(=O)O : N
norleucin = N[C@@H](CCCC)C(=O)O : N
homophenylalanin = N[C@@H](CCc1ccccc1)C(=O)O : N
ethylenediamin = NCCN : N 1 2 N'
ethanolamin = NCCO : N 2 1 O
diethanolamin = N(CCO)CCO : N
propylenediamin/trimethylenediamin = NCCCN : N 1 2 3 N'
hexamethylenediamin = NCCCCCCN
diethylenetriamin = NCCNCCN
ethylene glycol/glycol = OCCO
glycerol = OCC(O)CO : - 1 2 - 3
pentaerythritol = OCC(CO)(CO)CO
phthalimid = N1C(=O)c2ccccc2C1=O : N - - 1 6 5 4 3 2
succinimid = N1C(=O)CCC1=O : N|1 2 - 3 4 5
maleimid = N1C(=O)C=CC1=O : N|1 2 - 3 4 5
glutarimid = N1C(=O)CCCC1=O : N|1
hydantoin = N1C(=O)CNC1=O : 3 4 - 5 1 2
barbituric acid = N1C(=O)CC(=O)NC1=O : 1 6 - 5 4 - 3 2
uracil = N1C(=O)NC=CC1=O : 3 2 - 1 6 5 4
thymin = N1C(=O)NC=C(C)C1=O : 3 2 - 1 6 5 - 4
isatin = N1C(=O)C(=O)c2ccccc12 : N|1 2 - 3 - 3a 4 5 6 7 7a
oxindol/2-oxindol = N1C(=O)Cc2ccccc12 : N|1 2 - 3 3a 4 5 6 7 7a
phthalic anhydride = O1C(=O)c2ccccc2C1=O : 2 1 - 7a|- 6 5 4 3 - -
succinic anhydride = O1C(=O)CCC1=O : - 1 - 2 3 4
maleic anhydride = O1C(=O)C=CC1=O : - - - 2 3
glutaric anhydride = O1C(=O)CCCC1=O : - 1 - 2 3 4
isatoic anhydride/isatoic acid anhydride = O1C(=O)c2ccccc2NC1=O : - - - - 6 5 4 3 - N
phthalid = O1C(=O)c2ccccc2C1 : 2 1 - 7a 7 6 5 4 3a 3
coumarin = O1C(=O)C=Cc2ccccc12 : 1 2 - 3 4 4a 5 6 7 8 8a
chromon = O1C=CC(=O)c2ccccc12 : 1 2 3 4 - 4a 5 6 7 8 8a
flavon = O1C(c3ccccc3)=CC(=O)c2ccccc12 : 1 2 1' 2' 3' 4' 5' 6' 3 4 - 4a 5 6 7 8 8a
chalcon = c1(ccccc1)C(=O)C=Cc1ccccc1 : 1' 2' 3' 4' 5' 6' - - α β 1 2 3 4 5 6
benzoin = c1(ccccc1)C(=O)C(O)c1ccccc1
benzil = c1(ccccc1)C(=O)C(=O)c1ccccc1 : 1 2 3 4 5 6 - - - - 1' 2' 3' 4' 5' 6'
2-pyridon = N1C(=O)C=CC=C1 : 1 2 - 3 4 5 6
4-pyridon = N1C=CC(=O)C=C1 : 1 2 3 4 - 5 6
2-pyrrolidon/pyrrolidon = N1C(=O)CCC1 : N|1 2 - 3 4 5
2-piperidon = N1C(=O)CCCC1 : N|1 2 - 3 4 5 6
4-piperidon = N1CCC(=O)CC1 : N|1 2 3 4 - 5 6
2-oxazolidinon = N1C(=O)OCC1 : 3 2 - 1 5 4
γ-butyrolacton/butyrolacton = O1C(=O)CCC1 : 1 - - α β γ
caprolactam/ε-caprolactam = N1C(=O)CCCCC1 : N
ammonium = [NH4+] : N
phosphonium = [PH4+] : P
phosphin/phosphan = P : P
phosphine oxid = [PH3]=O : P
phosphoran = [PH5] : P
arsin/arsan = [AsH3] : As
silan = [SiH4] : Si
disilazan = N([SiH3])[SiH3] : 2|N 1 3
disiloxan = O([SiH3])[SiH3] : 2 1 3
stannan = [SnH4] : Sn
boran = B : B
germane = [GeH4]
propylen = C=CC : 1 2 3
isobutylen = C=C(C)C : 1 2 3 -
isopren = C=C(C)C=C : 1 2 - 3 4
allen = C=C=C
acetylen = C#C : 1 2
ethylen = C=C : 1 2
isobutan = CC(C)C : 1 2 - 3
isopentan = CC(C)CC
neopentan = CC(C)(C)C
isopropanol/isopropyl alcohol = OC(C)C
tert-butanol/t-butanol/tert butanol = OC(C)(C)C
isobutanol = OCC(C)C
sec-butanol = OC(C)CC
benzhydrol = OC(c1ccccc1)c1ccccc1 : - - 1 2 3 4 5 6 1' 2' 3' 4' 5' 6'
acetal = CC(OCC)OCC
malononitril = N#CCC#N : - - 2
malonaldehyd = O=CCC=O : - - 2
succinonitril = N#CCCC#N
glutaronitril = N#CCCCC#N
adiponitril = N#CCCCCC#N
acetoin = CC(O)C(C)=O
furfural = C(=O)c1occc1 : - - 2 1 5 4 3
furfuryl alcohol = OCc1occc1 : - - 2 1 5 4 3
acrolein = C=CC=O : 3 2 1
ketene = C=C=O
glyoxal = O=CC=O
piperonal = C(=O)c1ccc2OCOc2c1 : - - 5 6 7 7a 1 2 3 3a 4
vanillin = C(=O)c1cc(OC)c(O)cc1 : - - 1 2 3 - - 4 - 5 6
saccharin = N1C(=O)c2ccccc2S1(=O)=O : N|2 3 - 3a 4 5 6 7 7a
picolin/2-picolin/α-picolin = n1c(C)cccc1 : 1 2 α 3 4 5 6
3-picolin/β-picolin = n1cc(C)ccc1 : 1 2 3 α 4 5 6
4-picolin/γ-picolin = n1ccc(C)cc1 : 1 2 3 4 α 5 6
2-pyron = O1C(=O)C=CC=C1 : 1 2 - 3 4 5 6
4-pyron = O1C=CC(=O)C=C1 : 1 2 3 4 - 5 6
2,6-lutidin = n1c(C)cccc1C : 1 2 - 3 4 5 6
2,4-lutidin = n1c(C)cc(C)cc1 : 1 2 - 3 4 - 5 6
3,4-lutidin = n1cc(C)c(C)cc1 : 1 2 3 - 4 - 5 6
3,5-lutidin = n1cc(C)cc(C)c1 : 1 2 3 - 4 5 - 6
phenylglycinol = NC(CO)c1ccccc1 : N
urethan = NC(=O)OCC : N
spiro[indoline-3,4'-piperidine] = N1CC2(CCNCC2)c3ccccc13 : 1 2 3 3' 2' 1' 6' 5' 3a 4 5 6 7 7a
quinaldin = n1c(C)ccc2ccccc12 : 1 2 - 3 4 4a 5 6 7 8 8a
lepidin = n1ccc(C)c2ccccc12
melamin = n1c(N)nc(N)nc1N
cyanuric acid = N1C(=O)NC(=O)NC1=O
nicotinonitril = N#Cc1cnccc1 : - - 3 2 1 6 5 4
phosgen = C(=O)(Cl)Cl
iminodiacetic acid = N(CC(=O)O)CC(=O)O : N
rhodanin = S1C(=S)NC(=O)C1 : 1 2 - 3|N 4 - 5
benzotrifluorid = FC(F)(F)c1ccccc1 : - - - - 1 2 3 4 5 6
glycidol = OCC1CO1 : O 1 2 3
phenylglyoxal = O=CC(=O)c1ccccc1 : - - - - 1 2 3 4 5 6
2-thiouracil = N1C(=S)NC=CC1=O : 3 2 - 1 6 5 4 -
isoflavon = O1C=C(c3ccccc3)C(=O)c2ccccc12 : 1 2 3 1' 2' 3' 4' 5' 6' 4 - 4a 5 6 7 8 8a
tryptamin = NCCc1c[nH]c2ccccc12 : N α β 3 2 1 7a 7 6 5 4 3a
tyramin = NCCc1ccc(O)cc1 : N α β 1 2 3 4 O 5 6
histamin = NCCc1cnc[nH]1 : N α β
guanin = N1C(N)=Nc2c(nc[nH]2)C1=O : 1 2 N|N2 3 4 5 7 8 9 6 -
adenin = Nc1ncnc2[nH]cnc12 : N|N6 6 1 2 3 4 9 8 7 5
cytosin = N1C(=O)N=C(N)C=C1 : 1 2 - 3 4 N|N4 5 6
hypoxanthin = N1C=Nc2c(nc[nH]2)C1=O : 1 2 3 4 5 7 8 9 6 -
xanthin = N1C(=O)Nc2c([nH]cn2)C1=O : 1 2 - 3 4 5 7 8 9 6 -
theophyllin = N1(C)C(=O)N(C)c2c([nH]cn2)C1=O : 1 - 2 - 3 - 4 5 7 8 9 6 -
2-quinolon/carbostyril = N1C(=O)C=Cc2ccccc12 : 1 2 - 3 4 4a 5 6 7 8 8a
4-quinolon = N1C=CC(=O)c2ccccc12 : 1 2 3 4 - 4a 5 6 7 8 8a
`;

export interface RetainedParent {
  readonly smiles: string;
  readonly labels: readonly string[] | null;
}

/** Parent compounds by name. */
export const RETAINED_PARENTS: ReadonlyMap<string, RetainedParent> = new Map(
  TABLE.trim().split("\n").flatMap((row) => {
    const [names = "", rest = ""] = row.split(" = ");
    const [smiles = "", labels] = rest.split(" : ");
    const parent = { smiles, labels: labels?.split(" ") ?? [] };
    return names.split("/").map((name) => [name, parent] as const);
  }),
);
