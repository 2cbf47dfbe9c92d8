import { assertEquals } from "@std/assert";
import { molblockReason } from "../../../src/chem/molecule/molblock_reason.ts";
import { reader } from "../support/reaction_chain.ts";

const ATOMS = [
  "    0.0000    0.0000    0.0000 C   0  0",
  "    1.5000    0.0000    0.0000 C   0  0",
  "    2.2500    1.3000    0.0000 O   0  0",
];
const BONDS = ["  1  2  1  0", "  2  3  1  0"];

/** A molblock of ethanol with other lines, or another count of atoms. */
function block(
  { atoms = ATOMS, bonds = BONDS, count = 3 }: {
    readonly atoms?: readonly string[];
    readonly bonds?: readonly string[];
    readonly count?: number;
  } = {},
): string {
  const counts = `  ${count}  ${bonds.length}  0  0  0  0  0  0  0  0999 V2000`;
  return ["", "", "", counts, ...atoms, ...bonds, "M  END", ""].join("\n");
}

Deno.test("A correct molblock is read, and no fault is found in it", () => {
  assertEquals(molblockReason(block()), null);
  assertEquals(reader.component({ kind: "molblock", text: block() }).ok, true);
});

Deno.test("A damaged molblock is refused with the line and what is wrong there", () => {
  for (
    const [damaged, reason] of [
      [
        block({ bonds: ["  1  2  1  0", "  2  9  1  0"] }),
        "bond 2 (line 9 of its molblock) leads to atom 9, but there are 3 atoms",
      ],
      [
        block({ bonds: ["  1  2  1  0", "  2  2  1  0"] }),
        "bond 2 (line 9 of its molblock) joins atom 2 to itself",
      ],
      [
        block({ bonds: ["  1  2  1  0", "  2  1  1  0"] }),
        "bonds 1 and 2 of its molblock join the same atoms, 2 and 1",
      ],
      [
        block({ count: 4 }),
        "line 8 of its molblock should be atom 4 of 4: the count is wrong, or blanks of its columns are lost",
      ],
      [
        block({ count: 2 }),
        "line 7 of its molblock should be bond 1 of 2: a count is wrong, or blanks of its columns are lost",
      ],
      [
        block({ atoms: ATOMS.map((line) => line.trimStart()) }),
        "line 5 of its molblock should be atom 1 of 3: the count is wrong, or blanks of its columns are lost",
      ],
      [
        block({ atoms: ATOMS.map((line) => line.replace(/ +/g, "\t")) }),
        "line 5 of its molblock has tabs in place of columns of fixed width",
      ],
    ] as const
  ) {
    const read = reader.component({ kind: "molblock", text: damaged });
    assertEquals([read.ok, read.ok ? null : read.reason], [false, reason]);
  }
});
