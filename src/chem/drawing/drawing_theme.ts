/**
 * Colours of a drawing on a light and on a dark page. The molecules themselves are of one colour, so that what changes
 * stands out.
 */

/** Red, green and blue from 0 to 1, as RDKit wants them. */
type Rgb = readonly [number, number, number];

/** What happens to a bond. */
export type BondChange = "made" | "broken" | "order";

export interface DrawingTheme {
  /** Of arrows and signs; and the same for RDKit, of atoms and bonds. */
  readonly ink: string;
  readonly atoms: Rgb;
  /** Of a component that stands as text. */
  readonly faint: string;
  /** Of atom map numbers. */
  readonly map: Rgb;
  /**
   * Grounds behind changed bonds and atoms. They are told apart also without seeing red, green or blue: each two
   * that can meet differ by at least 12 in CIE L*a*b* under simulated dichromacy; the ground of a broken bond has a
   * gap besides.
   */
  readonly change: Readonly<Record<BondChange | "atom", string>>;
}

export const LIGHT: DrawingTheme = {
  ink: "#1f2328",
  atoms: [0.12, 0.14, 0.16],
  faint: "#6e7781",
  map: [0.35, 0.39, 0.44],
  change: { made: "#6bb8f0", broken: "#f08c50", order: "#f5e14b", atom: "#d9dee4" },
};

export const DARK: DrawingTheme = {
  ink: "#f0f4f8",
  atoms: [0.94, 0.96, 0.97],
  faint: "#9198a1",
  map: [0.68, 0.72, 0.77],
  change: { made: "#1f74c4", broken: "#a1330a", order: "#91871c", atom: "#434b55" },
};
