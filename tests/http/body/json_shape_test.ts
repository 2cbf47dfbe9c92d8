import { assertEquals } from "@std/assert";
import { shapeFault } from "../../../src/http/body/json_shape.ts";

Deno.test("A JSON text tells its first fault: an element that is no string, too many keys or levels, no object", () => {
  const cases: readonly (readonly [string, string])[] = [
    ['{"reactions":["a","b",0]}', '"reactions[2]" must be a string'],
    ['{"title":"]","reactions":["\\"]","\\\\",{"a":1}]}', '"reactions[2]" must be a string'],
    ['{"reactions":[[[[', '"reactions[0]" must be a string'],
    ['{"options":{"x":["a",null]}}', '"x[1]" must be a string'],
    ["[".repeat(100_000), "The body must be a JSON object"],
    ['{"a":'.repeat(9), "The body is nested deeper than 8 levels"],
    [`{${Array.from({ length: 65 }, (_, n) => `"k${n}":1`).join(",")}}`, "The body has more than 64 keys"],
  ];
  for (const [text, fault] of cases) assertEquals(shapeFault(text), fault);
});

Deno.test("What a session can be made of has no such fault, nor has what only the parser can tell", () => {
  const texts = [
    JSON.stringify(
      { query: '[0,{"a":[1]}', title: '\\"', options: { format: "csv", max_reactions: 5 } },
      null,
      2,
    ),
    JSON.stringify({ reactions: ["[1]", "{}", '"', "\\", ""] }),
    '{"reactions":[]}',
    "",
    "nonsense",
    "]",
    '{"query":"never ends',
    '{"query":"a"} and more',
  ];
  for (const text of texts) assertEquals(shapeFault(text), null, text);
});
