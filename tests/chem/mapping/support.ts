/** Graphs and mapping problems from short texts. */
import { assert } from "@std/assert";
import {
  type Assignment,
  emptyAssignment,
  type MappingProblem,
  mappingProblem,
} from "../../../src/chem/mapping/mapping_problem.ts";
import { joinGraphs, type MolecularGraph } from "../../../src/chem/molecule/molecular_graph.ts";
import { readMapNumbers, withoutMapNumbers } from "../../../src/chem/molecule/smiles_atoms.ts";
import { reader } from "../support/reaction_chain.ts";

/** Molecules side by side; atoms are numbered in the order of the text, from 0. */
export function graphOf(smiles: string): MolecularGraph {
  return joinGraphs(
    smiles.split(".").map((part) => {
      const graph = reader.graph(part);
      assert(graph.ok, `${part} cannot be read`);
      return graph.value;
    }),
  );
}

/** The problem of a reaction `left>>right`; map numbers are left out. */
export function problemOf(reaction: string): MappingProblem {
  const [left = "", right = ""] = withoutMapNumbers(reaction).split(">>");
  return mappingProblem(graphOf(left), graphOf(right));
}

/** The assignment that the map numbers of a reaction describe. */
export function assignmentOf(problem: MappingProblem, reaction: string): Assignment {
  const [left = "", right = ""] = reaction.split(">>");
  const numbers = readMapNumbers(left);
  const assignment = emptyAssignment(problem);
  readMapNumbers(right).forEach((number, p) => {
    const r = number === 0 ? -1 : numbers.indexOf(number);
    if (r < 0) return;
    assignment.source[p] = r;
    assignment.target[r] = p;
  });
  return assignment;
}
