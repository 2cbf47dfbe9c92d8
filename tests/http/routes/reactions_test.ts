import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { parse } from "csv-parse/sync";
import { startTestService } from "../../support/service.ts";

const TABLE = `name,rxn
Fischer,CC(=O)O.CCO>>CCOC(C)=O
broken,CC(=O)O.CCO>>CCOC(C)(C)(C)=O
"=cmd|' /C calc'!A0",CCBr.[OH-]>>CCO.[Br-]
`;

async function finishedTable(service: Awaited<ReturnType<typeof startTestService>>): Promise<string> {
  const response = await fetch(`${service.url}/sessions`, {
    method: "POST",
    headers: { "Content-Type": "text/csv" },
    body: TABLE,
  });
  const { session_id: id } = await response.json();
  await service.finish(id);
  return id;
}

Deno.test("The reactions of a session come with their results, in pages and one by one", async () => {
  await using service = await startTestService();
  const id = await finishedTable(service);
  const url = `${service.url}/sessions/${id}/reactions`;
  const all = await (await fetch(url)).json();
  assertEquals(all.items.map((item: { index: number; state: string }) => [item.index, item.state]), [
    [0, "done"],
    [1, "done"],
    [2, "done"],
  ]);
  assertEquals([all.items[0].verdict, all.items[1].verdict, all.next_after], ["sound", "broken", null]);
  assertEquals(all.items[0].fields, { name: "Fischer" });
  assertEquals(all.items[0].results.rxn_smiles.values, ["CC(=O)O.CCO>>CCOC(C)=O"]);
  assert(all.items[1].errors.length > 0);
  const first = await (await fetch(`${url}?limit=2`)).json();
  assertEquals([first.items.length, first.next_after], [2, 1]);
  const second = await (await fetch(`${url}?limit=2&after=1`)).json();
  assertEquals([second.items.length, second.next_after], [1, null]);
  assertEquals(await (await fetch(`${url}/2`)).json(), all.items[2]);
  for (const index of ["3", "x", "-1"]) {
    const response = await fetch(`${url}/${index}`);
    assertEquals([index, response.status, (await response.json()).code], [index, 404, "reaction_not_found"]);
  }
});

Deno.test("The reactions of one class are chosen by their class, page by page", async () => {
  await using service = await startTestService();
  const id = await service.create("CC(=O)O.CCO>>CCOC(C)=O\nCCBr.[OH-]>>CCO.[Br-]\nOCc1ccccc1>>O=Cc1ccccc1");
  await service.finish(id);
  const url = `${service.url}/sessions/${id}/reactions`;
  const chosen = async (query: string) => {
    const { items, next_after } = await (await fetch(`${url}?${query}`)).json();
    return [items.map(({ index }: { index: number }) => index), next_after];
  };
  assertEquals(await chosen("class=acylation"), [[0], null]);
  assertEquals(await chosen("class=functional+group+interconversion"), [[1], null]);
  assertEquals(await chosen("class=oxidation&limit=2"), [[], 1]);
  assertEquals(await chosen("class=oxidation&limit=2&after=1"), [[2], null]);
  const wrong = await fetch(`${url}?class=esterification`);
  assertEquals([wrong.status, (await wrong.json()).code], [400, "parameter_malformed"]);
});

Deno.test("The ions of a salt are drawn as one component where one of them supplies atoms", async () => {
  await using service = await startTestService();
  const id = await service.create("Cc1ccccc1.[K+].[O-][Mn](=O)(=O)=O>>O=C(O)c1ccccc1 |f:1.2|");
  await service.finish(id);
  const response = await fetch(`${service.url}/sessions/${id}/reactions/0/depiction.svg`);
  const roles = [...(await response.text()).matchAll(/class="molecule (\w+)"/g)].map(([, role]) => role);
  assertEquals(roles, ["reactant", "reactant", "product"]);
});

Deno.test("A reaction is drawn as SVG, in light and dark colours", async () => {
  await using service = await startTestService();
  const id = await finishedTable(service);
  const url = `${service.url}/sessions/${id}/reactions/0/depiction.svg`;
  const light = await fetch(url);
  assertEquals([light.status, light.headers.get("Content-Type")], [200, "image/svg+xml; charset=utf-8"]);
  const svg = await light.text();
  assertMatch(svg, /<svg[\s\S]*<\/svg>\s*$/);
  const dark = await (await fetch(`${url}?theme=dark&width=400&height=200`)).text();
  assertStringIncludes(dark, "<svg");
  assert(dark !== svg);
  const numbered = await (await fetch(`${url}?atom_maps=1`)).text();
  assert(numbered.length > svg.length);
  assertEquals(await (await fetch(url)).text(), svg);
  const known = { "If-None-Match": light.headers.get("ETag") ?? "" };
  assertEquals((await fetch(url, { headers: known })).status, 304);
  const other = await fetch(`${url}?atom_maps=1`, { headers: known });
  assertEquals([other.status, await other.text()], [200, numbered]);
  assertMatch(light.headers.get("Cache-Control") ?? "", /^private\b/);
  for (
    const query of [
      "width=9",
      "height=",
      "theme=blue",
      "theme=",
      "atom_maps=2",
      "atom_maps=yes",
      "mapping=third",
    ]
  ) {
    const malformed = await fetch(`${url}?${query}`);
    assertEquals([query, malformed.status, (await malformed.json()).code], [
      query,
      400,
      "parameter_malformed",
    ]);
  }
});

Deno.test("The table has one row per reaction, failed ones included, and no cell that a spreadsheet would run", async () => {
  await using service = await startTestService();
  const id = await finishedTable(service);
  const response = await fetch(`${service.url}/sessions/${id}/export.csv`);
  assertEquals(response.headers.get("Content-Type"), "text/csv; charset=utf-8");
  assertStringIncludes(response.headers.get("Content-Disposition") ?? "", `session-${id}.csv`);
  const rows: Record<string, string>[] = parse(await response.text(), { columns: true, bom: true });
  assertEquals(rows.map((row) => row["index"]), ["0", "1", "2"]);
  assertEquals(rows[0]?.["text"], "CC(=O)O.CCO>>CCOC(C)=O");
  assertEquals(rows[0]?.["name"], "Fischer");
  assert(!rows.some((row) => Object.values(row).some((cell) => cell.startsWith("=cmd"))));
});

Deno.test("A long page of reactions holds what several short ones hold", async () => {
  await using service = await startTestService();
  const response = await fetch(`${service.url}/sessions`, {
    method: "POST",
    headers: { "Content-Type": "chemical/x-daylight-smiles" },
    body: Array.from({ length: 250 }, (_, index) => `not a reaction>>(${index}`).join("\n"),
  });
  const { session_id: id } = await response.json();
  await service.finish(id);
  const url = `${service.url}/sessions/${id}/reactions`;
  const { items, next_after: next } = await (await fetch(`${url}?limit=1000`)).json();
  assertEquals([items.length, next], [250, null]);
  const pages: unknown[] = [];
  for (let after: number | null = -1; after !== null;) {
    const page: { items: unknown[]; next_after: number | null } =
      await (await fetch(`${url}?limit=90&after=${after}`)).json();
    pages.push(...page.items);
    after = page.next_after;
  }
  assertEquals(pages, items);
});

Deno.test("A list of reactions is at its end when the session has ended, not when all found so far are listed", async () => {
  await using service = await startTestService({ "max-running": "1", turn: "0" });
  const long = await service.create("CC(=O)O.CCO>>CCOC(C)=O\n".repeat(2_000));
  const queued = await service.create("CCO>>CC=O");
  const page = async (query: string) =>
    await (await fetch(`${service.url}/sessions/${queued}/reactions${query}`)).json();
  assertEquals(await page(""), { items: [], next_after: -1 });
  assertEquals(await page("?after=5"), { items: [], next_after: 5 });
  assertEquals((await fetch(`${service.url}/sessions/${long}`, { method: "DELETE" })).status, 204);
  await service.finish(queued);
  assertEquals((await page("")).next_after, null);
  assertEquals(await page("?after=0"), { items: [], next_after: null });
});
