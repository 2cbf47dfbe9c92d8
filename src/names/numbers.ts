/** Numerical prefixes, and the names of chains. */
const UNITS = ["", "hen", "do", "tri", "tetra", "penta", "hexa", "hepta", "octa", "nona"];

/** How many, as prefixes say it; longest first where one begins another. */
export const MULTIPLIERS: ReadonlyMap<string, number> = new Map([
  ["mono", 1],
  ["di", 2],
  ["bis", 2],
  ["tri", 3],
  ["tris", 3],
  ["tetra", 4],
  ["tetr", 4],
  ["tetrakis", 4],
  ["penta", 5],
  ["pent", 5],
  ["pentakis", 5],
  ["hexa", 6],
  ["hex", 6],
  ["hexakis", 6],
  ["hepta", 7],
  ["octa", 8],
  ["nona", 9],
  ["deca", 10],
  ["undeca", 11],
  ["dodeca", 12],
]);

/** Stems of chains by their number of carbons. */
export const CHAINS: ReadonlyMap<string, number> = new Map([
  ["meth", 1],
  ["eth", 2],
  ["prop", 3],
  ["but", 4],
  ["pent", 5],
  ["hex", 6],
  ["hept", 7],
  ["oct", 8],
  ["non", 9],
  ["dec", 10],
  ["undec", 11],
  ["dodec", 12],
  ["eicos", 20],
  ["icos", 20],
  ["heneicos", 21],
  ["docos", 22],
  ["tricos", 23],
  ["tetracos", 24],
  ["triacont", 30],
  ...UNITS.flatMap((unit, n): [string, number][] => n < 3 ? [] : [[`${unit}dec`, 10 + n]]),
]);
