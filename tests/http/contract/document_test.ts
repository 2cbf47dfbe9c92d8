import { assertEquals, assertMatch } from "@std/assert";
import { Validator } from "@seriousme/openapi-schema-validator";
import { PROBLEMS } from "../../../src/http/problem_codes.ts";
import { Contract, publishedContract } from "../../support/contract.ts";
import { startTestService } from "../../support/service.ts";

/** Pages, their parts, and the documents. */
function isPage(path: string): boolean {
  return /^\/(?:$|test_sse\.html$|favicon\.ico$|static\/|docs(?:$|\/))/.test(path);
}

Deno.test("Every route of the application is described, and every description has its route", async () => {
  await using service = await startTestService();
  const contract = await publishedContract(service.url);
  assertEquals(contract.differences(service.routes, isPage), []);
});

Deno.test("A route without a description and a description without a route are found", async () => {
  await using service = await startTestService();
  const { document } = await publishedContract(service.url);
  const get = { responses: {} };
  const drifted = new Contract({ ...document, paths: { ...document.paths, "/gone/{id}": { get } } });
  const routes = [...service.routes, { method: "PUT", path: "/sessions/:session_id" }];
  assertEquals(drifted.differences(routes, isPage), [
    "PUT /sessions/{session_id} is not described",
    "GET /gone/{id} is described and not there",
  ]);
});

Deno.test("A public validator accepts the document, and rejects a broken one", async () => {
  await using service = await startTestService();
  const { document } = await publishedContract(service.url);
  assertEquals(document.openapi, "3.1.0");
  const { valid, errors } = await new Validator().validate(
    structuredClone(document) as unknown as Record<string, unknown>,
  );
  assertEquals([valid, errors ?? []], [true, []]);
  const broken = { ...structuredClone(document), info: { title: "without a version" } };
  assertEquals((await new Validator().validate(broken)).valid, false);
});

Deno.test("Every operation has an id of its own, a summary and a tag", async () => {
  await using service = await startTestService();
  const { document } = await publishedContract(service.url);
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const ids = operations.map(({ operationId }) => operationId ?? "");
  for (const id of ids) assertMatch(id, /^[a-z][A-Za-z]+$/);
  assertEquals(new Set(ids).size, operations.length);
  assertEquals(operations.filter(({ summary, tags }) => !summary || tags?.length !== 1), []);
});

Deno.test("Every named schema has an example that fits it, and a description", async () => {
  await using service = await startTestService();
  const contract = await publishedContract(service.url);
  for (const [name, schema] of Object.entries(contract.document.components.schemas)) {
    const { examples, description } = schema as { examples?: readonly unknown[]; description?: string };
    assertEquals([name, examples?.length, typeof description], [name, 1, "string"]);
    assertEquals([name, ...contract.valueFaults(name, examples?.[0])], [name]);
  }
});

Deno.test("Numbers among the parameters are published with their bounds", async () => {
  await using service = await startTestService();
  const { document } = await publishedContract(service.url);
  const bounds = Object.entries(document.paths).flatMap(([path, { get }]) =>
    (get?.parameters ?? []).filter(({ name }) => /^(?:limit|after|wait|width|height|atom_maps)$/.test(name))
      .map(({ name, schema }) => [path, name, schema["type"], schema["minimum"], schema["maximum"]])
  );
  const of = (path: string) => `/sessions/{session_id}${path}`;
  assertEquals(bounds, [
    ["/sessions", "limit", "integer", 1, 500],
    ["/sessions", "after", "integer", 0, Number.MAX_SAFE_INTEGER],
    [of("/transcript"), "after", "integer", 0, Number.MAX_SAFE_INTEGER],
    [of("/transcript"), "limit", "integer", 1, 100],
    [of("/content"), "after", "integer", 0, undefined],
    [of("/content"), "limit", "integer", 1, 1_000_000_000],
    [of("/content"), "wait", "integer", 0, 55],
    [of("/reactions"), "after", "integer", -1, 1_000_000_000],
    [of("/reactions"), "limit", "integer", 1, 1_000],
    [of("/reactions/{index}/depiction.svg"), "width", "integer", 100, 4_000],
    [of("/reactions/{index}/depiction.svg"), "height", "integer", 50, 4_000],
    [of("/reactions/{index}/depiction.svg"), "atom_maps", "integer", 0, 1],
  ]);
});

Deno.test("Every problem code is published with its meaning and a way out", async () => {
  await using service = await startTestService();
  const { schemas } = (await publishedContract(service.url)).document.components;
  assertEquals(schemas["ProblemCode"]?.["enum"], Object.keys(PROBLEMS));
  for (const [code, { meaning, remedy }] of Object.entries(PROBLEMS)) {
    assertEquals([code, /^[A-Z].+\.$/.test(meaning), /^[A-Z].+\.$/.test(remedy)], [code, true, true]);
    assertMatch(String(schemas["ProblemCode"]?.["description"]), new RegExp(`\`${code}\`: `));
  }
});
