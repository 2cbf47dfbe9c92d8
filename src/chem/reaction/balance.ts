/** The balance of a reaction: what is made beside the recorded products, and the equation that follows. */
import type { ValidationChecks } from "../../types.ts";
import type { MappedReaction } from "./mapped_reaction.ts";
import type { MoleculeReader } from "./molecule_reader.ts";

/** The part of the checks that follows from the balance. */
export type Balance = Pick<ValidationChecks, "by_products" | "needed" | "equation" | "unbalanced">;

/** Balances a reaction. */
export function balanceReaction(_reader: MoleculeReader, _reaction: MappedReaction): Balance {
  return { by_products: [], needed: [], equation: null, unbalanced: {} };
}
