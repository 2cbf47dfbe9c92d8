import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { runCli } from "../../support/cli_process.ts";
import { startTestService, type TestService } from "../../support/service.ts";
import { until } from "../../support/until.ts";

const TABLE = `id,rxn
Fischer,CC(=O)O.CCO>>CCOC(C)=O
salt,CC(=O)OC.[Na+].[OH-]>O>CC(=O)[O-].[Na+].CO |f:1.2|
"=cmd|' /C calc'!A0",CC(=O)O.CCO>>CCOC(C)(C)(C)=O
inversion,C[C@H](Br)CC.[S-]C>>C[C@@H](SC)CC
`;

async function finished(service: TestService, body = TABLE, type = "text/csv"): Promise<string> {
  const response = await fetch(`${service.url}/sessions`, {
    method: "POST",
    headers: { "Content-Type": type },
    body,
  });
  const { session_id: id } = await response.json();
  await service.finish(id);
  return id;
}

Deno.test("Every export has its media type and a file name, and is not cached", async () => {
  await using service = await startTestService();
  const id = await finished(service);
  const types = {
    csv: "text/csv; charset=utf-8",
    jsonl: "application/x-ndjson; charset=utf-8",
    rdf: "chemical/x-mdl-rdfile; charset=utf-8",
    smi: "chemical/x-daylight-smiles; charset=utf-8",
    pb: "application/x-protobuf",
    "pb.gz": "application/gzip",
    pbtxt: "text/plain; charset=utf-8",
  };
  for (const [format, type] of Object.entries(types)) {
    const response = await fetch(`${service.url}/sessions/${id}/export.${format}`);
    await response.body?.cancel();
    const head = ["Content-Type", "Content-Disposition", "Cache-Control"].map((name) =>
      response.headers.get(name)
    );
    assertEquals([response.status, ...head], [
      200,
      type,
      `attachment; filename="session-${id}.${format}"`,
      "no-store",
    ]);
  }
});

Deno.test("export.jsonl has the bytes that run --format jsonl prints", async () => {
  await using service = await startTestService();
  const id = await finished(service);
  const exported = await (await fetch(`${service.url}/sessions/${id}/export.jsonl`)).text();
  const args = ["run", "--processes", "1", "--format", "jsonl", "--input-format", "csv", "-"];
  const printed = await runCli(args, { stdin: TABLE });
  assertEquals(exported, printed.stdout);
  assertEquals(exported.trimEnd().split("\n").length, 4);
});

Deno.test("An export can be submitted again and gives the same reactions", async () => {
  await using service = await startTestService();
  const id = await finished(service);
  const mapped = await mappedForms(service, id);
  assertEquals(mapped.filter((form) => form !== null).length, 3);
  const forms = mapped.filter((form) => form !== null);

  for (const version of ["v2000", "v3000"]) {
    const rdf = await (await fetch(`${service.url}/sessions/${id}/export.rdf?version=${version}`)).text();
    assertMatch(rdf, /^\$RDFILE 1\n\$DATM {4}\d\d\/\d\d\/\d\d \d\d:\d\d\n\$RFMT \$RIREG 1\n\$RXN/);
    assertEquals(rdf.includes("$RXN V3000"), version === "v3000");
    const again = await mappedForms(service, await finished(service, rdf, "chemical/x-mdl-rdfile"));
    assertEquals(again, mapped, version);
  }
  const smi = await (await fetch(`${service.url}/sessions/${id}/export.smi`)).text();
  assertStringIncludes(smi, " |f:");
  assertStringIncludes(smi, "\n# 2 was left out: ");
  assertEquals(await mappedForms(service, await finished(service, smi, "chemical/x-daylight-smiles")), forms);
});

Deno.test("A dataset of the Open Reaction Database is read back with the same reactions and fields", async () => {
  await using service = await startTestService();
  const id = await finished(service);
  const mapped = await mappedForms(service, id);
  for (const format of ["pb", "pb.gz", "pbtxt"]) {
    const file = await (await fetch(`${service.url}/sessions/${id}/export.${format}`)).bytes();
    const form = new FormData();
    form.set("file", new File([file], `export.${format}`));
    const response = await fetch(`${service.url}/sessions`, { method: "POST", body: form });
    const { session_id: again } = await response.json();
    await service.finish(again);
    assertEquals(await mappedForms(service, again), mapped, format);
    assertEquals(await ids(service, again), await ids(service, id), format);
  }
});

Deno.test("One reaction is an RXN file, and one that cannot be written says why", async () => {
  await using service = await startTestService();
  const id = await finished(service);
  const url = `${service.url}/sessions/${id}/reactions`;
  const file = await fetch(`${url}/0/reaction.rxn`);
  assertEquals(file.headers.get("Content-Type"), "chemical/x-mdl-rxnfile; charset=utf-8");
  assertEquals(file.headers.get("Content-Disposition"), 'attachment; filename="reaction-0.rxn"');
  assertMatch(await file.text(), /^\$RXN\nFischer\n {6}rxnstream\n\n {2}2 {2}1\n\$MOL\n/);
  assertMatch(await (await fetch(`${url}/0/reaction.rxn?version=V3000`)).text(), /^\$RXN V3000\nFischer\n/);
  const refused = await fetch(`${url}/2/reaction.rxn`);
  const problem = await refused.json();
  assertEquals([refused.status, problem.code], [422, "input_invalid"]);
  assertMatch(problem.detail, /^The reaction cannot be written as an RXN file: product 1: /);
  for (const [path, status] of [["0/reaction.rxn?version=v4000", 400], ["9/reaction.rxn", 404]] as const) {
    const response = await fetch(`${url}/${path}`);
    assertEquals([path, response.status], [path, status]);
    await response.body?.cancel();
  }
});

Deno.test("A running session is exported as far as it has got", async () => {
  await using service = await startTestService();
  const id = await service.create("CC(=O)O.CCO>>CCOC(C)=O\n".repeat(2_000));
  const reactions = `${service.url}/sessions/${id}/reactions`;
  await until(async () => (await (await fetch(`${reactions}/0`)).json()).state === "done");
  const rows = (await (await fetch(`${service.url}/sessions/${id}/export.jsonl`)).text()).trimEnd().split(
    "\n",
  );
  assert(rows.length >= 1 && rows.length < 2_000);
  rows.forEach((row, index) =>
    assertEquals([JSON.parse(row).index, JSON.parse(row).verdict], [index, "sound"])
  );
  await fetch(`${service.url}/sessions/${id}`, { method: "DELETE" });
});

Deno.test("Other readers are served after one has left in the middle of an RDF", async () => {
  await using service = await startTestService();
  const id = await finished(service, "CC(=O)O.CCO>>CCOC(C)=O\n".repeat(300), "text/plain");
  const response = await fetch(`${service.url}/sessions/${id}/export.rdf`);
  const reader = response.body?.getReader();
  assertEquals((await reader?.read())?.done, false);
  await reader?.cancel();
  assertEquals(
    (await (await fetch(`${service.url}/sessions/${id}/reactions/0/reaction.rxn`)).text()).slice(0, 5),
    "$RXN\n",
  );
});

async function ids(service: TestService, id: string): Promise<readonly string[]> {
  const text = await (await fetch(`${service.url}/sessions/${id}/export.jsonl`)).text();
  return text.trimEnd().split("\n").map((line) => JSON.parse(line).id);
}

async function mappedForms(service: TestService, id: string): Promise<readonly (string | null)[]> {
  const text = await (await fetch(`${service.url}/sessions/${id}/export.jsonl`)).text();
  return text.trimEnd().split("\n").map((line) => JSON.parse(line).mapped);
}
