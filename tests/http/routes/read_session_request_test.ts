import { assertEquals, assertStringIncludes } from "@std/assert";
import { temporaryFolder } from "../../support/folders.ts";
import { dataset, gzip, reaction } from "../../support/ord.ts";
import { startTestService, type TestService } from "../../support/service.ts";

const OXIDATION = "CCO>>CC=O";

function json(body: unknown): RequestInit {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

function raw(type: string, body: BodyInit): RequestInit {
  return { method: "POST", headers: { "Content-Type": type }, body };
}

/** The texts of the reactions of the session that a request creates. */
async function textsOf(service: TestService, init: RequestInit): Promise<string[]> {
  const response = await fetch(`${service.url}/sessions`, init);
  const { session_id: id } = await response.json();
  await service.finish(id);
  const { items } = await (await fetch(`${service.url}/sessions/${id}/reactions`)).json();
  return items.map((item: { text: string }) => item.text);
}

Deno.test("Every entry of a list of reactions is a reaction with the index of the entry", async () => {
  await using service = await startTestService();
  const reactions = ["smiles", "", OXIDATION, "# nothing", "  ", `\t${OXIDATION}\n`, "id,smiles", "{}", '"'];
  assertEquals(await textsOf(service, json({ reactions })), reactions.map((reaction) => reaction.trim()));
  assertEquals(await textsOf(service, json({ reactions: [""] })), [""]);
  assertEquals(await textsOf(service, json({ reactions: ["[1]"] })), ["[1]"]);
  assertEquals(await textsOf(service, json({ reactions: ["CCO", "c1ccccc1"] })), ["CCO", "c1ccccc1"]);
});

Deno.test("A list of reactions is named after its file or its first reaction", async () => {
  await using service = await startTestService();
  const titleOf = async (body: object) =>
    (await (await fetch(`${service.url}/sessions`, json(body))).json()).title;
  assertEquals(await titleOf({ reactions: ["", OXIDATION] }), OXIDATION);
  assertEquals(await titleOf({ reactions: [OXIDATION], options: { file_name: "mine.smi" } }), "mine.smi");
});

Deno.test("Bodies are read in the charset that they declare, and by their byte order mark", async () => {
  await using service = await startTestService();
  const table = `name,rxn\nÖl,${OXIDATION}\n`;
  const utf16 = Uint8Array.from([..."\uFEFF" + table].flatMap((letter) => {
    const code = letter.charCodeAt(0);
    return [code & 0xff, code >> 8];
  }));
  const latin = Uint8Array.from(table, (letter) => letter.charCodeAt(0));
  const form = new FormData();
  form.set("file", new File([utf16], "excel.csv"));
  const bodies = [
    raw("text/csv", utf16),
    raw('text/csv; header=present; charset="UTF-16LE"', utf16.subarray(2)),
    raw("text/csv; charset=iso-8859-1", latin),
    { method: "POST", body: form },
  ];
  for (const init of bodies) {
    const { session_id: id } = await (await fetch(`${service.url}/sessions`, init)).json();
    await service.finish(id);
    const reaction = await (await fetch(`${service.url}/sessions/${id}/reactions/0`)).json();
    assertEquals([reaction.text, reaction.fields], [OXIDATION, { name: "Öl" }]);
  }
});

Deno.test("A request that cannot become the session it asks for is refused, not reinterpreted", async (t) => {
  await using service = await startTestService();
  const twoFiles = new FormData();
  for (const name of ["one.smi", "two.smi"]) twoFiles.append("file", new File([OXIDATION], name));
  const zeroTitle = new FormData();
  zeroTitle.set("file", new File([OXIDATION], "one.smi"));
  zeroTitle.set("title", "a\0b");
  const packed = { ...raw("text/plain", OXIDATION), headers: { "Content-Encoding": "gzip" } };
  const refused: Array<[string, RequestInit, number, string]> = [
    [
      "a format of reactions",
      json({ reactions: [OXIDATION], options: { format: "csv" } }),
      422,
      "options.format",
    ],
    ["no reactions", json({ reactions: [] }), 422, "empty"],
    ["a zero character in the query", json({ query: "CC\0>>CC" }), 422, '"query": contains a zero character'],
    [
      "a zero character in a reaction",
      json({ reactions: ["C", "\0"] }),
      422,
      '"reactions[1]" contains a zero character',
    ],
    ["a zero character in the title", json({ query: "x", title: "\0" }), 422, '"title"'],
    ["a zero character in the name", json({ query: "x", options: { file_name: "\0" } }), 422, "file_name"],
    ["a zero character in a field of a form", { method: "POST", body: zeroTitle }, 422, '"title"'],
    ["several files in a form", { method: "POST", body: twoFiles }, 422, "several files"],
    ["a media type that names a built-in", raw("constructor", "x"), 415, '"constructor"'],
    ["a media type that names a prototype", raw("__proto__", "x"), 415, '"__proto__"'],
    ["an unknown charset", raw("text/plain; charset=klingon", "x"), 422, '"klingon"'],
    ["a packed body", packed, 415, '"gzip"'],
  ];
  for (const [name, init, status, words] of refused) {
    await t.step(name, async () => {
      const response = await fetch(`${service.url}/sessions`, init);
      const problem = await response.json();
      assertEquals([response.status, problem.status], [status, status]);
      assertStringIncludes(problem.detail, words);
    });
  }
  const query = await fetch(`${service.url}/sessions?title=a%00b`, raw("text/plain", OXIDATION));
  assertEquals([query.status, (await query.json()).code], [422, "input_invalid"]);
  assertEquals((await (await fetch(`${service.url}/sessions`)).json()).items, []);
});

Deno.test("An Idempotency-Key recognises a repeated form by its file and fields, whatever its boundary", async () => {
  await using service = await startTestService();
  const send = async (text: string, title: string) => {
    const form = new FormData();
    form.set("file", new File([text], "mine.smi"));
    form.set("title", title);
    const response = await fetch(`${service.url}/sessions`, {
      method: "POST",
      headers: { "Idempotency-Key": "form-1" },
      body: form,
    });
    await response.body?.cancel();
    return response.status;
  };
  assertEquals(await send(OXIDATION, "Mine"), 201);
  assertEquals(await send(OXIDATION, "Mine"), 200);
  assertEquals(await send(OXIDATION, "Yours"), 422);
  assertEquals(await send("CC>>CC", "Mine"), 422);
});

Deno.test("A dataset of the Open Reaction Database is accepted as a body, compressed or not, as a file, or as JSON", async () => {
  await using service = await startTestService();
  const ord = dataset([reaction({ id: "ord-1", identifiers: [[2, OXIDATION]] }), reaction({ id: "ord-2" })]);
  const packed = await gzip(ord);
  const form = new FormData();
  form.set("file", new File([packed], "ord_dataset-1.pb.gz"));
  const ways: readonly RequestInit[] = [
    raw("application/x-protobuf", ord),
    raw("application/protobuf", packed),
    raw("application/gzip", packed),
    raw("application/octet-stream", ord),
    { method: "POST", body: form },
    json({ query: ord.toBase64(), options: { format: "ord" } }),
  ];
  for (const way of ways) assertEquals(await textsOf(service, way), [OXIDATION, "nothing -> nothing"]);
});

Deno.test("A compressed text is decompressed", async () => {
  await using service = await startTestService();
  const packed = await gzip(new TextEncoder().encode(`id,rxn\n1,${OXIDATION}\n`));
  assertEquals(await textsOf(service, raw("application/gzip", packed)), [OXIDATION]);
});

Deno.test("Compressed data may not unpack to more than a body, and the error for a truncated protobuf says where it ends", async () => {
  await using service = await startTestService({ "max-body-mib": "0.5" });
  const ord = dataset([reaction({ id: "ord-1", identifiers: [[2, OXIDATION]] })]);
  const bomb = await gzip(new Uint8Array(20_000_000));
  const cases: readonly (readonly [RequestInit, number, string, string])[] = [
    [raw("application/gzip", bomb), 413, "body_too_large", "larger than 0.50 MiB"],
    [
      raw("application/x-protobuf", ord.slice(0, 20)),
      422,
      "input_invalid",
      "it is cut off in reaction 1, at byte 20",
    ],
    [
      raw("application/x-protobuf", "CCO>>CC=O"),
      422,
      "input_invalid",
      "it is neither a dataset nor a reaction",
    ],
    [raw("application/gzip", (await gzip(ord)).slice(0, -5)), 422, "input_invalid", "damaged or cut off"],
    [json({ query: "*", options: { format: "ord" } }), 422, "input_invalid", "must be Base64"],
  ];
  for (const [init, status, code, detail] of cases) {
    const response = await fetch(`${service.url}/sessions`, init);
    const problem = await response.json();
    assertEquals([response.status, problem.code], [status, code], detail);
    assertStringIncludes(problem.detail, detail);
  }
});

Deno.test("A session of a protobuf continues on another server where the first one stopped", async () => {
  await using folder = await temporaryFolder();
  const ord = dataset(
    Array.from({ length: 300 }, (_, i) => reaction({ id: `ord-${i}`, identifiers: [[2, OXIDATION]] })),
  );
  let id = "";
  {
    await using service = await startTestService({ data: folder.path });
    const response = await fetch(`${service.url}/sessions`, raw("application/x-protobuf", ord));
    id = (await response.json()).session_id;
    const first = await fetch(`${service.url}/sessions/${id}/content?wait=30`);
    assertEquals((await first.json()).next_after !== null, true);
  }
  await using service = await startTestService({ data: folder.path });
  await service.finish(id);
  const items: { fields: { id: string }; state: string }[] = [];
  for (let after: number | null = -1; after !== null;) {
    const page: { items: typeof items; next_after: number | null } =
      await (await fetch(`${service.url}/sessions/${id}/reactions?limit=1000&after=${after}`)).json();
    items.push(...page.items);
    after = page.next_after;
  }
  assertEquals(
    items.map(({ fields, state }) => `${fields.id} ${state}`),
    Array.from({ length: 300 }, (_, i) => `ord-${i} done`),
  );
});
