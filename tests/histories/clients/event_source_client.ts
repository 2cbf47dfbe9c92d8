/** The `EventSource` of Deno and of npm, which reconnect, resume and stop on their own. */
import { deadline } from "@std/async";
import { EventSource as NpmEventSource } from "eventsource";
import { type ClientJob, isSatisfied, type RunClient, ticketUrl } from "./client_job.ts";

const SOURCES = {
  native: EventSource,
  npm: NpmEventSource as unknown as typeof EventSource,
} as const;

/** Follows with an `EventSource`; the client must be connected through the proxy, which notes its requests. */
export function runEventSource(kind: keyof typeof SOURCES): RunClient {
  return async (job, signal) => {
    const { history } = job;
    const Source = SOURCES[kind];
    const from = history.cursor > 0 ? `&last_event_id=${history.cursor}` : "";
    const source = new Source(ticketUrl(job) + from);
    const done = Promise.withResolvers<void>();
    source.onmessage = ({ lastEventId, data }) => {
      if (history.isEnded) return;
      history.add(Number(lastEventId), data, null);
      if (isSatisfied(job)) done.resolve();
    };
    source.onerror = () => {
      if (source.readyState === Source.CLOSED) done.resolve();
    };
    signal.addEventListener("abort", () => done.resolve(), { once: true });
    await done.promise;
    source.close();
    if (!signal.aborted && !history.isEnded) await endByLastAnswer(job);
  };
}

/** Ends the history of a client that has stopped on its own, based on what the proxy saw last. */
export async function endByLastAnswer({ history, tap }: ClientJob): Promise<void> {
  const last = () => tap.of(history.client).at(-1)?.status ?? null;
  // The proxy may see the answer only after the client has.
  await deadline(tap.until(() => last() !== null), 2_000).catch(() => {});
  const status = last();
  const ending = status === 204 ? "told" : status === 404 ? "gone" : "refused";
  history.end(ending, `status ${status}`, [...tap.of(history.client)]);
}
