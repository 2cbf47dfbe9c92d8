/** What a group that is named as a prefix asks for. */
export interface PrefixGroup {
  /** Fragment; the atom that binds is its first. */
  readonly smiles: string;
  /** Bonds to what carries it. */
  readonly order: number;
  /** It means something else, or nothing, unless another group is bound to it first. */
  readonly needs: boolean;
  readonly labels: readonly string[] | null;
}

/** Groups bound by a single bond that take nothing themselves or are complete as they are. */
const SIMPLE = `
fluoro/fluor = F
chloro/chlor = Cl
bromo/brom = Br
iodo/iod = I
nitro = [N+](=O)[O-]
nitroso = N=O
hydroxy/hydroxyl = O
mercapto/sulfanyl/thiolo = S
amino = N
cyano = C#N
isocyano = [N+]#[C-]
azido = N=[N+]=[N-]
isocyanato = N=C=O
isothiocyanato = N=C=S
thiocyanato/thiocyano = SC#N
cyanato = OC#N
carboxy/carboxyl = C(=O)O
formyl/carboxaldehydo = C=O
carbamoyl/aminocarbonyl/carbamyl = C(=O)N
thiocarbamoyl = C(=S)N
carbamoyloxy = OC(=O)N
sulfamoyl/aminosulfonyl/sulfamyl = S(=O)(=O)N
sulfo = S(=O)(=O)O
sulfino = S(=O)O
phosphono = P(=O)(O)O
borono = B(O)O
guanidino = NC(=N)N
amidino/carbamimidoyl = C(=N)N
ureido = NC(=O)N : 1|N - - 3|N'
thioureido = NC(=S)N : 1|N - - 3|N'
hydrazino/hydrazinyl = NN
isoureido = NC(O)=N : 1|N - 2|O 3|N'
isothioureido = NC(S)=N : 1|N - 2|S 3|N'
hydroxyamino/hydroxylamino = NO
aminooxy = ON
hydroperoxy = OO
formamido/formylamino = NC=O
formyloxy = OC=O
chlorocarbonyl/chloroformyl = C(=O)Cl
chlorosulfonyl = S(=O)(=O)Cl
fluorosulfonyl = S(=O)(=O)F
methylol = CO
cyanoamino = NC#N
nitrooxy = O[N+](=O)[O-]
nitryloxy = O[N+](=O)[O-]
hydrazinocarbonyl = C(=O)NN
isopropyl/iso-propyl/i-propyl/propan-2-yl/prop-2-yl = C(C)C : 2 1 3
isopropoxy/iso-propoxy/i-propoxy/isopropyloxy/propan-2-yloxy = OC(C)C
isobutyl/iso-butyl/i-butyl = CC(C)C : 1 2 3 -
isobutoxy/iso-butoxy/i-butoxy/isobutyloxy = OCC(C)C
sec-butyl/s-butyl/sec.butyl/secbutyl/butan-2-yl/but-2-yl = C(C)CC
sec-butoxy/s-butoxy/butan-2-yloxy = OC(C)CC
tert-butyl/t-butyl/tert.-butyl/tert.butyl/tertbutyl/tertiarybutyl/tertiary-butyl/tertiary butyl/tert butyl/t.butyl = C(C)(C)C
tert-butoxy/t-butoxy/tert.-butoxy/tert.butoxy/tertbutoxy/tert-butyloxy/t-butyloxy/tert butoxy = OC(C)(C)C
isopentyl/iso-pentyl/isoamyl/i-amyl/i-pentyl = CCC(C)C
isopentyloxy/isoamyloxy = OCCC(C)C
neopentyl = CC(C)(C)C
neopentyloxy = OCC(C)(C)C
tert-pentyl/t-pentyl/tert-amyl/t-amyl = C(C)(C)CC
isohexyl = CCCC(C)C
amyl/n-amyl = CCCCC
amyloxy = OCCCCC
cetyl = CCCCCCCCCCCCCCCC
stearyl = CCCCCCCCCCCCCCCCCC
lauryl = CCCCCCCCCCCC
vinyl/ethenyl = C=C : 1 2
vinyloxy = OC=C
allyl/prop-2-enyl/prop-2-en-1-yl = CC=C : 1 2 3
allyloxy = OCC=C
propargyl/prop-2-ynyl/prop-2-yn-1-yl = CC#C : 1 2 3
propargyloxy = OCC#C
isopropenyl = C(=C)C
methallyl/methylallyl = CC(=C)C
crotyl = CC=CC
prenyl = CC=C(C)C
phenyl = c1ccccc1 : 1 2 3 4 5 6
phenoxy/phenyloxy = Oc1ccccc1 : - 1 2 3 4 5 6
benzyl/phenylmethyl = Cc1ccccc1 : α 1 2 3 4 5 6
benzyloxy/benzoxy/phenylmethoxy/phenylmethyloxy = OCc1ccccc1 : - α 1 2 3 4 5 6
phenethyl/phenylethyl = CCc1ccccc1 : α β 1 2 3 4 5 6
phenethyloxy/phenylethoxy = OCCc1ccccc1 : - α β 1 2 3 4 5 6
benzhydryl/diphenylmethyl = C(c1ccccc1)c2ccccc2 : α 1 2 3 4 5 6 1' 2' 3' 4' 5' 6'
benzhydryloxy/diphenylmethoxy = OC(c1ccccc1)c2ccccc2
trityl/triphenylmethyl = C(c1ccccc1)(c1ccccc1)c1ccccc1
trityloxy/triphenylmethoxy = OC(c1ccccc1)(c1ccccc1)c1ccccc1
styryl = C=Cc1ccccc1 : α β 1 2 3 4 5 6
cinnamyl = CC=Cc1ccccc1 : - - - 1 2 3 4 5 6
cumyl = C(C)(C)c1ccccc1
p-tolyl/4-tolyl = c1ccc(C)cc1 : 1 2 3 4 α 5 6
o-tolyl/2-tolyl = c1c(C)cccc1 : 1 2 α 3 4 5 6
m-tolyl/3-tolyl = c1cc(C)ccc1 : 1 2 3 α 4 5 6
ethynyl/ethinyl = C#C : 1 2
p-anisyl = c1ccc(OC)cc1
mesityl = c1c(C)cc(C)cc1C
1-naphthyl/α-naphthyl/naphth-1-yl = c1cccc2ccccc12 : 1 2 3 4 4a 5 6 7 8 8a
2-naphthyl/β-naphthyl/naphth-2-yl = c1ccc2ccccc2c1 : 2 3 4 4a 5 6 7 8 8a 1
1-naphthyloxy/1-naphthoxy = Oc1cccc2ccccc12 : - 1 2 3 4 4a 5 6 7 8 8a
2-naphthyloxy/2-naphthoxy = Oc1ccc2ccccc2c1 : - 2 3 4 4a 5 6 7 8 8a 1
picolyl/2-picolyl = Cc1ncccc1
3-picolyl = Cc1cnccc1
4-picolyl = Cc1ccncc1
cyclopentoxy = OC1CCCC1
cyclohexoxy = OC1CCCCC1
furfuryl/2-furfuryl/2-furylmethyl = Cc1ccco1 : α 2 3 4 5 1
thenyl/2-thenyl/2-thienylmethyl = Cc1cccs1 : α 2 3 4 5 1
tosyl/p-toluenesulfonyl/4-toluenesulfonyl/p-tolylsulfonyl/para-toluenesulfonyl/toluene-4-sulfonyl/4-methylbenzenesulfonyl = S(=O)(=O)c1ccc(C)cc1
tosyloxy/p-toluenesulfonyloxy/4-toluenesulfonyloxy/p-tolylsulfonyloxy = OS(=O)(=O)c1ccc(C)cc1
tosylamino/p-toluenesulfonamido = NS(=O)(=O)c1ccc(C)cc1
mesyl = S(=O)(=O)C
mesyloxy = OS(=O)(=O)C
triflyl = S(=O)(=O)C(F)(F)F
trifloxy/triflyloxy = OS(=O)(=O)C(F)(F)F
boc/t-boc/carbo-t-butoxy/carbo-tert-butoxy = C(=O)OC(C)(C)C
cbz/carbobenzoxy/carbobenzyloxy/benzyloxycarbonyl = C(=O)OCc1ccccc1 : - - - α 1 2 3 4 5 6
fmoc = C(=O)OCC1c2ccccc2-c2ccccc12
carbomethoxy/carbmethoxy = C(=O)OC
carboethoxy/carbethoxy = C(=O)OCC
carbomethoxyamino = NC(=O)OC
carbethoxyamino = NC(=O)OCC
acetoacetyl = C(=O)CC(=O)C
glycidyl = CC1CO1
glycidyloxy/2,3-epoxypropoxy = OCC1CO1
2,3-epoxypropyl = CC1CO1
phthalimido/phthalimid = N1C(=O)c2ccccc2C1=O
succinimido/succinimidyl = N1C(=O)CCC1=O
maleimido = N1C(=O)C=CC1=O
morpholino = N1CCOCC1 : 4 3 2 1 6 5
thiomorpholino = N1CCSCC1 : 4 3 2 1 6 5
piperidino = N1CCCCC1 : 1 2 3 4 5 6
pyrrolidino = N1CCCC1 : 1 2 3 4 5
piperazino = N1CCNCC1 : 1 2 3 4 5 6
anilino/phenylamino = Nc1ccccc1 : N 1 2 3 4 5 6
p-toluidino = Nc1ccc(C)cc1
phenylazo = N=Nc1ccccc1 : - - 1 2 3 4 5 6
benzylidenamino = N=Cc1ccccc1
methylenedioxyphenyl = c1ccc2OCOc2c1
piperonyl = Cc1ccc2OCOc2c1
veratryl = Cc1ccc(OC)c(OC)c1
phenacyl = CC(=O)c1ccccc1 : α - - 1 2 3 4 5 6
acetonyl = CC(=O)C
oleyl = CCCCCCCC/C=C\\CCCCCCCC
palmityl = CCCCCCCCCCCCCCCC
myristyl = CCCCCCCCCCCCCC
trimethylacetyl/pivaloyl/pivalyl = C(=O)C(C)(C)C
trimethylacetyloxy/pivaloyloxy = OC(=O)C(C)(C)C
ethoxalyl = C(=O)C(=O)OCC
methoxalyl = C(=O)C(=O)OC
trifluoromethyl = C(F)(F)F
trifluoromethoxy = OC(F)(F)F
trifluoromethylthio = SC(F)(F)F
trifluoroacetyl = C(=O)C(F)(F)F
trifluoroacetamido = NC(=O)C(F)(F)F
difluoromethyl = C(F)F
difluoromethoxy = OC(F)F
trichloromethyl = C(Cl)(Cl)Cl
perfluoroethyl/pentafluoroethyl = C(F)(F)C(F)(F)F
bocamino/boc-amino = NC(=O)OC(C)(C)C
dansyl = S(=O)(=O)c1cccc2c(N(C)C)cccc12
tetrahydropyranyl/tetrahydropyran-2-yl/2-tetrahydropyranyl/tetrahydro-2h-pyran-2-yl/thp = C1CCCCO1 : 2 3 4 5 6 1
tetrahydropyranyloxy/tetrahydropyran-2-yloxy/2-tetrahydropyranyloxy/tetrahydro-2h-pyran-2-yloxy = OC1CCCCO1
tbdms/tbs = [Si](C)(C)C(C)(C)C
tms = [Si](C)(C)C
tips = [Si](C(C)C)(C(C)C)C(C)C
`;

/** Groups with one bond outwards that usually have others bound to them. */
const LINKS = `
oxy = O
thio = S
sulfenyl = S
peroxy/dioxy = OO
seleno = [SeH]
sulfinyl = [SH]=O
sulfonyl = [SH](=O)=O
carbonyl = C(=O)
thiocarbonyl = C(=S)
silyl/silanyl = [SiH3]
stannyl/stannanyl = [SnH3]
germyl = [GeH3]
phosphino/phosphanyl = P
phosphoryl/phosphinyl = [PH2]=O
boryl = B
azo = N=N
dithio/disulfanyl = SS
carbonyloxy = OC(=O)
carbonylamino/carboxamido/carbonamido = NC(=O) : N -
sulfonyloxy = O[SH](=O)=O
sulfonylamino/sulfonamido = N[SH](=O)=O : N - - -
carbonylmethyl = CC(=O)
oxycarbonyl = C(=O)O
oxycarbonylamino = NC(=O)O : N
carbamido = NC(=O)N
iminomethyl = C=N
silanyloxy/silyloxy/siloxy = O[SiH3]
`;

/** Groups with more bonds outwards. */
const DOUBLE = `
oxo/keto = O
thioxo/thiono = S
imino = N
methylene/methyliden/methylidene = C
ethylidene/ethyliden = CC
propylidene = CCC
isopropylidene = C(C)C
benzylidene/benzyliden/benzal = Cc1ccccc1 : α 1 2 3 4 5 6
hydroxyimino/hydroximino/oximino = NO
methoxyimino = NOC
diazo = [N+]=[N-]
phosphoranylidene/phosphoranyliden = [PH3] : P
cyclopropylidene = C1CC1
cyclopentylidene = C1CCCC1
cyclohexylidene = C1CCCCC1
`;

function rows(table: string, order: number, needs: boolean): (readonly [string, PrefixGroup])[] {
  return table.trim().split("\n").flatMap((row) => {
    const [names = "", rest = ""] = row.split(" = ");
    const [smiles = "", labels] = rest.split(" : ");
    const group = { smiles, order, needs, labels: labels?.split(" ") ?? null };
    return names.split("/").map((name) => [name, group] as const);
  });
}

/** Groups by the names that they have as prefixes. */
export const PREFIX_GROUPS: ReadonlyMap<string, PrefixGroup> = new Map([
  ...rows(SIMPLE, 1, false),
  ...rows(LINKS, 1, true),
  ...rows(DOUBLE, 2, false),
]);
