/** Output of the commands. */

const encoder = new TextEncoder();

/** Thrown when the reader of standard output has closed it, as in `… | head`. */
export class OutputClosed extends Error {
  override readonly name = "OutputClosed";
}

/** Writes text, or bytes, to standard output, waiting for its reader. Throws `OutputClosed` when the reader has closed it. */
export async function print(output: string | Uint8Array): Promise<void> {
  const bytes = typeof output === "string" ? encoder.encode(output) : output;
  try {
    for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
  } catch (cause) {
    if (cause instanceof Deno.errors.BrokenPipe) {
      throw new OutputClosed("Standard output is closed", { cause });
    }
    throw cause;
  }
}

export function printLine(line: string): Promise<void> {
  return print(line + "\n");
}

/** Writes a line for the user to standard error. */
export function printError(line: string): void {
  Deno.stderr.writeSync(encoder.encode(printable(line) + "\n"));
}

/** Foreign text made safe for a terminal: control characters other than tabs and line breaks become U+FFFD. */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]/gu, "\ufffd");
}
