import type { Piece } from "./piece.ts";

/** The word or part of a word that all before it is bound to: a parent compound, or a group. */
export interface Core {
  /** Where the text goes on behind it. */
  readonly end: number;
  /** A group with free ends, not a whole molecule. */
  readonly radical: boolean;
  /** It stands in brackets. */
  readonly closed?: boolean;
  /**
   * Builds it; takes from `front`, the locants that stand before it, what is its own, and says what is left. `whole` if
   * it is the last part of a word or bracket, so that `2-butyl` has its own number.
   */
  build(
    front: readonly string[],
    whole?: boolean,
  ): { readonly piece: Piece; readonly left: readonly string[] };
}

/** One prefix: how often, where, and what. */
export interface Item {
  readonly locants: readonly string[];
  readonly times: number;
  /** A multiplier was written. */
  readonly counted: boolean;
  readonly core: Core;
  /** `hydro`: adds hydrogens instead of a group. */
  readonly hydro: boolean;
  /** Nothing stands between this prefix and what follows it. */
  joined: boolean;
  readonly at: number;
}

/** A descriptor such as `2R`, `E`, `cis` or `L`; `locant` is empty where none is given. */
export interface Descriptor {
  readonly locant: string;
  readonly value: string;
  readonly at: number;
}

/** Prefixes and what they are bound to. */
export interface Unit {
  readonly items: readonly Item[];
  readonly front: readonly string[];
  /** Positions of indicated and added hydrogen. */
  readonly indicated: readonly string[];
  readonly stereo: readonly Descriptor[];
  readonly core: Core;
  readonly end: number;
  readonly at: number;
}
