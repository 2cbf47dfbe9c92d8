/** Clients that poll for the log as JSON or NDJSON, and wait for events that do not exist yet. */
import { delay } from "@std/async";
import { elementTexts } from "../wire/json_array.ts";
import { type ClientJob, isFinalAnswer, isSatisfied, type RunClient } from "./client_job.ts";

/** How long the server is asked to wait, in seconds; it must end its wait earlier when an event arrives. */
const WAIT_S = 5;
const LINE = /^\{"id":(\d+),"data":([^\n]*)\}$/;

/** One answer, as far as the client can tell. */
interface Answered {
  readonly status: number | null;
  /** It says that the log is complete. */
  readonly isOver: boolean;
  readonly isEmpty: boolean;
}

/** Polls the content; the complete events of an answer that is cut are kept. */
export function runPoll(form: "json" | "ndjson"): RunClient {
  return async (job, signal) => {
    const { history } = job;
    let isEmpty = false;
    while (!signal.aborted && !history.isEnded) {
      // Only JSON tells a client that has everything that the log is complete.
      const answer = await askOnce(job, isEmpty ? "json" : form, signal);
      isEmpty = answer.isEmpty;
      if (isFinalAnswer(job, answer.status) || isSatisfied(job)) return;
      if (answer.isOver) return history.end("completion");
      if (answer.status !== 200) await delay(job.random.whole(20, 200), { signal }).catch(() => {});
    }
  };
}

async function askOnce(job: ClientJob, form: "json" | "ndjson", signal: AbortSignal): Promise<Answered> {
  const { history, random } = job;
  const after = history.at;
  const connection = history.connect(after > 0 ? after : null);
  const number = history.connections.length - 1;
  // Sometimes only a part.
  const limit = random.chance(0.3) ? `&limit=${random.whole(1, 400)}` : "";
  const url = `${job.base}/sessions/${job.sessionId}/content?after=${after}&wait=${WAIT_S}${limit}`;
  const before = history.events.length;
  let isOver = false;
  try {
    const response = await fetch(url, {
      headers: { ...job.headers, Accept: form === "json" ? "application/json" : "application/x-ndjson" },
      signal,
    });
    connection.status = response.status;
    if (response.status !== 200) await response.body?.cancel();
    else if (form === "json") isOver = readJson(job, await response.text(), number);
    else isOver = await readLines(job, response, number);
  } catch (error) {
    if (error instanceof SyntaxError) history.strange.push(error.message);
    // Otherwise the server is away, or the connection was cut.
  }
  return { status: connection.status, isOver, isEmpty: history.events.length === before };
}

/** Adds the events in a JSON answer, and returns whether the log is complete. */
function readJson({ history }: ClientJob, text: string, connection: number): boolean {
  const [, items, next] = /^\{"items":(\[.*\]),"next_after":(\d+|null)\}$/s.exec(text) ?? [];
  if (items === undefined) throw new SyntaxError(`This is no page of a log: ${text.slice(0, 200)}`);
  for (const item of elementTexts(items)) addLine(history, item, connection);
  if (next !== "null" && Number(next) !== history.at) {
    history.strange.push(`next_after ${next} after event ${history.at}`);
  }
  return next === "null";
}

async function readLines({ history }: ClientJob, response: Response, connection: number): Promise<boolean> {
  let rest = "";
  for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) addLine(history, line, connection);
  }
  if (rest !== "") history.strange.push(rest.slice(0, 300));
  return history.events.at(-1)?.data.startsWith('{"_type":"completion"') ?? false;
}

function addLine(history: ClientJob["history"], line: string, connection: number): void {
  const [, id, data] = LINE.exec(line) ?? [];
  if (history.isEnded) return;
  if (id === undefined || data === undefined) history.strange.push(line.slice(0, 300));
  else history.add(Number(id), data, connection);
}
