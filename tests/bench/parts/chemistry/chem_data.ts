/** The data on which the chemistry is measured: `<folder>/mapping/*.jsonl` and `<folder>/templates/*`. */

/** A reaction without map numbers and with those of the reference. */
export interface MappingRow {
  readonly id: string | number;
  readonly unmapped: string;
  readonly mapped: string;
}

/** A file's rows with its name and the beginning of the SHA-256 of its bytes, which identifies the data. */
export interface DataFile<Row> {
  readonly name: string;
  readonly digest: string;
  readonly rows: readonly Row[];
}

/** Every file `mapping/*.jsonl`, lines `{id, unmapped, mapped}`. */
export function readMappingFiles(folder: string): Promise<readonly DataFile<MappingRow>[]> {
  return readFiles(
    `${folder}/mapping`,
    ".jsonl",
    (text) => text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as MappingRow),
  );
}

/** Every file `templates/*.csv`: mapped reaction SMILES in the last field of each line after the head. */
export function readTemplateFiles(folder: string): Promise<readonly DataFile<string>[]> {
  return readFiles(
    `${folder}/templates`,
    ".csv",
    (text) =>
      text.split("\n").slice(1).map((line) => line.trim().split(",").at(-1) ?? "")
        .filter((row) => row.includes(">")),
  );
}

/** The commit of the folder, or null if it is not in a Git repository. */
export async function dataCommit(folder: string): Promise<string | null> {
  const git = new Deno.Command("git", { args: ["-C", folder, "log", "-1", "--format=%H", "--", "."] });
  try {
    const { success, stdout } = await git.output();
    return success && stdout.length > 0 ? new TextDecoder().decode(stdout).trim() : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** The beginning of the SHA-256 of bytes, in hexadecimal. */
export async function shortDigest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex().slice(0, 12);
}

async function readFiles<Row>(
  folder: string,
  extension: string,
  parse: (text: string) => readonly Row[],
): Promise<readonly DataFile<Row>[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const names = entries.map((entry) => entry.name).filter((name) => name.endsWith(extension)).sort();
  return await Promise.all(names.map(async (name) => {
    const bytes = await Deno.readFile(`${folder}/${name}`);
    return { name, digest: await shortDigest(bytes), rows: parse(new TextDecoder().decode(bytes)) };
  }));
}
