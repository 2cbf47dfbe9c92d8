import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { setTheStage } from "../e2e/page_support.ts";
import { temporaryFolder } from "../support/folders.ts";
import { programTest } from "../support/programs.ts";
import { startTestService } from "../support/service.ts";
import { documentPaths, readDocument, ROOT } from "./read_document.ts";

const ADDRESS = "http://localhost:8000";

async function snippets(
  language: string,
): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const documents = await Promise.all(
    (await documentPaths()).map(async (path) => ({ path, ...await readDocument(path) })),
  );
  return documents.flatMap(({ path, blocks }) =>
    blocks.filter((block) => block.language === language).map(({ text }) => ({ path, text }))
  );
}

/** Runs a program that follows a session to its end, and gives what it prints. */
async function output(command: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args: [...args],
    cwd: fileURLToPath(ROOT),
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  assertEquals([code, decoder.decode(stderr)], [0, ""]);
  return decoder.decode(stdout);
}

programTest({
  name: "Every program in Python follows its session to the end",
  program: "python3",
  async fn() {
    // The one that has what Debian's packages bring, whatever else is installed.
    const python = "/usr/bin/python3";
    await using folder = await temporaryFolder();
    await using service = await startTestService();
    const programs = await snippets("python");
    assertEquals(programs.map(({ path }) => path), [
      "README.md",
      "static/docs/clients.md",
      "static/docs/clients.md",
    ]);
    for (const { text } of programs) {
      const file = `${folder.path}/program.py`;
      await Deno.writeTextFile(file, text.replaceAll(ADDRESS, service.url));
      const printed = await output(python, [file]);
      assertStringIncludes(printed, "Got SMILES values for reaction 0");
      assertMatch(printed.trimEnd().split("\n").at(-1) ?? "", /\bcompleted\b/);
    }
  },
});

Deno.test("The program in JavaScript follows its session to the end", async () => {
  await using folder = await temporaryFolder();
  await using service = await startTestService();
  const [program, ...others] = (await snippets("js")).filter(({ text }) => text.startsWith("import "));
  assertEquals(others, []);
  const file = `${folder.path}/program.mjs`;
  await Deno.writeTextFile(file, program?.text.replaceAll(ADDRESS, service.url) ?? "");
  const config = fileURLToPath(new URL("deno.json", ROOT));
  const printed = await output(Deno.execPath(), [
    "run",
    "--quiet",
    "-A",
    "--config",
    config,
    "--no-lock",
    file,
  ]);
  assertStringIncludes(printed, "Got SMILES values for reaction 0");
  assertMatch(printed, /\bcompleted\n$/);
});

programTest({
  name: "The script for browsers follows a session to its end",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    const page = await stage.open("/");
    const [script] = (await snippets("js")).filter(({ text }) => !text.startsWith("import "));
    const ended = Promise.withResolvers<string>();
    page.on("console", (message) => {
      if (message.text().startsWith("Ended")) ended.resolve(message.text());
    });
    const response = await fetch(`${stage.url}/sessions`, {
      method: "POST",
      headers: { "Content-Type": "text/plain" },
      body: "CCO.CC(=O)O>>CCOC(C)=O",
    });
    const { session_id: id } = await response.json();
    await page.evaluate(`{ const id = ${JSON.stringify(id)};\n${script?.text} }`);
    assertEquals(await ended.promise, "Ended: completed");
    assertEquals(stage.errors, []);
  },
});
