import { assertEquals, assertStringIncludes } from "@std/assert";
import { schemaTable, schemaType } from "../../../src/http/docs/api_schemas.ts";

const plain = async (text: ReturnType<typeof schemaType>) => String(await text).replace(/<[^>]*>/g, "");

Deno.test("A type is described in one line with its limits", async () => {
  assertEquals(
    await plain(schemaType({ type: "integer", minimum: 1, maximum: 500, default: 100 })),
    "integer (1 to 500, default 100)",
  );
  assertEquals(
    await plain(schemaType({ type: ["string", "null"], format: "uuid", pattern: "^x" })),
    "string or null (uuid)",
  );
  assertEquals(
    await plain(schemaType({ type: "integer", minimum: -(2 ** 53 - 1), maximum: 2 ** 53 - 1 })),
    "integer",
  );
  assertEquals(
    await plain(schemaType({ type: "array", items: { $ref: "#/components/schemas/Session" } })),
    "array of Session",
  );
  assertEquals(
    await plain(schemaType({ anyOf: [{ enum: ["a"] }, { type: "null" }] })),
    "&quot;a&quot; or null",
  );
});

Deno.test("The members of objects within an object are listed by their paths, with what is optional", async () => {
  const table = await plain(schemaTable({
    type: "object",
    required: ["items"],
    properties: {
      items: {
        type: "array",
        items: { type: "object", properties: { id: { type: "integer", description: "Its number" } } },
      },
    },
  }));
  assertEquals(table.match(/\bitems\S*(?:\s+optional)?/g)?.map((text) => text.replace(/\s+/, " ")), [
    "items",
    "items[].id optional",
  ]);
  assertStringIncludes(table, "Its number");
});

Deno.test("A schema that refers to itself by its name ends", async () => {
  const text = await plain(schemaTable({ properties: { next: { $ref: "#/components/schemas/Node" } } }));
  assertStringIncludes(text, "Node");
});
