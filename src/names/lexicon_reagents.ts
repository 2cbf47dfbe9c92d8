/** Reagents, catalysts, ligands, bases and what is known by its abbreviation: names parted by semicolons, formula, SMILES. */
export const REAGENTS = `
PCC; pyridinium chlorochromate | C5H6ClCrNO3 | [O-][Cr](=O)(=O)Cl.c1cc[nH+]cc1
PDC; pyridinium dichromate | C10H12Cr2N2O7 | [O-][Cr](=O)(=O)O[Cr](=O)(=O)[O-].c1cc[nH+]cc1.c1cc[nH+]cc1
mCPBA; m-CPBA; MCPBA; m-chloroperbenzoic acid; 3-chloroperbenzoic acid; meta-chloroperbenzoic acid; 3-chloroperoxybenzoic acid; m-chloroperoxybenzoic acid; metachloroperbenzoic acid; meta-chloroperoxybenzoic acid; 3-chloro-perbenzoic acid | C7H5ClO3 | OOC(=O)c1cccc(Cl)c1
peracetic acid; peroxyacetic acid | C2H4O3 | CC(=O)OO
TBHP; tert-butyl hydroperoxide; t-butyl hydroperoxide | C4H10O2 | CC(C)(C)OO
cumene hydroperoxide | C9H12O2 | CC(C)(OO)c1ccccc1
benzoyl peroxide; BPO; dibenzoyl peroxide | C14H10O4 | O=C(OOC(=O)c1ccccc1)c1ccccc1
AIBN; 2,2'-azobis(isobutyronitrile); azobisisobutyronitrile; 2,2'-azobisisobutyronitrile; azoisobutyronitrile; azobis(isobutyronitrile) | C8H12N4 | CC(C)(C#N)N=NC(C)(C)C#N
DMP; Dess-Martin periodinane; Dess-Martin reagent | C13H13IO8 | CC(=O)OI1(OC(C)=O)(OC(C)=O)OC(=O)c2ccccc12
IBX; 2-iodoxybenzoic acid | C7H5IO4 | O=C1OI(=O)(O)c2ccccc12
TEMPO | C9H18NO | CC1(C)CCCC(C)(C)N1[O]
DDQ; 2,3-dichloro-5,6-dicyano-1,4-benzoquinone; 2,3-dichloro-5,6-dicyanobenzoquinone | C8Cl2N2O2 | ClC1=C(Cl)C(=O)C(C#N)=C(C#N)C1=O
chloranil; p-chloranil | C6Cl4O2 | ClC1=C(Cl)C(=O)C(Cl)=C(Cl)C1=O
CAN; ceric ammonium nitrate; cerium ammonium nitrate | CeH8N8O18 | [NH4+].[NH4+].[Ce+4].O=[N+]([O-])[O-].O=[N+]([O-])[O-].O=[N+]([O-])[O-].O=[N+]([O-])[O-].O=[N+]([O-])[O-].O=[N+]([O-])[O-]
NMO; N-methylmorpholine N-oxide; 4-methylmorpholine N-oxide; N-methylmorpholine-N-oxide | C5H11NO2 | C[N+]1([O-])CCOCC1
oxone; potassium peroxymonosulfate; KHSO5 | HKO5S | [K+].OOS([O-])(=O)=O
NBS; N-bromosuccinimide; 1-bromo-2,5-pyrrolidinedione | C4H4BrNO2 | BrN1C(=O)CCC1=O
NCS; N-chlorosuccinimide; 1-chloro-2,5-pyrrolidinedione | C4H4ClNO2 | ClN1C(=O)CCC1=O
NIS; N-iodosuccinimide | C4H4INO2 | IN1C(=O)CCC1=O
Selectfluor | C7H14B2ClF9N2 | F[N+]12CC[N+](CCl)(CC1)CC2.F[B-](F)(F)F.F[B-](F)(F)F
NFSI; N-fluorobenzenesulfonimide | C12H10FNO4S2 | FN(S(=O)(=O)c1ccccc1)S(=O)(=O)c1ccccc1
DAST; diethylaminosulfur trifluoride; (diethylamino)sulfur trifluoride | C4H10F3NS | CCN(CC)S(F)(F)F
sodium hydride; NaH | HNa | [H-].[Na+]
lithium aluminum hydride; LAH; LiAlH4; lithium aluminium hydride; lithium tetrahydroaluminate | AlH4Li | [Li+].[AlH4-]
sodium borohydride; sodium boron hydride; NaBH4; sodium tetrahydroborate; sodium borohydrate | BH4Na | [BH4-].[Na+]
sodium cyanoborohydride; NaBH3CN; NaCNBH3; sodium cyanotrihydridoborate | CH3BNNa | [BH3-]C#N.[Na+]
sodium triacetoxyborohydride; STAB; NaBH(OAc)3 | C6H10BNaO6 | [BH-](OC(C)=O)(OC(C)=O)OC(C)=O.[Na+]
lithium borohydride; LiBH4 | BH4Li | [BH4-].[Li+]
L-Selectride; lithium tri-sec-butylborohydride | C12H28BLi | [Li+].CCC(C)[BH-](C(C)CC)C(C)CC
DIBAL; DIBAL-H; DIBALH; DIBAH; diisobutylaluminum hydride; diisobutylaluminium hydride; di-isobutylaluminum hydride | C8H19Al | CC(C)C[AlH]CC(C)C
Red-Al; Vitride; sodium bis(2-methoxyethoxy)aluminum hydride | C6H16AlNaO4 | [Na+].COCCO[AlH2-]OCCOC
triethylsilane; Et3SiH; TES-H | C6H16Si | CC[SiH](CC)CC
tributyltin hydride; Bu3SnH; tri-n-butyltin hydride; n-Bu3SnH; tributylstannane | C12H28Sn | CCCC[SnH](CCCC)CCCC
n-BuLi; nBuLi; BuLi; butyllithium; n-butyllithium; n-butyl lithium; butyl lithium; butyl-lithium; n-butyl-lithium | C4H9Li | [Li]CCCC
s-BuLi; sec-butyllithium; sec-BuLi | C4H9Li | [Li]C(C)CC
t-BuLi; tert-butyllithium; tBuLi; t-butyllithium; tert-BuLi | C4H9Li | [Li]C(C)(C)C
methyllithium; MeLi; methyl lithium | CH3Li | [Li]C
phenyllithium; PhLi; phenyl lithium | C6H5Li | [Li]c1ccccc1
LDA; lithium diisopropylamide; lithium N,N-diisopropylamide; lithium di-isopropylamide | C6H14LiN | [Li+].CC(C)[N-]C(C)C
LiHMDS; LHMDS; lithium hexamethyldisilazide; lithium bis(trimethylsilyl)amide; LiN(TMS)2 | C6H18LiNSi2 | [Li+].C[Si](C)(C)[N-][Si](C)(C)C
NaHMDS; sodium hexamethyldisilazide; sodium bis(trimethylsilyl)amide | C6H18NNaSi2 | [Na+].C[Si](C)(C)[N-][Si](C)(C)C
KHMDS; potassium hexamethyldisilazide; potassium bis(trimethylsilyl)amide | C6H18KNSi2 | [K+].C[Si](C)(C)[N-][Si](C)(C)C
HMDS; hexamethyldisilazane; 1,1,1,3,3,3-hexamethyldisilazane | C6H19NSi2 | C[Si](C)(C)N[Si](C)(C)C
KOtBu; t-BuOK; tBuOK; KOBut; potassium tert-butoxide; potassium t-butoxide; potassium tert-butylate; KOt-Bu | C4H9KO | CC(C)(C)[O-].[K+]
TEA; Et3N; NEt3; triethylamine; triethyl amine | C6H15N | CCN(CC)CC
DIPEA; DIEA; Hunig's base; Hünig's base; diisopropylethylamine; N,N-diisopropylethylamine; ethyldiisopropylamine; N-ethyldiisopropylamine; i-Pr2NEt; iPr2NEt; diisopropyl ethyl amine; diisopropylethyl amine; N,N-diisopropyl ethylamine; ethyl diisopropylamine | C8H19N | CCN(C(C)C)C(C)C
diisopropylamine; di-isopropylamine; i-Pr2NH; DIPA | C6H15N | CC(C)NC(C)C
DMAP; 4-dimethylaminopyridine; 4-(dimethylamino)pyridine; N,N-dimethylaminopyridine; dimethylaminopyridine; 4-DMAP; p-dimethylaminopyridine; 4-N,N-dimethylaminopyridine | C7H10N2 | CN(C)c1ccncc1
DBU; 1,8-diazabicyclo[5.4.0]undec-7-ene; 1,8-diazabicyclo[5.4.0]undecene; 1,8-diazabicyclo[5,4,0]undec-7-ene | C9H16N2 | C1CCC2=NCCCN2CC1
DBN; 1,5-diazabicyclo[4.3.0]non-5-ene | C7H12N2 | C1CC2=NCCCN2C1
DABCO; 1,4-diazabicyclo[2.2.2]octane; triethylenediamine | C6H12N2 | C1CN2CCN1CC2
NMM; N-methylmorpholine; 4-methylmorpholine | C5H11NO | CN1CCOCC1
TMEDA; N,N,N',N'-tetramethylethylenediamine; tetramethylethylenediamine | C6H16N2 | CN(C)CCN(C)C
pyridine; py; Py | C5H5N | c1ccncc1
2,6-lutidine; lutidine | C7H9N | Cc1cccc(C)n1
collidine; 2,4,6-collidine; sym-collidine | C8H11N | Cc1cc(C)nc(C)c1
proton sponge | C14H18N2 | CN(C)c1cccc2cccc(N(C)C)c12
Cs2CO3; cesium carbonate | CCs2O3 | C([O-])([O-])=O.[Cs+].[Cs+]
EDC; EDCI; EDAC; 1-ethyl-3-(3-dimethylaminopropyl)carbodiimide; WSC; WSCDI; 1-(3-dimethylaminopropyl)-3-ethylcarbodiimide | C8H17N3 | CCN=C=NCCCN(C)C
EDC·HCl; EDCI·HCl; EDC.HCl; EDCI.HCl; EDC hydrochloride; EDCI hydrochloride; WSC·HCl; 1-ethyl-3-(3-dimethylaminopropyl)carbodiimide hydrochloride; 1-(3-dimethylaminopropyl)-3-ethylcarbodiimide hydrochloride; 1-ethyl-3-(3-dimethylaminopropyl) carbodiimide hydrochloride | C8H18ClN3 | Cl.CCN=C=NCCCN(C)C
DCC; DCCI; dicyclohexylcarbodiimide; N,N'-dicyclohexylcarbodiimide; 1,3-dicyclohexylcarbodiimide; dicyclohexyl carbodiimide; N,N-dicyclohexylcarbodiimide | C13H22N2 | C1CCCCC1N=C=NC1CCCCC1
DCU; dicyclohexylurea | C13H24N2O | O=C(NC1CCCCC1)NC1CCCCC1
DIC; diisopropylcarbodiimide; N,N'-diisopropylcarbodiimide | C7H14N2 | CC(C)N=C=NC(C)C
HOBt; HOBT; 1-hydroxybenzotriazole; N-hydroxybenzotriazole; hydroxybenzotriazole | C6H5N3O | On1nnc2ccccc12
HOBt hydrate; 1-hydroxybenzotriazole hydrate; HOBT hydrate; HOBt·H2O; 1-hydroxybenzotriazole monohydrate | C6H7N3O2 | O.On1nnc2ccccc12
HOAt; HOAT; 1-hydroxy-7-azabenzotriazole | C5H4N4O | On1nnc2cccnc12
HATU | C10H15F6N6OP | CN(C)C(On1nnc2cccnc12)=[N+](C)C.F[P-](F)(F)(F)(F)F
HBTU | C11H16F6N5OP | CN(C)C(On1nnc2ccccc12)=[N+](C)C.F[P-](F)(F)(F)(F)F
TBTU | C11H16BF4N5O | CN(C)C(On1nnc2ccccc12)=[N+](C)C.F[B-](F)(F)F
PyBOP; PyBop | C18H28F6N6OP2 | C1CCN(C1)[P+](N1CCCC1)(N1CCCC1)On1nnc2ccccc12.F[P-](F)(F)(F)(F)F
BOP; BOP reagent | C12H22F6N6OP2 | CN(C)[P+](N(C)C)(N(C)C)On1nnc2ccccc12.F[P-](F)(F)(F)(F)F
CDI; 1,1'-carbonyldiimidazole; carbonyldiimidazole; N,N'-carbonyldiimidazole; carbonyl diimidazole; N,N-carbonyldiimidazole; 1,1-carbonyldiimidazole | C7H6N4O | O=C(n1ccnc1)n1ccnc1
T3P; propylphosphonic anhydride | C9H21O6P3 | CCCP1(=O)OP(=O)(CCC)OP(=O)(CCC)O1
HOSu; NHS; N-hydroxysuccinimide | C4H5NO3 | ON1C(=O)CCC1=O
DPPA; diphenylphosphoryl azide; diphenyl phosphoryl azide; diphenyl phosphorazidate | C12H10N3O3P | O=P(N=[N+]=[N-])(Oc1ccccc1)Oc1ccccc1
diethyl cyanophosphonate; diethylphosphoryl cyanide; diethyl phosphorocyanidate; diethyl cyanophosphate; diethyl cyano-phosphate | C5H10NO3P | CCOP(=O)(C#N)OCC
Boc2O; (Boc)2O; BOC2O; di-tert-butyl dicarbonate; di-t-butyl dicarbonate; di-tert-butyldicarbonate; Boc anhydride; di-t-butyldicarbonate; Boc-anhydride; di-tert.-butyl dicarbonate; di-tert-butylcarbonate; (Boc)2 | C10H18O5 | CC(C)(C)OC(=O)OC(=O)OC(C)(C)C
CbzCl; Cbz-Cl; benzyl chloroformate; carbobenzoxy chloride; benzyloxycarbonyl chloride; carbobenzyloxy chloride; benzylchloroformate; ZCl; Z-Cl | C8H7ClO2 | ClC(=O)OCc1ccccc1
FmocCl; Fmoc-Cl | C15H11ClO2 | ClC(=O)OCC1c2ccccc2-c2ccccc12
TMSCl; TMS-Cl; chlorotrimethylsilane; trimethylsilyl chloride; trimethylchlorosilane; trimethyl chlorosilane; TMS chloride; trimethyl silyl chloride | C3H9ClSi | C[Si](C)(C)Cl
TMSI; iodotrimethylsilane; trimethylsilyl iodide; trimethyliodosilane | C3H9ISi | C[Si](C)(C)I
TMSBr; bromotrimethylsilane; trimethylsilyl bromide | C3H9BrSi | C[Si](C)(C)Br
TMSOTf; trimethylsilyl triflate; trimethylsilyl trifluoromethanesulfonate | C4H9F3O3SSi | C[Si](C)(C)OS(=O)(=O)C(F)(F)F
TMSCN; trimethylsilyl cyanide; trimethylsilylcyanide | C4H9NSi | C[Si](C)(C)C#N
TMSN3; azidotrimethylsilane; trimethylsilyl azide; trimethylsilylazide | C3H9N3Si | C[Si](C)(C)N=[N+]=[N-]
TMSCHN2; trimethylsilyldiazomethane; (trimethylsilyl)diazomethane | C4H10N2Si | C[Si](C)(C)C=[N+]=[N-]
TBSCl; TBDMSCl; tert-butyldimethylsilyl chloride; tert-butyldimethylchlorosilane; t-butyldimethylsilyl chloride; tert-butylchlorodimethylsilane; tert-butyldimethylchlorsilane; t-butyldimethylchlorosilane; TBDMS chloride; dimethyl-t-butylsilyl chloride; tert-butyl dimethylsilyl chloride; t-butyldimethylsilylchloride | C6H15ClSi | CC(C)(C)[Si](C)(C)Cl
TBDPSCl; tert-butyldiphenylsilyl chloride; tert-butylchlorodiphenylsilane; tert-butyldiphenylchlorosilane; t-butyldiphenylsilyl chloride; TBDPS-Cl | C16H19ClSi | CC(C)(C)[Si](Cl)(c1ccccc1)c1ccccc1
TBSOTf; TBDMSOTf; tert-butyldimethylsilyl triflate; tert-butyldimethylsilyl trifluoromethanesulfonate | C7H15F3O3SSi | CC(C)(C)[Si](C)(C)OS(=O)(=O)C(F)(F)F
TIPSCl; triisopropylsilyl chloride | C9H21ClSi | CC(C)[Si](Cl)(C(C)C)C(C)C
TESCl; triethylsilyl chloride; chlorotriethylsilane | C6H15ClSi | CC[Si](Cl)(CC)CC
TBAF; tetrabutylammonium fluoride; tetra-n-butylammonium fluoride; n-Bu4NF; tetra-butylammonium fluoride | C16H36FN | [F-].CCCC[N+](CCCC)(CCCC)CCCC
TBAB; tetrabutylammonium bromide; tetra-n-butylammonium bromide; n-Bu4NBr | C16H36BrN | [Br-].CCCC[N+](CCCC)(CCCC)CCCC
TBAI; tetrabutylammonium iodide; tetra-n-butylammonium iodide | C16H36IN | [I-].CCCC[N+](CCCC)(CCCC)CCCC
TBAC; tetrabutylammonium chloride | C16H36ClN | [Cl-].CCCC[N+](CCCC)(CCCC)CCCC
tetrabutylammonium hydrogen sulfate; tetrabutylammonium hydrogensulfate; tetrabutylammonium bisulfate | C16H37NO4S | OS(=O)(=O)[O-].CCCC[N+](CCCC)(CCCC)CCCC
tetrabutylammonium hydroxide | C16H37NO | [OH-].CCCC[N+](CCCC)(CCCC)CCCC
TEBAC; TEBA; benzyltriethylammonium chloride; triethylbenzylammonium chloride | C13H22ClN | [Cl-].CC[N+](CC)(CC)Cc1ccccc1
Triton B; benzyltrimethylammonium hydroxide | C10H17NO | [OH-].C[N+](C)(C)Cc1ccccc1
18-crown-6 | C12H24O6 | C1COCCOCCOCCOCCOCCO1
15-crown-5 | C10H20O5 | C1COCCOCCOCCOCCO1
MsCl; mesyl chloride; methanesulfonyl chloride; methane sulfonyl chloride; methanesulfonylchloride; methylsulfonyl chloride; Ms-Cl | CH3ClO2S | CS(Cl)(=O)=O
TsCl; tosyl chloride; p-toluenesulfonyl chloride; 4-toluenesulfonyl chloride; toluenesulfonyl chloride; p-TsCl; tosylchloride; p-toluene sulfonyl chloride; para-toluenesulfonyl chloride | C7H7ClO2S | Cc1ccc(cc1)S(Cl)(=O)=O
methanesulfonic anhydride; Ms2O; mesyl anhydride | C2H6O5S2 | CS(=O)(=O)OS(C)(=O)=O
AcCl; acetyl chloride | C2H3ClO | CC(Cl)=O
BzCl; benzoyl chloride | C7H5ClO | ClC(=O)c1ccccc1
MOMCl; MOM-Cl; chloromethyl methyl ether; methoxymethyl chloride; chloromethylmethyl ether | C2H5ClO | COCCl
SEMCl; SEM-Cl; 2-(trimethylsilyl)ethoxymethyl chloride | C6H15ClOSi | C[Si](C)(C)CCOCCl
DHP; dihydropyran; 3,4-dihydro-2H-pyran; 3,4-dihydropyran; 2,3-dihydropyran | C5H8O | C1CCC=CO1
PPTS; pyridinium p-toluenesulfonate; pyridinium tosylate; pyridinium para-toluenesulfonate | C12H13NO3S | Cc1ccc(cc1)S([O-])(=O)=O.c1cc[nH+]cc1
pyridine hydrochloride | C5H6ClN | Cl.c1ccncc1
pyridinium chloride | C5H6ClN | [Cl-].c1cc[nH+]cc1
MeI; iodomethane; methyl iodide; CH3I | CH3I | CI
dimethyl sulfate; Me2SO4; dimethylsulfate | C2H6O4S | COS(=O)(=O)OC
DEAD; diethyl azodicarboxylate; diethylazodicarboxylate | C6H10N2O4 | CCOC(=O)N=NC(=O)OCC
DIAD; diisopropyl azodicarboxylate; diisopropylazodicarboxylate | C8H14N2O4 | CC(C)OC(=O)N=NC(=O)OC(C)C
DMF-DMA; DMF dimethyl acetal; N,N-dimethylformamide dimethyl acetal; dimethylformamide dimethyl acetal | C5H13NO2 | COC(OC)N(C)C
triethyl orthoformate; ethyl orthoformate; triethylorthoformate; orthoformic acid triethyl ester | C7H16O3 | CCOC(OCC)OCC
trimethyl orthoformate; methyl orthoformate; trimethylorthoformate | C4H10O3 | COC(OC)OC
trimethyl phosphite; trimethylphosphite | C3H9O3P | COP(OC)OC
triethyl phosphite; triethylphosphite | C6H15O3P | CCOP(OCC)OCC
triphenyl phosphite; triphenylphosphite | C18H15O3P | O(P(Oc1ccccc1)Oc1ccccc1)c1ccccc1
diethyl phosphite; diethylphosphite | C4H11O3P | CCO[PH](=O)OCC
dimethyl phosphite | C2H7O3P | CO[PH](=O)OC
phosphorus pentasulfide; P2S5; P4S10 | P4S10 | S=P12SP3(=S)SP(=S)(S1)SP(=S)(S2)S3
nitrosyl chloride; NOCl | ClNO | O=NCl
hexamethylenetetramine; urotropine; hexamine; HMTA | C6H12N4 | C1N2CN3CN1CN(C2)C3
diisopropyl ether; isopropyl ether; 2,2'-oxybispropane; IPE; isopropylether; diisopropylether | C6H14O | CC(C)OC(C)C
dibutyl ether; butyl ether; n-butyl ether | C8H18O | CCCCOCCCC
thioacetic acid; thiolacetic acid | C2H4OS | CC(S)=O
trimethylamine N-oxide; trimethylamine oxide; TMANO | C3H9NO | C[N+](C)(C)[O-]
N,N-dimethylaniline; dimethylaniline; dimethyl aniline | C8H11N | CN(C)c1ccccc1
N,N-diethylaniline; diethylaniline | C10H15N | CCN(CC)c1ccccc1
1,1,3,3-tetramethylguanidine; tetramethylguanidine; TMG | C5H13N3 | CN(C)C(=N)N(C)C
thioacetamide | C2H5NS | CC(N)=S
veratrole; 1,2-dimethoxybenzene | C8H10O2 | COc1ccccc1OC
sesamol | C7H6O3 | Oc1ccc2OCOc2c1
oleum; fuming sulfuric acid | H2O7S2 | OS(O)(=O)=O.O=S(=O)=O
itaconic anhydride | C5H4O3 | C=C1CC(=O)OC1=O
diethyl chlorophosphate; diethylchlorophosphate; diethyl phosphorochloridate | C4H10ClO3P | CCOP(Cl)(=O)OCC
sodamide; sodium amide; NaNH2 | H2NNa | [NH2-].[Na+]
sodium phenoxide; sodium phenolate; NaOPh | C6H5NaO | [O-]c1ccccc1.[Na+]
triethyl orthoacetate | C8H18O3 | CCOC(C)(OCC)OCC
2,2-dimethoxypropane; DMP acetal; acetone dimethyl acetal | C5H12O2 | COC(C)(C)OC
PPh3; Ph3P; TPP; triphenylphosphine; triphenyl phosphine | C18H15P | c1ccc(cc1)P(c1ccccc1)c1ccccc1
triphenylphosphine oxide; Ph3PO; OPPh3; TPPO; triphenyl phosphine oxide | C18H15OP | O=P(c1ccccc1)(c1ccccc1)c1ccccc1
tributylphosphine; tri-n-butylphosphine; PBu3; Bu3P; n-Bu3P | C12H27P | CCCCP(CCCC)CCCC
tricyclohexylphosphine; PCy3 | C18H33P | C1CCCCC1P(C1CCCCC1)C1CCCCC1
P(tBu)3; tri-tert-butylphosphine; P(t-Bu)3 | C12H27P | CC(C)(C)P(C(C)(C)C)C(C)(C)C
P(o-tol)3; tri-o-tolylphosphine; tri(o-tolyl)phosphine; tris(o-tolyl)phosphine | C21H21P | Cc1ccccc1P(c1ccccc1C)c1ccccc1C
dppf; DPPF; 1,1'-bis(diphenylphosphino)ferrocene | C34H28FeP2 | [Fe+2].[cH-]1cccc1P(c1ccccc1)c1ccccc1.[cH-]1cccc1P(c1ccccc1)c1ccccc1
dppe; 1,2-bis(diphenylphosphino)ethane | C26H24P2 | C(CP(c1ccccc1)c1ccccc1)P(c1ccccc1)c1ccccc1
dppp; 1,3-bis(diphenylphosphino)propane | C27H26P2 | C(CP(c1ccccc1)c1ccccc1)CP(c1ccccc1)c1ccccc1
BINAP; rac-BINAP; 2,2'-bis(diphenylphosphino)-1,1'-binaphthyl | C44H32P2 | c1ccc(cc1)P(c1ccccc1)c1ccc2ccccc2c1-c1c(ccc2ccccc12)P(c1ccccc1)c1ccccc1
Xantphos; XantPhos; 4,5-bis(diphenylphosphino)-9,9-dimethylxanthene | C39H32OP2 | CC1(C)c2cccc(P(c3ccccc3)c3ccccc3)c2Oc2c(P(c3ccccc3)c3ccccc3)cccc12
XPhos; X-Phos | C33H49P | CC(C)c1cc(C(C)C)c(c(c1)C(C)C)-c1ccccc1P(C1CCCCC1)C1CCCCC1
SPhos; S-Phos | C26H35O2P | COc1cccc(OC)c1-c1ccccc1P(C1CCCCC1)C1CCCCC1
Pd(PPh3)4; tetrakis(triphenylphosphine)palladium; tetrakis(triphenylphosphine)palladium(0); tetrakistriphenylphosphine palladium; Pd(Ph3P)4; tetrakis (triphenylphosphine)palladium(0); tetrakis(triphenylphosphine) palladium(0); tetrakis(triphenylphosphine) palladium; palladium tetrakis(triphenylphosphine); palladium tetrakistriphenylphosphine; tetrakis (triphenylphosphine) palladium (0); tetrakis(triphenylphosphine)-palladium(0); palladium tetrakis | C72H60P4Pd | [Pd].c1ccc(cc1)P(c1ccccc1)c1ccccc1.c1ccc(cc1)P(c1ccccc1)c1ccccc1.c1ccc(cc1)P(c1ccccc1)c1ccccc1.c1ccc(cc1)P(c1ccccc1)c1ccccc1
Pd(OAc)2; palladium acetate; palladium(II) acetate; palladium diacetate; palladium (II) acetate | C4H6O4Pd | CC(=O)[O-].CC(=O)[O-].[Pd+2]
PdCl2; palladium chloride; palladium(II) chloride; palladium dichloride | Cl2Pd | [Cl-].[Cl-].[Pd+2]
Pd(PPh3)2Cl2; PdCl2(PPh3)2; bis(triphenylphosphine)palladium(II) chloride; bis(triphenylphosphine)palladium dichloride; dichlorobis(triphenylphosphine)palladium(II); bis(triphenylphosphine)palladium(II) dichloride; bis(triphenylphosphine)palladium chloride; dichlorobis(triphenylphosphine)palladium | C36H30Cl2P2Pd | Cl[Pd]Cl.c1ccc(cc1)P(c1ccccc1)c1ccccc1.c1ccc(cc1)P(c1ccccc1)c1ccccc1
PdCl2(dppf); Pd(dppf)Cl2 | C34H28Cl2FeP2Pd | Cl[Pd]Cl.[Fe+2].[cH-]1cccc1P(c1ccccc1)c1ccccc1.[cH-]1cccc1P(c1ccccc1)c1ccccc1
Pd2(dba)3; tris(dibenzylideneacetone)dipalladium(0); tris(dibenzylideneacetone)dipalladium | C51H42O3Pd2 | [Pd].[Pd].O=C(C=Cc1ccccc1)C=Cc1ccccc1.O=C(C=Cc1ccccc1)C=Cc1ccccc1.O=C(C=Cc1ccccc1)C=Cc1ccccc1
Pd(OH)2; palladium hydroxide; Pearlman's catalyst; Pd(OH)2/C; palladium hydroxide on carbon | H2O2Pd | [OH-].[OH-].[Pd+2]
RhCl(PPh3)3; Wilkinson's catalyst | C54H45ClP3Rh | [Rh]Cl.c1ccc(cc1)P(c1ccccc1)c1ccccc1.c1ccc(cc1)P(c1ccccc1)c1ccccc1.c1ccc(cc1)P(c1ccccc1)c1ccccc1
CuI; copper iodide; copper(I) iodide; cuprous iodide; copper (I) iodide | CuI | [Cu]I
CuBr; copper(I) bromide; cuprous bromide; copper bromide | BrCu | [Cu]Br
CuCl; copper(I) chloride; cuprous chloride | ClCu | [Cu]Cl
CuCN; copper cyanide; cuprous cyanide; copper(I) cyanide | CCuN | [Cu]C#N
copper sulfate; copper(II) sulfate; cupric sulfate; CuSO4 | CuO4S | [Cu+2].[O-]S([O-])(=O)=O
iron chloride; ferric chloride; FeCl3; iron(III) chloride; iron trichloride | Cl3Fe | Cl[Fe](Cl)Cl
zinc bromide; ZnBr2 | Br2Zn | [Zn+2].[Br-].[Br-]
tin chloride; tin(II) chloride; SnCl2; stannous chloride; tin dichloride | Cl2Sn | [Sn+2].[Cl-].[Cl-]
diethylzinc; Et2Zn; diethyl zinc | C4H10Zn | CC[Zn]CC
trimethylaluminum; AlMe3; Me3Al; trimethyl aluminum | C3H9Al | C[Al](C)C
triethylaluminum; Et3Al | C6H15Al | CC[Al](CC)CC
MeMgBr; methylmagnesium bromide; methyl magnesium bromide | CH3BrMg | C[Mg]Br
Lawesson's reagent; 2,4-bis(p-methoxyphenyl)-1,3,2,4-dithiadiphosphetane-2,4-disulfide; 2,4-bis(4-methoxyphenyl)-1,3-dithia-2,4-diphosphetane-2,4-disulfide; Lawesson reagent; Lawessons reagent | C14H14O2P2S4 | COc1ccc(cc1)P1(=S)SP(=S)(S1)c1ccc(OC)cc1
Burgess reagent | C8H18N2O4S | CC[N+](CC)(CC)S(=O)(=O)[N-]C(=O)OC
DIPHOS | C26H24P2 | C(CP(c1ccccc1)c1ccccc1)P(c1ccccc1)c1ccccc1
hydrazine hydrate; hydrazine monohydrate; NH2NH2·H2O; N2H4·H2O | H6N2O | O.NN
hydroxylamine hydrochloride; NH2OH·HCl; NH2OH.HCl | ClH4NO | Cl.NO
hydroxylammonium chloride | ClH4NO | [Cl-].[NH3+]O
paraformaldehyde; formaldehyde; formalin; HCHO; CH2O; aqueous formaldehyde; formaline | CH2O | C=O
acetaldehyde; CH3CHO; MeCHO | C2H4O | CC=O
paraldehyde | C6H12O3 | CC1OC(C)OC(C)O1
formic acid; HCOOH; HCO2H | CH2O2 | OC=O
diazomethane; CH2N2 | CH2N2 | C=[N+]=[N-]
ketene | C2H2O | C=C=O
cyanogen bromide; BrCN; CNBr | CBrN | BrC#N
isoamyl nitrite; isopentyl nitrite | C5H11NO2 | CC(C)CCON=O
amyl nitrite; n-amyl nitrite; pentyl nitrite | C5H11NO2 | CCCCCON=O
tert-butyl nitrite; t-butyl nitrite | C4H9NO2 | CC(C)(C)ON=O
Meldrum's acid; 2,2-dimethyl-1,3-dioxane-4,6-dione | C6H8O4 | CC1(C)OC(=O)CC(=O)O1
dimedone; 5,5-dimethyl-1,3-cyclohexanedione | C8H12O2 | CC1(C)CC(=O)CC(=O)C1
sodium hypochlorite; NaOCl; NaClO; bleach | ClNaO | [O-]Cl.[Na+]
calcium hypochlorite | CaCl2O2 | [Ca+2].[O-]Cl.[O-]Cl
hydroxylamine; NH2OH | H3NO | NO
hydrazine; N2H4; NH2NH2 | H4N2 | NN
chloroacetonitrile | C2H2ClN | N#CCCl
chloral; trichloroacetaldehyde | C2HCl3O | O=CC(Cl)(Cl)Cl
epichlorohydrin | C3H5ClO | ClCC1CO1
propylene oxide | C3H6O | CC1CO1
ethylene oxide | C2H4O | C1CO1
styrene oxide | C8H8O | C1OC1c1ccccc1
ADDP; 1,1'-(azodicarbonyl)dipiperidine | C12H20N4O2 | O=C(N=NC(=O)N1CCCCC1)N1CCCCC1
benzenediazonium chloride | C6H5ClN2 | [Cl-].N#[N+]c1ccccc1
disiamylborane | C10H23B | CC(C)C(C)BC(C)C(C)C
cyanuric chloride | C3Cl3N3 | Clc1nc(Cl)nc(Cl)n1
acetone cyanohydrin | C4H7NO | CC(C)(O)C#N
triethanolamine | C6H15NO3 | OCCN(CCO)CCO
iodobenzene diacetate; (diacetoxyiodo)benzene; phenyliodine diacetate; phenyliodine(III) diacetate; PIDA; BAIB; PhI(OAc)2 | C10H11IO4 | CC(=O)OI(OC(C)=O)c1ccccc1
PIFA; [bis(trifluoroacetoxy)iodo]benzene; bis(trifluoroacetoxy)iodobenzene | C10H5F6IO4 | FC(F)(F)C(=O)OI(OC(=O)C(F)(F)F)c1ccccc1
Vilsmeier reagent; (chloromethylene)dimethylammonium chloride | C3H7Cl2N | C[N+](C)=CCl.[Cl-]
hydrazoic acid; HN3 | HN3 | N=[N+]=[N-]
cyclohexene oxide | C6H10O | C1CCC2OC2C1
cyclopentene oxide | C5H8O | C1CC2OC2C1
DMAD | C6H6O4 | COC(=O)C#CC(=O)OC
EEDQ | C14H17NO3 | CCOC1C=Cc2ccccc2N1C(=O)OCC
benzophenone imine; benzophenoneimine | C13H11N | N=C(c1ccccc1)c1ccccc1
caustic soda | HNaO | [Na+].[OH-]
caustic potash | HKO | [K+].[OH-]
methoxylamine; methoxyamine; O-methylhydroxylamine | CH5NO | CON
diisobutylene | C8H16 | CC(=C)CC(C)(C)C
potassium thioacetate; KSAc; AcSK | C2H3KOS | CC(=O)[S-].[K+]
sodium thioacetate | C2H3NaOS | CC(=O)[S-].[Na+]
triphenyl phosphate; triphenylphosphate | C18H15O4P | O=P(Oc1ccccc1)(Oc1ccccc1)Oc1ccccc1
hexachlorocyclopentadiene | C5Cl6 | ClC1=C(Cl)C(Cl)(Cl)C(Cl)=C1Cl
dimethyl disulfide; dimethyldisulfide | C2H6S2 | CSSC
ethylene diamine | C2H8N2 | NCCN
o-phenylene diamine | C6H8N2 | Nc1ccccc1N
p-phenylene diamine | C6H8N2 | Nc1ccc(N)cc1
Fmoc-OSu; FmocOSu | C19H15NO5 | O=C(OCC1c2ccccc2-c2ccccc12)ON1C(=O)CCC1=O
ethyl carbonochloridate | C3H5ClO2 | CCOC(Cl)=O
MsN3; methanesulfonyl azide | CH3N3O2S | CS(=O)(=O)N=[N+]=[N-]
TsN3; tosyl azide; p-toluenesulfonyl azide | C7H7N3O2S | Cc1ccc(cc1)S(=O)(=O)N=[N+]=[N-]
Rochelle's salt | C4H4KNaO6 | [K+].[Na+].OC(C(O)C([O-])=O)C([O-])=O
PhNTf2; N-phenyltriflimide; N-phenylbis(trifluoromethanesulfonimide); N-phenyltrifluoromethanesulfonimide | C8H5F6NO4S2 | O=S(=O)(N(c1ccccc1)S(=O)(=O)C(F)(F)F)C(F)(F)F
TosMIC; tosylmethyl isocyanide | C9H9NO2S | Cc1ccc(cc1)S(=O)(=O)C[N+]#[C-]
TCCA; trichloroisocyanuric acid | C3Cl3N3O3 | ClN1C(=O)N(Cl)C(=O)N(Cl)C1=O
DBDMH; 1,3-dibromo-5,5-dimethylhydantoin | C5H6Br2N2O2 | CC1(C)N(Br)C(=O)N(Br)C1=O
DMC; dimethyl carbonate | C3H6O3 | COC(=O)OC
EVK; ethyl vinyl ketone | C5H8O | CCC(=O)C=C
MVK; methyl vinyl ketone | C4H6O | CC(=O)C=C
TPAP; tetrapropylammonium perruthenate | C12H28NO4Ru | CCC[N+](CCC)(CCC)CCC.[O-][Ru](=O)(=O)=O
PMBCl; PMB-Cl | C8H9ClO | COc1ccc(CCl)cc1
BnBr | C7H7Br | BrCc1ccccc1
BnCl | C7H7Cl | ClCc1ccccc1
AllocCl; Alloc-Cl; allyl chloroformate | C4H5ClO2 | ClC(=O)OCC=C
COMU | C12H19F6N4O4P | CCOC(=O)C(C#N)=NOC(N1CCOCC1)=[N+](C)C.F[P-](F)(F)(F)(F)F
PyBrOP | C12H24BrF6N3P2 | Br[P+](N1CCCC1)(N1CCCC1)N1CCCC1.F[P-](F)(F)(F)(F)F
BOPCl; BOP-Cl | C6H8ClN2O5P | O=C1OCCN1P(=O)(Cl)N1CCOC1=O
K2OsO4·2H2O; potassium osmate dihydrate | H4K2O6Os | O.O.[K+].[K+].[O-][Os](=O)(=O)[O-]
dppb; 1,4-bis(diphenylphosphino)butane | C28H28P2 | C(CCP(c1ccccc1)c1ccccc1)CP(c1ccccc1)c1ccccc1
Pd(dba)2; bis(dibenzylideneacetone)palladium(0); bis(dibenzylideneacetone)palladium | C34H28O2Pd | [Pd].O=C(C=Cc1ccccc1)C=Cc1ccccc1.O=C(C=Cc1ccccc1)C=Cc1ccccc1
THP | C5H10O | C1CCOCC1
`;
