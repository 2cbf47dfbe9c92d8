/** What the tests of the documents read of them: blocks of code, and tables. */
import { Marked } from "marked";

export const ROOT = new URL("../../", import.meta.url);

export interface CodeBlock {
  readonly language: string;
  readonly text: string;
  /** Why it is not run, as the comment above it says: `<!-- not run: REASON -->`. */
  readonly notRun: string | null;
}

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ReadDocument {
  readonly blocks: readonly CodeBlock[];
  readonly tables: readonly Table[];
}

/** The README, and the documents that the server serves. */
export async function documentPaths(): Promise<readonly string[]> {
  const files = await Array.fromAsync(Deno.readDir(new URL("static/docs/", ROOT)));
  return ["README.md", ...files.map(({ name }) => `static/docs/${name}`).sort()];
}

export async function readDocument(path: string): Promise<ReadDocument> {
  const blocks: CodeBlock[] = [];
  const tables: Table[] = [];
  let notRun: string | null = null;
  for (const token of new Marked().lexer(await Deno.readTextFile(new URL(path, ROOT)))) {
    if (token.type === "space") continue;
    if (token.type === "code") blocks.push({ language: token["lang"] ?? "", text: token["text"], notRun });
    if (token.type === "table") {
      const texts = (cells: readonly { readonly text: string }[]) => cells.map(({ text }) => text);
      tables.push({ head: texts(token["header"]), rows: token["rows"].map(texts) });
    }
    notRun = token.type === "html" ? /<!-- not run: (.+?) -->/.exec(token["text"])?.[1] ?? null : null;
  }
  return { blocks, tables };
}

/** The one table of a document with this head; throws if there is none. */
export function tableOf(
  { tables }: ReadDocument,
  ...head: readonly string[]
): readonly (readonly string[])[] {
  const found = tables.filter((table) => table.head.slice(0, head.length).join("|") === head.join("|"));
  const [table] = found;
  if (table === undefined) throw new Error(`There is no table of ${head.join(", ")}`);
  return found.flatMap(({ rows }) => rows);
}

/** A cell without the marks of code around it. */
export function plain(cell: string): string {
  return cell.replaceAll("`", "").trim();
}

/** The paths that a cell of the README's table of folders names: `src/chem/input`, `rdkit` are two of `src/chem`. */
export function pathsOf(cell: string): readonly string[] {
  const names = cell.split(",").map(plain);
  const parent = names[0]?.replace(/[^/]+$/, "") ?? "";
  return names.map((name) => name.includes("/") ? name : parent + name);
}
