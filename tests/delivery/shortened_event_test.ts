import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { encodeEntries, LONGEST_LINE } from "../../src/delivery/sse_frame.ts";
import { isShortened } from "../../src/encoding/event_json.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function event(message: string, aux: Readonly<Record<string, unknown>> = {}) {
  return {
    type: "data",
    message,
    timestamp: "2026-01-01T00:00:00.000Z",
    worker_id: "w",
    aux: { info_type: "smiles_update", reaction_index: 3, ...aux },
  };
}

/** The data and the id of a frame. */
function read(bytes: Uint8Array): { readonly line: string; readonly data: string; readonly id: string } {
  const [line = "", id = "", ...rest] = decoder.decode(bytes).split("\n");
  assertEquals(rest, ["", ""]);
  return { line, data: line.slice("data: ".length), id: id.slice("id: ".length) };
}

Deno.test("An event is sent whole as long as its line has 64 KiB, and shortened beyond, with word of where it is whole", () => {
  const rest = JSON.stringify(event("")).length + "data: ".length;
  for (const character of ["x", "é", "🧪", "\u0001"]) {
    const size = JSON.stringify(character).length === 8 ? 6 : encoder.encode(character).length;
    const most = Math.floor((LONGEST_LINE - rest) / size);
    const whole = JSON.stringify(event(character.repeat(most)));
    assertEquals(read(encodeEntries([{ id: 7, data: whole }]).bytes).data, whole);
    const long = JSON.stringify(event(character.repeat(most + 1)));
    const { line, data, id } = read(encodeEntries([{ id: 7, data: long }]).bytes);
    assertLessOrEqual(encoder.encode(line).length, LONGEST_LINE);
    assertEquals([id, isShortened(whole), isShortened(data)], ["7", false, true]);
    const short = JSON.parse(data);
    assert(short.message.endsWith("…") && character.repeat(most).startsWith(short.message.slice(0, -1)));
    assertEquals(short, {
      ...event(short.message),
      aux: {
        ...event("").aux,
        shortened: { bytes: encoder.encode(long).length, whole: "content?after=6&limit=1" },
      },
    });
  }
});

Deno.test("Of a long result the first values are kept, its counts and all its keys", () => {
  const values = Array.from({ length: 5_000 }, (_, index) => `C${"C".repeat(index % 50)}`);
  const components = values.map((smiles) => ({ role: "reactant", smiles }));
  const data = JSON.stringify(
    event("Got SMILES", { returnable: { values, invalid_count: 2, components, extra: null } }),
  );
  const { returnable, shortened } = JSON.parse(read(encodeEntries([{ id: 1, data }]).bytes).data).aux;
  assertEquals(Object.keys(returnable), ["values", "invalid_count", "components", "extra"]);
  assertEquals([returnable.invalid_count, returnable.extra, shortened.bytes], [
    2,
    null,
    encoder.encode(data).length,
  ]);
  assert(returnable.values.length > 100);
  assertEquals(returnable.values, values.slice(0, returnable.values.length));
  assertEquals(returnable.components, components.slice(0, returnable.components.length));
});

Deno.test("Whatever is long in an event, its line has at most 64 KiB", () => {
  const long = '🧪\u0001"'.repeat(100_000);
  const fields = Object.fromEntries(Array.from({ length: 64 }, (_, index) => [`field ${index}`, long]));
  const shapes = [
    event(long, { fields }),
    event("", {
      returnable: { values: [long, long], invalid_count: 0, deep: [[[[long]]], { long: [long] }] },
    }),
    event("", { returnable: { values: Array.from({ length: 100_000 }, () => "\u0001"), invalid_count: 0 } }),
    { _type: "completion", status: "error", error: long },
  ];
  for (const shape of shapes) {
    const { bytes, isLast } = encodeEntries([{ id: 123_456, data: JSON.stringify(shape) }]);
    const { line, data } = read(bytes);
    assertLessOrEqual(encoder.encode(line).length, LONGEST_LINE);
    assertEquals(Object.keys(JSON.parse(data)).slice(0, Object.keys(shape).length), Object.keys(shape));
    assertEquals(isLast, "_type" in shape);
  }
});
