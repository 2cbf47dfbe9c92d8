/** `rxnstream watch`: follows a session's events until it ends; reconnects and resumes automatically. */
import { delay } from "@std/async";
import type { EventFormat } from "../config/options.ts";
import { isShortened } from "../encoding/event_json.ts";
import type { ContentEvent } from "../types.ts";
import { EXIT_CODES } from "./exit_codes.ts";
import { followStream, type ReceivedEvent } from "./follow_stream.ts";
import { printable, printError, printLine } from "./output.ts";
import { isPassing, type RemoteSession, request, ServerError } from "./server_client.ts";

/** Time between two requests for the outcome while the server is down, in milliseconds. */
const RETRY_MS = 1_000;

export interface WatchOptions {
  readonly server: string;
  readonly sessionId: string;
  readonly format: EventFormat;
  readonly after: number;
  readonly clientId: string;
  readonly patienceMs: number;
  /** Null for none. */
  readonly token: string | null;
}

/** Prints one line per event; resolves with the exit code. Throws `ServerError`. */
export async function watch({ server, sessionId, format, ...follow }: WatchOptions): Promise<number> {
  const session = `${server}/sessions/${encodeURIComponent(sessionId)}`;
  const onRetry = (reason: string) => printError(`rxnstream: ${reason}; reconnecting`);
  const events = followStream(`${session}/stream`, { ...follow, onRetry });
  for await (const event of events) {
    if (format === "text") await printLine(printable(eventLine(event)));
    else await printLine(`{"id":${event.id},"data":${await wholeData(session, event, follow.token)}}`);
  }
  const { status, reactions } = await outcome(session, follow, onRetry);
  return status === "completed" && reactions.failed === 0 ? EXIT_CODES.ok : EXIT_CODES.someFailed;
}

/** The event as it is in the log: the stream may have shortened it. Throws `ServerError`. */
async function wholeData(
  session: string,
  { id, data }: ReceivedEvent,
  token: string | null,
): Promise<string> {
  if (!isShortened(data)) return data;
  const headers = { Accept: "application/x-ndjson" };
  const line = await (await request(`${session}/content?after=${id - 1}&limit=1`, { headers, token })).text();
  return line.slice(`{"id":${id},"data":`.length, -"}\n".length);
}

/** Fetches the session once more; a server that has stopped meanwhile may come back. */
async function outcome(
  session: string,
  { patienceMs, token }: Pick<WatchOptions, "patienceMs" | "token">,
  onRetry: (reason: string) => void,
): Promise<RemoteSession> {
  const began = performance.now();
  for (;;) {
    try {
      return await (await request(session, { token })).json() as RemoteSession;
    } catch (error) {
      const isOver = performance.now() - began > patienceMs;
      if (isOver || error instanceof ServerError && !isPassing(error)) throw error;
      onRetry((error as Error).message);
    }
    await delay(RETRY_MS);
  }
}

/** The event for people to read: its number, time, type and message, and the values of a result. */
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
