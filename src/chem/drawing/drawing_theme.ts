/** Colours of a drawing on a light and on a dark page. */

/** Red, green and blue from 0 to 1, as RDKit wants them. */
type Rgb = readonly [number, number, number];

/** What happens to a bond. */
export type BondChange = "made" | "broken" | "order";

export interface DrawingTheme {
  readonly ink: string;
  readonly faint: string;
  /** Of atom map numbers. */
  readonly map: Rgb;
  /** Colours of atoms by atomic number; -1 stands for all others. */
  readonly atoms: Readonly<Record<string, Rgb>>;
  /**
   * Grounds behind changed bonds and atoms. They are told apart also without seeing red, green or blue: each two
   * that can meet differ by at least 12 in CIE L*a*b* under simulated dichromacy; the ground of a broken bond has a gap besides.
   */
  readonly change: Readonly<Record<BondChange | "atom", string>>;
}

export const LIGHT: DrawingTheme = {
  ink: "#1f2328",
  faint: "#6e7781",
  map: [0.35, 0.39, 0.44],
  atoms: {
    "-1": [0.12, 0.14, 0.16],
    "1": [0.12, 0.14, 0.16],
    "6": [0.12, 0.14, 0.16],
    "7": [0.1, 0.25, 0.75],
    "8": [0.72, 0.07, 0.07],
    "9": [0.05, 0.42, 0.34],
    "15": [0.6, 0.3, 0],
    "16": [0.45, 0.36, 0],
    "17": [0.03, 0.42, 0.08],
    "35": [0.5, 0.2, 0.08],
    "53": [0.4, 0.1, 0.55],
  },
  change: { made: "#6bb8f0", broken: "#f08c50", order: "#f5e14b", atom: "#d9dee4" },
};

export const DARK: DrawingTheme = {
  ink: "#f0f4f8",
  faint: "#9198a1",
  map: [0.68, 0.72, 0.77],
  atoms: {
    "-1": [0.94, 0.96, 0.97],
    "1": [0.94, 0.96, 0.97],
    "6": [0.94, 0.96, 0.97],
    "7": [0.62, 0.76, 1],
    "8": [1, 0.62, 0.58],
    "9": [0.5, 0.9, 0.8],
    "15": [1, 0.74, 0.45],
    "16": [0.95, 0.87, 0.45],
    "17": [0.55, 0.92, 0.55],
    "35": [0.96, 0.7, 0.55],
    "53": [0.87, 0.66, 1],
  },
  change: { made: "#1f74c4", broken: "#a1330a", order: "#91871c", atom: "#434b55" },
};
