/** Sends the bytes of requests over TCP, several in a row on one connection, and reads each answer. */
import { deadline } from "@std/async";
import { type HttpAnswer, HttpConnection, NoAnswerError } from "../support/http/http_connection.ts";
import type { RawRequest } from "./http_requests.ts";

/** A server that says nothing for this long hangs, in milliseconds. */
const WATCHDOG_MS = 30_000;

/** The outline of an answer; its status is 0 if the connection was closed instead. */
export interface RawAnswer {
  readonly status: number;
  /** It says when to try again. */
  readonly retryAfter: boolean;
  /** Bytes of head and body, not counting chunk sizes. */
  readonly bytes: number;
}

/** The outcome of one request. */
export interface RawOutcome extends RawAnswer {
  readonly request: RawRequest;
}

const NO_ANSWER: RawAnswer = { status: 0, retryAfter: false, bytes: 0 };

interface Address {
  readonly hostname: string;
  readonly port: number;
}

function connect({ hostname, port }: Address): Promise<HttpConnection> {
  return HttpConnection.open(new URL(`http://${hostname}:${port}`));
}

/** Sends all requests in order; one that ends its connection is followed by the rest on a new one. */
export async function sendAll(
  address: Address,
  requests: readonly RawRequest[],
): Promise<readonly RawOutcome[]> {
  const outcomes: RawOutcome[] = [];
  while (outcomes.length < requests.length) {
    const rest = requests.slice(outcomes.length);
    using connection = await connect(address);
    const writing = writeAll(connection, rest);
    for (const request of rest) {
      const answer = await deadline(nextAnswer(connection, request), WATCHDOG_MS);
      if (answer === null) break;
      outcomes.push({ request, ...answer });
    }
    const answered = outcomes.length - (requests.length - rest.length);
    const cut = rest[0];
    if (answered === 0 && cut !== undefined) outcomes.push({ request: cut, ...NO_ANSWER });
    if (answered < rest.length) connection[Symbol.dispose]();
    await writing;
  }
  return outcomes;
}

/** Sends something that may not be a request at all, closes its side, and reads the first answer. */
export async function sendAlone(address: Address, request: RawRequest): Promise<RawOutcome> {
  using connection = await connect(address);
  const writing = writeAll(connection, [request]).then(() => connection.closeWrite().catch(() => {}));
  const answer = await deadline(nextAnswer(connection, request), WATCHDOG_MS);
  connection[Symbol.dispose]();
  await writing;
  return { request, ...answer ?? NO_ANSWER };
}

async function writeAll(connection: HttpConnection, requests: readonly RawRequest[]): Promise<void> {
  try {
    for (const { bytes } of requests) await connection.write(bytes);
  } catch {
    // The server has closed the connection.
  }
}

/** The next complete answer; null if the connection ends before. */
async function nextAnswer(connection: HttpConnection, { isHead }: RawRequest): Promise<RawAnswer | null> {
  let answer: HttpAnswer;
  try {
    answer = await connection.answer(isHead ? "HEAD" : "GET");
  } catch (error) {
    if (error instanceof NoAnswerError) return null;
    throw error;
  }
  const { status, headers, body } = answer;
  let { bytes } = answer;
  for (let piece = await body.read(); piece !== null; piece = await body.read()) bytes += piece.length;
  if (body.end === "cut") return null;
  return { status, retryAfter: /^\d/.test(headers.get("Retry-After") ?? ""), bytes };
}
