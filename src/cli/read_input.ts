/** The file that a command works on. */
import { RxnstreamError } from "../errors.ts";

/** Reads a file, or standard input for `-`. Throws `input_invalid` if it cannot be read. */
export async function readInput(
  file: string,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly fileName: string | null }> {
  try {
    if (file !== "-") {
      return { bytes: await Deno.readFile(file), fileName: file.split(/[/\\]/).at(-1) ?? file };
    }
    return { bytes: new Uint8Array(await new Response(Deno.stdin.readable).arrayBuffer()), fileName: null };
  } catch (cause) {
    throw new RxnstreamError("input_invalid", `Cannot read "${file}"`, { cause });
  }
}
