/** Native RDKit as a peer, if Python and its package are installed. */
import { TextLineStream } from "../../../support/text_line_stream.ts";

/** Possible locations of Debian's Python; one without RDKit is skipped. */
const PYTHONS: readonly string[] = ["python3", "/usr/bin/python3"];

/** The command that installs it on Debian and its derivatives. */
export const NATIVE_RDKIT_INSTALL = "apt-get install -y python3-rdkit";

/** A Python process that canonicalises the same molecules repeatedly. */
export class NativeRdkit implements AsyncDisposable {
  readonly version: string;
  readonly #child: Deno.ChildProcess;
  readonly #lines: ReadableStreamDefaultReader<string>;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;

  private constructor(
    version: string,
    child: Deno.ChildProcess,
    lines: ReadableStreamDefaultReader<string>,
  ) {
    this.version = version;
    this.#child = child;
    this.#lines = lines;
    this.#input = child.stdin.getWriter();
  }

  /** Null if no Python here has RDKit. `file` has one SMILES per line. */
  static async start(file: string): Promise<NativeRdkit | null> {
    for (const python of PYTHONS) {
      if (!await hasRdkit(python)) continue;
      const script = new URL("./canonical_smiles.py", import.meta.url);
      const child = new Deno.Command(python, {
        args: [script.pathname, file],
        stdin: "piped",
        stdout: "piped",
      }).spawn();
      const lines = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())
        .getReader();
      const { value: version = "" } = await lines.read();
      return new NativeRdkit(version, child, lines);
    }
    return null;
  }

  /** Seconds for one pass over all molecules. */
  async measure(): Promise<number> {
    await this.#input.write(new TextEncoder().encode("go\n"));
    const { value } = await this.#lines.read();
    return Number(value ?? NaN);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#input.close().catch(() => {});
    await this.#lines.cancel();
    await this.#child.status;
  }
}

async function hasRdkit(python: string): Promise<boolean> {
  try {
    const args = ["-c", "import rdkit.Chem"];
    const { success } = await new Deno.Command(python, { args, stdout: "null", stderr: "null" }).output();
    return success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
