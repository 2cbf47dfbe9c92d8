import type { Piece } from "./piece.ts";

/** A chain or ring before its tail. */
export interface Skeleton {
  readonly end: number;
  readonly kind: "chain" | "ring";
  /** How many locants it takes for its own heteroatoms, if they stand before it. */
  readonly ownLocants: number;
  build(own: readonly string[]): Piece;
}
