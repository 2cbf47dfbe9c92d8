/**
 * Rings with names of their own: stems without a final e, fragment, and the locants of its atoms in the order in which
 * they are written (1, 2, 3 … where none are given). Lower-case atoms share double bonds. Numbering: IUPAC 2013, P-25.
 */
const RING_TABLE = `
benzen/benzol = c1ccccc1
pyridin/pyrid = n1ccccc1
pyridazin = n1ncccc1
pyrimidin/pyrimid = n1cnccc1
pyrazin = n1ccncc1
pyrrol/pyrr = [nH]1cccc1
furan/fur = o1cccc1
thiophen/thien/thiofuran = s1cccc1
selenophen = [se]1cccc1
imidazol = [nH]1cncc1
pyrazol = [nH]1nccc1
isoxazol = o1nccc1
isothiazol = s1nccc1
furazan = o1nccn1
indol = [nH]1ccc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
isoindol = c1[nH]cc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
indolizin = c1ccn2c1cccc2 : 1 2 3 4 8a 8 7 6 5
indazol = [nH]1ncc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
benzimidazol/benzoimidazol/benzo[d]imidazol/1,3-benzimidazol = [nH]1cnc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
benzotriazol/benzo[d][1,2,3]triazol/1,2,3-benzotriazol = [nH]1nnc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
benzofuran/1-benzofuran/benzo[b]furan/coumaron = o1ccc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
isobenzofuran/benzo[c]furan = c1occ2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
benzothiophen/1-benzothiophen/benzo[b]thiophen/benzothien/benzo[b]thien/thianaphthen/thionaphthen = s1ccc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
benzo[c]thiophen/benzo[c]thien/isobenzothiophen = c1scc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
benzoxazol/1,3-benzoxazol/benzo[d]oxazol = o1cnc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
benzothiazol/1,3-benzothiazol/benzo[d]thiazol/benzthiazol = s1cnc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
1,2-benzisoxazol/benzisoxazol/benzo[d]isoxazol = o1ncc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
1,2-benzisothiazol/benzisothiazol/benzo[d]isothiazol = s1ncc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
2,1,3-benzothiadiazol/benzo[c][1,2,5]thiadiazol = n1snc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
2,1,3-benzoxadiazol/benzo[c][1,2,5]oxadiazol/benzofurazan = n1onc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
1,3-benzodioxol/benzo[1,3]dioxol/benzo[d][1,3]dioxol/benzodioxol = o1[cH2]oc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
inden = [cH2]1ccc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
naphthalen/naphthalin/naphth = c1cccc2c1cccc2 : 1 2 3 4 4a 8a 8 7 6 5
azulen = c1ccc2c1ccccc2 : 1 2 3 3a 8a 8 7 6 5 4
quinolin/quinol = n1cccc2c1cccc2 : 1 2 3 4 4a 8a 8 7 6 5
isoquinolin/isoquinol = c1nccc2c1cccc2 : 1 2 3 4 4a 8a 8 7 6 5
quinazolin/quinazol = n1cncc2c1cccc2 : 1 2 3 4 4a 8a 8 7 6 5
quinoxalin/quinoxal = n1ccnc2c1cccc2 : 1 2 3 4 4a 8a 8 7 6 5
cinnolin = n1nccc2c1cccc2 : 1 2 3 4 4a 8a 8 7 6 5
phthalazin = c1nncc2c1cccc2 : 1 2 3 4 4a 8a 8 7 6 5
1,5-naphthyridin = n1cccc2c1cccn2 : 1 2 3 4 4a 8a 8 7 6 5
1,6-naphthyridin = n1cccc2c1ccnc2 : 1 2 3 4 4a 8a 8 7 6 5
1,7-naphthyridin = n1cccc2c1cncc2 : 1 2 3 4 4a 8a 8 7 6 5
1,8-naphthyridin = n1cccc2c1nccc2 : 1 2 3 4 4a 8a 8 7 6 5
2,6-naphthyridin = c1nccc2c1ccnc2 : 1 2 3 4 4a 8a 8 7 6 5
pteridin = n1cncc2c1nccn2 : 1 2 3 4 4a 8a 8 7 6 5
chromen/1-benzopyran/benzo[b]pyran/2h-chromen/4h-chromen = o1[cH2]ccc2c1cccc2 : 1 2 3 4 4a 8a 8 7 6 5
chroman/chromane = O1CCCc2c1cccc2 : 1 2 3 4 4a 8a 8 7 6 5
thiochroman = S1CCCc2c1cccc2 : 1 2 3 4 4a 8a 8 7 6 5
isochroman = C1OCCc2c1cccc2 : 1 2 3 4 4a 8a 8 7 6 5
1,4-benzodioxan/benzodioxan/benzo-1,4-dioxan = O1CCOc2c1cccc2 : 1 2 3 4 4a 8a 8 7 6 5
1,4-benzodioxin/benzo[1,4]dioxin/benzo[b][1,4]dioxin = o1ccoc2c1cccc2 : 1 2 3 4 4a 8a 8 7 6 5
1,4-benzoxazin/benzo[1,4]oxazin/benzo[b][1,4]oxazin = o1[cH2]cnc2c1cccc2 : 1 2 3 4 4a 8a 8 7 6 5
1,4-benzothiazin/benzo[1,4]thiazin/benzo[b][1,4]thiazin = s1[cH2]cnc2c1cccc2 : 1 2 3 4 4a 8a 8 7 6 5
1-benzothiopyran/thiochromen = s1[cH2]ccc2c1cccc2 : 1 2 3 4 4a 8a 8 7 6 5
1,4-benzodiazepin/benzo[e][1,4]diazepin/benzo[1,4]diazepin = [nH]1ccncc2c1cccc2 : 1 2 3 4 5 5a 9a 9 8 7 6
1,5-benzodiazepin/benzo[b][1,4]diazepin = [nH]1cccnc2c1cccc2 : 1 2 3 4 5 5a 9a 9 8 7 6
1-benzazepin/benzo[b]azepin = [nH]1ccccc2c1cccc2 : 1 2 3 4 5 5a 9a 9 8 7 6
3-benzazepin/benzo[d]azepin = c1c[nH]ccc2c1cccc2 : 1 2 3 4 5 5a 9a 9 8 7 6
1-benzoxepin/benzo[b]oxepin = o1ccccc2c1cccc2 : 1 2 3 4 5 5a 9a 9 8 7 6
1,4-benzoxazepin/benzo[f][1,4]oxazepin = o1ccncc2c1cccc2 : 1 2 3 4 5 5a 9a 9 8 7 6
1,5-benzothiazepin/benzo[b][1,4]thiazepin = s1cccnc2c1cccc2 : 1 2 3 4 5 5a 9a 9 8 7 6
indan/indane/hydrinden = C1CCc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
indolin = N1CCc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
isoindolin = C1NCc2c1cccc2 : 1 2 3 3a 7a 7 6 5 4
tetralin/tetral = C1CCCc2c1cccc2 : 1 2 3 4 4a 8a 8 7 6 5
decalin = C1CCCC2C1CCCC2 : 1 2 3 4 4a 8a 8 7 6 5
anthracen = c1cccc2c1cc3ccccc3c2 : 1 2 3 4 4a 9a 9 8a 8 7 6 5 10a 10
phenanthren = c1cccc2c1ccc3ccccc23 : 1 2 3 4 4a 10a 10 9 8a 8 7 6 5 4b
acridin = c1cccc2c1cc3ccccc3n2 : 1 2 3 4 4a 9a 9 8a 8 7 6 5 10a 10
fluoren = c1cccc2c1[cH2]c3ccccc23 : 1 2 3 4 4a 9a 9 8a 8 7 6 5 4b
carbazol = c1cccc2c1[nH]c3ccccc23 : 1 2 3 4 4a 9a 9 8a 8 7 6 5 4b
dibenzofuran/dibenzo[b,d]furan = c1cccc2c1oc3ccccc23 : 4 3 2 1 9b 4a 5 5a 6 7 8 9 9a
dibenzothiophen/dibenzo[b,d]thiophen = c1cccc2c1sc3ccccc23 : 4 3 2 1 9b 4a 5 5a 6 7 8 9 9a
phenothiazin = c1cccc2c1[nH]c3ccccc3s2 : 1 2 3 4 4a 10a 10 9a 9 8 7 6 5a 5
phenoxazin = c1cccc2c1[nH]c3ccccc3o2 : 1 2 3 4 4a 10a 10 9a 9 8 7 6 5a 5
phenazin = c1cccc2c1nc3ccccc3n2 : 1 2 3 4 4a 10a 10 9a 9 8 7 6 5a 5
xanthen = c1cccc2c1[cH2]c3ccccc3o2 : 1 2 3 4 4a 9a 9 8a 8 7 6 5 10a 10
thioxanthen = c1cccc2c1[cH2]c3ccccc3s2 : 1 2 3 4 4a 9a 9 8a 8 7 6 5 10a 10
pyran/2h-pyran = o1[cH2]cccc1
4h-pyran = o1cc[cH2]cc1
thiopyran/2h-thiopyran = s1[cH2]cccc1
biphenyl/biphen/1,1'-biphenyl/diphenyl = c1(ccccc1)c2ccccc2 : 1 2 3 4 5 6 1' 2' 3' 4' 5' 6'
2,2'-bipyridin/2,2'-bipyridyl = n1c(cccc1)c2ncccc2 : 1 2 3 4 5 6 2' 1' 6' 5' 4' 3'
4,4'-bipyridin/4,4'-bipyridyl = n1ccc(cc1)c2ccncc2 : 1 2 3 4 5 6 4' 3' 2' 1' 6' 5'
pyrrolidin/pyrrolid = N1CCCC1
piperidin/piperid = N1CCCCC1
piperazin/piperaz = N1CCNCC1
morpholin = N1CCOCC1 : 4 3 2 1 6 5
thiomorpholin = N1CCSCC1 : 4 3 2 1 6 5
imidazolidin = N1CNCC1
pyrazolidin = N1NCCC1
oxazolidin = O1CNCC1
thiazolidin = S1CNCC1
3-cephem/ceph-3-em/cephem = S1CC=CN2[C@H]1CC2=O : 1 2 3 4 5 6 7 8 -
2-cephem/ceph-2-em = S1C=CCN2[C@H]1CC2=O : 1 2 3 4 5 6 7 8 -
cepham = S1CCCN2[C@H]1CC2=O : 1 2 3 4 5 6 7 8 -
penam = S1CCN2[C@H]1CC2=O : 1 2 3 4 5 6 7 -
benzo[h]quinolin = n1cccc2c1c3ccccc3cc2 : 1 2 3 4 4a 10b 10a 10 9 8 7 6a 6 5
benzo[f]quinolin = n1cccc2c1ccc3ccccc23 : 4 3 2 1 10b 4a 5 6 6a 7 8 9 10 10a
benzo[g]quinolin = n1cccc2c1cc3ccccc3c2 : 1 2 3 4 4a 10a 10 9a 9 8 7 6 5a 5
benzo[e]indol/benz[e]indol = [nH]1ccc2c1ccc3ccccc23 : 3 2 1 9b 3a 4 5 5a 6 7 8 9 9a
benzo[g]indol/benz[g]indol = [nH]1ccc2c1c3ccccc3cc2 : 1 2 3 3a 9b 9a 9 8 7 6 5a 5 4
pyrido[4,3-b]indol/γ-carbolin = [nH]1c2ccncc2c3ccccc13 : 5 4a 4 3 2 1 9b 9a 9 8 7 6 5a
pyrido[2,3-b]indol/α-carbolin = [nH]1c2ncccc2c3ccccc13 : 9 9a 1 2 3 4 4a 4b 5 6 7 8 8a
pyrrolo[1,2-a]indol = c1ccn2c1cc3ccccc23 : 1 2 3 4 9a 9 8a 8 7 6 5 4a
dibenzo[b,d]pyran/6h-dibenzo[b,d]pyran = o1[cH2]c2ccccc2c3ccccc13 : 5 6 6a 7 8 9 10 10a 10b 1 2 3 4 4a
dibenzo[b,d]furan = o1c2ccccc2c3ccccc13 : 5 4a 4 3 2 1 9b 9a 9 8 7 6 5a
dibenzo[b,d]thiophen = s1c2ccccc2c3ccccc13 : 5 4a 4 3 2 1 9b 9a 9 8 7 6 5a
pyrimido[4,5-b]indol = [nH]1c2ncncc2c3ccccc13 : 9 9a 1 2 3 4 4a 4b 5 6 7 8 8a
isoxazolidin = O1NCCC1
pyrrolin/2-pyrrolin = N1C=CCC1
3-pyrrolin = N1CC=CC1
4-thiazolin = S1CNC=C1
3-thiazolin = S1CN=CC1
4-oxazolin = O1CNC=C1
4-imidazolin = N1CNC=C1
3-imidazolin = N1CN=CC1
3-pyrazolin = N1NC=CC1
naphthacen/tetracen = c1cccc2c1cc3cc4ccccc4cc3c2 : 1 2 3 4 4a 12a 12 11a 11 10a 10 9 8 7 6a 6 5a 5
benzocyclohepten/benzo[7]annulen = c1cccc2c1[cH2]cccc2 : 1 2 3 4 4a 9a 9 8 7 6 5
2-imidazolin/imidazolin = N1C=NCC1 : 1 2 3 4 5
2-oxazolin/oxazolin = O1C=NCC1
2-thiazolin/thiazolin = S1C=NCC1
2-pyrazolin/pyrazolin = N1N=CCC1
homopiperazin/1,4-diazepan = N1CCNCCC1 : 1 2 3 4 5 6 7
quinuclidin = N12CCC(CC1)CC2 : 1 2 3 4 5 6 8 7
adamantan/adamant/tricyclo[3.3.1.1^3,7]decan = C12CC3CC(C1)CC(C3)C2 : 1 2 3 4 5 9 6 7 10 8
norbornan/norborn = C12CCC(CC1)C2 : 1 2 3 4 5 6 7
norbornen/2-norbornen = C12C=CC(CC1)C2 : 1 2 3 4 5 6 7
tropan = N1(C)C2CCC1CCC2 : 8 - 1 7 6 5 4 3 2
tetrahydrofuran = O1CCCC1
tetrahydropyran/tetrahydro-2h-pyran/tetrahydro-4h-pyran = O1CCCCC1
tetrahydrothiophen = S1CCCC1
tetrahydrothiopyran = S1CCCCC1
purin = n1cnc2c(c1)nc[nH]2 : 1 2 3 4 5 6 7 8 9
imidazo[1,2-a]pyridin = n1ccn2c1cccc2 : 1 2 3 4 8a 8 7 6 5
imidazo[1,5-a]pyridin = c1ncn2c1cccc2 : 1 2 3 4 8a 8 7 6 5
imidazo[1,2-a]pyrimidin = n1ccn2c1nccc2 : 1 2 3 4 8a 8 7 6 5
imidazo[1,2-a]pyrazin = n1ccn2c1cncc2 : 1 2 3 4 8a 8 7 6 5
imidazo[1,2-b]pyridazin = n1ccn2c1cccn2 : 1 2 3 4 8a 8 7 6 5
pyrazolo[1,5-a]pyridin = n1ccc2n1cccc2 : 1 2 3 3a 7a 7 6 5 4
pyrazolo[1,5-a]pyrimidin = n1ccc2n1cccn2 : 1 2 3 3a 7a 7 6 5 4
imidazo[4,5-b]pyridin = [nH]1cnc2c1cccn2 : 1 2 3 3a 7a 7 6 5 4
imidazo[4,5-c]pyridin = [nH]1cnc2c1ccnc2 : 1 2 3 3a 7a 7 6 5 4
pyrrolo[2,3-b]pyridin/7-azaindol = [nH]1ccc2c1nccc2 : 1 2 3 3a 7a 7 6 5 4
pyrrolo[3,2-b]pyridin/4-azaindol = [nH]1ccc2c1cccn2 : 1 2 3 3a 7a 7 6 5 4
pyrrolo[2,3-c]pyridin/6-azaindol = [nH]1ccc2c1cncc2 : 1 2 3 3a 7a 7 6 5 4
pyrrolo[3,2-c]pyridin/5-azaindol = [nH]1ccc2c1ccnc2 : 1 2 3 3a 7a 7 6 5 4
pyrrolo[2,3-d]pyrimidin = [nH]1ccc2c1ncnc2 : 7 6 5 4a 7a 1 2 3 4
pyrazolo[3,4-b]pyridin = [nH]1ncc2c1nccc2 : 1 2 3 3a 7a 7 6 5 4
pyrazolo[3,4-d]pyrimidin = [nH]1ncc2c1ncnc2 : 1 2 3 3a 7a 7 6 5 4
pyrazolo[4,3-d]pyrimidin = [nH]1ncc2c1cncn2 : 1 2 3 3a 7a 7 6 5 4
thieno[2,3-d]pyrimidin = n1cncc2c1scc2 : 1 2 3 4 4a 7a 7 6 5
thieno[3,2-d]pyrimidin = n1cncc2c1ccs2 : 1 2 3 4 4a 7a 7 6 5
thieno[2,3-b]pyridin = s1ccc2c1nccc2 : 1 2 3 3a 7a 7 6 5 4
thieno[3,2-b]pyridin = s1ccc2c1cccn2 : 1 2 3 3a 7a 7 6 5 4
thieno[2,3-c]pyridin = s1ccc2c1cncc2 : 1 2 3 3a 7a 7 6 5 4
thieno[3,2-c]pyridin = s1ccc2c1ccnc2 : 1 2 3 3a 7a 7 6 5 4
furo[2,3-b]pyridin = o1ccc2c1nccc2 : 1 2 3 3a 7a 7 6 5 4
furo[3,2-b]pyridin = o1ccc2c1cccn2 : 1 2 3 3a 7a 7 6 5 4
furo[2,3-c]pyridin = o1ccc2c1cncc2 : 1 2 3 3a 7a 7 6 5 4
furo[3,2-c]pyridin = o1ccc2c1ccnc2 : 1 2 3 3a 7a 7 6 5 4
pyrido[2,3-d]pyrimidin = n1cncc2c1nccc2 : 1 2 3 4 4a 8a 8 7 6 5
pyrido[3,2-d]pyrimidin = n1cncc2c1cccn2 : 1 2 3 4 4a 8a 8 7 6 5
pyrido[3,4-d]pyrimidin = n1cncc2c1cncc2 : 1 2 3 4 4a 8a 8 7 6 5
pyrido[4,3-d]pyrimidin = n1cncc2c1ccnc2 : 1 2 3 4 4a 8a 8 7 6 5
pyrido[2,3-b]pyrazin = n1ccnc2c1cccn2 : 1 2 3 4 4a 8a 8 7 6 5
naphtho[2,3-b]thiophen = s1ccc2c1cc3ccccc3c2 : 1 2 3 3a 9a 9 8a 8 7 6 5 4a 4
imidazo[1,5-a][1,4]benzodiazepin = c1ncc2n1c3ccccc3cn[cH2]2 : 1 2 3 3a 11 10a 10 9 8 7 6a 6 5 4
pyrrolo[2,1-c][1,4]benzodiazepin = c1ccn2c1cnc3ccccc3[cH2]2 : 1 2 3 4 11a 11 10 9a 9 8 7 6 5a 5
imidazo[1,5-a]pyrrolo[2,1-c][1,4]benzodiazepin = c1ncn2c1c3cccn3[cH2]c4ccccc24 : 1 2 3 4 13b 13a 13 12 11 10 9 8a 8 7 6 5 4a
dibenz[b,f][1,4]oxazepin/dibenzo[b,f][1,4]oxazepin = c1cccc2c1cnc3ccccc3o2 : 1 2 3 4 4a 11a 11 10 9a 9 8 7 6 5a 5
dibenzo[b,f][1,4]thiazepin/dibenz[b,f][1,4]thiazepin = c1cccc2c1cnc3ccccc3s2 : 1 2 3 4 4a 11a 11 10 9a 9 8 7 6 5a 5
1-benzopyrano[2,3-b]pyridin = n1cccc2c1oc3ccccc3[cH2]2 : 1 2 3 4 4a 10a 10 9a 9 8 7 6 5a 5
furo[3,2-g][1]benzopyran = o1ccc2c1cc3o[cH2]ccc3c2 : 1 2 3 3a 9a 9 8a 8 7 6 5 4a 4
naphtho[2,3-d]oxazol = o1cnc2c1cc3ccccc3c2 : 1 2 3 3a 9a 9 8a 8 7 6 5 4a 4
naphtho[2,3-d]thiazol = s1cnc2c1cc3ccccc3c2 : 1 2 3 3a 9a 9 8a 8 7 6 5 4a 4
naphtho[2,3-d]imidazol = [nH]1cnc2c1cc3ccccc3c2 : 1 2 3 3a 9a 9 8a 8 7 6 5 4a 4
naphtho[2,3-d]isoxazol = o1ncc2c1cc3ccccc3c2 : 1 2 3 3a 9a 9 8a 8 7 6 5 4a 4
benz[de]isoquinolin/benzo[de]isoquinolin = [cH2]1ncc2cccc3cccc1c23 : 1 2 3 3a 4 5 6 6a 7 8 9 9a 9b
imidazo[1,5-a]pyrimidin = c1ncc2n1cccn2 : 6 7 8 8a 5 4 3 2 1
[1,2,4]triazolo[4,3-a]pyridin/1,2,4-triazolo[4,3-a]pyridin = n1ncn2c1cccc2 : 1 2 3 4 8a 8 7 6 5
[1,2,4]triazolo[1,5-a]pyrimidin/1,2,4-triazolo[1,5-a]pyrimidin = n1cnc2n1cccn2 : 1 2 3 3a 8 7 6 5 4
β-carbolin/pyrido[3,4-b]indol = c1nccc2c1[nH]c1ccccc12 : 1 2 3 4 4a 9a 9 8a 8 7 6 5 4b
thieno[2,3-b]thiophen = s1ccc2c1scc2 : 1 2 3 3a 6a 6 5 4
imidazo[2,1-b]thiazol = s1ccn2c1ncc2 : 1 2 3 4 7a 7 6 5
furo[2,3-d]pyrimidin = n1cncc2c1occ2 : 1 2 3 4 4a 7a 7 6 5
dibenzo[a,d]cyclohepten = [cH2]1c2ccccc2ccc3c1cccc3 : 5 4a 4 3 2 1 11a 11 10 9a 5a 6 7 8 9
dibenzo[b,f]azepin/dibenz[b,f]azepin = [nH]1c2ccccc2ccc3c1cccc3 : 5 4a 4 3 2 1 11a 11 10 9a 5a 6 7 8 9
`;

export interface RingParent {
  readonly smiles: string;
  readonly labels: readonly string[] | null;
}

/** The rings by the stem of their name. A ring whose locants are not given takes no locant at all: `-` is none. */
export const RING_PARENTS: ReadonlyMap<string, RingParent> = new Map(
  RING_TABLE.trim().split("\n").flatMap((row) => {
    const [names = "", rest = ""] = row.split(" = ");
    const [smiles = "", labels] = rest.split(" : ");
    const parent = { smiles, labels: labels?.split(" ") ?? null };
    return names.split("/").map((name) => [name, parent] as const);
  }),
);
