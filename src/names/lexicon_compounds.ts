/** Natural products, drugs, dyes and compounds with trivial names: names parted by semicolons, formula, SMILES. */
export const COMPOUNDS = `
aspirin; acetylsalicylic acid; O-acetylsalicylic acid | C9H8O4 | CC(=O)Oc1ccccc1C(O)=O
paracetamol; acetaminophen; 4-acetamidophenol | C8H9NO2 | CC(=O)Nc1ccc(O)cc1
ibuprofen | C13H18O2 | CC(C)Cc1ccc(cc1)C(C)C(O)=O
phenacetin | C10H13NO2 | CCOc1ccc(NC(C)=O)cc1
benzocaine | C9H11NO2 | CCOC(=O)c1ccc(N)cc1
lidocaine | C14H22N2O | CCN(CC)CC(=O)Nc1c(C)cccc1C
caffeine | C8H10N4O2 | Cn1cnc2c1c(=O)n(C)c(=O)n2C
theophylline | C7H8N4O2 | Cn1c(=O)c2[nH]cnc2n(C)c1=O
adenine | C5H5N5 | Nc1ncnc2[nH]cnc12
guanine | C5H5N5O | Nc1nc2[nH]cnc2c(=O)[nH]1
cytosine | C4H5N3O | Nc1cc[nH]c(=O)n1
uracil | C4H4N2O2 | O=c1cc[nH]c(=O)[nH]1
thymine | C5H6N2O2 | Cc1c[nH]c(=O)[nH]c1=O
hypoxanthine | C5H4N4O | O=c1[nH]cnc2[nH]cnc12
xanthine | C5H4N4O2 | O=c1[nH]c(=O)c2[nH]cnc2[nH]1
indigo | C16H10N2O2 | O=C1C(Nc2ccccc12)=C1Nc2ccccc2C1=O
fluorescein | C20H12O5 | O=C1OC2(c3ccccc13)c1ccc(O)cc1Oc1cc(O)ccc21
phenolphthalein | C20H14O4 | O=C1OC(c2ccc(O)cc2)(c2ccc(O)cc2)c2ccccc12
methyl orange | C14H14N3NaO3S | [Na+].CN(C)c1ccc(cc1)N=Nc1ccc(cc1)S([O-])(=O)=O
DMT-Cl; 4,4'-dimethoxytrityl chloride; DMTrCl | C21H19ClO2 | COc1ccc(cc1)C(Cl)(c1ccccc1)c1ccc(OC)cc1
trityl chloride; triphenylmethyl chloride; TrCl; chlorotriphenylmethane | C19H15Cl | ClC(c1ccccc1)(c1ccccc1)c1ccccc1
glycine; Gly | C2H5NO2 | NCC(O)=O
proline; L-proline | C5H9NO2 | OC(=O)[C@@H]1CCCN1
phenylalanine; L-phenylalanine | C9H11NO2 | N[C@@H](Cc1ccccc1)C(O)=O
citric acid | C6H8O7 | OC(=O)CC(O)(CC(O)=O)C(O)=O
tartaric acid | C4H6O6 | OC(C(O)C(O)=O)C(O)=O
L-tartaric acid; L-(+)-tartaric acid; (+)-tartaric acid | C4H6O6 | O[C@H]([C@@H](O)C(O)=O)C(O)=O
ascorbic acid; L-ascorbic acid; vitamin C | C6H8O6 | OC[C@H](O)[C@H]1OC(=O)C(O)=C1O
benzalacetone; benzylideneacetone; benzalactone; 4-phenyl-3-buten-2-one | C10H10O | CC(=O)C=Cc1ccccc1
dibenzalacetone; dba; dibenzylideneacetone | C17H14O | O=C(C=Cc1ccccc1)C=Cc1ccccc1
benzylidenemalononitrile | C10H6N2 | N#CC(C#N)=Cc1ccccc1
benzophenone | C13H10O | O=C(c1ccccc1)c1ccccc1
acetophenone | C8H8O | CC(=O)c1ccccc1
propiophenone | C9H10O | CCC(=O)c1ccccc1
camphor | C10H16O | CC1(C)C2CCC1(C)C(=O)C2
menthol; (-)-menthol; L-menthol | C10H20O | CC(C)[C@@H]1CC[C@@H](C)C[C@H]1O
limonene; dipentene | C10H16 | CC(=C)C1CCC(C)=CC1
geraniol | C10H18O | CC(C)=CCCC(C)=CCO
citral | C10H16O | CC(C)=CCCC(C)=CC=O
vanillin | C8H8O3 | COc1cc(C=O)ccc1O
eugenol | C10H12O2 | COc1cc(CC=C)ccc1O
thymol | C10H14O | CC(C)c1ccc(C)cc1O
carvone | C10H14O | CC(=C)C1CC=C(C)C(=O)C1
BHT; butylated hydroxytoluene; 2,6-di-tert-butyl-4-methylphenol | C15H24O | Cc1cc(c(O)c(c1)C(C)(C)C)C(C)(C)C
cyclopentadiene | C5H6 | C1C=CC=C1
dicyclopentadiene | C10H12 | C1C=CC2C1C1CC2C=C1
norbornadiene; 2,5-norbornadiene | C7H8 | C1C2C=CC1C=C2
ferrocene | C10H10Fe | [Fe+2].[cH-]1cccc1.[cH-]1cccc1
picric acid; 2,4,6-trinitrophenol | C6H3N3O7 | Oc1c(cc(cc1[N+]([O-])=O)[N+]([O-])=O)[N+]([O-])=O
styphnic acid | C6H3N3O8 | Oc1c(cc(c(O)c1[N+]([O-])=O)[N+]([O-])=O)[N+]([O-])=O
sulfanilic acid | C6H7NO3S | Nc1ccc(cc1)S(O)(=O)=O
Rochelle salt; potassium sodium tartrate; sodium potassium tartrate | C4H4KNaO6 | [K+].[Na+].OC(C(O)C([O-])=O)C([O-])=O
EDTA | C10H16N2O8 | OC(=O)CN(CCN(CC(O)=O)CC(O)=O)CC(O)=O
styrene | C8H8 | C=Cc1ccccc1
butadiene; 1,3-butadiene | C4H6 | C=CC=C
vinyl acetate | C4H6O2 | CC(=O)OC=C
isopropenyl acetate | C5H8O2 | CC(=O)OC(C)=C
ethyl acetoacetate; acetoacetic ester | C6H10O3 | CCOC(=O)CC(C)=O
glycerol; glycerin; glycerine | C3H8O3 | OCC(O)CO
ethylene glycol; glycol | C2H6O2 | OCCO
propylene glycol | C3H8O2 | CC(O)CO
diethylene glycol | C4H10O3 | OCCOCCO
triethylene glycol | C6H14O4 | OCCOCCOCCO
pinacol | C6H14O2 | CC(C)(O)C(C)(C)O
carbitol | C6H14O3 | CCOCCOCCO
glucose; D-glucose; dextrose | C6H12O6 | OC[C@H]1OC(O)[C@H](O)[C@@H](O)[C@@H]1O
cholesterol | C27H46O | C[C@H](CCCC(C)C)[C@H]1CC[C@H]2[C@@H]3CC=C4C[C@@H](O)CC[C@]4(C)[C@H]3CC[C@]12C
bisphenol A | C15H16O2 | CC(C)(c1ccc(O)cc1)c1ccc(O)cc1
farnesol | C15H26O | CC(C)=CCCC(C)=CCCC(C)=CCO
citronellol | C10H20O | CC(C)=CCCC(C)CCO
citronellal | C10H18O | CC(C)=CCCC(C)CC=O
linalool | C10H18O | CC(C)=CCCC(C)(O)C=C
kynurenic acid | C10H7NO3 | OC(=O)C1=CC(=O)c2ccccc2N1
benzopinacol; benzpinacol | C26H22O2 | OC(c1ccccc1)(c1ccccc1)C(O)(c1ccccc1)c1ccccc1
p-cymene | C10H14 | Cc1ccc(cc1)C(C)C
tetralone; alpha-tetralone; α-tetralone; 1-tetralone | C10H10O | O=C1CCCc2ccccc12
β-tetralone; 2-tetralone; beta-tetralone | C10H10O | O=C1CCc2ccccc2C1
1-indanone; indanone | C9H8O | O=C1CCc2ccccc12
cyanoguanidine; dicyandiamide | C2H4N4 | NC(=N)NC#N
cyanamide | CH2N2 | NC#N
malonic acid | C3H4O4 | OC(=O)CC(O)=O
Mosher's acid | C10H9F3O3 | COC(C(O)=O)(c1ccccc1)C(F)(F)F
diketene | C4H4O2 | C=C1CC(=O)O1
glyoxal | C2H2O2 | O=CC=O
glutaraldehyde | C5H8O2 | O=CCCCC=O
chloroacetyl chloride | C2H2Cl2O | ClCC(Cl)=O
uridine | C9H12N2O6 | C1=CN(C(=O)NC1=O)[C@H]2[C@@H]([C@@H]([C@H](O2)CO)O)O
thymidine | C10H14N2O5 | CC1=CN(C(=O)NC1=O)[C@H]2C[C@@H]([C@H](O2)CO)O
adenosine | C10H13N5O4 | C1=NC(=C2C(=N1)N(C=N2)[C@H]3[C@@H]([C@@H]([C@H](O3)CO)O)O)N
guanosine | C10H13N5O5 | C1=NC2=C(N1[C@H]3[C@@H]([C@@H]([C@H](O3)CO)O)O)N=C(NC2=O)N
cytidine | C9H13N3O5 | C1=CN(C(=O)N=C1N)[C@H]2[C@@H]([C@@H]([C@H](O2)CO)O)O
6-APA; 6-aminopenicillanic acid | C8H12N2O3S | CC1([C@@H](N2[C@H](S1)[C@@H](C2=O)N)C(=O)O)C
7-ACA; 7-aminocephalosporanic acid | C10H12N2O5S | CC(=O)OCC1=C(N2[C@@H]([C@@H](C2=O)N)SC1)C(=O)O
7-ADCA; 7-aminodesacetoxycephalosporanic acid | C8H10N2O3S | CC1=C(N2[C@@H]([C@@H](C2=O)N)SC1)C(=O)O
penicillin G; benzylpenicillin | C16H18N2O4S | CC1([C@@H](N2[C@H](S1)[C@@H](C2=O)NC(=O)CC3=CC=CC=C3)C(=O)O)C
DL-carnitine | C7H15NO3 | C[N+](C)(C)CC(O)CC([O-])=O
tetronic acid | C4H4O3 | O=C1COC(=O)C1
prenol | C5H10O | CC(C)=CCO
alloxan | C4H2N2O4 | O=C1NC(=O)C(=O)C(=O)N1
morphine | C17H19NO3 | CN1CC[C@]23[C@@H]4[C@H]1CC5=C2C(=C(C=C5)O)O[C@H]3[C@H](C=C4)O
codeine | C18H21NO3 | CN1CC[C@]23[C@@H]4[C@H]1CC5=C2C(=C(C=C5)OC)O[C@H]3[C@H](C=C4)O
naproxen | C14H14O3 | C[C@@H](C1=CC2=C(C=C1)C=C(C=C2)OC)C(=O)O
nicotine; (S)-nicotine; (-)-nicotine | C10H14N2 | CN1CCC[C@H]1C2=CN=CC=C2
chlorambucil | C14H19Cl2NO2 | OC(=O)CCCc1ccc(cc1)N(CCCl)CCCl
phenylbutazone | C19H20N2O2 | CCCCC1C(=O)N(N(C1=O)c1ccccc1)c1ccccc1
benzyne | C6H4 | C1=CC=CC#C1
`;
