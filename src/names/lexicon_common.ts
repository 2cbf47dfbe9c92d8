/** Everyday compounds: names parted by semicolons, molecular formula, SMILES. */
export const COMMON = `
ether; diethyl ether; 1,1'-oxybisethane; ethyl ether; Et2O; diethylether; ethylether | C4H10O | CCOCC
THF; tetrahydrofuran; tetrahydrofurane | C4H8O | C1CCOC1
2-MeTHF; 2-methyltetrahydrofuran | C5H10O | CC1CCCO1
DMF; dimethylformamide; N,N-dimethylformamide; dimethyl formamide; N,N-dimethyl formamide | C3H7NO | CN(C)C=O
DMA; DMAc; DMAC; dimethylacetamide; N,N-dimethylacetamide; dimethyl acetamide | C4H9NO | CC(=O)N(C)C
NMP; N-methylpyrrolidone; N-methyl-2-pyrrolidone; N-methylpyrrolidinone; N-methyl-2-pyrrolidinone; 1-methyl-2-pyrrolidinone | C5H9NO | CN1CCCC1=O
DMSO; dimethyl sulfoxide; dimethylsulfoxide; dimethyl sulphoxide | C2H6OS | CS(C)=O
DMSO-d6; deuterated dimethyl sulfoxide | C2D6OS | [2H]C([2H])([2H])S(=O)C([2H])([2H])[2H]
CDCl3; deuteriochloroform; deuterochloroform | CCl3D | [2H]C(Cl)(Cl)Cl
D2O; deuterium oxide; heavy water | D2O | [2H]O[2H]
DCM; CH2Cl2; dichloromethane; dichoromethane; dichlorometane; dichioromethane; methylene chloride; methylene dichloride; methylenechloride; dichlormethane | CH2Cl2 | ClCCl
chloroform; CHCl3 | CHCl3 | ClC(Cl)Cl
carbon tetrachloride; tetrachloromethane; CCl4 | CCl4 | ClC(Cl)(Cl)Cl
DCE; dichloroethane; ethylene dichloride; 1,2-dichloroethane; ethylene chloride | C2H4Cl2 | ClCCCl
ethylene dibromide | C2H4Br2 | BrCCBr
MeCN; acetonitrile; ACN; CH3CN | C2H3N | CC#N
EtOAc; AcOEt; ethyl acetate; ethylacetate; EA; acetic ester | C4H8O2 | CCOC(C)=O
xylene; xylenes; xylol | C8H10 | Cc1ccccc1C
IMS; industrial methylated spirit; industrial methylated spirits; methylated spirit; methylated spirits | C2H6O | CCO
IPA; isopropanol; 2-propanol; isopropyl alcohol; i-PrOH; iPrOH; iso-propanol; i-propanol; iso-propyl alcohol | C3H8O | CC(C)O
t-BuOH; tBuOH; tert-BuOH; tert-butanol; t-butanol; tert-butyl alcohol; t-butyl alcohol; tertiary butanol | C4H10O | CC(C)(C)O
n-BuOH; BuOH; butanol; n-butanol; butyl alcohol; n-butyl alcohol | C4H10O | CCCCO
MeOH; CH3OH; methyl alcohol; methanol | CH4O | CO
EtOH; ethyl alcohol; ethanol | C2H6O | CCO
DME; dimethoxyethane; 1,2-dimethoxyethane; glyme; monoglyme; ethylene glycol dimethyl ether | C4H10O2 | COCCOC
diglyme; diethylene glycol dimethyl ether | C6H14O3 | COCCOCCOC
MTBE; TBME; methyl tert-butyl ether; tert-butyl methyl ether; methyl t-butyl ether; t-butyl methyl ether | C5H12O | COC(C)(C)C
dioxane; 1,4-dioxane; p-dioxane; dioxan | C4H8O2 | C1COCCO1
cyclohexane | C6H12 | C1CCCCC1
HMPA; hexamethylphosphoramide; hexamethylphosphoric triamide; HMPT; hexamethylphosphoric acid triamide | C6H18N3OP | CN(C)P(=O)(N(C)C)N(C)C
DMPU | C6H12N2O | CN1CCCN(C)C1=O
sulfolane; tetramethylene sulfone | C4H8O2S | O=S1(=O)CCCC1
methyl cellosolve; 2-methoxyethanol | C3H8O2 | COCCO
cellosolve; ethyl cellosolve | C4H10O2 | CCOCCO
PhMe; toluene | C7H8 | Cc1ccccc1
PhH; benzene | C6H6 | c1ccccc1
MEK; methyl ethyl ketone; ethyl methyl ketone | C4H8O | CCC(C)=O
MIBK; methyl isobutyl ketone | C6H12O | CC(C)CC(C)=O
hexane; hexanes; Skellysolve B; n-hexane; Hex | C6H14 | CCCCCC
heptane; heptanes; n-heptane | C7H16 | CCCCCCC
pentane; pentanes; n-pentane | C5H12 | CCCCC
isooctane | C8H18 | CC(C)CC(C)(C)C
HFIP; hexafluoroisopropanol; 1,1,1,3,3,3-hexafluoro-2-propanol | C3H2F6O | OC(C(F)(F)F)C(F)(F)F
TFE; trifluoroethanol; 2,2,2-trifluoroethanol | C2H3F3O | OCC(F)(F)F
acetone; Me2CO | C3H6O | CC(C)=O
water; H2O; distilled water; deionized water; ice; ice water; ice-water | H2O | O
acetic acid; AcOH; HOAc; glacial acetic acid; CH3COOH; CH3CO2H | C2H4O2 | CC(=O)O
acetic anhydride; Ac2O | C4H6O3 | CC(=O)OC(C)=O
trifluoroacetic anhydride; TFAA | C4F6O3 | O=C(OC(=O)C(F)(F)F)C(F)(F)F
triflic anhydride; trifluoromethanesulfonic anhydride; Tf2O | C2F6O5S2 | O=S(=O)(OS(=O)(=O)C(F)(F)F)C(F)(F)F
propionic anhydride; propanoic anhydride | C6H10O3 | CCC(=O)OC(=O)CC
trifluoroacetic acid; trifluroacetic acid; TFA; CF3COOH; CF3CO2H | C2HF3O2 | OC(=O)C(F)(F)F
triflic acid; TfOH; trifluoromethanesulfonic acid | CHF3O3S | OS(=O)(=O)C(F)(F)F
MsOH; methanesulfonic acid; MSA | CH4O3S | CS(O)(=O)=O
TsOH; PTSA; p-TsOH; pTsOH; p-toluenesulfonic acid; p-toluene sulfonic acid; toluenesulfonic acid; para-toluenesulfonic acid; 4-toluenesulfonic acid; tosic acid; PTSA; p-TSA; toluene-4-sulfonic acid; toluene-p-sulfonic acid | C7H8O3S | Cc1ccc(cc1)S(O)(=O)=O
camphorsulfonic acid; CSA; 10-camphorsulfonic acid | C10H16O4S | CC1(C)C2CCC1(CS(O)(=O)=O)C(=O)C2
hydrochloric acid; hydrogen chloride; HCl; conc. HCl; concentrated hydrochloric acid; hydrochloride; muriatic acid | ClH | Cl
hydrobromic acid; hydrogen bromide; HBr; hydrobromide | BrH | Br
hydriodic acid; hydrogen iodide; HI; hydroiodic acid | HI | I
hydrofluoric acid; hydrogen fluoride; HF | FH | F
hydrocyanic acid; hydrogen cyanide; HCN | CHN | C#N
sulfuric acid; H2SO4; concentrated sulfuric acid; conc. H2SO4 | H2O4S | OS(O)(=O)=O
nitric acid; HNO3; fuming nitric acid | HNO3 | O[N+]([O-])=O
nitrous acid; HNO2 | HNO2 | ON=O
phosphoric acid; H3PO4; orthophosphoric acid | H3O4P | OP(O)(O)=O
phosphorous acid; H3PO3 | H3O3P | OP(O)O
hypophosphorous acid; H3PO2 | H3O2P | [PH2](=O)O
perchloric acid; HClO4 | ClHO4 | OCl(=O)(=O)=O
periodic acid; HIO4 | HIO4 | OI(=O)(=O)=O
boric acid; H3BO3; B(OH)3 | BH3O3 | OB(O)O
carbonic acid; H2CO3 | CH2O3 | OC(O)=O
chlorosulfonic acid; ClSO3H | ClHO3S | OS(Cl)(=O)=O
fluoroboric acid; HBF4; tetrafluoroboric acid | BF4H | [H+].F[B-](F)(F)F
sulfamic acid | H3NO3S | NS(O)(=O)=O
hydrogen; H2 | H2 | [H][H]
deuterium; D2 | D2 | [2H][2H]
oxygen; O2 | O2 | O=O
ozone; O3 | O3 | [O-][O+]=O
nitrogen; N2 | N2 | N#N
argon; Ar | Ar | [Ar]
helium | He | [He]
chlorine; Cl2; chlorine gas | Cl2 | ClCl
bromine; Br2 | Br2 | BrBr
iodine; I2 | I2 | II
fluorine; F2 | F2 | FF
ammonia; NH3; ammonia gas; liquid ammonia; aqueous ammonia; ammonia water | H3N | N
ammonium hydroxide; NH4OH | H5NO | [NH4+].[OH-]
carbon monoxide; CO | CO | [C-]#[O+]
carbon dioxide; CO2; dry ice | CO2 | O=C=O
carbon disulfide; CS2 | CS2 | S=C=S
carbon oxysulfide; carbonyl sulfide | COS | O=C=S
sulfur dioxide; SO2 | O2S | O=S=O
sulfur trioxide; SO3 | O3S | O=S(=O)=O
hydrogen sulfide; H2S | H2S | S
nitric oxide; NO | NO | [N]=O
nitrous oxide; N2O | N2O | [N-]=[N+]=O
nitrogen dioxide; NO2 | NO2 | [O]N=O
phosphine; PH3 | H3P | P
methane; CH4 | CH4 | C
ethylene; ethene; C2H4 | C2H4 | C=C
acetylene; ethyne; C2H2 | C2H2 | C#C
hydrogen peroxide; H2O2 | H2O2 | OO
brine; saturated brine; saturated sodium chloride | ClH2NaO | O.[Na+].[Cl-]
phosgene; carbonyl chloride; COCl2 | CCl2O | ClC(Cl)=O
triphosgene; bis(trichloromethyl) carbonate; BTC | C3Cl6O3 | ClC(Cl)(Cl)OC(=O)OC(Cl)(Cl)Cl
diphosgene; trichloromethyl chloroformate | C2Cl4O2 | ClC(=O)OC(Cl)(Cl)Cl
thiophosgene; CSCl2 | CCl2S | ClC(Cl)=S
thionyl chloride; SOCl2 | Cl2OS | ClS(Cl)=O
thionyl bromide; SOBr2 | Br2OS | BrS(Br)=O
sulfuryl chloride; SO2Cl2 | Cl2O2S | ClS(Cl)(=O)=O
oxalyl chloride; (COCl)2; (COCl)2. | C2Cl2O2 | ClC(=O)C(Cl)=O
phosphorus oxychloride; phosphoryl chloride; POCl3; phosphorous oxychloride; phosphoryl trichloride | Cl3OP | ClP(Cl)(Cl)=O
phosphorus oxybromide; POBr3 | Br3OP | BrP(Br)(Br)=O
phosphorus trichloride; PCl3; phosphorous trichloride | Cl3P | ClP(Cl)Cl
phosphorus tribromide; PBr3; phosphorous tribromide | Br3P | BrP(Br)Br
phosphorus pentachloride; PCl5; phosphorous pentachloride | Cl5P | ClP(Cl)(Cl)(Cl)Cl
phosphorus pentoxide; P2O5; P4O10; phosphorous pentoxide | O10P4 | O=P12OP3(=O)OP(=O)(O1)OP(=O)(O2)O3
boron trifluoride; BF3 | BF3 | FB(F)F
boron trifluoride etherate; BF3·Et2O; BF3.Et2O; BF3-etherate; boron trifluoride diethyl etherate; BF3·OEt2; BF3.OEt2; boron trifluoride diethyl ether complex; boron trifluoride ether complex | C4H10BF3O | FB(F)F.CCOCC
boron tribromide; BBr3 | BBr3 | BrB(Br)Br
boron trichloride; BCl3 | BCl3 | ClB(Cl)Cl
borane; BH3 | BH3 | B
BH3·THF; borane-THF; borane THF complex; borane tetrahydrofuran complex; BH3.THF; borane-tetrahydrofuran complex | C4H11BO | B.C1CCOC1
borane dimethyl sulfide; BH3·SMe2; borane-dimethyl sulfide complex; borane dimethylsulfide complex; BH3·DMS; borane-methyl sulfide complex | C2H9BS | B.CSC
9-BBN; 9-borabicyclo[3.3.1]nonane | C8H15B | B1C2CCCC1CCC2
catecholborane | C6H5BO2 | B1Oc2ccccc2O1
pinacolborane; HBpin; 4,4,5,5-tetramethyl-1,3,2-dioxaborolane | C6H13BO2 | B1OC(C)(C)C(C)(C)O1
bis(pinacolato)diboron; B2pin2; bis(pinacolato)diborane | C12H24B2O4 | CC1(C)OB(OC1(C)C)B2OC(C)(C)C(C)(C)O2
aluminum chloride; AlCl3; aluminium trichloride; aluminum trichloride | AlCl3 | [Al+3].[Cl-].[Cl-].[Cl-]
titanium tetrachloride; TiCl4; titanium(IV) chloride | Cl4Ti | Cl[Ti](Cl)(Cl)Cl
tin tetrachloride; SnCl4; stannic chloride | Cl4Sn | Cl[Sn](Cl)(Cl)Cl
titanium isopropoxide; titanium tetraisopropoxide; Ti(OiPr)4; titanium(IV) isopropoxide; tetraisopropyl orthotitanate | C12H28O4Ti | CC(C)[O-].CC(C)[O-].CC(C)[O-].CC(C)[O-].[Ti+4]
silica; silica gel; silicon dioxide; SiO2 | O2Si | O=[Si]=O
alumina; Al2O3; aluminum oxide | Al2O3 | [O-2].[O-2].[O-2].[Al+3].[Al+3]
sulfur; sulphur | S | [S]
gold; Au | Au | [Au]
osmium; Os | Os | [Os]
molybdenum; Mo | Mo | [Mo]
tungsten; W | W | [W]
ruthenium; Ru | Ru | [Ru]
silver metal; silver powder | Ag | [Ag]
zinc; Zn; zinc dust; zinc powder | Zn | [Zn]
iron; Fe; iron powder; reduced iron | Fe | [Fe]
magnesium; Mg; magnesium turnings | Mg | [Mg]
sodium; Na; sodium metal | Na | [Na]
lithium; Li; lithium metal | Li | [Li]
potassium; K; potassium metal | K | [K]
tin; Sn | Sn | [Sn]
copper; Cu; copper powder; copper bronze | Cu | [Cu]
aluminum; Al; aluminium | Al | [Al]
nickel; Ni; Raney nickel; Raney Ni; Ra-Ni; Raney-nickel | Ni | [Ni]
mercury; Hg | Hg | [Hg]
palladium; Pd; Pd/C; Pd-C; palladium on carbon; palladium on charcoal; palladium on activated carbon; palladium on activated charcoal; Pd on charcoal; palladized charcoal; palladised charcoal; palladium/carbon; palladium-on-carbon; palladium-carbon; Pd on carbon; palladium-on-charcoal; palladium/charcoal; palladium black; 10% Pd/C; 5% Pd/C; palladium charcoal; palladium carbon | Pd | [Pd]
platinum; Pt; Pt/C; platinum on carbon; platinum on charcoal; platinum/charcoal; platinum/carbon | Pt | [Pt]
rhodium; Rh/C; rhodium on carbon; rhodium on alumina | Rh | [Rh]
ruthenium; Ru/C; ruthenium on carbon | Ru | [Ru]
platinum oxide; platinum(IV) oxide; platinum(IV)oxide; platinum dioxide; PtO2; Adams catalyst; Adams' catalyst | O2Pt | O=[Pt]=O
osmium tetroxide; OsO4 | O4Os | O=[Os](=O)(=O)=O
manganese dioxide; MnO2; manganese(IV) oxide | MnO2 | O=[Mn]=O
chromium trioxide; CrO3; chromic anhydride; chromium(VI) oxide | CrO3 | O=[Cr](=O)=O
selenium dioxide; SeO2 | O2Se | O=[Se]=O
lead tetraacetate; Pb(OAc)4; lead tetra-acetate | C8H12O8Pb | CC(=O)[O-].CC(=O)[O-].CC(=O)[O-].CC(=O)[O-].[Pb+4]
urea; carbamide | CH4N2O | NC(N)=O
carbon; charcoal; activated carbon; activated charcoal; Norit; active carbon | C | [C]
`;
