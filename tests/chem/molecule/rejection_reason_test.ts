import { assertEquals } from "@std/assert";
import { rejectionReason } from "../../../src/chem/molecule/rejection_reason.ts";
import { runStages } from "../support/reaction_chain.ts";

Deno.test("Every refusal of a SMILES says what a chemist would say", () => {
  const reasons: Readonly<Record<string, string>> = {
    "C(C)(C)(C)(C)C": "carbon (atom 1) has 5 bonds, more than it can form",
    "CN(C)(C)C": "nitrogen (atom 2) has 4 bonds, more than it can form",
    "c1cccc1": "the aromatic ring around atoms 1, 2, 3, 4, 5 cannot be drawn with alternating double bonds",
    "Cc1cccn1":
      "the aromatic ring around atoms 2, 3, 4, 5, 6 cannot be drawn with alternating double bonds; " +
      "perhaps a ring nitrogen lacks its hydrogen, written [nH]",
    "C1CC": "ring bond 1 opened at character 2 is never closed",
    "C%12CC": "ring bond 12 opened at character 2 is never closed",
    "CC(C": "'(' at character 3 is never closed",
    "CC)C": "')' at character 3 has no matching opening bracket",
    "CC[OH": "'[' at character 3 is never closed",
    "CO]": "']' at character 3 has no matching opening bracket",
    "C[Xx]": "unknown element symbol 'Xx' at character 2",
    "C[NH213]": "too many hydrogens in '[NH213]' at character 2; a map number follows a colon",
    "CQ": "unknown element symbol 'Q' at character 2",
    "CSiC": "silicon must be written in brackets, as in [Si], at character 2",
    "cC": "atom 1 is written as aromatic but is not in a ring",
    "C11": "ring bond 1 joins atom 1 to itself",
    "CC=": "not a valid SMILES: error at character 3 ('=')",
    "C{C": "'{' at character 2 does not belong in a SMILES",
  };
  for (const [smiles, reason] of Object.entries(reasons)) {
    assertEquals(runStages(`${smiles}>>CC`).rejected[0], {
      candidate: smiles,
      role: "reactant",
      position: 1,
      reason,
      kind: /bonds, more|alternating|not in a ring/.test(reason) ? "impossible" : "unreadable",
    });
  }
});

Deno.test("Reasons do not name a file of the toolkit or a time, and do not repeat the input", () => {
  for (const smiles of ["C/C=C/%", "C$$C", "[C@@@H](F)Cl", "C()C", "[CH10]", "C:C:", "[C:1234567890123]"]) {
    const { reason = "" } = runStages(`${smiles}>>CC`).rejected[0] ?? {};
    assertEquals(/\d\d:\d\d:\d\d|\.(?:cpp|h)\b|Violation|for input/.test(reason), false, reason);
    assertEquals(reason.length > 10, true, reason);
  }
});

const COUNTS = "  2  1  0  0  0  0  0  0  0  0999 V2000";

function reactionOfMolblock(second: string, counts = COUNTS): string {
  const atom = (symbol: string) => `    0.0000    0.0000    0.0000 ${symbol.padEnd(3)} 0  0  0  0  0  0`;
  const block = (symbol: string, line: string) =>
    ["$MOL", "", "  test", "", line, atom("C"), atom(symbol), "  1  2  1  0", "M  END"].join("\n");
  return ["$RXN", "", "  test", "", "  1  1", block(second, counts), block("O", COUNTS)].join("\n");
}

Deno.test("An unknown element in a molblock is refused, not read as a wildcard", () => {
  const { rejected } = runStages(reactionOfMolblock("Zz"), "rxn");
  assertEquals([rejected[0]?.role, rejected[0]?.reason], ["reactant", "unknown element symbol 'Zz'"]);
});

Deno.test("A readable molblock is read", () => {
  const { smiles, rejected } = runStages(reactionOfMolblock("Br"), "rxn");
  assertEquals(smiles.values, ["CBr", "CO"]);
  assertEquals(rejected[0]?.reason, undefined);
});

Deno.test("A name in place of SMILES is reported as a name, with the position of the problem", () => {
  assertEquals(
    rejectionReason("4-chlorofoobenzene", "SMILES Parse Error: unclosed ring"),
    'the name "4-chlorofoobenzene" is not read: it is not understood from here on, at "foobenzene" (character 9)',
  );
  assertEquals(
    rejectionReason("chlorotoluene", ""),
    'the name "chlorotoluene" is not read: the name must say where a group is bound',
  );
  assertEquals(rejectionReason("acetone", ""), '"acetone" is a name, and SMILES belongs here');
  assertEquals(rejectionReason("c1cccnc", ""), "ring bond 1 opened at character 2 is never closed");
});
