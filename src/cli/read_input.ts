/** The file that a command works on. */
import { textLines } from "../encoding/json_lines.ts";
import { RxnstreamError } from "../errors.ts";

const NEWLINE = 10;

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

/**
 * The lines of a file, or of standard input for `-`; the last one need not end with a line break. Throws `input_invalid` if it
 * cannot be read, or has a line of more than `maxLineBytes`.
 */
export async function* linesOf(
  file: string,
  maxLineBytes: number,
): AsyncGenerator<string, void, undefined> {
  try {
    const bytes = file === "-" ? Deno.stdin.readable : (await Deno.open(file)).readable;
    let last = NEWLINE;
    const ended = bytes.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          last = chunk.at(-1) ?? last;
          controller.enqueue(chunk);
        },
        flush(controller) {
          if (last !== NEWLINE) controller.enqueue(new Uint8Array([NEWLINE]));
        },
      }),
    );
    yield* textLines(ended, maxLineBytes);
  } catch (cause) {
    throw new RxnstreamError("input_invalid", `Cannot read "${file}"`, { cause });
  }
}
