import { assertEquals, assertThrows } from "@std/assert";
import { looksLikeMessageText, readMessageText } from "../../src/ord/read_text.ts";
import { messageText } from "../../src/ord/write_text.ts";

Deno.test("Strings are escaped as protobuf's text format asks, and numbers are as short as single precision allows", () => {
  const message = {
    identifiers: [{ type: "CUSTOM", value: 'a "b"\\\n\u0001é' }, {
      type: "REACTION_SMILES",
      is_mapped: false,
    }],
    outcomes: { reaction_time: { value: 84.6, units: "MINUTE" } },
  };
  const text = messageText(message, "Reaction");
  assertEquals(
    text,
    `identifiers {
  type: CUSTOM
  value: "a \\"b\\"\\\\\\n\\001é"
}
identifiers {
  type: REACTION_SMILES
  is_mapped: false
}
outcomes {
  reaction_time {
    value: 84.6
    units: MINUTE
  }
}
`,
  );
  assertEquals(readMessageText(text), { message, type: "Reaction" });
});

Deno.test("All spellings of the text format are read, and what the schema lacks is skipped", () => {
  const text = `# proto-message: ord.Dataset
name: "Two " 'parts\\x41\\u00e9\\101' ; reactions <
  identifiers: { type: 2 value: "C>>C" }, setup { vessel { type: VIAL volume { value: -1.5e3f } } extra: [1, -inf] }
  provenance { reaction_metadata: [{ key: "a" value { string_value: "b" } }, { key: "c" }] is_mined: true }
>
[pkg.extension] { a: 1 }
reaction_ids: ["x", "y"]`;
  assertEquals(readMessageText(text), {
    type: "Dataset",
    message: {
      name: "Two partsAéA",
      reactions: {
        identifiers: { type: "REACTION_SMILES", value: "C>>C" },
        provenance: {
          reaction_metadata: [{ key: "a", value: { string_value: "b" } }, { key: "c" }],
          is_mined: true,
        },
      },
      reaction_ids: ["x", "y"],
    },
  });
});

Deno.test("A damaged text says what is wrong and on which line", () => {
  const damaged = [
    ['name: "a"\nreactions {\n', '"}" is missing, on line 3'],
    ['name: "a\n', "it is not protobuf's text format, on line 1"],
    ["name:\n}", "a value is missing, on line 2"],
    ["reactions 3", '":" is missing after reactions, on line 1'],
    ["reactions: 3", "a message is missing, on line 1"],
    [`a${"{a".repeat(200)}`, "messages are nested too deeply, on line 1"],
  ] as const;
  for (const [text, reason] of damaged) {
    assertThrows(() => readMessageText(text), Error, `Cannot read the ORD file: ${reason}`);
  }
});

Deno.test("Only text that begins with a field is taken for the text format", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  assertEquals(looksLikeMessageText(bytes("# made by hand\n\nreactions {")), true);
  assertEquals(looksLikeMessageText(bytes('name: "a"')), true);
  for (const other of ["CCO>>CC=O", "\n\u0004name\u001a\u0002", "R$ord-1", ""]) {
    assertEquals(looksLikeMessageText(bytes(other)), false);
  }
});
