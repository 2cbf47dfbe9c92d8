import { assert, assertEquals } from "@std/assert";
import { Socket } from "node:net";
import type { OptionTable } from "../../src/config/option.ts";
import { COMMAND_OPTIONS } from "../../src/config/options.ts";
import { PROBLEMS } from "../../src/http/problem_codes.ts";
import { readResults } from "../bench/support/results_file.ts";
import { withFigures } from "../bench/support/quote_results.ts";
import { startTestService } from "../support/service.ts";
import { plain, readDocument, ROOT, tableOf } from "./read_document.ts";

/** Options as the table has them: a limit has its default on a guarded server, marked with a star. */
function documented(table: OptionTable): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.values(table).map(({ name, default: usual, guarded, value }) => {
      if (guarded !== undefined) return [`--${name}`, `${guarded} *`];
      if (value === "") return [`--${name}`, usual === "" ? "off" : usual];
      return [`--${name}`, usual];
    }),
  );
}

/** Defaults that the document says in words. */
const IN_WORDS: Readonly<Record<string, string>> = {
  "--processes": "one per core",
  "--max-bodies-mib": "8 × --max-body-mib",
};

Deno.test("The document names every option of the server and of the commands that follow one, with its default", async () => {
  const rows = tableOf(await readDocument("static/docs/operate.md"), "option", "default");
  const named = Object.fromEntries(
    rows.map(([option = "", usual = ""]) => [plain(option), plain(usual).replace("\\*", "*")]),
  );
  const { serve, watch } = COMMAND_OPTIONS;
  const { clientId, patienceMs, token, tokenFile } = watch;
  assertEquals(named, {
    ...documented(serve),
    ...documented({ clientId, patienceMs, token, tokenFile }),
    ...IN_WORDS,
  });
});

Deno.test("The document lists every problem code with its status, its meaning and a way out", async () => {
  const rows = tableOf(await readDocument("static/docs/http.md"), "`code`", "status");
  const named = Object.fromEntries(
    rows.map((
      [code = "", status, meaning = "", remedy = ""],
    ) => [plain(code), [Number(status), meaning, remedy]]),
  );
  assertEquals(
    named,
    Object.fromEntries(
      Object.entries(PROBLEMS).map((
        [code, { status, meaning, remedy }],
      ) => [code, [status, meaning, remedy]]),
    ),
  );
});

/** One session for each way in which events can come about. */
const QUERIES = [
  { query: "CCO.CC(=O)O>>CCOC(C)=O\n\nCCO>>CC=C=C=C(C)(C)(C)C\n\n[CH3:1]C>>[OH:1]" },
  { query: "CCO>>CC=O\nCC>>CCC", options: { max_reactions: 1 } },
  { query: "nothing to see here" },
  { reactions: ["CCO>>XYZ", "no reaction"] },
] as const;

Deno.test("Every event that a session sends is in the table of events, and the table has no other names than the code", async () => {
  const rows = tableOf(await readDocument("static/docs/events.md"), "`type`", "`aux.info_type`");
  const named = rows.map(([type = "", infoType = ""]) => `${type} ${plain(infoType)}`);
  await using service = await startTestService();
  const seen = new Set<string>();
  for (const body of QUERIES) {
    const response = await fetch(`${service.url}/sessions`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const { session_id: id } = await response.json();
    for (const data of (await service.finish(id)).data) {
      const { type = "", aux, _type } = JSON.parse(data);
      seen.add(`${type} ${aux?.info_type ?? _type}`);
    }
  }
  assertEquals([...seen].filter((event) => !named.includes(event)), []);
  assert(seen.size > 15);
  const sources = await Promise.all(
    ["src/stages.ts", "src/agent/agent_events.ts"].map((path) => Deno.readTextFile(new URL(path, ROOT))),
  );
  const names = rows.map(([, infoType = ""]) => plain(infoType)).filter((name) => name !== "completion");
  assertEquals(names.filter((name) => !sources.some((text) => text.includes(`"${name}"`))), []);
});

Deno.test("The table of tuned constants has the values of the code", async () => {
  const rows = tableOf(await readDocument(".github/ARCHITECTURE.md"), "constant", "file", "value");
  const wrong: string[] = [];
  for (const [name = "", file = "", value = ""] of rows) {
    const text = await Deno.readTextFile(new URL(plain(file), ROOT)).catch(() => "");
    const found = new RegExp(`^(?:export )?const ${plain(name)}(?:: \\w+)? = (.+?)(?: as const)?;`, "m").exec(
      text,
    )?.[1];
    if (found !== plain(value)) {
      wrong.push(`${plain(name)} in ${plain(file)} is ${found}, not ${plain(value)}`);
    }
  }
  assertEquals(wrong, []);
  assert(rows.length > 30);
});

Deno.test("A socket is full with as many bytes waiting as the document on the architecture says", async () => {
  const text = (await Deno.readTextFile(new URL(".github/ARCHITECTURE.md", ROOT))).replace(/\s+/g, " ");
  const [, kib, version] = /with (\d+) KiB waiting: `writableHighWaterMark` of Deno ([\d.]+)/.exec(text) ??
    [];
  assertEquals([Number(kib) * 1024, version], [new Socket().writableHighWaterMark, Deno.version.deno]);
});

Deno.test("The figures of the README are those of the last run of the bench", async () => {
  const readme = await Deno.readTextFile(new URL("README.md", ROOT));
  const rows = readResults(await Deno.readTextFile(new URL("tests/bench/RESULTS.md", ROOT)));
  const quoted = readResults(readme);
  assertEquals(quoted.length, 8);
  const { text, missing } = withFigures(readme, rows);
  assertEquals([missing, readResults(text)], [[], quoted]);
});

Deno.test("The README has at most 12 KB", async () => {
  const { size } = await Deno.stat(new URL("README.md", ROOT));
  assert(size <= 12 * 1024, `It has ${size} bytes`);
});

Deno.test("Every kind of test that is run by itself has a README of ten to forty lines", async () => {
  const folders = [
    "bench",
    "histories",
    "conformance",
    "durable_streams",
    "faults",
    "fuzz",
    "clients",
    "attacks",
  ];
  const lengths = await Promise.all(folders.map(async (folder) => {
    const text = await Deno.readTextFile(new URL(`tests/${folder}/README.md`, ROOT));
    return { folder, lines: text.trimEnd().split("\n").length };
  }));
  assertEquals(lengths.filter(({ lines }) => lines < 10 || lines > 40), []);
});
