/** `rxnstream mcp`: the tools of `POST /mcp` over standard input and output, as programs with agents start them. */
import { errorText } from "../log.ts";
import type { ServeConfig } from "../config/read_config.ts";
import { EXIT_CODES } from "./exit_codes.ts";
import { printLine } from "./output.ts";
import { linesOf } from "./read_input.ts";
import { detailOf, serverUrl } from "./server_client.ts";

/** Longest message, in bytes. */
const MAX_LINE_BYTES = 8 * 1024 * 1024;
const INTERNAL_ERROR = -32603;

export interface McpOptions {
  /** Address of a running server; null for one of its own, which ends with this process. */
  readonly server: string | null;
  /** Null for none. */
  readonly token: string | null;
  /** Of a server of its own, in this folder. */
  readonly config: (data: string) => ServeConfig;
}

interface Message {
  readonly id?: string | number;
  readonly method?: string;
  readonly params?: { readonly requestId?: string | number };
}

/** Answers messages until standard input ends or a signal arrives; resolves with the exit code. */
export async function mcp({ server, token, config }: McpOptions): Promise<number> {
  await using resources = new AsyncDisposableStack();
  const url = server === null ? await ownServer(config, resources) : serverUrl(server);
  const signalled = Promise.withResolvers<void>();
  const isWindows = Deno.build.os === "windows";
  const signals: readonly Deno.Signal[] = isWindows ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
  for (const signal of signals) Deno.addSignalListener(signal, signalled.resolve);
  await Promise.race([answerAll(`${url}/mcp`, token), signalled.promise]);
  return EXIT_CODES.ok;
}

/** A server that only this machine can reach, with a database that is removed at the end. */
async function ownServer(
  config: McpOptions["config"],
  resources: AsyncDisposableStack,
): Promise<string> {
  const data = await Deno.makeTempDir({ prefix: "rxnstream-mcp-" });
  resources.defer(() => Deno.remove(data, { recursive: true }));
  const { startService } = await import("./serve.ts");
  const service = await startService(config(data));
  resources.defer(() => service.stop());
  return service.url;
}

/** Answers each line as soon as its result is there; those under way at the end of the input are finished. */
async function answerAll(url: string, token: string | null): Promise<void> {
  const underWay = new Map<string | number, AbortController>();
  const answers = new Set<Promise<void>>();
  let printed = Promise.resolve();
  // A long line may be written in pieces.
  const print = (text: string) => printed = printed.then(() => printLine(text));
  for await (const line of linesOf("-", MAX_LINE_BYTES)) {
    if (line.trim() === "") continue;
    const message = messageIn(line);
    if (message.method === "notifications/cancelled") {
      underWay.get(message.params?.requestId ?? "")?.abort();
      continue;
    }
    const leaving = new AbortController();
    if (message.id !== undefined) underWay.set(message.id, leaving);
    const answered: Promise<void> = answerTo(line, message, url, token, leaving.signal).then(
      (text) => text === "" ? undefined : print(text),
    ).finally(() => {
      if (message.id !== undefined) underWay.delete(message.id);
      answers.delete(answered);
    });
    answers.add(answered);
  }
  await Promise.all(answers);
}

/** The parts of a message that matter here; the server says what is wrong with it. */
function messageIn(line: string): Message {
  try {
    const message: unknown = JSON.parse(line);
    return typeof message === "object" && message !== null ? message : {};
  } catch {
    return {};
  }
}

/** The answer to a message as one line; empty for what has none. */
async function answerTo(
  line: string,
  { id }: Message,
  url: string,
  token: string | null,
  signal: AbortSignal,
): Promise<string> {
  const failed = (message: string) =>
    id === undefined ? "" : JSON.stringify({ jsonrpc: "2.0", id, error: { code: INTERNAL_ERROR, message } });
  const headers = new Headers({ "Content-Type": "application/json", "Accept": "application/json" });
  if (token !== null) headers.set("Authorization", `Bearer ${token}`);
  try {
    const response = await fetch(url, { method: "POST", headers, body: line, signal });
    const text = await response.text();
    const isMessage = response.headers.get("Content-Type")?.startsWith("application/json") ?? false;
    return isMessage || response.ok ? text : failed(detailOf(text));
  } catch (error) {
    // Who cancels a request wants no answer.
    return signal.aborted ? "" : failed(`Cannot reach ${new URL(url).origin}: ${errorText(error)}`);
  }
}
