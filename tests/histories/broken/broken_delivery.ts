/** Services whose delivery from the log to the clients breaks one promise. */
import { delay } from "@std/async";
import type { Broadcast, Subscription } from "../../../src/delivery/broadcast.ts";
import { LocalBroadcast } from "../../../src/delivery/local_broadcast.ts";
import type { FrameChunk } from "../../../src/delivery/sse_frame.ts";
import type { ServiceParts } from "../../../src/cli/serve.ts";
import type { LogEntry, SessionId } from "../../../src/types.ts";
import { changed } from "../../support/changed.ts";

type Break = (parts: ServiceParts) => ServiceParts;
type Entries = readonly LogEntry[];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Passes the text of everything that is not read from the database through `rewrite`. */
function rewriting(rewrite: (text: string, chunk: FrameChunk) => string): Break {
  return (parts) => ({
    ...parts,
    encode(entries) {
      const chunk = parts.encode(entries);
      return { ...chunk, bytes: encoder.encode(rewrite(decoder.decode(chunk.bytes), chunk)) };
    },
  });
}

/** Replaces each subscription with what `change` makes of it. */
function subscribing(
  broadcast: Broadcast,
  change: (subscription: Subscription, sessionId: SessionId) => Partial<Subscription>,
): Broadcast {
  return changed(broadcast, {
    subscribe(sessionId) {
      const subscription = broadcast.subscribe(sessionId);
      return changed(subscription, change(subscription, sessionId));
    },
  });
}

/** The newest events that were published, by session. */
class Published {
  readonly broadcast: Broadcast;
  readonly #entries = new Map<SessionId, LogEntry[]>();

  constructor(broadcast: Broadcast) {
    this.broadcast = changed(broadcast, {
      publish: (sessionId, entries) => {
        this.#entries.set(sessionId, [...this.#entries.get(sessionId) ?? [], ...entries]);
        broadcast.publish(sessionId, entries);
      },
    });
  }

  newest(sessionId: SessionId): number {
    return this.#entries.get(sessionId)?.at(-1)?.id ?? 0;
  }

  after(sessionId: SessionId, id: number): Entries {
    return this.#entries.get(sessionId)?.filter((entry) => entry.id > id) ?? [];
  }
}

/** Live frames have other bytes than those of the log. */
export const otherBytesLive: Break = rewriting((text) => text.replaceAll('"worker_id":', '"worker_id": '));

/** Live frames have a name. */
export const namedEvents: Break = rewriting((text) => text.replaceAll(/^data: /gm, "event: log\ndata: "));

/** A status event carries an id. */
export const statusWithId: Break = rewriting((text, { lastId }) => `id: ${lastId}\n: going on\n\n${text}`);

/** Something follows the completion. */
export const eventAfterCompletion: Break = rewriting((text, { lastId, isLast }) =>
  isLast ? `${text}data: {"type":"info"}\nid: ${lastId + 1}\n\n` : text
);

/** The last two frames of a chunk are swapped. */
export const reordered: Break = rewriting((text, { isLast }) => {
  const frames = text.split("\n\n").slice(0, -1);
  const [one, other] = frames.splice(-2);
  return isLast || one === undefined || other === undefined ? text : [...frames, other, one, ""].join("\n\n");
});

/** Subscribes only after the log has been read, and so gets only later events. */
export const lateSubscription: Break = (parts) => {
  const published = new Published(parts.broadcast);
  return {
    ...parts,
    broadcast: subscribing(published.broadcast, (subscription, sessionId) => ({
      after(cursor) {
        const after = subscription.after(cursor);
        return after === "closed" ? after : "behind";
      },
      live() {
        const { readable, writable } = new TransformStream<Entries, Entries>();
        setTimeout(() => {
          subscription.live(published.newest(sessionId)).pipeTo(writable).catch(() => {});
        }, 400);
        return readable;
      },
    })),
  };
};

/** Sends the event at the seam from history to what is published once more, to each subscriber. */
export const repeatAtSeam: Break = (parts) => {
  const published = new Published(parts.broadcast);
  return {
    ...parts,
    broadcast: subscribing(published.broadcast, (subscription, sessionId) => {
      let isSeam = true;
      function withSeam(cursor: number, entries: Entries): Entries {
        const [seam] = isSeam && cursor > 0 ? published.after(sessionId, cursor - 1) : [];
        isSeam = false;
        return seam === undefined ? entries : [seam, ...entries];
      }
      return {
        after(cursor) {
          const after = subscription.after(cursor);
          return typeof after === "string" ? after : withSeam(cursor, after);
        },
        live: (cursor) =>
          subscription.live(cursor).pipeThrough(
            new TransformStream<Entries, Entries>({
              transform: (entries, controller) => controller.enqueue(withSeam(cursor, entries)),
            }),
          ),
      };
    }),
  };
};

/** A client that falls behind the window continues with what is left of it. */
export const droppedOnOverflow: Break = (parts) => {
  const window = { maxEntries: 8, maxCharacters: 1024 * 1024 };
  const published = new Published(new LocalBroadcast({ window }));
  return {
    ...parts,
    broadcast: subscribing(published.broadcast, (subscription, sessionId) => ({
      after(cursor) {
        const after = subscription.after(cursor);
        const newest = published.after(sessionId, Math.max(cursor, published.newest(sessionId) - 1));
        return after === "behind" && newest.length > 0 ? newest : after;
      },
    })),
  };
};

/** How long the first live chunk is held back, in milliseconds. */
const HELD_MS = 10_000;

/** Live followers get the first chunk late. */
export const liveHeldBack: Break = (parts) => ({
  ...parts,
  broadcast: subscribing(parts.broadcast, (subscription) => ({
    live(cursor) {
      let holding: Promise<void> | undefined;
      return subscription.live(cursor).pipeThrough(
        new TransformStream<Entries, Entries>({
          async transform(entries, controller) {
            await (holding ??= delay(HELD_MS));
            controller.enqueue(entries);
          },
        }),
      );
    },
  })),
});
