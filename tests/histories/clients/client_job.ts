/** What every kind of client is given. */
import type { HistoryWriter } from "../history.ts";
import type { Random } from "../../support/random.ts";
import type { Tap } from "../wire/tap.ts";

export interface ClientJob {
  /** Where it writes what it sees; its `ended` says that the client has finished. */
  readonly history: HistoryWriter;
  /** Address of the server or of the proxy before it, without a slash at the end. */
  readonly base: string;
  /** The session's id at the server. */
  readonly sessionId: string;
  /** What it sends with each request if it can, such as its token. */
  readonly headers: Readonly<Record<string, string>>;
  /** For clients that cannot send a token; null if none is required. */
  readonly ticket: string | null;
  readonly random: Random;
  /** It leaves when it has this many events. */
  readonly leaveAfter: number;
  /** Sees what passes through the proxy. */
  readonly tap: Tap;
}

/** Runs a client until its history has ended or the signal aborts; resolves when it is completely gone. */
export type RunClient = (job: ClientJob, signal: AbortSignal) => Promise<void>;

/** The address of the stream for clients that cannot send a token, with a ticket instead if one is required. */
export function ticketUrl(job: ClientJob): string {
  return streamUrl(job) + (job.ticket === null ? "" : `&ticket=${job.ticket}`);
}

/** The address of the stream, with the client's name, by which it is known at the proxy. */
export function streamUrl({ base, sessionId, history }: ClientJob): string {
  return `${base}/sessions/${sessionId}/stream?client_id=${history.client}`;
}

/** True if the client has seen as much as it wanted; its history has ended then. */
export function isSatisfied({ history, leaveAfter }: ClientJob): boolean {
  if (history.events.length >= leaveAfter) history.end("left");
  return history.isEnded;
}

/**
 * How a client that may come back acts on an answer: its history has ended, or it tries again.
 * `status` is null if there was none. A server that stops or starts may refuse for a moment.
 */
export function isFinalAnswer({ history }: ClientJob, status: number | null): boolean {
  if (status === 204) history.end("told");
  else if (status === 404) history.end("gone");
  else if (status !== null && status !== 200 && status < 500) history.end("refused", `status ${status}`);
  return history.isEnded;
}
