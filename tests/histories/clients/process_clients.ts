/** Clients that are programs: our `watch`, and curl started repeatedly. */
import { delay } from "@std/async";
import { spawnCli } from "../../support/cli_process.ts";
import { SseBlocks } from "../wire/sse_blocks.ts";
import { type ClientJob, isFinalAnswer, isSatisfied, streamUrl } from "./client_job.ts";

const LINE = /^\{"id":(\d+),"data":([^\n]*)\}$/;

/** `watch` reports it at once and exits with this code when there is no server at its very first connection. */
const NO_SERVER = 3;

/** Follows with `rxnstream watch`, which reconnects and resumes, and ends after the completion event. */
export async function runWatch(job: ClientJob, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !job.history.isEnded) {
    if (await watchOnce(job, signal) !== NO_SERVER) return;
    await delay(job.random.whole(20, 200), { signal }).catch(() => {});
  }
}

/** Returns the exit code; `NO_SERVER` does not count as an end if nothing has been received. */
async function watchOnce(job: ClientJob, signal: AbortSignal): Promise<number> {
  const { history } = job;
  const token = job.headers["Authorization"]?.replace("Bearer ", "");
  const child = spawnCli([
    "watch",
    job.sessionId,
    job.base,
    ...[
      "--format",
      "jsonl",
      "--client-id",
      history.client,
      "--after",
      String(history.cursor),
      "--patience",
      "120",
      ...(token === undefined ? [] : ["--token", token]),
    ],
  ]);
  const stderr = new Response(child.stderr).text();
  const kill = killer(child, signal);
  // A program that cannot be started or is killed at once breaks the pipe.
  await child.stdin.close().catch(() => {});
  let text = "";
  for await (const piece of child.stdout.pipeThrough(new TextDecoderStream())) {
    const lines = (text + piece).split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) {
      const [, id, data] = LINE.exec(line) ?? [];
      if (history.isEnded) break;
      if (id === undefined || data === undefined) history.strange.push(line.slice(0, 300));
      else history.add(Number(id), data, null);
      if (isSatisfied(job)) kill();
    }
  }
  const { code } = await child.status;
  const said = (await stderr).trim().split("\n").at(-1) ?? "";
  if (signal.aborted || code === NO_SERVER && history.at === history.cursor) return code;
  history.end(
    code === 0 || code === 1 ? "completion" : "refused",
    `exit code ${code}: ${said.slice(0, 200)}`,
  );
  return code;
}

/** Follows with curl, which knows nothing of events: it is started again with the cursor whenever it ends. */
export async function runCurl(job: ClientJob, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !job.history.isEnded) {
    const status = await curlOnce(job, signal);
    if (isFinalAnswer(job, status) || isSatisfied(job)) return;
    await delay(job.random.whole(20, 200), { signal }).catch(() => {});
  }
}

async function curlOnce(job: ClientJob, signal: AbortSignal): Promise<number | null> {
  const { history } = job;
  const cursor = history.at > 0 ? history.at : null;
  const connection = history.connect(cursor);
  const number = history.connections.length - 1;
  const child = new Deno.Command("curl", {
    args: [
      ...["--silent", "--no-buffer", "--include", "--http1.1", "--header", "Accept: text/event-stream"],
      ...(cursor === null ? [] : ["--header", `Last-Event-ID: ${cursor}`]),
      ...Object.entries(job.headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]),
      streamUrl(job),
    ],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const kill = killer(child, signal);
  const blocks = new SseBlocks((text) => history.strange.push(text));
  const decoder = new TextDecoder("latin1");
  let head = "";
  for await (const bytes of child.stdout) {
    let body = bytes;
    if (connection.status === null) {
      const before = head.length;
      head += decoder.decode(bytes);
      const end = head.indexOf("\r\n\r\n");
      if (end < 0) continue;
      connection.status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]);
      body = bytes.subarray(end + 4 - before);
    }
    if (connection.status !== 200 || history.isEnded) continue;
    for (const { id, data } of blocks.feed(body)) history.add(id, data, number);
    if (isSatisfied(job)) kill();
  }
  await child.status;
  return connection.status;
}

/** Kills the process when the signal aborts, or when it is called. */
function killer(child: Deno.ChildProcess, signal: AbortSignal): () => void {
  const kill = () => {
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended on its own.
    }
  };
  if (signal.aborted) kill();
  signal.addEventListener("abort", kill, { once: true });
  return kill;
}
