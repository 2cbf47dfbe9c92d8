import { assertEquals } from "@std/assert";
import { shapeFault } from "../../../src/http/body/json_shape.ts";

Deno.test("The first fault of a JSON text is reported: an element that is not a string, too many keys or levels, not an object", () => {
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

Deno.test("A valid session request has no such fault, and neither has a fault that only the parser can find", () => {
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
