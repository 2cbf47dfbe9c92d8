import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../support/folders.ts";
import { programTest } from "../support/programs.ts";
import { type ServerProcess, startServer } from "../support/server_process.ts";
import { documentPaths, readDocument, ROOT } from "./read_document.ts";

/** The address in the documents. */
const ADDRESS = "http://localhost:8000";

/**
 * What stands before every block: the programs of the documents are those of this repository, an answer of 4xx or 5xx is a
 * failure, and nothing waits for long.
 */
const PRELUDE = `
set -euo pipefail
curl() { command curl --silent --show-error --fail-with-body --max-time 30 "$@"; }
rxnstream() { "$DENO" run --quiet -A main.ts "$@"; }
npx() { shift 2; "$DENO" "$@"; }
`;

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Creates a session and, unless it is to go on for a while, waits for its end. */
async function newSession({ url }: ServerProcess, goesOn: boolean): Promise<string> {
  const query = Array.from({ length: goesOn ? 5_000 : 1 }, () => "CCO.CC(=O)O>>CCOC(C)=O").join("\n");
  const response = await fetch(`${url}/sessions`, {
    method: "POST",
    headers: { "Content-Type": "text/plain" },
    body: query,
  });
  const { session_id: id } = await response.json();
  if (!goesOn) await (await fetch(`${url}/sessions/${id}/stream`)).text();
  return id;
}

async function runBlock(text: string, server: ServerProcess): Promise<Ran> {
  const id = await newSession(server, text.includes("/cancel"));
  const script = PRELUDE + text.replaceAll(ADDRESS, server.url);
  const { code, stdout, stderr } = await new Deno.Command("bash", {
    args: ["-c", script],
    cwd: fileURLToPath(ROOT),
    env: { S: server.url, ID: id, DENO: Deno.execPath(), NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** True if the parts of a line that a document shows, between its "…", stand in one line of the output in order. */
function isShownBy(shown: string, output: string): boolean {
  return output.split("\n").some((line) => {
    let from = 0;
    for (const part of shown.split("…")) {
      const found = line.indexOf(part, from);
      if (found < 0) return false;
      from = found + part.length;
    }
    return true;
  });
}

for (const path of await documentPaths()) {
  const { blocks } = await readDocument(path);
  const commands = blocks.filter(({ language, notRun }) => language === "sh" && notRun === null);
  if (commands.length === 0) continue;
  programTest({
    name: `Every command in ${path} runs as it stands there`,
    program: "curl",
    async fn(_curl, context) {
      await using folder = await temporaryFolder();
      await using server = await startServer({ data: folder.path });
      for (const { text } of commands) {
        await context.step(text.split("\n")[0] ?? "", async () => {
          const { code, stdout, stderr } = await runBlock(text, server);
          assertEquals([text, code, stderr], [text, 0, stderr]);
          // A block of output that follows shows lines of it.
          const next = blocks[blocks.findIndex((block) => block.text === text) + 1];
          if (path !== "README.md" || next?.language !== "text" || !next.text.startsWith("data:")) return;
          const lines = next.text.split("\n");
          assertEquals(lines.length, 6);
          // The drawings of ids and times differ from run to run; what is shown does not contain them.
          assertEquals(lines.filter((line) => !isShownBy(line, stdout)), []);
        });
      }
    },
  });
}

Deno.test("Whatever is not run says why, and blocks without a language are none", async () => {
  for (const path of await documentPaths()) {
    const { blocks } = await readDocument(path);
    assertEquals([path, ...blocks.filter(({ language }) => language === "")], [path]);
    for (const { language, text, notRun } of blocks) {
      if (language === "json") JSON.parse(text);
      if (notRun !== null) assert(notRun.length > 10, notRun);
    }
  }
});
