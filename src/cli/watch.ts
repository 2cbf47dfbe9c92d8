/** `rxnstream watch`: follows a session's events until it ends; reconnects and resumes by itself. */
import type { ContentEvent } from "../types.ts";
import { EXIT_CODES } from "./exit_codes.ts";
import { followStream, type ReceivedEvent } from "./follow_stream.ts";
import { printError, printLine } from "./output.ts";
import { ask, type RemoteSession } from "./server_client.ts";

export interface WatchOptions {
  readonly server: string;
  readonly sessionId: string;
  readonly format: "text" | "jsonl";
  readonly after: number;
  readonly clientId: string;
  readonly patienceMs: number;
}

/** Prints one line per event; resolves with the exit code. Throws `ServerError`. */
export async function watch({ server, sessionId, format, ...follow }: WatchOptions): Promise<number> {
  const session = `${server}/sessions/${encodeURIComponent(sessionId)}`;
  const events = followStream(`${session}/stream`, {
    ...follow,
    onRetry: (reason) => printError(`rxnstream: ${reason}; connecting again`),
  });
  for await (const event of events) {
    await printLine(format === "jsonl" ? `{"id":${event.id},"data":${event.data}}` : eventLine(event));
  }
  const { status, reactions } = await (await ask(session)).json() as RemoteSession;
  return status === "completed" && reactions.failed === 0 ? EXIT_CODES.ok : EXIT_CODES.someFailed;
}

/** The event for a person: its number, time, type and message, and the values of a result. */
function eventLine({ id, data }: ReceivedEvent): string {
  const event = JSON.parse(data) as ContentEvent;
  if ("_type" in event) {
    return `${id}\tend\t${event.status}${event.error === undefined ? "" : `: ${event.error}`}`;
  }
  const values = event.aux.returnable?.values ?? [];
  const shown = values.length === 0 ? "" : `: ${values.join("  ")}`;
  return `${id}\t${event.timestamp.slice(11, 23)}\t${event.type}\t${
    event.message.replaceAll(/\s*\n\s*/g, " ⏎ ")
  }${shown}`;
}
