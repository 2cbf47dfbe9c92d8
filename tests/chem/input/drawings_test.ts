import { assertEquals, assertThrows } from "@std/assert";
import { RxnstreamError } from "../../../src/errors.ts";
import { reader } from "../support/reaction_chain.ts";
import { readReaction } from "../../../src/chem/molecule/read_reaction.ts";
import { found } from "./support.ts";

/** Reaction SMILES of each reaction of a drawing. */
function smilesOf(text: string): readonly string[] {
  return found(text, "auto").map(({ text, format }) => {
    const { components, rejected } = readReaction(reader, { text, format });
    const side = (role: string) =>
      components.filter((one) => one.role === role).map(({ smiles }) => smiles).join(".");
    return [side("reactant"), side("agent"), side("product"), ...rejected.map(({ reason }) => reason)].join(
      ">",
    );
  });
}

function ket(nodes: readonly object[], molecules: Readonly<Record<string, object>>): string {
  return JSON.stringify({ root: { nodes }, ...molecules });
}

const ARROW = { type: "arrow", data: { mode: "open-angle", pos: [{ x: 5, y: 0 }, { x: 7, y: 0 }] } };

function ketMolecule(labels: readonly string[], x: number, order = 1, y = 0): object {
  return {
    type: "molecule",
    atoms: labels.map((label, i) => ({ label, location: [x + i, y, 0] })),
    bonds: labels.slice(1).map((_, i) => ({ type: i === labels.length - 2 ? order : 1, atoms: [i, i + 1] })),
  };
}

Deno.test("A drawing of Ketcher is read: left of the arrow, above it, right of it", () => {
  const text = ket([{ $ref: "mol0" }, ARROW, { $ref: "mol1" }, { $ref: "mol2" }], {
    mol0: ketMolecule(["C", "C", "O"], 0),
    mol1: ketMolecule(["C", "C", "O"], 9, 2),
    mol2: ketMolecule(["O"], 6, 1, 2),
  });
  assertEquals(smilesOf(text), ["CCO>O>CC=O"]);
});

Deno.test("A drawing of ChemDraw is read by its scheme, with charges and abbreviated groups", () => {
  const atoms = '<n id="3" p="100 100"/><n id="4" p="112 107"/>';
  const text = `<?xml version="1.0" encoding="UTF-8" ?>
<!DOCTYPE CDXML SYSTEM "http://www.cambridgesoft.com/xml/cdxml.dtd" >
<CDXML><page id="1"><fragment id="2">${atoms}<n id="5" p="125 100" Element="8"/><b B="3" E="4"/><b B="4" E="5"/></fragment>
<fragment id="9"><n id="10" p="220 100" NodeType="Nickname"><t><s>Ph</s></t></n><n id="12" p="245 100" Element="8" Charge="-1"/>
<b B="10" E="12"/></fragment><arrow id="8" Head3D="200 100 0" Tail3D="150 100 0"/>
<scheme><step ReactionStepReactants="2" ReactionStepProducts="9"/></scheme></page></CDXML>`;
  assertEquals(smilesOf(text), ["CCO>>[O-]c1ccccc1"]);
});

Deno.test("Marvin's MRV is read, with atoms as elements or as lists", () => {
  const list = '<atomArray atomID="a1 a2" elementType="C O" x2="0 1" y2="0 0"/>';
  const elements = '<atomArray><atom id="a1" elementType="C"/><atom id="a2" elementType="O"/></atomArray>';
  const molecule = (atoms: string, order: number) =>
    `<molecule>${atoms}<bondArray><bond atomRefs2="a1 a2" order="${order}"/></bondArray></molecule>`;
  const text = `<?xml version="1.0"?><cml><MDocument><MChemicalStruct><reaction>
<reactantList>${molecule(list, 1)}</reactantList><agentList/><productList>${
    molecule(elements, 2)
  }</productList>
</reaction></MChemicalStruct></MDocument></cml>`;
  assertEquals(smilesOf(text), ["CO>>C=O"]);
});

Deno.test("Reaction SMILES in the elements of a patent file is read as it stands", () => {
  const text = '<reactionList xmlns:dl="x"><reaction><dl:reactionSmiles>CCO&gt;&gt;CC=O</dl:reactionSmiles>' +
    "<productList><product><molecule><name>acetaldehyde</name></molecule></product></productList></reaction></reactionList>";
  assertEquals(smilesOf(text), ["CCO>>CC=O"]);
});

Deno.test("Drawings without one arrow, and formats that are not read, are refused by name", () => {
  const molecule = ketMolecule(["C", "O"], 0);
  const refused: readonly (readonly [string, string])[] = [
    [ket([{ $ref: "m" }], { m: molecule }), "it has no arrow"],
    [ket([ARROW, ARROW], {}), "it has several arrows"],
    ["<CDXML><page><fragment>", "The drawing cannot be read"],
    ["RInChI=1.00.1S/CH4O/c1-2/h2H,1H3<>CH2O/c1-2/h1H2/d+", "The input is RInChI, which is not read: send"],
    [
      '<rdf:RDF xmlns:bp="http://www.biopax.org/release/biopax-level3.owl#"></rdf:RDF>',
      "The input is BioPAX",
    ],
    ["[C][C][O]>>[C][C][=Branch1][C][=O][O]", "The input is SELFIES"],
  ];
  for (const [text, message] of refused) {
    assertThrows(() => found(text, "auto"), RxnstreamError, message);
  }
  assertEquals(smilesOf("RInChI= is a format. CCO>>CC=O is a reaction."), ["CCO>>CC=O"]);
});
