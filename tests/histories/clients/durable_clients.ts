/** Readers of `/v1/stream`, as the Durable Streams protocol has them: catching up, then following by long-poll or SSE. */
import { delay } from "@std/async";
import { elementTexts } from "../wire/json_array.ts";
import { type ClientJob, isFinalAnswer, isSatisfied, type RunClient } from "./client_job.ts";

/** What the server says about a reader's position. */
interface Place {
  readonly offset: string | null;
  readonly cursor: string | null;
  readonly isUpToDate: boolean;
  readonly isClosed: boolean;
}

const START: Place = { offset: null, cursor: null, isUpToDate: false, isClosed: false };

/**
 * Reads page by page up to the end, and follows from there. The protocol does not number events: they are counted, and the
 * server's offset has to agree.
 */
export function runDurable(live: "long-poll" | "sse"): RunClient {
  return async (job, signal) => {
    const { history } = job;
    // The offsets of this server sort like the numbers of the events.
    let place: Place = history.cursor === 0 ? START : { ...START, offset: offsetOf(history.cursor) };
    while (!signal.aborted && !history.isEnded) {
      const connection = history.connect(history.at > 0 ? history.at : null);
      const number = history.connections.length - 1;
      const read = place.isUpToDate && live === "sse" ? readEvents : readPage;
      place = await read(job, place, number, signal).catch((error) => {
        // The server is away, or the connection was cut.
        if (error instanceof SyntaxError) history.strange.push(error.message);
        return { ...place, offset: history.at > 0 ? offsetOf(history.at) : place.offset };
      });
      if (connection.status !== 204 && isFinalAnswer(job, connection.status) || isSatisfied(job)) return;
      if (place.isClosed) return history.end("completion");
      if ((connection.status ?? 500) >= 400) {
        await delay(job.random.whole(20, 200), { signal }).catch(() => {});
      }
    }
  };
}

function offsetOf(eventId: number): string {
  return String(eventId).padStart(16, "0");
}

async function ask(
  { base, sessionId, history, headers }: ClientJob,
  { offset, cursor }: Place,
  live: string | null,
  signal: AbortSignal,
): Promise<Response> {
  const query = new URLSearchParams({ offset: offset ?? "-1" });
  if (live !== null) query.set("live", live);
  if (cursor !== null) query.set("cursor", cursor);
  const response = await fetch(`${base}/v1/stream/${sessionId}?${query}`, { headers, signal });
  const connection = history.connections.at(-1);
  if (connection !== undefined) connection.status = response.status;
  return response;
}

/** One page; waits for it if the reader is up to date. */
async function readPage(job: ClientJob, place: Place, number: number, signal: AbortSignal): Promise<Place> {
  const response = await ask(job, place, place.isUpToDate ? "long-poll" : null, signal);
  if (response.status !== 200 && response.status !== 204) {
    await response.body?.cancel();
    return place;
  }
  const text = await response.text();
  if (text !== "") addMessages(job, elementTexts(text), number);
  const { headers } = response;
  return checked(job, {
    offset: headers.get("Stream-Next-Offset"),
    cursor: headers.get("Stream-Cursor"),
    isUpToDate: headers.get("Stream-Up-To-Date") === "true",
    isClosed: headers.get("Stream-Closed") === "true",
  });
}

/** Follows by server-sent events: messages count once the event after them says where the reader is. */
async function readEvents(job: ClientJob, place: Place, number: number, signal: AbortSignal): Promise<Place> {
  const response = await ask(job, place, "sse", signal);
  if (response.status !== 200) {
    await response.body?.cancel();
    return place;
  }
  let at = place;
  let messages: readonly string[] = [];
  let rest = "";
  for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const { name, data } = fieldsOf(block);
      if (name === "data" && data !== null) messages = [...messages, ...elementTexts(data)];
      else if (name === "control" && data !== null) {
        const control = JSON.parse(data) as Readonly<Record<string, unknown>>;
        addMessages(job, messages, number);
        messages = [];
        at = checked(job, {
          offset: control["streamNextOffset"] as string,
          cursor: (control["streamCursor"] ?? null) as string | null,
          isUpToDate: true,
          isClosed: control["streamClosed"] === true,
        });
        if (at.isClosed || isSatisfied(job)) return at;
      } else if (data !== null && !EARLY_ENDS.has(name)) job.history.strange.push(block.slice(0, 300));
    }
  }
  return at;
}

/** What a stream says before it is cut. */
const EARLY_ENDS: ReadonlySet<string> = new Set(["goodbye", "deleted"]);

/** Name and data of a block, in whatever order they come. */
function fieldsOf(block: string): { readonly name: string; readonly data: string | null } {
  let name = "";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const [, field, value = ""] = /^(event|data): ?(.*)$/s.exec(line) ?? [];
    if (field === "event") name = value;
    if (field === "data") data.push(value);
  }
  return { name, data: data.length === 0 ? null : data.join("\n") };
}

function addMessages({ history }: ClientJob, messages: readonly string[], number: number): void {
  for (const data of messages) if (!history.isEnded) history.add(history.at + 1, data, number);
}

/** The position, which must be after the events that the reader has. */
function checked({ history }: ClientJob, place: Place): Place {
  if (!history.isEnded && place.offset !== offsetOf(history.at)) {
    history.strange.push(`offset ${place.offset} after ${history.at} events`);
  }
  return place;
}
