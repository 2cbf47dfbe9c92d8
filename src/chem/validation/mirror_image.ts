/** Mirror images of molecules, as SMILES. */

/**
 * The SMILES with every tetrahedral centre inverted. Double bonds keep their configuration, as they do in a mirror.
 * The text is no longer canonical (Weininger 1988; OpenSMILES 3.8.2: `@` counter-clockwise, `@@` clockwise).
 */
export function mirrorImage(smiles: string): string {
  return smiles.replaceAll(/@@?/g, (mark) => mark === "@" ? "@@" : "@");
}
