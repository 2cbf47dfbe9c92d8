/** Colours of drawings on light and dark pages. Molecules are drawn in a single colour, so that changes stand out. */

/** Red, green and blue from 0 to 1, as RDKit expects them. */
type Rgb = readonly [number, number, number];

/** How a bond changes. */
export type BondChange = "made" | "broken" | "order";

export interface DrawingTheme {
  /** Arrows and signs; `atoms` is the same colour for RDKit's atoms and bonds. */
  readonly ink: string;
  readonly atoms: Rgb;
  /** Components that are shown as text. */
  readonly faint: string;
  /** Atom map numbers. */
  readonly map: Rgb;
  /**
   * Highlights behind changed bonds and atoms. They can also be told apart by people with red, green or blue
   * blindness: any two that can meet differ by at least 12 in CIE L*a*b* under simulated dichromacy, and the
   * highlight of a broken bond has a gap.
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
