import { assert, assertEquals, assertLess, assertStringIncludes } from "@std/assert";
import { deadline } from "@std/async";
import { gzip } from "../support/ord.ts";
import { startTestService, type TestService } from "../support/service.ts";

const OXIDATION = "CCO>>CC=O";
const MIB = 1024 * 1024;
/** Bodies longer than this are read in a separate thread. */
const SIZES = { small: 60_000, large: 400_000 } as const;

function post(service: TestService, type: string, body: BodyInit, headers: Record<string, string> = {}) {
  return fetch(`${service.url}/sessions`, {
    method: "POST",
    headers: { "Content-Type": type, ...headers },
    body,
  });
}

/** Repeated up to this many bytes. */
function filled(bytes: number, unit: string, before = "", after = ""): string {
  return before + unit.repeat(Math.floor((bytes - before.length - after.length) / unit.length)) + after;
}

async function textsOf(service: TestService, response: Response): Promise<string[]> {
  const { session_id: id } = await response.json();
  assertEquals(response.status, 201);
  await service.finish(id);
  const { items } = await (await fetch(`${service.url}/sessions/${id}/reactions`)).json();
  return items.map((item: { text: string }) => item.text);
}

Deno.test("Bodies that would expand to many times their size are refused briefly, by their first fault", async (t) => {
  await using service = await startTestService();
  const form = "multipart/form-data; boundary=x";
  for (const [size, bytes] of Object.entries(SIZES)) {
    const cases: readonly (readonly [string, string, string, number, string])[] = [
      [
        "zeros",
        "application/json",
        filled(bytes, "0,", '{"reactions":["C>>C",', "0]}"),
        422,
        '"reactions[1]"',
      ],
      ["arrays in arrays", "application/json", filled(bytes, "["), 422, "must be a JSON object"],
      [
        "arrays among reactions",
        "application/json",
        filled(bytes, "[", '{"reactions":['),
        422,
        '"reactions[0]"',
      ],
      ["objects in objects", "application/json", filled(bytes, '{"a":'), 422, "deeper than 8 levels"],
      ["many keys", "application/json", filled(bytes, '"a":1,', "{", '"a":1}'), 422, "more than 64 keys"],
      ["a long key", "application/json", filled(bytes, "k", '{"', '":1}'), 422, "Unrecognized key"],
      ["a long value", "application/json", filled(bytes, "v", '{"title":"', '"}'), 422, '"title": Too big'],
      ["no JSON", "application/json", filled(bytes, "x"), 400, "not JSON"],
      [
        "many parts",
        form,
        filled(bytes, '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'),
        422,
        "32 parts",
      ],
      ["a long head", form, filled(bytes, "A: b\r\n", "--x\r\n"), 400, "more than 8 KiB"],
      ["blanks", "text/plain", filled(bytes, " "), 422, "empty"],
    ];
    for (const [name, type, body, status, words] of cases) {
      await t.step(`${name}, ${size}`, async () => {
        const response = await post(service, type, body);
        const text = await response.text();
        const problem = JSON.parse(text);
        assertEquals([response.status, problem.status], [status, status]);
        assertStringIncludes(problem.detail, words);
        assertLess(text.length, 1_200);
      });
    }
  }
  assertEquals((await (await fetch(`${service.url}/sessions`)).json()).items, []);
  assertEquals(await textsOf(service, await post(service, "text/plain", OXIDATION)), [OXIDATION]);
});

Deno.test("Parts of a request quoted in a problem are shortened, wherever they appear", async () => {
  await using service = await startTestService();
  const long = "x".repeat(12_000);
  const asked: readonly (readonly [string, RequestInit])[] = [
    [`/${long}`, {}],
    [`/sessions/${long}`, {}],
    [`/sessions?status=${long}`, {}],
    [`/sessions?format=${long}`, {
      method: "POST",
      headers: { "Content-Type": "text/plain" },
      body: OXIDATION,
    }],
    [`/sessions`, { method: "POST", headers: { "Content-Type": long }, body: OXIDATION }],
    [`/sessions`, {
      method: "POST",
      headers: { "Content-Type": `text/plain; charset=${long}` },
      body: OXIDATION,
    }],
    [`/sessions`, {
      method: "POST",
      headers: { "Content-Encoding": long, "Content-Type": "text/plain" },
      body: "x",
    }],
  ];
  for (const [path, init] of asked) {
    const response = await fetch(service.url + path, init);
    const text = await response.text();
    assert(response.status >= 400 && response.status < 500, `${response.status} for ${path.slice(0, 30)}`);
    assertLess(text.length, 2_000);
  }
});

Deno.test("Large bodies of every type become the same session as small ones", async (t) => {
  await using service = await startTestService({ "max-reactions": "2" });
  const lines = filled(SIZES.large, `${OXIDATION}\n`);
  const form = new FormData();
  form.set("file", new File([lines], "mine.smi"));
  form.set("title", "Mine");
  const packed = await gzip(new TextEncoder().encode(filled(2 * MIB, `${OXIDATION}\n`)));
  assertLess(packed.length, SIZES.small);
  const bodies: readonly (readonly [string, string | undefined, BodyInit])[] = [
    ["text", "text/plain", lines],
    [
      "text beyond ASCII",
      "text/markdown",
      `Öl → ${OXIDATION}\n\n${OXIDATION}\n\n${"Fließtext. ".repeat(40_000)}`,
    ],
    ["CSV with a byte order mark", "text/csv", `\uFEFFname,rxn\n${filled(SIZES.large, `Öl,${OXIDATION}\n`)}`],
    ["small gzip", "application/gzip", packed],
    ["JSON text", "application/json", JSON.stringify({ query: lines, options: { format: "smiles" } })],
    ["JSON list", "application/json", filled(SIZES.large, `" ${OXIDATION}",`, '{"reactions":[', '"C"]}')],
    ["form", undefined, form],
  ];
  for (const [name, type, body] of bodies) {
    await t.step(name, async () => {
      const response = await fetch(`${service.url}/sessions`, {
        method: "POST",
        headers: type === undefined ? {} : { "Content-Type": type },
        body,
      });
      assertEquals(await textsOf(service, response), [OXIDATION, OXIDATION]);
    });
  }
});

Deno.test("A large body with an Idempotency-Key makes one session, and another body is refused", async () => {
  await using service = await startTestService();
  const send = async (body: string) => {
    const response = await post(service, "text/plain", body, { "Idempotency-Key": "one" });
    const { session_id: id } = await response.json();
    return [response.status, id];
  };
  const body = filled(SIZES.large, "no reaction\n");
  const [created, id] = await send(body);
  assertEquals([[created, id], await send(body), (await send(`${body}.`))[0]], [[201, id], [200, id], 422]);
});

Deno.test("A list of more reactions than a session may have is cut like a text, and the log says so", async () => {
  await using service = await startTestService();
  for (const body of [{ reactions: ["C>>C", "N>>N", "O>>O"] }, { query: "C>>C\nN>>N\nO>>O" }]) {
    const response = await post(
      service,
      "application/json",
      JSON.stringify({ ...body, options: { max_reactions: 2 } }),
    );
    const { session_id: id } = await response.json();
    const { data } = await service.finish(id);
    const events = data.map((event) => JSON.parse(event));
    assertEquals(events.filter(({ aux }) => aux?.info_type === "reaction_text").length, 2);
    assertEquals(events.filter(({ aux }) => aux?.info_type === "reactions_truncated").length, 1);
  }
});

Deno.test("JSON has a limit of its own, and the refusal says what would work", async () => {
  await using service = await startTestService({ "max-json-mib": "0.1", "max-body-mib": "1" });
  const lines = filled(SIZES.large, "no reaction\n");
  const refused = await post(service, "application/json", JSON.stringify({ query: lines }));
  const { code, detail } = await refused.json();
  assertEquals([refused.status, code], [413, "body_too_large"]);
  assertStringIncludes(detail, "larger than 0.10 MiB; send a long text as it is, as text/plain");
  const taken = await post(service, "text/plain", lines);
  assertEquals([taken.status, (await taken.json()).status], [201, "queued"]);
});

/** Begins a chunked body without an end; resolves with the status line of the answer, or how the connection ended. */
async function beginBody(service: TestService, type = "text/plain") {
  const { hostname, port } = new URL(service.url);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  const head = `POST /sessions HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: ${type}\r\n` +
    `Transfer-Encoding: chunked\r\n\r\n4\r\nC>>C\r\n`;
  await connection.write(new TextEncoder().encode(head));
  return {
    async answer(): Promise<string> {
      const bytes = new Uint8Array(4_096);
      const count = await deadline(connection.read(bytes).catch(() => 0), 30_000) ?? 0;
      return new TextDecoder().decode(bytes.subarray(0, count)).split("\r\n")[0] ?? "";
    },
    async end(): Promise<void> {
      await connection.write(new TextEncoder().encode("0\r\n\r\n"));
    },
    [Symbol.dispose]: () => connection.close(),
  };
}

Deno.test("Bodies of unknown size reserve memory for the largest size until they have arrived", async () => {
  await using service = await startTestService({ "max-body-mib": "2", "max-bodies-mib": "8" });
  using first = await beginBody(service);
  using second = await beginBody(service);
  using third = await beginBody(service);
  assertStringIncludes(await third.answer(), " 429 ");
  // The rest of it is awaited for some seconds, and then its connection is cut.
  assertEquals(await third.answer(), "");
  const other = await post(service, "text/plain", filled(MIB, `${OXIDATION}\n`));
  const { code, limit } = await other.json();
  assertEquals([other.status, other.headers.get("Retry-After"), code, limit], [
    429,
    "5",
    "rate_limited",
    "max_bodies_mib",
  ]);
  assertEquals((await (await fetch(`${service.url}/sessions`)).json()).items, []);
  await first.end();
  assertStringIncludes(await first.answer(), " 201 ");
  using fourth = await beginBody(service);
  await fourth.end();
  assertStringIncludes(await fourth.answer(), " 201 ");
  await second.end();
  assertStringIncludes(await second.answer(), " 201 ");
});

Deno.test("A body that trickles in releases its memory when its time is up", async () => {
  await using service = await startTestService({
    "max-body-mib": "2",
    "max-bodies-mib": "2",
    "request-timeout": "1",
  });
  using trickling = await beginBody(service);
  const taken = () => post(service, "text/plain", OXIDATION);
  const early = await taken();
  assertEquals([early.status, (await early.json()).code], [503, "bodies_full"]);
  assertStringIncludes(await trickling.answer(), " 408 ");
  const letIn = async () => {
    for (let status = 503; status === 503;) {
      const response = await taken();
      await response.body?.cancel();
      status = response.status;
      if (status === 201) return;
    }
  };
  await deadline(letIn(), 20_000);
});
