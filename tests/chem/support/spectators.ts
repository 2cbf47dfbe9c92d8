/** Solvents and additives that are present in a reaction but take no part in it. */

/** Name and SMILES. */
export const SPECTATORS: readonly (readonly [name: string, smiles: string])[] = [
  ["toluene", "Cc1ccccc1"],
  ["benzene", "c1ccccc1"],
  ["pyridine", "c1ccncc1"],
  ["chlorobenzene", "Clc1ccccc1"],
  ["tetrahydrofuran", "C1CCOC1"],
  ["diethyl ether", "CCOCC"],
  ["ethanol", "CCO"],
  ["methanol", "CO"],
  ["acetic acid", "CC(=O)O"],
  ["ethyl acetate", "CCOC(C)=O"],
  ["triethylamine", "CCN(CC)CC"],
  ["dichloromethane", "ClCCl"],
  ["dimethylformamide", "CN(C)C=O"],
  ["acetonitrile", "CC#N"],
];

/** Where a spectator is recorded. */
export const PLACES = ["reactant", "agent"] as const;

/** The reaction SMILES with the molecule recorded in that place; null if the reaction contains it already. */
export function withSpectator(
  reaction: string,
  spectator: string,
  place: typeof PLACES[number],
): string | null {
  const [left = "", agents = "", right = ""] = reaction.split(">");
  const plain = (side: string) => side.replaceAll(/\[([A-Za-z]{1,2})H?\d?:\d+\]/g, "$1").split(".");
  if ([left, agents, right].some((side) => plain(side).includes(spectator))) return null;
  const joined = (side: string) => side === "" ? spectator : `${side}.${spectator}`;
  return place === "reactant" ? `${joined(left)}>${agents}>${right}` : `${left}>${joined(agents)}>${right}`;
}
