/** The framing that the Durable Streams protocol has for server-sent events (section 5.8). */
import type { Framing } from "../../delivery/connection.ts";
import { isCompletion } from "../../encoding/event_json.ts";
import type { Store } from "../../store/store.ts";
import type { LogEntry, Session } from "../../types.ts";
import { offsetAfter } from "./durable_stream_position.ts";

const encoder = new TextEncoder();

/** Where a reader is: more has been committed, nothing more has been so far, or nothing ever will be. */
type Place = "behind" | "up_to_date" | "closed";

/**
 * Makes of entries one `data` event with an array of messages, as they are in the log, and one `control` event that says where the
 * reader is. `session` is as it was when the reader came.
 */
export function durableFraming(
  store: Pick<Store, "session">,
  session: Session,
  nextCursor: () => string,
): Framing {
  let newest = session.lastEventId;
  async function placeAfter({ id, data }: LogEntry): Promise<Place> {
    if (isCompletion(data)) return "closed";
    // Only a reader that has reached what was the end has to ask where it is now.
    if (id >= newest) newest = (await store.session(session.sessionId))?.lastEventId ?? id;
    return id >= newest ? "up_to_date" : "behind";
  }
  return {
    async encode(entries) {
      const last = entries.at(-1);
      if (last === undefined) throw new RangeError("There are no events to encode");
      const data = `event: data\ndata:[${entries.map(({ data }) => data).join(",")}]\n\n`;
      return encoder.encode(data + controlText(last.id, await placeAfter(last), nextCursor()));
    },
  };
}

/** A `control` event alone, for a reader that has everything so far. */
export function encodeControl(at: number, place: Place, cursor: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(controlText(at, place, cursor));
}

/** A reader who knows that nothing will follow needs no cursor, because it does not come back. */
function controlText(at: number, place: Place, cursor: string): string {
  const control = {
    streamNextOffset: offsetAfter(at),
    ...(place === "closed" ? { streamClosed: true } : { streamCursor: cursor }),
    ...(place === "behind" ? {} : { upToDate: true }),
  };
  return `event: control\ndata:${JSON.stringify(control)}\n\n`;
}
