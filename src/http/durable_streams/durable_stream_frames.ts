/** A log in the framing that the Durable Streams protocol has for server-sent events (section 5.8). */
import type { Chunk } from "../../broadcast/frame_window.ts";
import { eventStream, type EventStreamDeps } from "../../sse/event_stream.ts";
import type { SseLine } from "../../sse/follow_log.ts";
import type { KeptAlive } from "../../sse/keep_alive.ts";
import { messagesOf } from "../../sse/sse_message.ts";
import { isShortened } from "../../sse/shortened_event.ts";
import type { Store } from "../../store/store.ts";
import type { Session, SessionId } from "../../types.ts";
import { isAtEnd } from "../cursor.ts";
import type { HttpServices } from "../http_services.ts";
import { offsetAfter } from "./durable_stream_position.ts";

const encoder = new TextEncoder();

/**
 * Gives the reader what `eventStream` yields, each chunk as one `data` event with an array of messages and one `control` event
 * that says where the reader is; before them, if there is nothing to read yet or ever, a `control` event alone.
 */
export async function deliverDurableFrames(
  { budget, keepAlive, ...deps }: EventStreamDeps & Pick<HttpServices, "store" | "budget" | "keepAlive">,
  session: Session,
  { cursor, line, nextCursor, signal }: {
    readonly cursor: number;
    readonly line: SseLine;
    readonly nextCursor: () => string;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { sessionId } = session;
  if (isAtEnd(session, cursor)) {
    await line.write({ bytes: encoder.encode(controlEvent(cursor, "closed")), lastId: cursor, isLast: true });
    return;
  }
  let newest = session.lastEventId;
  if (cursor === newest) {
    const bytes = encoder.encode(controlEvent(cursor, "up_to_date", nextCursor()));
    await line.write({ bytes, lastId: cursor, isLast: false });
  }
  const silence: KeptAlive = { silentSince: Infinity, sendComment: () => line.sendComment() };
  keepAlive.add(silence);
  try {
    for await (const chunk of eventStream(deps, sessionId, { cursor, signal })) {
      if (chunk === "level") {
        await line.flushed();
        silence.silentSince = performance.now();
        continue;
      }
      silence.silentSince = Infinity;
      const { lastId, isLast } = chunk;
      // Only who has reached what was the end has to ask where it is now.
      if (lastId >= newest && !isLast) newest = (await deps.store.session(sessionId))?.lastEventId ?? lastId;
      const place = isLast ? "closed" : lastId >= newest ? "up_to_date" : "behind";
      const messages = await wholeMessages(deps.store, sessionId, chunk);
      const data = `event: data\ndata:[${messages.join(",")}]\n\n`;
      const bytes = encoder.encode(data + controlEvent(lastId, place, nextCursor()));
      await budget.spend(bytes.length);
      await line.write({ bytes, lastId, isLast });
    }
  } finally {
    keepAlive.delete(silence);
  }
}

/** The messages of a chunk, those among them that are short on a stream as they are in the log: every way of reading gives the same. */
async function wholeMessages(
  store: Pick<Store, "entriesAfter">,
  sessionId: SessionId,
  chunk: Chunk,
): Promise<readonly string[]> {
  const messages = messagesOf(chunk);
  const before = chunk.lastId - messages.length;
  return await Promise.all(messages.map(async (data, index) => {
    if (!isShortened(data)) return data;
    const [entry] = await store.entriesAfter(sessionId, before + index, { limit: 1, maxBytes: 1 });
    return entry?.data ?? data;
  }));
}

/** A reader who knows that nothing will follow needs no cursor, because it does not come back. */
function controlEvent(at: number, place: "behind" | "up_to_date" | "closed", cursor?: string): string {
  const control = {
    streamNextOffset: offsetAfter(at),
    ...(place === "closed" ? { streamClosed: true } : { streamCursor: cursor }),
    ...(place === "behind" ? {} : { upToDate: true }),
  };
  return `event: control\ndata:${JSON.stringify(control)}\n\n`;
}
