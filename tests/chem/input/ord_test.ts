import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { findReactions } from "../../../src/chem/input/find_reactions.ts";
import { readDataset } from "../../../src/chem/input/ord_messages.ts";
import { RxnstreamError } from "../../../src/errors.ts";
import type { FoundReaction } from "../../../src/chem_results.ts";
import { type Bytes, bytes, dataset, integer, message, reaction, text } from "../../support/ord.ts";
import { RXN } from "../../support/rxn.ts";

const ESTER = "CC(=O)O.CCO>>CCOC(C)=O";

function found(file: Bytes): readonly FoundReaction[] {
  return findReactions({ text: file.toBase64(), format: "ord", fileName: null }, 1_000).reactions;
}

Deno.test("The reactions of a dataset come in order, with id, dataset, yield and source", () => {
  const first = reaction({
    id: "ord-1",
    identifiers: [[5, "Fischer"], [2, ESTER]],
    products: [{ smiles: "CCOC(C)=O", yield: 84.56 }],
    doi: "10.1/x",
  });
  const second = reaction({ id: "ord-2", identifiers: [[2, "no"], [6, "CCO.[Na+].[OH-]>>CC=O |f:1.2|"]] });
  assertEquals(found(dataset([first, second], "Esters")), [
    {
      text: ESTER,
      format: "smiles",
      line: 1,
      fields: { id: "ord-1", dataset_id: "ord_dataset-1", dataset: "Esters", yield: "84.6 %", doi: "10.1/x" },
    },
    {
      text: "CCO.[Na+].[OH-]>>CC=O |f:1.2|",
      format: "smiles",
      line: 2,
      fields: { id: "ord-2", dataset_id: "ord_dataset-1", dataset: "Esters" },
    },
  ]);
});

Deno.test("A reaction alone is a file too, whichever of its fields it has", () => {
  for (const one of [{ id: "ord-1", identifiers: [[2, ESTER]] }, { identifiers: [[2, ESTER]] }] as const) {
    assertEquals(found(reaction(one)).map((reaction) => reaction.text), [ESTER]);
  }
  const built = reaction({ inputs: [{ smiles: "CCO" }], products: [{ smiles: "CC=O" }] });
  assertEquals(found(built).map((reaction) => reaction.text), ["CCO>>CC=O"]);
});

Deno.test("Without a reaction SMILES the compounds make one by their roles, salts kept together", () => {
  const file = dataset([reaction({
    inputs: [
      { smiles: "CC(=O)OC", role: 1 },
      { smiles: "[Na+].[OH-]", name: "sodium hydroxide" },
      { smiles: "O", role: 3 },
      { smiles: "[Pd]", role: 4 },
      { smiles: "Cl", role: 5 },
      { smiles: "CC#N", role: 7 },
    ],
    products: [{ smiles: "CC(=O)[O-].[Na+]" }, { smiles: "CC(=O)OC", role: 1 }, { smiles: "CO", role: 0 }],
  })]);
  assertEquals(found(file)[0]?.text, "CC(=O)OC.[Na+].[OH-]>O.[Pd]>CC(=O)[O-].[Na+].CO |f:1.2,5.6|");
});

Deno.test("Compounds without SMILES are named beside the reaction, or are its text", () => {
  const inputs = [{ smiles: "CCO", role: 1 }, { name: "Pd on\ncharcoal", role: 4 }, { role: 3 }];
  const [some] = found(reaction({ inputs, products: [{ smiles: "CC=O" }] }));
  assertEquals([some?.text, some?.fields["without_smiles"]], [
    "CCO>>CC=O",
    "Pd on charcoal; a compound without a name",
  ]);
  const [none] = found(reaction({ inputs, products: [{ name: "acetaldehyde" }] }));
  assertEquals(none?.text, "CCO -> acetaldehyde");
});

Deno.test("An RDF as identifier gives its RXN block", () => {
  const rdf = `$RDFILE 1\n$DATM x\n$RFMT\n${RXN}$DTYPE a\n$DATUM b\n`;
  const [only] = found(reaction({ id: "x", identifiers: [[3, rdf]] }));
  assertEquals([only?.format, only?.text], ["rxn", RXN.trimEnd()]);
});

Deno.test("A damaged reaction is one failed reaction that says where, and the others are read", () => {
  const good = reaction({ identifiers: [[2, ESTER]], id: "good" });
  const cut = reaction({ identifiers: [[2, ESTER]], id: "cut" }).slice(0, -2);
  const foreign = Uint8Array.of(0x0f, 1, 1);
  const reactions = found(dataset([good, cut, foreign, good]));
  assertEquals(reactions.map(({ line, fields }) => [line, fields["id"]]), [
    [1, "good"],
    [2, undefined],
    [3, undefined],
    [4, "good"],
  ]);
  const offset = 6 + 2 + good.length + 2;
  assertEquals(
    reactions[1]?.text,
    `ORD reaction 2, at byte ${offset}, cannot be read: it ends in the middle of a field`,
  );
  assertStringIncludes(reactions[2]?.text ?? "", "it is not valid protobuf");
});

Deno.test("A reaction of more parts than any has is one failed reaction", () => {
  const good = reaction({ identifiers: [[2, ESTER]], id: "good" });
  const many = (field: number) => message(...Array.from({ length: 10_001 }, () => bytes(field, message())));
  const compounds = message(bytes(2, message(bytes(2, many(1)))));
  const names = message(bytes(8, message(bytes(3, many(1)))));
  for (const hostile of [many(1), compounds, names, message(bytes(9, many(4)))]) {
    const [first, second] = found(dataset([hostile, good]));
    assertStringIncludes(first?.text ?? "", "cannot be read: it has more than 10000 parts");
    assertEquals(second?.text, ESTER);
  }
});

Deno.test("Fields that later versions of the schema may add are skipped", () => {
  const more = message(
    integer(30, 7),
    bytes(3, message(integer(99, 5), bytes(1, message(integer(1, 2), text(3, ESTER), text(77, "new"))))),
    text(31, "new"),
  );
  assertEquals(found(more).map((reaction) => reaction.text), [ESTER]);
});

Deno.test("A file that is no protobuf, or only names reactions, is the request's fault", () => {
  const invalid = (file: Bytes) => {
    const error = assertThrows(() => found(file), RxnstreamError);
    assertEquals(error.code, "input_invalid");
    return error.message;
  };
  assertStringIncludes(invalid(new TextEncoder().encode("CCO>>CC=O")), "Cannot read the ORD file: it is no");
  assertStringIncludes(
    invalid(dataset([reaction({})]).slice(0, -4)),
    "it ends in the middle of a field",
  );
  assertStringIncludes(
    invalid(message(text(1, "Names"), text(4, "ord-1"), text(4, "ord-2"))),
    "only refers to 2",
  );
  assertThrows(() => findReactions({ text: "*", format: "ord", fileName: null }, 1), RxnstreamError);
  assertEquals(found(message(text(1, "Empty"))), []);
});

Deno.test("Hundred thousand reactions are read in time, and no more than are wanted", () => {
  const file = dataset(
    Array.from({ length: 100_000 }, (_, i) => reaction({ id: `${i}`, identifiers: [[2, ESTER]] })),
  );
  const query = { text: file.toBase64(), format: "ord" as const, fileName: null };
  const some = findReactions(query, 10);
  assertEquals([some.reactions.length, some.truncated], [10, true]);
  assert(findReactions(query, 1_000_000).reactions.length === 100_000);
});

Deno.test("The reactions of a dataset are taken out of its bytes one by one, as they are asked for", () => {
  let views = 0;
  class Watched extends Uint8Array<ArrayBuffer> {
    override subarray(...range: Parameters<Uint8Array["subarray"]>): Uint8Array<ArrayBuffer> {
      views++;
      return new Uint8Array(this.buffer).subarray(...range);
    }
  }
  const file = dataset(Array.from({ length: 1_000 }, () => message()));
  const { entries } = readDataset(new Watched(file.buffer));
  views = 0;
  const offsets: number[] = [];
  for (const { offset } of entries) {
    offsets.push(offset);
    if (offsets.length === 3) break;
  }
  // One more is the name in front of them, which is skipped.
  assertEquals([offsets, views], [[8, 10, 12], 4]);
});
