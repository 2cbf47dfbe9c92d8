import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { pathsOf, readDocument, ROOT, tableOf } from "./read_document.ts";

/** Every document of the repository, by its path. */
async function allDocuments(): Promise<readonly string[]> {
  const { stdout } = await new Deno.Command("git", {
    args: ["ls-files", "-z", "*.md"],
    cwd: fileURLToPath(ROOT),
  }).output();
  return new TextDecoder().decode(stdout).split("\0").filter((path) =>
    path !== "" && !path.includes("/samples/")
  );
}

function exists(url: URL): Promise<boolean> {
  return Deno.stat(url).then(() => true, () => false);
}

/** What a document names in code and links to, as addresses within the repository. */
function named(path: string, text: string): readonly URL[] {
  const here = new URL(path, ROOT);
  const isOfFolder = path.endsWith("/README.md");
  const code = [...text.matchAll(/`([^`\s]+)`/g)].map(([, name = ""]) => name);
  const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, href = ""]) => href);
  return [
    ...code.filter((name) => /^(?:src|tests|static|\.ci|\.github)\/[\w./-]+$/.test(name)).map((name) =>
      new URL(name, ROOT)
    ),
    // In the README of a folder, names of files are those of files there.
    ...(isOfFolder
      ? code.filter((name) => /^[\w/]+\.(?:ts|js|py)$/.test(name) && !/^(?:src|tests)\//.test(name))
      : []).map((
        name,
      ) => new URL(name, here)),
    ...links.filter((href) => !/^(?:[a-z]+:|\/)/.test(href)).map((href) => new URL(href, here)),
  ];
}

Deno.test("Every file that a document names or links to is there", async () => {
  const missing: string[] = [];
  for (const path of await allDocuments()) {
    const text = await Deno.readTextFile(new URL(path, ROOT));
    for (const url of named(path, text)) {
      if (!await exists(url)) missing.push(`${path}: ${url.pathname.slice(ROOT.pathname.length)}`);
    }
  }
  assertEquals(missing, []);
});

/** The text of the comments of a TypeScript file. */
function commentsOf(source: string): string {
  return [...source.matchAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm)].map(([comment]) => comment).join("\n");
}

Deno.test("Every file of ours that a comment names is there", async () => {
  const { stdout } = await new Deno.Command("git", {
    args: ["ls-files", "-z"],
    cwd: fileURLToPath(ROOT),
  }).output();
  const paths = new TextDecoder().decode(stdout).split("\0");
  const missing: string[] = [];
  for (const path of paths.filter((path) => /^(?:src|tests)\/.*\.ts$|^main\.ts$/.test(path))) {
    const source = await Deno.readTextFile(new URL(path, ROOT)).catch(() => "");
    for (const [name] of commentsOf(source).matchAll(/(?<![\w./-])\w+(?:\/[\w.-]+)*\.ts\b/g)) {
      if (!paths.some((other) => other === name || other.endsWith(`/${name}`))) {
        missing.push(`${path}: ${name}`);
      }
    }
  }
  assertEquals(missing, []);
});

Deno.test("The README's table of folders has every folder of src, and no other", async () => {
  const named = tableOf(await readDocument("README.md"), "folder").flatMap(([cell = ""]) => pathsOf(cell));
  const folders: string[] = [];
  for (const parent of ["src", "src/chem", "src/http"]) {
    for await (const { name, isDirectory } of Deno.readDir(new URL(`${parent}/`, ROOT))) {
      const path = `${parent}/${name}`;
      if (isDirectory && path !== "src/chem" && path !== "src/http") folders.push(path);
    }
  }
  assertEquals(
    named.filter((path) => path.startsWith("src/") && !path.endsWith(".ts")).sort(),
    folders.sort(),
  );
});
