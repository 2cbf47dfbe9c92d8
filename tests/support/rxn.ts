/** The oxidation of methanol as an RXN block, V2000. */
export const RXN = `$RXN

  made by hand

  1  1
$MOL

  made by hand

  2  1  0  0  0  0            999 V2000
    0.0000    0.0000    0.0000 C   0  0
    1.0000    0.0000    0.0000 O   0  0
  1  2  1  0
M  END
$MOL

  made by hand

  2  1  0  0  0  0            999 V2000
    0.0000    0.0000    0.0000 C   0  0
    1.0000    0.0000    0.0000 O   0  0
  1  2  2  0
M  END
`;
