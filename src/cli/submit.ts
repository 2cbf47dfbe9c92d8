/** `rxnstream submit`: sends a file to a running server. */
import { EXIT_CODES } from "./exit_codes.ts";
import { printError, printLine } from "./output.ts";
import { readInput } from "./read_input.ts";
import { type RemoteSession, request } from "./server_client.ts";
import { watch, type WatchOptions } from "./watch.ts";

export interface SubmitOptions {
  readonly server: string;
  readonly file: string;
  /** Null to leave it to the server. */
  readonly title: string | null;
  /** Null to leave it to the server. */
  readonly inputFormat: string | null;
  /** Null for none. */
  readonly token: string | null;
  /** How to follow the session to its end; null to exit at once. */
  readonly watch: Omit<WatchOptions, "server" | "sessionId"> | null;
}

/** Prints the id of the new session; resolves with the exit code. Throws `ServerError` or `input_invalid`. */
export async function submit(
  { server, file, title, inputFormat, token, watch: follow }: SubmitOptions,
): Promise<number> {
  const { bytes, fileName } = await readInput(file);
  const form = new FormData();
  form.set("file", new File([bytes], fileName ?? "stdin"));
  if (fileName === null) form.set("file_name", "");
  if (title !== null) form.set("title", title);
  if (inputFormat !== null) form.set("format", inputFormat);
  const response = await request(`${server}/sessions`, { method: "POST", body: form, token });
  const session = await response.json() as RemoteSession;
  await printLine(session.session_id);
  printError(`${server}/#/s/${session.session_id}`);
  return follow === null ? EXIT_CODES.ok : await watch({ ...follow, server, sessionId: session.session_id });
}
