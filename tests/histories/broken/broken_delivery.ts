/** Services whose way from the log to the clients breaks one promise. */
import { delay } from "@std/async";
import type { Chunk } from "../../../src/broadcast/frame_window.ts";
import {
  type BranchChunk,
  type Broadcast,
  LocalBroadcast,
  type Subscription,
} from "../../../src/broadcast/local_broadcast.ts";
import type { ServiceParts } from "../../../src/cli/serve.ts";
import { encodeFrame } from "../../../src/sse/sse_message.ts";
import type { LogEntry, SessionId } from "../../../src/types.ts";
import { changed } from "../../support/changed.ts";

type Break = (parts: ServiceParts) => ServiceParts;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Lets `rewrite` have a hand in the text of every live chunk. */
function rewriting(rewrite: (text: string, chunk: Chunk) => string): Break {
  return (parts) => ({
    ...parts,
    broadcast: through(parts.broadcast, () => (chunk) => {
      if (chunk === "behind") return chunk;
      return { ...chunk, bytes: encoder.encode(rewrite(decoder.decode(chunk.bytes), chunk)) };
    }),
  });
}

/** SignedTokens what each subscription gives through a function made for it; null drops it. */
function through(
  broadcast: Broadcast,
  make: (subscription: Subscription, sessionId: SessionId) => (chunk: BranchChunk) => BranchChunk | null,
): Broadcast {
  return changed(broadcast, {
    subscribe(sessionId, cursor) {
      const subscription = broadcast.subscribe(sessionId, cursor);
      const map = make(subscription, sessionId);
      const readable = subscription.readable.pipeThrough(
        new TransformStream<BranchChunk, BranchChunk>(
          {
            transform(chunk, controller) {
              const mapped = map(chunk);
              if (mapped !== null) controller.enqueue(mapped);
            },
          },
          undefined,
          { highWaterMark: 0 },
        ),
      );
      return changed(subscription, { readable });
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

  entry(sessionId: SessionId, id: number): LogEntry | undefined {
    return this.#entries.get(sessionId)?.find((entry) => entry.id === id);
  }
}

/** Live frames have other bytes than those of the log. */
export const otherBytesLive: Break = rewriting((text) => text.replaceAll('"worker_id":', '"worker_id": '));

/** Live frames have a name. */
export const namedEvents: Break = rewriting((text) => text.replaceAll(/^data: /gm, "event: log\ndata: "));

/** A status of its own carries an id. */
export const statusWithId: Break = rewriting((text, { lastId }) => `id: ${lastId}\n: going on\n\n${text}`);

/** Something follows the completion. */
export const eventAfterCompletion: Break = rewriting((text, { lastId, isLast }) =>
  isLast ? `${text}data: {"type":"info"}\nid: ${lastId + 1}\n\n` : text
);

/** The last two frames of a chunk change places. */
export const reordered: Break = rewriting((text, { isLast }) => {
  const frames = text.split("\n\n").slice(0, -1);
  const [one, other] = frames.splice(-2);
  return isLast || one === undefined || other === undefined ? text : [...frames, other, one, ""].join("\n\n");
});

/** Subscribes only after the log has been read, to what comes from then on. */
export const lateSubscription: Break = (parts) => {
  const published = new Published(parts.broadcast);
  return {
    ...parts,
    broadcast: changed(published.broadcast, {
      subscribe(sessionId) {
        let subscription: Subscription | undefined;
        const { readable, writable } = new TransformStream<BranchChunk, BranchChunk>();
        const begin = () => {
          subscription = parts.broadcast.subscribe(sessionId, published.newest(sessionId));
          subscription.readable.pipeTo(writable).catch(() => {});
        };
        return {
          readable,
          holds: () => false,
          seek: (cursor) =>
            subscription === undefined ? void setTimeout(begin, 400) : subscription.seek(cursor),
          [Symbol.dispose]: () => subscription?.[Symbol.dispose](),
        };
      },
    }),
  };
};

/** Sends the event at the seam from history to live once more. */
export const repeatAtSeam: Break = (parts) => {
  const published = new Published(parts.broadcast);
  return {
    ...parts,
    broadcast: changed(published.broadcast, {
      subscribe(sessionId, cursor) {
        let seam = 0;
        const subscription = through(parts.broadcast, () => (chunk) => {
          const entry = published.entry(sessionId, seam);
          seam = 0;
          if (chunk === "behind" || entry === undefined) return chunk;
          const bytes = new Uint8Array([...encodeFrame(entry).bytes, ...chunk.bytes]);
          return { ...chunk, bytes };
        }).subscribe(sessionId, cursor);
        return changed(subscription, {
          seek(at) {
            seam = at;
            subscription.seek(at);
          },
        });
      },
    }),
  };
};

/** Who falls behind the window goes on with what is left of it. */
export const droppedOnOverflow: Break = (parts) => {
  const window = { maxFrames: 8, maxBytes: 1024 * 1024 };
  const published = new Published(new LocalBroadcast({ encode: encodeFrame, window }));
  return {
    ...parts,
    broadcast: through(published.broadcast, (subscription, sessionId) => (chunk) => {
      if (chunk !== "behind") return chunk;
      subscription.seek(published.newest(sessionId) - 1);
      return null;
    }),
  };
};

/** So long the first live chunk is held back, in milliseconds. */
const HELD_MS = 10_000;

/** Whoever follows live gets the first chunk late. */
export const liveHeldBack: Break = (parts) => ({
  ...parts,
  broadcast: changed(parts.broadcast, {
    subscribe(sessionId, cursor) {
      const subscription = parts.broadcast.subscribe(sessionId, cursor);
      let holding: Promise<void> | undefined;
      const readable = subscription.readable.pipeThrough(
        new TransformStream<BranchChunk, BranchChunk>({
          async transform(chunk, controller) {
            await (holding ??= delay(HELD_MS));
            controller.enqueue(chunk);
          },
        }),
      );
      return changed(subscription, { readable });
    },
  }),
});
