import { assertEquals } from "@std/assert";
import type { Figure } from "../../../src/chem/drawing/draw_molecule.ts";
import { joinedSalts } from "../../../src/chem/drawing/salts.ts";
import { UsualNames } from "../../../src/chem/drawing/usual_names.ts";
import type { ComponentRole } from "../../../src/chem_results.ts";
import { reader } from "../support/reaction_chain.ts";

const names = new UsualNames(reader);

/** The components of a reaction SMILES after joining, each as its role and its fragments. */
function joined(reaction: string): readonly string[] {
  const roles: readonly ComponentRole[] = ["reactant", "agent", "product"];
  const components = reaction.split(">").flatMap((side, k) =>
    side.split(".").filter((smiles) => smiles !== "").map((smiles): readonly Figure[] => [{
      smiles,
      role: roles[k] ?? "agent",
      layout: null,
      maps: [],
      changedAtoms: [],
      changedBonds: [],
    }])
  );
  return joinedSalts(names, components).map((figures) =>
    `${figures[0]?.role} ${figures.map(({ smiles }) => smiles).join(".")}`
  );
}

Deno.test("Ions that stand apart are put together as the salts that they are, the cation first", () => {
  assertEquals(joined("CCBr>[Cs+].[K+].O=C([O-])[O-].[Cs+].[OH-]>CCO"), [
    "reactant CCBr",
    "agent [Cs+].[Cs+].O=C([O-])[O-]",
    "agent [K+].[OH-]",
    "product CCO",
  ]);
  assertEquals(joined("CBr>CC(=O)[O-].[Na+].O=C([O-])[O-].[Na+].[Pd+2].CC(=O)[O-]>CC").slice(1, 3).sort(), [
    "agent [Na+].[Na+].O=C([O-])[O-]",
    "agent [Pd+2].CC(=O)[O-].CC(=O)[O-]",
  ]);
});

Deno.test("A salt is a reactant if one of its ions is", () => {
  assertEquals(joined("CCBr.[N-]=[N+]=[N-]>CN(C)C=O.[Na+]>CCN=[N+]=[N-]"), [
    "reactant CCBr",
    "reactant [Na+].[N-]=[N+]=[N-]",
    "agent CN(C)C=O",
    "product CCN=[N+]=[N-]",
  ]);
});

Deno.test("A cation with several anions is one compound", () => {
  assertEquals(joined("[Fe+2].[CH-]1C=CC=C1.CC(=O)[C-]1C=CC=C1>>C").length, 2);
});

Deno.test("Charged biomolecules, protons and what is not neutral together stay apart", () => {
  const sides = [
    "CC(=O)[O-].C[S+](C)CC[C@H](N)C(=O)O>>C",
    "CC(=O)[O-].[H+]>>CC(=O)O",
    "CC(=O)[O-]>[Mg+2]>C",
  ];
  for (const reaction of sides) assertEquals([reaction, joined(reaction).length], [reaction, 3]);
});
