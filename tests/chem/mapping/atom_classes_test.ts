import { assertEquals } from "@std/assert";
import { atomClasses } from "../../../src/chem/mapping/atom_classes.ts";
import { graphOf } from "./support.ts";

Deno.test("Carbons are distinguished by the atoms they are bound to", () => {
  assertEquals(atomClasses(graphOf("CC(C)=O")), ["Cb", "Ck", "Cb", "Ox"]);
  assertEquals(atomClasses(graphOf("CC(=O)O")), ["Cb", "Cy", "Ox", "Oa"]);
  assertEquals(atomClasses(graphOf("CC#N")), ["Cb", "Cn", "Nt"]);
  assertEquals(atomClasses(graphOf("CC(C)C")), ["Cs", "Cq", "Cs", "Cs"]);
  assertEquals(atomClasses(graphOf("C=CC")), ["Cv", "Cv", "Cb"]);
});

Deno.test("Heteroatoms are distinguished by their bonds, and aromatic atoms have lower-case symbols", () => {
  assertEquals(atomClasses(graphOf("CC(=O)OC")).at(3), "Oe");
  assertEquals(atomClasses(graphOf("CC(=O)NC")).at(3), "Na");
  assertEquals(atomClasses(graphOf("CNC")).at(1), "Nh");
  assertEquals(atomClasses(graphOf("CS(C)(=O)=O")).at(1), "Sx");
  assertEquals(atomClasses(graphOf("c1ccncc1")).at(3), "n");
  assertEquals(atomClasses(graphOf("FC(Cl)[Pd]")), ["F", "Cs", "X", "M"]);
});
