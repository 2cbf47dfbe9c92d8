/** The framing of the Durable Streams protocol for server-sent events (section 5.8). */
import type { Framing } from "../../delivery/connection.ts";
import { isCompletion } from "../../encoding/event_json.ts";
import type { Store } from "../../store/store.ts";
import type { LogEntry, Session } from "../../types.ts";
import { offsetAfter } from "./durable_stream_position.ts";

const encoder = new TextEncoder();

/** Where a reader is: more events are committed, none are so far, or none ever will be. */
type Place = "behind" | "up_to_date" | "closed";

/**
 * Encodes entries as one `data` event, an array of messages as stored in the log, and one `control` event with the
 * reader's position. `session` is the session as of when the reader connected.
 */
export function durableFraming(
  store: Pick<Store, "session">,
  session: Session,
  nextCursor: () => string,
): Framing {
  let newest = session.lastEventId;
  async function placeAfter({ id, data }: LogEntry): Promise<Place> {
    if (isCompletion(data)) return "closed";
    // Ask the store only when the reader has reached the last known end.
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

/** A lone `control` event, for a reader that already has everything. */
export function encodeControl(at: number, place: Place, cursor: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(controlText(at, place, cursor));
}

/** A reader that has reached the end of a closed stream needs no cursor: it will not come back. */
function controlText(at: number, place: Place, cursor: string): string {
  const control = {
    streamNextOffset: offsetAfter(at),
    ...(place === "closed" ? { streamClosed: true } : { streamCursor: cursor }),
    ...(place === "behind" ? {} : { upToDate: true }),
  };
  return `event: control\ndata:${JSON.stringify(control)}\n\n`;
}
