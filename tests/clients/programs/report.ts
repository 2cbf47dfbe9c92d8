/** What every client program reports: one line of JSON per event, and how it ended. */

/** The address of the stream, without a cursor. */
export const STREAM: string = Deno.args[0] ?? "";

/** Reports an event; ends the program after the completion event, as users of a client would close it. */
export function received(id: string | undefined, data: string): void {
  const line = `${JSON.stringify({ id: id ?? "", data })}\n`;
  Deno.stdout.writeSync(new TextEncoder().encode(line));
  if (data.startsWith('{"_type":"completion"')) Deno.exit(0);
}

/** Between two attempts some clients have only a timer that does not keep the process alive. */
setInterval(() => {}, 60_000);
