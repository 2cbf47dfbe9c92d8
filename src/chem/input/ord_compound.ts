/** Compounds of the Open Reaction Database: their structures and names. */
import { messagesOf, type OrdMessage, textOf } from "../../ord/message.ts";

/** Types of identifiers that name a compound, in the order in which a chemist would prefer to read them. */
const NAMES = ["NAME", "IUPAC_NAME", "CAS_NUMBER", "CUSTOM"] as const;

/** The SMILES of a compound without any text after it; null if there is none, or if it is not SMILES. */
export function smilesOf(compound: OrdMessage): string | null {
  const identifiers = messagesOf(compound, "identifiers");
  const value = valueOf(identifiers, "SMILES") ?? valueOf(identifiers, "CXSMILES") ?? "";
  const [smiles = ""] = value.split(/\s/, 1);
  // Of the two signs, only that of a dative bond (`->`, `<-`) is part of a molecule.
  return smiles === "" || /[<>|]/.test(smiles.replaceAll("->", "").replaceAll("<-", "")) ? null : smiles;
}

/** The name of a compound, for people. */
export function nameOf(compound: OrdMessage): string {
  return givenName(compound) ?? "a compound without a name";
}

/** The name that the record gives, if any. */
export function givenName(compound: OrdMessage): string | null {
  for (const type of NAMES) {
    const name = valueOf(messagesOf(compound, "identifiers"), type);
    if (name !== undefined) return name.replace(/[\p{Cc}\s]+/gu, " ");
  }
  return null;
}

/** The value of the first identifier of a type that has one. */
export function valueOf(identifiers: readonly OrdMessage[], type: string): string | undefined {
  return identifiers.filter((identifier) => textOf(identifier, "type") === type)
    .map((identifier) => textOf(identifier, "value").trim()).find((value) => value !== "");
}
